"""Something somebody must be told of; the warnings of every kind are made of these."""

from dataclasses import dataclass
from datetime import date, timedelta

from cargos.models import Posicion


@dataclass(frozen=True)
class Asunto:
    """A matter `dias` days before its date (negative: after it).

    `que` names it on any day; `frase` says it on the day it is told. `sin_fecha`: it has no day of
    its own and is told once a week.
    """

    clase: str
    clave: str
    dias: int
    ventanas: tuple[int, ...]
    cargo: Posicion | None
    que: str
    frase: str
    detalle: str
    enlace: str
    grave: bool = False
    sin_fecha: bool = False

    def vence_el(self, hoy: date) -> date | None:
        """Its date, seen on `hoy`."""
        return None if self.sin_fecha else hoy + timedelta(days=self.dias)


def cuando(dias: int) -> str:
    """«Vence en 3 días», «Vence hoy», «Venció hace 1 día»."""
    if dias < 0:
        return f"Venció hace {-dias} {'día' if dias == -1 else 'días'}"
    return "Vence hoy" if not dias else f"Vence en {dias} {'día' if dias == 1 else 'días'}"
