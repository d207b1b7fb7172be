"""Spaces of concertation and who represents the Sector: forms and lists."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q

from convenios.forms.comun import (
    ConDisposicion,
    FechaField,
    SelectLargo,
    area,
    fechas,
    fila,
    posicion,
)
from convenios.forms.filtros import CUALQUIERA, Filtro
from convenios.models import (
    Ambito,
    EspacioConcertacion,
    Organizacion,
    RepresentacionInstitucional,
)
from convenios.models.espacio import DEL_EXTERIOR, EspacioQuerySet, Prioridad
from convenios.models.representacion import RepresentacionQuerySet

EXTERIOR = "exterior"
AMBITOS = [CUALQUIERA, (EXTERIOR, "Internacionales y regionales"), *Ambito.choices]
"""What a list of spaces, or of their meetings, may be asked."""


def en_ambito(ambito: str, prefijo: str = "") -> Q:
    """Condition on spaces (reached through `prefijo`) of one of AMBITOS."""
    ambitos = DEL_EXTERIOR if ambito == EXTERIOR else (Ambito(ambito),)
    return Q(**{f"{prefijo}ambito__in": ambitos})


class EspacioForm(ConDisposicion, forms.ModelForm):
    """A space; closing it is giving it its last day."""

    disposicion = (
        fila("nombre", "siglas"),
        "objeto",
        fila("ambito", "periodicidad", "prioridad"),
        fila("secretaria", "fuente_dato"),
        fila("desde", "hasta"),
    )

    class Meta:
        model = EspacioConcertacion
        fields = [
            "nombre",
            "siglas",
            "ambito",
            "objeto",
            "secretaria",
            "periodicidad",
            "prioridad",
            "fuente_dato",
            "desde",
            "hasta",
        ]
        field_classes = fechas("desde", "hasta")
        widgets = {"objeto": area(2)}


class RepresentacionForm(ConDisposicion, forms.ModelForm):
    """Which post represents the Sector, before whom and by which document."""

    vacios = {
        "espacio": "Ninguno: ante una organización",
        "organizacion": "Ninguna: en un espacio",
        "norma": "Otra, que se escribe aparte",
    }
    disposicion = (
        fila("espacio", "organizacion"),
        fila("posicion", "caracter"),
        fila("norma", "documento"),
        fila("desde", "hasta"),
    )

    class Meta:
        model = RepresentacionInstitucional
        fields = [
            "espacio",
            "organizacion",
            "caracter",
            "posicion",
            "norma",
            "documento",
            "desde",
            "hasta",
        ]
        field_classes = fechas("desde", "hasta")
        widgets = {"norma": SelectLargo, "organizacion": SelectLargo}

    def __init__(self, *args: Any, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["espacio"].queryset = EspacioConcertacion.objects.vigentes(hoy)  # type: ignore[attr-defined]
        self.fields["organizacion"].queryset = Organizacion.objects.en_uso().en_orden()  # type: ignore[attr-defined]
        self.fields["posicion"] = posicion("Cargo que representa", required=True)
        self.fields["hasta"].help_text = "Vacío si no tiene fin."
        self.fields["desde"].initial = hoy

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        espacio, desde = datos.get("espacio"), datos.get("desde")
        if espacio and desde and not espacio.existe(desde):
            self.add_error("desde", "Ese día el espacio no existe.")
        return datos


class TerminarForm(ConDisposicion, forms.Form):
    """The last day of a representation and why."""

    hasta = FechaField(label="Último día")
    motivo = forms.CharField(
        label="Por qué termina",
        max_length=300,
        widget=area(2),
        help_text="El documento que la deja sin efecto, si lo hay.",
    )
    disposicion = ("hasta", "motivo")

    def __init__(self, *args: Any, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["hasta"].initial = hoy


class FiltroEspacios(Filtro):
    """The list of spaces, as of a day."""

    SIN_REPRESENTACION, SIN_PARTICIPACION, CERRADOS = (
        "sin_representacion",
        "sin_participacion",
        "no",
    )
    q = forms.CharField(label="Buscar", required=False, max_length=100)
    ambito = forms.ChoiceField(label="Ámbito", required=False, choices=AMBITOS)
    prioridad = forms.ChoiceField(
        label="Prioridad", required=False, choices=[("", "Todas"), *Prioridad.choices]
    )
    situacion = forms.ChoiceField(
        label="Situación",
        required=False,
        choices=[
            ("", "Los que existen"),
            (SIN_REPRESENTACION, "Sin representación vigente"),
            (SIN_PARTICIPACION, "Sin participación este año"),
            (CERRADOS, "Los que ya no existen"),
        ],
    )
    al = FechaField(label="A la fecha", required=False, widget=forms.HiddenInput)

    @property
    def dia(self) -> date:
        """The as-of date asked for, today without one."""
        dia: date = self.pedido("al") or self.hoy
        return dia

    def aplicar(self, filas: EspacioQuerySet) -> EspacioQuerySet:
        """The rows asked for, with what a row prints."""
        cual = self.pedido("situacion")
        if cual == self.CERRADOS:
            filas = filas.filter(hasta__lt=self.dia)
        else:
            filas = filas.vigentes(self.dia)
        filas = filas.con_presencia(self.dia)
        if cual == self.SIN_REPRESENTACION:
            filas = filas.filter(Q(titular=None))
        if cual == self.SIN_PARTICIPACION:
            filas = filas.filter(Q(participo=False))
        if texto := self.pedido("q"):
            filas = filas.buscar(texto)
        if ambito := self.pedido("ambito"):
            filas = filas.filter(en_ambito(ambito))
        if prioridad := self.pedido("prioridad"):
            filas = filas.filter(prioridad=prioridad)
        return filas


class FiltroRepresentaciones(Filtro):
    """The list of representations, as of a day."""

    VIGENTES, TERMINADAS = "vigentes", "terminadas"
    q = forms.CharField(label="Buscar", required=False, max_length=100)
    situacion = forms.ChoiceField(
        label="Situación",
        required=False,
        choices=[("", "Todas"), (VIGENTES, "En vigor"), (TERMINADAS, "Terminadas")],
    )
    cargo = forms.RegexField(
        r"^\d{3}$",
        label="Cargo",
        required=False,
        widget=forms.TextInput(attrs={"size": 4, "placeholder": "067", "inputmode": "numeric"}),
    )
    al = FechaField(label="A la fecha", required=False, widget=forms.HiddenInput)

    @property
    def dia(self) -> date:
        """The as-of date asked for, today without one."""
        dia: date = self.pedido("al") or self.hoy
        return dia

    def aplicar(self, filas: RepresentacionQuerySet) -> RepresentacionQuerySet:
        """The rows asked for, with what a row prints."""
        cual = self.pedido("situacion")
        if cual == self.VIGENTES:
            filas = filas.vigentes(self.dia)
        if cual == self.TERMINADAS:
            filas = filas.filter(hasta__lt=self.dia)
        if texto := self.pedido("q"):
            filas = filas.buscar(texto)
        if cargo := self.pedido("cargo"):
            filas = filas.filter(posicion__nro_orden=cargo)
        return filas.para_lista()
