"""The wording of a clause model, and why it changes."""

from typing import Any

from django import forms

from convenios.borrador import CAMPOS
from convenios.forms.comun import ConDisposicion, area
from ocisys.base.campos import CampoDesconocido, verificar


class ModeloForm(ConDisposicion, forms.Form):
    texto = forms.CharField(label="Texto", max_length=20_000, widget=area(12))
    motivo = forms.CharField(label="Por qué cambia", max_length=300)

    def __init__(self, datos: Any, *, vigente: str) -> None:
        super().__init__(datos, initial={"texto": vigente})
        self.vigente = vigente

    def clean_texto(self) -> str:
        # A browser sends line ends of its own.
        texto = "\n".join(self.cleaned_data["texto"].splitlines()).strip()
        try:
            verificar(texto, CAMPOS, que="El modelo")
        except CampoDesconocido as error:
            raise forms.ValidationError(str(error)) from error
        if texto == self.vigente:
            raise forms.ValidationError("El texto es el mismo que ya rige.")
        return texto
