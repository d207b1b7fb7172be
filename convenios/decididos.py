"""The sets of settings that the office decided, each with its date and what it changed."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

Valores = TypeVar("Valores")
Cambios = Sequence[tuple[str, object, object]]
"""What changed: its name, how it was, how it is."""


@dataclass(frozen=True)
class Decidido:
    """A set with its date and what it changed of the one before."""

    desde: date | None
    motivo: str
    quien: str
    cambios: Cambios


def decididos(
    filas: Iterable[Any],
    *,
    inicial: Valores,
    valores: Callable[[Any], Valores],
    cambios: Callable[[Valores, Valores], Cambios],
) -> list[Decidido]:
    """Every set, newest first, and the product's own at the end; `filas` come from the oldest."""
    hechos = [Decidido(None, "Valores iniciales del sistema", "", ())]
    anterior = inicial
    for fila in filas:
        siguiente = valores(fila)
        quien = f"{fila.por}, {fila.calidad}"
        hechos.append(Decidido(fila.desde, fila.motivo, quien, cambios(anterior, siguiente)))
        anterior = siguiente
    return hechos[::-1]
