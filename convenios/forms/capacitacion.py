"""Training abroad: the offer, whom it was spread to, and what came of it."""

from datetime import date
from typing import Any

from django import forms

from cargos.models import Usuario
from convenios.forms.comun import (
    ConDisposicion,
    FechaField,
    UnidadesField,
    UnidadField,
    area,
    fechas,
    fila,
    solo_si,
    ya_ocurrio,
)
from convenios.forms.demanda import CodigoField
from convenios.forms.filtros import CUALQUIERA, Filtro
from convenios.forms.requerimiento import unidades
from convenios.models import Capacitacion, Convocatoria, Demanda
from convenios.models.capacitacion import CapacitacionQuerySet, TipoPaso
from convenios.models.demanda import TipoDemanda


class CapacitacionForm(ConDisposicion, forms.ModelForm):
    """A training abroad, of an offer already registered."""

    disposicion = (
        fila("convocatoria", "demanda"),
        fila("pais", "cupos"),
        fila("desde", "hasta"),
        "perfil",
    )
    convocatoria = CodigoField(
        Convocatoria, ejemplo="OFE-2026-0001", label="Convocatoria que la ofrece"
    )
    demanda = CodigoField(
        Demanda,
        ejemplo="DEM-2026-0001",
        label="Demanda que atiende",
        required=False,
        help_text="De capacitación en el exterior.",
    )

    class Meta:
        model = Capacitacion
        fields = ["convocatoria", "demanda", "pais", "cupos", "desde", "hasta", "perfil"]
        field_classes = fechas("desde", "hasta")
        widgets = {"perfil": area(3)}
        help_texts = {"pais": "Sus tres letras según ISO 3166: ESP, JPN."}

    def __init__(self, *args: Any, usuario: Usuario, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        campos: Any = self.fields
        campos["convocatoria"].queryset = Convocatoria.objects.editables_para(usuario)
        campos["demanda"].queryset = Demanda.objects.filter(tipo=TipoDemanda.CAPACITACION)
        campos["perfil"].max_length = 2000
        campos["cupos"].min_value = 1
        if self.instance.pk:
            self.initial["convocatoria"] = self.instance.convocatoria.codigo
            self.initial["demanda"] = self.instance.demanda and self.instance.demanda.codigo

    def clean_cupos(self) -> int | None:
        cupos: int | None = self.cleaned_data["cupos"]
        if cupos == 0:
            raise forms.ValidationError("Al menos un cupo, o en blanco si no se sabe.")
        return cupos


class DifundirForm(ConDisposicion, forms.Form):
    """Which units were told of it."""

    fecha = FechaField(label="Fecha")
    documento = forms.CharField(
        label="Documento",
        required=False,
        max_length=160,
        help_text="Memorando, oficio o expediente: su número.",
    )
    disposicion = ("unidades", fila("fecha", "documento"))

    def __init__(self, *args: Any, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hoy = hoy
        self.fields["unidades"] = UnidadesField(
            unidades(hoy), label="A qué unidades", widget=forms.CheckboxSelectMultiple
        )
        self.fields["fecha"].initial = hoy

    def clean_fecha(self) -> date:
        return ya_ocurrio(self.cleaned_data["fecha"], self.hoy)


class AnotarForm(ConDisposicion, forms.Form):
    """How many of a unit applied, how many were chosen, or that their report came."""

    tipo = forms.ChoiceField(
        label="Qué pasó",
        widget=forms.RadioSelect,
        choices=[(t.value, t.label) for t in TipoPaso if t != TipoPaso.DIFUSION],
    )
    fecha = FechaField(label="Fecha")
    cantidad = forms.IntegerField(
        label="Cuántas personas", required=False, min_value=0, max_value=1000
    )
    informe_hasta = FechaField(label="Informe de retorno hasta", required=False)
    documento = forms.CharField(label="Documento", required=False, max_length=160)
    disposicion = (
        "tipo",
        fila("unidad", "fecha"),
        solo_si("tipo", "postulantes seleccion", "cantidad"),
        solo_si("tipo", "seleccion", "informe_hasta"),
        "documento",
    )

    def __init__(self, *args: Any, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hoy = hoy
        self.fields["unidad"] = UnidadField(unidades(hoy), label="Unidad", empty_label="Elija…")
        self.fields["fecha"].initial = hoy

    def clean_fecha(self) -> date:
        return ya_ocurrio(self.cleaned_data["fecha"], self.hoy)

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        cuenta = datos.get("tipo") in (TipoPaso.POSTULANTES, TipoPaso.SELECCION)
        if cuenta and datos.get("cantidad") is None and "cantidad" not in self.errors:
            self.add_error("cantidad", "Diga cuántas personas; cero si ninguna.")
        viajan = datos.get("tipo") == TipoPaso.SELECCION and datos.get("cantidad")
        if viajan and not datos.get("informe_hasta") and "informe_hasta" not in self.errors:
            self.add_error("informe_hasta", "Quien viaja debe un informe: diga hasta cuándo.")
        return datos


class FiltroCapacitaciones(Filtro):
    """The list of trainings abroad. The dates are those of their spreading when `difundida` is
    asked, else those of their register."""

    q = forms.CharField(label="Buscar", required=False, max_length=100)
    informe = forms.ChoiceField(
        label="Informe de retorno",
        required=False,
        choices=[CUALQUIERA, ("pendiente", "Por recibir"), ("tarde", "Vencido")],
    )
    difundida = forms.ChoiceField(
        label="Difusión", required=False, choices=[("", "Todas"), ("si", "Difundidas")]
    )
    desde = FechaField(label="Desde", required=False)
    hasta = FechaField(label="Hasta", required=False)

    def aplicar(self, filas: CapacitacionQuerySet) -> CapacitacionQuerySet:
        """The rows asked for, with what a row prints."""
        filas = filas.para_lista()
        if texto := self.pedido("q"):
            filas = filas.buscar(texto)
        if informe := self.pedido("informe"):
            tarde = informe == "tarde"
            filas = filas.con_informe_tarde(self.hoy) if tarde else filas.con_informe_pendiente()
        if self.pedido("difundida"):
            return filas.difundidas(self.pedido("desde"), self.pedido("hasta"))
        return filas.filter(**self.entre("registrada_el"))
