"""`@auditado`: every change of a model leaves a row that nobody can change.

The rows are written by PostgreSQL triggers (django-pghistory), so `update()`, `bulk_create()` and
SQL typed by hand leave them too. `AutoriaMiddleware` adds who, in which capacity, from where.
"""

from collections.abc import Callable
from typing import Any, TypeVar

import pghistory
import pghistory.core
from django.db import models

Modelo = TypeVar("Modelo", bound=type[models.Model])


def eventos_de(modelo: type[models.Model]) -> Any:
    """The model that keeps the versions of an `@auditado` one."""
    return pghistory.core.event_models(tracks_model=modelo)[0]


_EVENTOS: dict[str, type[pghistory.RowEvent]] = {
    "insert": pghistory.InsertEvent,
    "update": pghistory.UpdateEvent,
    "delete": pghistory.DeleteEvent,
}


def auditado(
    *eventos: str, excepto: tuple[str, ...] = (), por_momento: bool = False
) -> Callable[[Modelo], Modelo]:
    """Class decorator: keep each version of a row in an append-only `<Modelo>Event` table.

    `eventos`: any of "insert", "update", "delete"; all three when none is given. `excepto`: fields
    whose value must not be copied (a password hash, a DNI); a change of only those leaves no row.
    `por_momento`: it grows, and the trail reads it newest first by an index.
    The author is copied into each row (`pgh_context`, JSON with usuario, calidad, ip, ruta) instead
    of pointing to a row of its own, which anyone could edit. Raises KeyError on an unknown event.
    The app's next `makemigrations` creates the table and the triggers.
    """
    rastreadores = [_EVENTOS[e]() for e in eventos or tuple(_EVENTOS)]
    return pghistory.track(
        *rastreadores,
        exclude=list(excepto),
        append_only=True,
        context_field=pghistory.ContextJSONField(),
        meta={"indexes": [_por_momento()]} if por_momento else None,
    )


def _por_momento() -> models.Index:
    return models.Index(fields=["-pgh_created_at", "-pgh_id"])
