"""The form of one standing rule."""

from datetime import date
from typing import Any

from django import forms

from tramite.destinos import destinos
from tramite.forms.campos import CampoPuesto
from tramite.models import Procedimiento, Proveido


class RepartoForm(forms.Form):
    """Which procedure, to whom and what for; without a post the rule is withdrawn."""

    procedimiento = forms.ModelChoiceField(Procedimiento.objects.none(), empty_label=None)
    posicion = CampoPuesto(
        label="Pasa a", required=False, empty_label="Sin regla: se decide cada vez"
    )
    proveido = forms.ModelChoiceField(
        Proveido.objects.filter(activo=True), label="Proveído", required=False, empty_label="—"
    )

    def __init__(self, *args: Any, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["procedimiento"].queryset = Procedimiento.objects.vigentes(hoy)  # type: ignore[attr-defined]
        self.fields["posicion"].ofrecer(destinos(hoy))  # type: ignore[attr-defined]
