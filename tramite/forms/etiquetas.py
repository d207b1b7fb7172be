"""Codes of our labels, as a reader types them: one a line."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from ocisys.base.numeros import leer_numero
from tramite.etiquetas import Etiqueta, leer_codigo


class CampoEtiquetas(forms.CharField):
    """What a reader of our labels typed, one code a line; cleans to `(labels, not understood)`.

    A number of expediente written by hand is the label of its first document.
    """

    widget = forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "spellcheck": "false"})

    def __init__(self, *, maximo: int, **opciones: Any) -> None:
        super().__init__(required=False, max_length=maximo * 40, **opciones)
        self.maximo = maximo

    def clean(self, value: Any) -> Any:
        """Both lists, each code once. Raises ValidationError beyond `maximo`."""
        lineas = dict.fromkeys(super().clean(value).split())
        if len(lineas) > self.maximo:
            raise ValidationError(f"Son más de {self.maximo}: léalos en dos veces.")
        leidas = {linea: leer_codigo(linea) or _escrita(linea) for linea in lineas}
        etiquetas = list(dict.fromkeys(e for e in leidas.values() if e))
        return etiquetas, [linea for linea, e in leidas.items() if e is None]


def _escrita(linea: str) -> Etiqueta | None:
    try:
        return Etiqueta(leer_numero(linea), 1)
    except ValueError:
        return None
