"""How a sender numbers its documents, learnt from the last one: only the digits are typed."""

import re
from dataclasses import dataclass

_CORRELATIVO = re.compile(r"\d+")


@dataclass(frozen=True)
class Patron:
    """`D000123-2025-APCI/DGNI` → prefijo `D`, ancho 6, sufijo `-2026-APCI/DGNI` in 2026."""

    prefijo: str
    ancho: int
    sufijo: str

    def completar(self, digitos: str) -> str:
        """`451` → `D000451-2026-APCI/DGNI`."""
        return f"{self.prefijo}{digitos.zfill(self.ancho)}{self.sufijo}"


def patron_de(numero: str, *, anio: int) -> Patron | None:
    """The pattern behind an earlier number, with its year brought to `anio`; None without digits.

    The width is kept only where the sender pads with zeros.
    """
    primero = _CORRELATIVO.search(numero)
    if primero is None:
        return None
    digitos = primero[0]
    sufijo = re.sub(r"(?<!\d)(?:19|20)\d{2}(?!\d)", str(anio), numero[primero.end() :], count=1)
    ancho = len(digitos) if digitos.startswith("0") else 0
    return Patron(numero[: primero.start()], ancho, sufijo)
