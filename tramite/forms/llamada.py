"""What is asked by telephone, and the log of what was answered."""

from datetime import date
from typing import Any

from django import forms

from cargos.permisos import PERFIL_DE_CARGO
from ocisys.base.busqueda import con_todas
from tramite.forms.campos import FechaEscrita, Linea
from tramite.models import Llamada
from tramite.models.llamada import LlamadaQuerySet


class LlamadaForm(forms.Form):
    consulta = Linea(
        label="Número, DNI, RUC o nombre",
        max_length=200,
        widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off"}),
    )
    medio = forms.ChoiceField(label="Cómo pregunta", choices=Llamada.Medio.choices, required=False)

    def clean_medio(self) -> str:
        return str(self.cleaned_data["medio"] or Llamada.Medio.TELEFONO)


class QuienForm(forms.Form):
    """Who asked; empty goes on to the next call, and it may be written later."""

    quien = Linea(
        label="Quién pregunta, si lo dice",
        required=False,
        max_length=120,
        help_text="Enter sin escribir pasa a la siguiente consulta.",
        widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off"}),
    )


class PeriodoForm(forms.Form):
    """Two days and a post, for lists and reports; GET, and what is wrong is said and left out."""

    desde = FechaEscrita(required=False)
    hasta = FechaEscrita(required=False)
    cargo = forms.ChoiceField(
        required=False, choices=[("", "Todos"), *((c, c) for c in sorted(PERFIL_DE_CARGO))]
    )

    def __init__(self, *args: Any, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for nombre in ("desde", "hasta"):
            self.fields[nombre].hoy = hoy  # type: ignore[attr-defined]
        self.full_clean()

    def filtrar(self, filas: LlamadaQuerySet) -> LlamadaQuerySet:
        """`filas` with what was understood."""
        d = self.cleaned_data
        filas = filas.del_periodo(d.get("desde"), d.get("hasta"))
        return filas.desde_el_cargo(d["cargo"]) if d.get("cargo") else filas


class ConsultasForm(PeriodoForm):
    """What was answered before, by what was asked, who asked or what was read aloud."""

    q = Linea(required=False, max_length=120)

    def filtrar(self, filas: LlamadaQuerySet) -> LlamadaQuerySet:
        """`filas` with what was understood, and every word that was looked for."""
        texto = self.cleaned_data.get("q", "")
        filas = filas.filter(con_todas(texto, "consulta", "quien", "respuesta")) if texto else filas
        return super().filtrar(filas)
