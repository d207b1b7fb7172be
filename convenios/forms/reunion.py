"""What is asked of a meeting: its data, its steps, another date; and of the list of them."""

from datetime import date, time
from typing import Any

from django import forms
from django.db.models import Q

from cargos.models import Usuario
from cargos.permisos import Permiso
from convenios.forms.asistencia import RenglonesField
from convenios.forms.comun import (
    ConDisposicion,
    FechaField,
    SelectLargo,
    area,
    fechas,
    fila,
    posicion,
    solo_si,
)
from convenios.forms.espacio import AMBITOS, en_ambito
from convenios.forms.filtros import CUALQUIERA, Filtro
from convenios.forms.paso import PasoForm
from convenios.models import EspacioConcertacion, EstadoReunion, Organizacion, Reunion
from convenios.models.espacio import ambitos_de
from convenios.models.reunion import A_MANO
from convenios.models.reuniones import ReunionQuerySet

PUNTOS = 40


class HoraField(forms.TimeField):
    """An hour as it is typed: 9, 9:30 or 14:00."""

    widget = forms.TimeInput(
        format="%H:%M", attrs={"placeholder": "hh:mm", "class": "form-control"}
    )
    default_error_messages = {"invalid": "Escriba la hora como 14:30."}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%H:%M", "%H.%M", "%H"], **kwargs)


class ReunionForm(ConDisposicion, forms.ModelForm):
    """A meeting while it is still to come."""

    vacios = {
        "espacio": "Ninguno",
        "organizacion": "Ninguna",
        "comision_norma": "Ninguna, o la que se escribe aparte",
    }
    disposicion = (
        "titulo",
        fila("espacio", "organizacion"),
        fila("fecha", "desde", "hasta"),
        fila("modalidad", "convoca_posicion"),
        "lugar",
        "agenda",
        solo_si("modalidad", "presencial mixta", fila("comision_norma", "comision_documento")),
    )
    agenda = RenglonesField(
        maximo=PUNTOS,
        largo=300,
        label="Orden del día",
        required=False,
        help_text="Un punto en cada renglón.",
    )

    class Meta:
        model = Reunion
        fields = [
            "espacio",
            "organizacion",
            "titulo",
            "fecha",
            "desde",
            "hasta",
            "modalidad",
            "lugar",
            "convoca_posicion",
            "agenda",
            "comision_norma",
            "comision_documento",
        ]
        field_classes = fechas("fecha") | {"desde": HoraField, "hasta": HoraField}
        widgets = {"comision_norma": SelectLargo, "organizacion": SelectLargo}

    def __init__(self, *args: Any, usuario: Usuario, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        espacios = EspacioConcertacion.objects.vigentes(hoy).filter(ambito__in=ambitos_de(usuario))
        self.fields["espacio"].queryset = espacios  # type: ignore[attr-defined]
        if not usuario.puede(Permiso.ESPACIO_EDITAR):
            self.fields["espacio"].required = True
            self.fields["espacio"].empty_label = "Elija…"  # type: ignore[attr-defined]
            self.fields["espacio"].help_text = "Su cargo lleva las reuniones de estos espacios."
        self.fields["organizacion"].queryset = Organizacion.objects.en_uso().en_orden()  # type: ignore[attr-defined]
        self.fields["convoca_posicion"] = posicion("Cargo nuestro que convoca")
        self.fields["convoca_posicion"].help_text = "Vacío si convoca el espacio o la organización."

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        espacio, fecha = datos.get("espacio"), datos.get("fecha")
        if espacio and fecha and not espacio.existe(fecha):
            self.add_error("fecha", "Ese día el espacio no existe.")
        return datos


class PasoReunionForm(PasoForm):
    """The next state of a meeting; another date has its own form."""

    con_motivo = (EstadoReunion.CANCELADA,)
    sin_motivo = "Diga por qué se cancela."

    def __init__(
        self, *args: Any, reunion: Reunion, usuario: Usuario, hoy: date, **kwargs: Any
    ) -> None:
        siguientes = A_MANO[EstadoReunion(reunion.estado)]
        aprueba = usuario.puede(Permiso.REUNION_APROBAR)
        suyas = [
            e
            for e in EstadoReunion
            if e in siguientes
            and (aprueba or e != EstadoReunion.CONVOCADA)
            and (reunion.fecha <= hoy or e != EstadoReunion.REALIZADA)
        ]
        super().__init__(*args, siguientes=suyas, hoy=hoy, **kwargs)
        self.fields["documento"].help_text = "Oficio u otra comunicación: su número, si lo hay."
        if not aprueba and EstadoReunion.CONVOCADA in siguientes:
            self.fields["a"].help_text = "Para convocarla, antes la aprueba la jefatura."
        if reunion.estado == EstadoReunion.CONVOCADA:
            self.fields["fecha"].initial = min(reunion.fecha, hoy)


class ReprogramarForm(ConDisposicion, forms.Form):
    """Another date for the same meeting."""

    fecha = FechaField(label="Nueva fecha")
    desde = HoraField(label="De", required=False)
    hasta = HoraField(label="A", required=False)
    nota = forms.CharField(label="Por qué cambia", max_length=2000, widget=area(2))
    disposicion = (fila("fecha", "desde", "hasta"), "nota")

    def __init__(self, *args: Any, reunion: Reunion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.espacio = reunion.espacio

    def clean_fecha(self) -> date:
        fecha: date = self.cleaned_data["fecha"]
        if self.espacio is not None and not self.espacio.existe(fecha):
            raise forms.ValidationError("Ese día el espacio no existe.")
        return fecha

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        desde: time | None = datos.get("desde")
        hasta: time | None = datos.get("hasta")
        if hasta and (desde is None or hasta <= desde):
            self.add_error("hasta", "La reunión termina después de empezar.")
        return datos


class FiltroReuniones(Filtro):
    """The list of meetings. The figures of the living MOF ask it for exactly what they count."""

    COMPLETAS, INCOMPLETAS = "completas", "incompletas"
    q = forms.CharField(label="Buscar", required=False, max_length=100)
    estado = forms.ChoiceField(
        label="Estado", required=False, choices=[CUALQUIERA, *EstadoReunion.choices]
    )
    ambito = forms.ChoiceField(label="Ámbito", required=False, choices=AMBITOS)
    registro = forms.ChoiceField(
        label="Registro",
        required=False,
        choices=[
            CUALQUIERA,
            (COMPLETAS, "Con orden del día, asistencia y acta"),
            (INCOMPLETAS, "Realizadas a las que falta algo"),
        ],
    )
    desde = FechaField(label="Desde", required=False)
    hasta = FechaField(label="Hasta", required=False)
    espacio = forms.IntegerField(
        label="Espacio n.º", required=False, min_value=1, widget=forms.HiddenInput
    )
    org = forms.IntegerField(
        label="Organización n.º", required=False, min_value=1, widget=forms.HiddenInput
    )
    representa = forms.RegexField(
        r"^\d{3}$", label="En representación, el cargo", required=False, widget=forms.HiddenInput
    )
    cargo = forms.RegexField(
        r"^\d{3}$", label="Propuestas por el cargo", required=False, widget=forms.HiddenInput
    )
    propuestas_desde = FechaField(
        label="Propuestas desde", required=False, widget=forms.HiddenInput
    )
    propuestas_hasta = FechaField(
        label="Propuestas hasta", required=False, widget=forms.HiddenInput
    )

    def aplicar(self, filas: ReunionQuerySet) -> ReunionQuerySet:
        """The rows asked for, with what a row prints."""
        filas = self._las_que_cuentan(filas.para_lista())
        if texto := self.pedido("q"):
            filas = filas.buscar(texto)
        if ambito := self.pedido("ambito"):
            filas = filas.filter(en_ambito(ambito, "espacio__"))
        pedidos = self.pedidos("estado", "espacio", por_posicion__nro_orden="cargo")
        return filas.filter(**pedidos, **self.entre("fecha"))

    def _las_que_cuentan(self, filas: ReunionQuerySet) -> ReunionQuerySet:
        if registro := self.pedido("registro"):
            realizadas = filas.filter(estado=EstadoReunion.REALIZADA)
            completas = realizadas.completas()
            filas = (
                completas
                if registro == self.COMPLETAS
                else realizadas.exclude(pk__in=completas.order_by().values("pk"))
            )
        if org := self.pedido("org"):
            filas = filas.con_organizaciones(_fichas_de(org))
        if cargo := self.pedido("representa"):
            filas = filas.de_representacion(cargo)
        desde, hasta = self.pedido("propuestas_desde"), self.pedido("propuestas_hasta")
        return filas.propuestas_entre(desde, hasta) if desde or hasta else filas


def _fichas_de(organizacion: int) -> list[int]:
    """Keys of an organisation and of those it absorbed."""
    filas = Organizacion.objects.filter(Q(pk=organizacion) | Q(absorbida_por=organizacion))
    return list(filas.values_list("pk", flat=True))
