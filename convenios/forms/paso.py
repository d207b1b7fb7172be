"""The form that passes a record to its next state; each noun says which, and what it asks for."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.db.models import TextChoices

from convenios.forms.comun import ConDisposicion, FechaField, area, fila, ya_ocurrio


class PasoForm(ConDisposicion, forms.Form):
    """Base: the state, the day it happened, the paper and the reason (`acciones.pasos`)."""

    con_motivo: ClassVar[Collection[str]] = ()
    """States that nobody enters without saying why."""
    sin_motivo: ClassVar[str] = "Diga por qué."

    a = forms.ChoiceField(label="Pasa a", widget=forms.RadioSelect)
    fecha = FechaField(label="Fecha del hecho")
    documento = forms.CharField(label="Documento", required=False, max_length=160)
    nota = forms.CharField(label="Motivo o nota", required=False, max_length=2000, widget=area(3))
    disposicion: tuple[Any, ...] = ("a", fila("fecha", "documento"), "nota")

    def __init__(
        self, *args: Any, siguientes: Iterable[TextChoices], hoy: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.hoy = hoy
        self.fields["a"].choices = [(e.value, e.label) for e in siguientes]  # type: ignore[attr-defined]
        self.fields["fecha"].initial = hoy

    def clean_fecha(self) -> date:
        return ya_ocurrio(self.cleaned_data["fecha"], self.hoy)

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        if datos.get("a") in self.con_motivo and not datos.get("nota"):
            self.add_error("nota", self.sin_motivo)
        return datos
