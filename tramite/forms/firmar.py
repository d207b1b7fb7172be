"""Form of the signature of several: which ones, as they were read, and with what certificate."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from tramite.forms.campos import Linea
from tramite.forms.certificado import CertificadoForm
from tramite.models import Salida, Serie

LOTE = 200
"""Documents that one request may sign: some 20 seconds of work."""

_LEIDO = re.compile(r"(\d{1,15})(?:-(\d{1,9}))?", re.ASCII)


class CampoLeidos(forms.Field):
    """Documents ticked in a list, each `<key>-<version>`: what is signed is what was on screen."""

    def clean(self, value: Any) -> dict[int, int | None]:
        """Version by key, None for those that do not say it; what is no key is dropped."""
        leidos = [_LEIDO.fullmatch(str(v)) for v in value or ()]
        claves = {int(m[1]): int(m[2]) if m[2] else None for m in leidos if m}
        if not claves:
            raise ValidationError("Elija al menos un documento.")
        if len(claves) > LOTE:
            raise ValidationError(f"Se firman hasta {LOTE} de una vez: desmarque algunos.")
        return claves


@dataclass(frozen=True)
class PorFirmar:
    """A row of the list: the value of its box, whether it is ticked, and what it still needs."""

    salida: Salida
    clave: str
    marcada: bool
    cambio: bool
    """It was ticked, and it is not any more as it was read."""
    campo: str
    """Name of the box of its number, "" when the office numbers it or it has none."""
    numero: str


class LoteForm(CertificadoForm):
    """Sign several at once with the same certificate.

    The view looks up those ticked among the ones that wait: one that does not wait any more is no
    error of who ticked it, and does not stop the others.
    """

    salidas = CampoLeidos(label="Documentos", widget=forms.SelectMultiple)

    def clean(self) -> dict[str, Any]:
        """`numeros`: those that the ministry's system gave, by the key of their document."""
        limpio = super().clean()
        de_texto = Linea(required=False, max_length=80)
        limpio["numeros"] = {}
        for clave in limpio.get("salidas", {}):
            try:
                limpio["numeros"][clave] = de_texto.clean(self.data.get(_campo(clave), ""))
            except ValidationError as error:
                self.add_error(None, error)
        return limpio

    def filas(self, salidas: Iterable[Salida], hoy: date) -> list[PorFirmar]:
        """What waits, all ticked at first; afterwards only what the person left ticked and still is
        as it was."""
        leidos = list(self["salidas"].value() or ()) if self.is_bound else None
        tocadas = {valor.partition("-")[0] for valor in leidos or ()}
        propias = set(Serie.objects.filter(vigencia__contains=hoy).values_list("tipo", flat=True))
        filas = []
        for s in salidas:
            clave = f"{s.pk}-{s.version}"
            marcada = leidos is None or clave in leidos
            pide = s.plantilla.se_numera and s.tipo_id not in propias
            campo = _campo(s.pk) if pide else ""
            escrito = self.data.get(campo, "")[:80] if campo else ""
            cambio = str(s.pk) in tocadas and not marcada
            filas.append(PorFirmar(s, clave, marcada, cambio, campo, escrito))
        return filas


def _campo(clave: int) -> str:
    return f"numero-{clave}"
