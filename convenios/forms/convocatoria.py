"""What fuentes and companies offer, and what its list may be asked."""

from typing import Any

from crispy_forms.layout import Fieldset
from django import forms

from cargos.models import Usuario
from convenios.forms.clasificacion import ConClasificacion
from convenios.forms.comun import (
    ConDisposicion,
    DireccionField,
    FechaField,
    area,
    fechas,
    fila,
    posicion,
)
from convenios.forms.filtros import CUALQUIERA, Filtro
from convenios.models import Convocatoria, Organizacion
from convenios.models.convocatoria import ConvocatoriaQuerySet, TipoOferta
from convenios.models.demanda import lleva_toda
from convenios.oferta import EstadoOferta
from convenios.oferta_y_demanda import por_demanda


class ConvocatoriaForm(ConClasificacion, ConDisposicion, forms.ModelForm):
    """An offer as its source published it."""

    vacios = {"moneda": "Sin monto", "modalidad": "Ninguna", "idioma": "No se dice"}
    disposicion = (
        fila("organizacion", "responsable"),
        "titulo",
        fila("tipo", "modalidad", "idioma"),
        fila("abre_el", "cierra_el"),
        fila("moneda", "monto_min", "monto_max"),
        "elegibilidad",
        Fieldset("De qué trata y dónde", fila("areas_crs", "ods"), fila("pncti", "lugares")),
        "url",
    )
    url = DireccionField(label="Dirección en la web", required=False, max_length=300)

    class Meta:
        model = Convocatoria
        fields = [
            "organizacion",
            "responsable",
            "titulo",
            "tipo",
            "modalidad",
            "idioma",
            "abre_el",
            "cierra_el",
            "moneda",
            "monto_min",
            "monto_max",
            "elegibilidad",
            "areas_crs",
            "ods",
            "pncti",
            "lugares",
            "url",
        ]
        field_classes = fechas("abre_el", "cierra_el")
        widgets = {"elegibilidad": area(3)}

    def __init__(self, *args: Any, usuario: Usuario, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.poner_campos("Ámbito")
        quienes = Organizacion.objects.en_uso().en_orden()
        if not lleva_toda(usuario):
            quienes = quienes.filter(clase=Organizacion.Clase.EMPRESA)
        self.fields["organizacion"].queryset = quienes  # type: ignore[attr-defined]
        self.fields["responsable"] = posicion("Cargo que la sigue", required=True)
        if usuario.designacion_principal:
            self.fields["responsable"].initial = usuario.designacion_principal.posicion_id
        self.fields["elegibilidad"].max_length = 4000  # type: ignore[attr-defined]
        for campo in ("monto_min", "monto_max"):
            self.fields[campo].min_value = 0  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        hay_monto = datos.get("monto_min") is not None or datos.get("monto_max") is not None
        if hay_monto and not datos.get("moneda") and "moneda" not in self.errors:
            self.add_error("moneda", "Diga en qué moneda está el monto.")
        for campo in ("monto_min", "monto_max"):
            if (datos.get(campo) or 0) < 0:
                self.add_error(campo, "Escriba un monto que no sea negativo.")
        return datos


class FiltroConvocatorias(Filtro):
    """The list of offers."""

    VIVAS = "vivas"
    q = forms.CharField(label="Buscar", required=False, max_length=100)
    estado = forms.ChoiceField(
        label="Estado",
        required=False,
        choices=[
            CUALQUIERA,
            (VIVAS, "Se puede postular"),
            *((e.value, e.palabra) for e in EstadoOferta),
        ],
    )
    tipo = forms.ChoiceField(
        label="Qué es", required=False, choices=[CUALQUIERA, *TipoOferta.choices]
    )
    quien = forms.ChoiceField(
        label="Quién ofrece",
        required=False,
        choices=[CUALQUIERA, *Organizacion.Clase.choices],
    )
    demanda = forms.ChoiceField(
        label="Demanda",
        required=False,
        choices=[CUALQUIERA, ("con", "Con alguna propuesta"), ("sin", "Sin ninguna propuesta")],
    )
    desde = FechaField(label="Cierran desde", required=False)
    hasta = FechaField(label="Cierran hasta", required=False)
    org = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1)

    def aplicar(self, filas: ConvocatoriaQuerySet) -> ConvocatoriaQuerySet:
        """The rows asked for, with what a row prints."""
        filas = filas.para_lista()
        if texto := self.pedido("q"):
            filas = filas.buscar(texto)
        if estado := self.pedido("estado"):
            vivas = estado == self.VIVAS
            filas = filas.vivas(self.hoy) if vivas else filas.en_estado(estado, self.hoy)
        if demanda := self.pedido("demanda"):
            filas = por_demanda(filas, con=demanda == "con")
        pedidos = self.pedidos("tipo", organizacion__clase="quien", organizacion="org")
        filas = filas.filter(**pedidos)
        return filas.filter(**self.entre("cierra_el"))

    @property
    def orden(self) -> tuple[str, ...]:
        """The nearest closing first, or the last one among those that closed."""
        atras = self.pedido("estado") in (None, EstadoOferta.CERRADA, EstadoOferta.ANULADA)
        return ("-cierra_el", "-pk") if atras else ("cierra_el", "pk")
