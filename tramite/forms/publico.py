"""Forms of the public pages."""

from typing import Any

from django import forms

from ocisys.base.numeros import leer_numero
from tramite.forms.campos import Linea

MIB = 1024 * 1024
LIMITE_MB = 20


class ConsultaForm(forms.Form):
    """Number and key, as the cargo prints them."""

    numero = Linea(
        label="Número del expediente",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": "2026-000123-K"}),
    )
    clave = Linea(
        label="Clave",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": "7K2M-9XQ4"}),
        help_text="Las dos están en su cargo de recepción.",
    )

    def clean_numero(self) -> str:
        """The canonical number; a wrong check character is told without asking the database."""
        try:
            return leer_numero(self.cleaned_data["numero"])
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error


class CodigoForm(forms.Form):
    cvd = Linea(
        label="Código de verificación",
        max_length=64,
        widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": "XXXX-XXXX-XXXX-XXXX"}),
        help_text="Las 16 letras y cifras que están al pie del documento.",
    )


class FicheroForm(forms.Form):
    pdf = forms.FileField(
        label="El PDF",
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".pdf"}),
        help_text=f"Se comprueba y se olvida: no se guarda. Hasta {LIMITE_MB} MB.",
    )

    def clean_pdf(self) -> Any:
        fichero = self.cleaned_data["pdf"]
        if fichero.size > LIMITE_MB * MIB:
            raise forms.ValidationError(f"El archivo pesa más de {LIMITE_MB} MB.")
        return fichero
