"""What a change of the calendar or of a rule moves, asked of the apps above before it is kept.

An app registers how to list what would move and how to move it:

    registrar(listar=movidos, aplicar=mover)

in `AppConfig.ready`. `listar` runs inside a transaction in which the change is already written and
may be undone; `aplicar` runs once it is kept.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Movido:
    """A due date that moves: of what, by which rule, from when (None: it had none) to when."""

    que: str
    regla: str
    de: date | None
    a: date


Listar = Callable[[date | None], list[Movido]]
"""`(the only day that changed, None when it may be any) → what moves`."""

Aplicar = Callable[[date | None, Any, str], str]
"""`(day, who changed it, why) → a sentence of what was done`, "" when nothing moved."""

_FUENTES: list[tuple[Listar, Aplicar]] = []


def registrar(*, listar: Listar, aplicar: Aplicar) -> None:
    """Declare a kind of due date that depends on the calendar and the rules."""
    _FUENTES.append((listar, aplicar))


def movidos(dia: date | None) -> list[Movido]:
    """Every due date that differs from what the calendar and the rules say now."""
    return [m for listar, _ in _FUENTES for m in listar(dia)]


def aplicar(dia: date | None, *, por: Any, motivo: str) -> list[str]:
    """Move them all; returns what was done, a sentence for each kind."""
    hechos = (mover(dia, por, motivo) for _, mover in _FUENTES)
    return [hecho for hecho in hechos if hecho]
