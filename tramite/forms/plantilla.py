"""Form of a template edited in Word; cleans to its text."""

from django import forms

from tramite.campos_combinados import CampoDesconocido, verificar
from tramite.parrafos import parrafos
from tramite.word import LIMITE, WordRechazado, de_word


class PlantillaWordForm(forms.Form):
    fichero = forms.FileField(
        label="Documento de Word (.docx)", widget=forms.FileInput(attrs={"accept": ".docx"})
    )

    def clean_fichero(self) -> str:
        try:
            cuerpo = de_word(self.cleaned_data["fichero"].read(LIMITE + 1))
            verificar(cuerpo)
        except (WordRechazado, CampoDesconocido) as error:
            raise forms.ValidationError(str(error)) from error
        if not parrafos(cuerpo):
            raise forms.ValidationError("El documento no tiene texto.")
        return cuerpo
