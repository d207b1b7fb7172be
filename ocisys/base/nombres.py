"""What the State calls the year: a norm of each year orders it on every official document."""

from datetime import date
from functools import cache

from ocisys.base.datos import filas


def nombres_oficiales(dia: date) -> list[str]:
    """Official names that a document of that day carries, in the order of the data.

    Empty while no norm of that year is in `datos/nombres.csv`.
    """
    return [nombre for nombre, desde, hasta in _nombres() if desde <= dia <= hasta]


@cache
def _nombres() -> tuple[tuple[str, date, date], ...]:
    return tuple(
        (f["nombre"], date.fromisoformat(f["desde"]), date.fromisoformat(f["hasta"]))
        for f in filas("nombres")
    )
