"""The code on our labels: which document a sheet of paper is.

`OCI2026000123KD1` is document 1 of expediente 2026-000123-K. Only letters and digits, so that a
reader that types like a keyboard writes the same on any keyboard. Our prefix and the check
character of the number keep a foreign code from being taken for one of ours.
"""

import re
from dataclasses import dataclass

from ocisys.base.numeros import leer_numero

PREFIJO = "OCI"
_CODIGO = re.compile(rf"{PREFIJO}(\d{{4}})(\d{{6,9}})([A-Z0-9])D(\d{{1,4}})", re.ASCII)


@dataclass(frozen=True)
class Etiqueta:
    """Number of an expediente and order of a document in it."""

    numero: str
    orden: int

    @property
    def codigo(self) -> str:
        """What the QR and the bars of the label say."""
        return f"{PREFIJO}{self.numero.replace('-', '')}D{self.orden}"

    def __str__(self) -> str:
        return self.numero if self.orden == 1 else f"{self.numero}, documento {self.orden}"


def leer_codigo(texto: str) -> Etiqueta | None:
    """The label behind a code read on paper; None for what is not ours or was read wrong."""
    partes = _CODIGO.fullmatch(texto.strip().upper())
    if partes is None:
        return None
    anio, n, control, orden = partes.groups()
    try:
        numero = leer_numero(f"{anio}-{n}-{control}")
    except ValueError:
        return None
    return Etiqueta(numero, int(orden)) if int(orden) else None
