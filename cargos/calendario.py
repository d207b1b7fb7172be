"""The dates that a person owes, asked of the apps above, and the feed that a telephone reads.

An app registers how to list them in `AppConfig.ready`:

    registrar("convenios", fechas_de_mis_compromisos)

The feed is read without a session by whoever has its address, often from a server that is not
ours: a date says what is due and where to open it, never the content of a document, and what is
restricted is not given at all.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from cargos.models import Usuario


@dataclass(frozen=True)
class Fecha:
    """One date owed: `clave` is stable for ever («expediente-2026-000123-X»), `enlace` a path of
    ours, `desde` the moment since which it is owed. What takes some hours of the day, an
    appointment or a meeting, says `inicia` and, if it is known, `termina`; the rest is of the whole
    day."""

    clave: str
    dia: date
    titulo: str
    enlace: str
    desde: datetime
    inicia: datetime | None = None
    termina: datetime | None = None


Fuente = Callable[[Usuario, date], list[Fecha]]
"""`(person, today) → dates still owed`; a fixed number of queries."""

_FUENTES: dict[str, Fuente] = {}


def registrar(nombre: str, fuente: Fuente) -> None:
    """Declare a source of dates; raises ValueError if one has that name already."""
    if nombre in _FUENTES:
        raise ValueError(f"La fuente de fechas {nombre} ya está registrada.")
    _FUENTES[nombre] = fuente


def fechas_de(usuario: Usuario, hoy: date) -> list[Fecha]:
    """Everything that the person owes with a date, the nearest first."""
    todas = [f for fuente in _FUENTES.values() for f in fuente(usuario, hoy)]
    return sorted(todas, key=lambda f: (f.dia, f.clave))
