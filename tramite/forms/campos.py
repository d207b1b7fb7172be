"""Fields of the desk: dates as people type them, one-line texts, and choices among posts."""

import re
from collections.abc import Iterable
from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from cargos.models import Posicion
from tramite.destinos import Destino
from tramite.fechas import leer_fecha

_HORA = re.compile(r"(\d{1,2})[:.h ]?(\d{2})", re.ASCII)


class FechaEscrita(forms.CharField):
    """A date as typed (`h`, `-2`, `15`, `15/11/26`); `hoy` is set by the form that owns it."""

    hoy: date
    # A paper may carry a wrong date and must be received; what no paper can carry is a slip.
    anio_minimo = 1900

    def __init__(self, *, ejemplo: str = "h · -2 · 15 · 15/11", **opciones: Any) -> None:
        opciones.setdefault("max_length", 20)
        super().__init__(**opciones)
        self.widget.attrs |= {"autocomplete": "off", "data-fecha": "", "placeholder": ejemplo}

    def clean(self, value: Any) -> Any:
        """`date`, or None when it is empty and not required."""
        texto = super().clean(value)
        if not texto:
            return None
        try:
            fecha = leer_fecha(texto, self.hoy)
        except (ValueError, OverflowError) as error:
            raise ValidationError(_frase(error)) from error
        if not self.anio_minimo <= fecha.year <= self.hoy.year + 1:
            raise ValidationError(
                f"El año debe estar entre {self.anio_minimo} y {self.hoy.year + 1}."
            )
        return fecha


def _frase(error: Exception) -> str:
    return str(error) if isinstance(error, ValueError) else "Esa fecha no existe en el calendario."


class HoraEscrita(forms.CharField):
    """An hour as typed: `1620`, `16:20`, `9.05`."""

    def __init__(self, **opciones: Any) -> None:
        opciones.setdefault("max_length", 8)
        super().__init__(**opciones)
        self.widget.attrs |= {"autocomplete": "off", "placeholder": "ahora"}

    def clean(self, value: Any) -> Any:
        """`time`, or None when it is empty and not required."""
        texto = super().clean(value)
        if not texto:
            return None
        partes = _HORA.fullmatch(texto.strip())
        if partes is None or int(partes[1]) > 23 or int(partes[2]) > 59:
            raise ValidationError("Escriba la hora como 16:20.")
        return time(int(partes[1]), int(partes[2]))


class Linea(forms.CharField):
    """Text that is one line in the register: runs of blanks and line breaks become one space."""

    def to_python(self, value: Any) -> Any:
        return " ".join((super().to_python(value) or "").split())


class CampoPuesto(forms.ModelChoiceField):
    """One post among those somebody holds; the form gives them with `ofrecer`."""

    def __init__(self, **opciones: Any) -> None:
        super().__init__(queryset=Posicion.objects.none(), **opciones)

    def ofrecer(self, destinos: Iterable[Destino]) -> None:
        """Offer these posts with the names of who holds them; makes no query."""
        puestos = {d.posicion.pk: d for d in destinos}
        self._puestos = puestos
        vacia = [] if self.empty_label is None else [("", self.empty_label)]
        self.choices = [*vacia, *((pk, d.rotulo) for pk, d in puestos.items())]

    def to_python(self, value: Any) -> Any:
        """The Posicion offered, or None. Raises ValidationError on one that was not offered."""
        if value in self.empty_values:
            return None
        if str(value).isdecimal() and (destino := self._puestos.get(int(value))):
            return destino.posicion
        raise ValidationError("Elija un cargo de la lista.")

    def validate(self, value: Any) -> None:
        forms.Field.validate(self, value)


class CampoPuestos(forms.MultipleChoiceField):
    """Several posts among those somebody holds; cleans to a list of Posicion."""

    widget = forms.CheckboxSelectMultiple
    _puestos: dict[int, Destino]

    def ofrecer(self, destinos: Iterable[Destino]) -> None:
        """Offer these posts with the names of who holds them; makes no query."""
        self._puestos = {d.posicion.pk: d for d in destinos}
        self.choices = [(pk, d.rotulo) for pk, d in self._puestos.items()]

    def clean(self, value: Any) -> Any:
        """The list of Posicion. Raises ValidationError on one that was not offered."""
        return [self._puestos[int(pk)].posicion for pk in super().clean(value)]
