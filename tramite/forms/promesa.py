"""Form of a sentence that may be a deadline."""

from datetime import date
from typing import Any

from django import forms

from tramite.forms.campos import FechaEscrita, Linea
from tramite.models import Promesa


class PromesaForm(forms.Form):
    """Whose it is and for when; the button «No es un plazo» sends no day."""

    frase = forms.CharField(max_length=400, widget=forms.HiddenInput, strip=False)
    obligado = forms.ChoiceField(label="A quién le toca", choices=Promesa.Obligado.choices)
    vence_el = FechaEscrita(label="Vence", required=False)
    descartar = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["vence_el"].hoy = hoy  # type: ignore[attr-defined]
        self.fields["vence_el"].anios_adelante = 10  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        limpio = super().clean() or self.cleaned_data
        if limpio.pop("descartar", False):
            limpio["vence_el"] = None
        elif "vence_el" in limpio and limpio["vence_el"] is None:
            self.add_error("vence_el", "Escriba para cuándo es.")
        return limpio


class CumplirPromesaForm(forms.Form):
    como = Linea(label="Con qué se cumplió", max_length=120)
