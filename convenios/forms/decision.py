"""What the forms of a decided set of values share: from when, why, and that its effect was seen."""

from datetime import date
from typing import Any
from zlib import crc32

from django import forms

from convenios.forms.comun import ConDisposicion, FechaField, area


class DecisionForm(ConDisposicion, forms.Form):
    """A whole set of values that rules from a date on; starts from the one in force.

    What it would move is shown first, and kept only when the same values are sent again. Each form
    says what is asked for (`valores`), what is in force (`vigentes`) and why not from the past.
    """

    pasado: str
    vigentes: Any

    desde = FechaField(label="Rige desde")
    motivo = forms.CharField(label="Por qué cambian", max_length=2000, widget=area(2))
    visto = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, datos: Any, *, hoy: date, **iniciales: Any) -> None:
        super().__init__(datos, initial={"desde": hoy} | iniciales)
        self.hoy = hoy

    @property
    def valores(self) -> Any:
        """The set asked for; only when valid."""
        raise NotImplementedError

    def clean_desde(self) -> date:
        desde: date = self.cleaned_data["desde"]
        if desde < self.hoy:
            raise forms.ValidationError(f"Rige desde hoy o después: {self.pasado}.")
        return desde

    def clean(self) -> dict[str, Any]:
        datos: dict[str, Any] = super().clean() or {}
        if not self.errors and self.valores == self.vigentes:
            raise forms.ValidationError("No cambió ningún valor.")
        return datos

    @property
    def decision(self) -> dict[str, Any]:
        """What the act that fixes it wants besides the values."""
        return {c: self.cleaned_data[c] for c in ("desde", "motivo")}

    @property
    def sello(self) -> str:
        """Names what was shown: these values from that date."""
        return f"{crc32(repr(self.valores).encode())}-{self.cleaned_data['desde']}"

    @property
    def se_vio(self) -> bool:
        """Whether the effect of these very values was on the screen before this sending."""
        return bool(self.cleaned_data.get("visto") == self.sello)
