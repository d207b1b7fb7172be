"""Form of the signature of several: which ones, as they were read, and with what certificate."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from tramite.forms.certificado import CertificadoForm
from tramite.models import Salida

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


class LoteForm(CertificadoForm):
    """Sign several at once with the same certificate.

    The view looks up those ticked among the ones that wait: one that does not wait any more is no
    error of who ticked it, and does not stop the others.
    """

    salidas = CampoLeidos(label="Documentos", widget=forms.SelectMultiple)

    def marcar(self, filas: Iterable[Salida]) -> list[tuple[Salida, str, bool]]:
        """Each document, the value of its box and whether it is ticked.

        All of them at first; afterwards only what the person left ticked and still is as it was.
        """
        dejados = set(self["salidas"].value() or ()) if self.is_bound else None
        claves = [(s, f"{s.pk}-{s.version}") for s in filas]
        return [(s, clave, dejados is None or clave in dejados) for s, clave in claves]
