"""Which two versions of the MOF to compare."""

from django import forms

from cargos.models import DocumentoGestion


class CompararForm(forms.Form):
    """`?de=1&a=2`; without them, the last two versions."""

    de = forms.TypedChoiceField(label="De", coerce=int)
    a = forms.TypedChoiceField(label="A", coerce=int)

    def __init__(self, datos: object, *, versiones: list[DocumentoGestion]) -> None:
        self.por_numero = {d.version: d for d in versiones}
        numeros = sorted(self.por_numero)
        usuales = {"de": str(numeros[-2]), "a": str(numeros[-1])} if numeros[1:] else {}
        super().__init__(datos or usuales or None)  # type: ignore[arg-type]
        for nombre in ("de", "a"):
            campo = self.fields[nombre]
            campo.choices = [(n, f"Versión {n}") for n in numeros]  # type: ignore[attr-defined]
            campo.widget.attrs["class"] = "form-select"
            campo.error_messages["invalid_choice"] = "Esa versión no existe; elija una de la lista."
            campo.error_messages["required"] = "Elija una versión."

    def versiones(self) -> tuple[DocumentoGestion, DocumentoGestion] | None:
        """The two documents asked for, or None while the question is not complete."""
        if not self.is_valid():
            return None
        return self.por_numero[self.cleaned_data["de"]], self.por_numero[self.cleaned_data["a"]]
