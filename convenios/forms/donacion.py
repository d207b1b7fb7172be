"""Donations: what is promised, what arrives, the list."""

from datetime import date
from typing import Any

from django import forms

from convenios.forms.comun import (
    ConDisposicion,
    FechaField,
    UnidadField,
    fechas,
    fila,
    solo_si,
    ya_ocurrio,
)
from convenios.forms.filtros import CUALQUIERA, Filtro
from convenios.forms.requerimiento import unidades
from convenios.models import Donacion, Organizacion, PropuestaEmpresa
from convenios.models.donacion import DonacionQuerySet
from convenios.models.propuesta import Apoyo, EstadoPropuesta
from convenios.territorio import leer_ambito
from ocisys.base.sellado import validar_archivo


class DonacionForm(ConDisposicion, forms.ModelForm):
    """What was promised."""

    vacios = {"moneda": "Sin valorizar"}
    disposicion = (
        fila("organizacion", "propuesta"),
        fila("apoyo", "descripcion"),
        solo_si("apoyo", "bienes servicios voluntariado", fila("cantidad", "medida")),
        fila("moneda", "valor"),
        "unidad",
        fila("lugares", "destino"),
        "prometido_el",
    )
    lugares = forms.CharField(
        label="A dónde va",
        required=False,
        max_length=400,
        help_text="Departamentos o ubigeos, separados por comas; o «nacional».",
    )

    class Meta:
        model = Donacion
        fields = [
            "organizacion",
            "propuesta",
            "apoyo",
            "descripcion",
            "cantidad",
            "medida",
            "moneda",
            "valor",
            "unidad",
            "lugares",
            "destino",
            "prometido_el",
        ]
        field_classes = fechas("prometido_el")

    def __init__(self, *args: Any, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hoy = hoy
        self.fields["organizacion"].queryset = Organizacion.objects.en_uso().en_orden()  # type: ignore[attr-defined]
        aceptadas = PropuestaEmpresa.objects.filter(estado=EstadoPropuesta.ACEPTADA)
        self.fields["propuesta"].queryset = aceptadas  # type: ignore[attr-defined]
        self.fields["unidad"] = UnidadField(
            unidades(hoy),
            label="Programa o unidad que la recibe",
            required=False,
            empty_label="Ninguna todavía",
        )
        self.fields["prometido_el"].initial = hoy

    def clean_lugares(self) -> list[str]:
        return leer_ambito(self.cleaned_data["lugares"])

    def clean_prometido_el(self) -> date:
        return ya_ocurrio(self.cleaned_data["prometido_el"], self.hoy)

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        propuesta, quien = datos.get("propuesta"), datos.get("organizacion")
        if propuesta and quien and propuesta.empresa_id != quien.pk:
            self.add_error("propuesta", f"Esa propuesta es de {propuesta.empresa}.")
        return datos


class RecibirForm(ConDisposicion, forms.Form):
    """That a donation arrived."""

    recibido_el = FechaField(label="Recibida el")
    acta = forms.CharField(label="Acta de recepción", max_length=160, help_text="Su número.")
    archivo = forms.FileField(label="Acta escaneada", required=False, validators=[validar_archivo])
    disposicion = (fila("recibido_el", "acta"), "archivo")

    def __init__(self, *args: Any, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hoy = hoy
        self.fields["recibido_el"].initial = hoy

    def clean_recibido_el(self) -> date:
        return ya_ocurrio(self.cleaned_data["recibido_el"], self.hoy)


class FiltroDonaciones(Filtro):
    """The list of donations."""

    POR_RECIBIR, RECIBIDAS, ANULADAS = "por_recibir", "recibidas", "anuladas"
    q = forms.CharField(label="Buscar", required=False, max_length=100)
    apoyo = forms.ChoiceField(label="Qué es", required=False, choices=[CUALQUIERA, *Apoyo.choices])
    situacion = forms.ChoiceField(
        label="Situación",
        required=False,
        choices=[
            ("", "Prometidas y recibidas"),
            (POR_RECIBIR, "Por recibir"),
            (RECIBIDAS, "Recibidas"),
            (ANULADAS, "Anuladas"),
        ],
    )
    org = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def aplicar(self, filas: DonacionQuerySet) -> DonacionQuerySet:
        """The rows asked for, with what a row prints."""
        cual = self.pedido("situacion")
        if cual == self.ANULADAS:
            filas = filas.filter(anulado_en__isnull=False)
        else:
            filas = filas.por_recibir() if cual == self.POR_RECIBIR else filas.sin_anular()
        if cual == self.RECIBIDAS:
            filas = filas.filter(recibido_el__isnull=False)
        if texto := self.pedido("q"):
            filas = filas.buscar(texto)
        if apoyo := self.pedido("apoyo"):
            filas = filas.filter(apoyo=apoyo)
        if org := self.pedido("org"):
            filas = filas.filter(organizacion=org)
        return filas.para_lista()
