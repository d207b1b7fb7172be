"""Several writes in one trip to the database.

Each statement costs a trip, and the audit repeats in each who is writing. Where one act writes
many rows while it holds a number that others wait for, they go together, in their order.
"""

from collections.abc import Iterable
from functools import cache
from itertools import chain
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import Field, Model, QuerySet
from django.db.models.constants import OnConflict
from django.db.models.sql import InsertQuery, UpdateQuery
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult, get_date_max

Sentencia = tuple[str, tuple[Any, ...]]
"""SQL and its parameters, as a cursor takes them."""


def alta(fila: Model) -> Sentencia:
    """The INSERT of a row that has its key and no expression among its values.

    It sends no signal.
    """
    modelo: Any = type(fila)
    if modelo not in _ALTAS:
        _ALTAS[modelo] = _insercion([fila])[0]
    fila._state.adding, fila._state.db = False, DEFAULT_DB_ALIAS
    conexion = connections[DEFAULT_DB_ALIAS]  # asked once: each field looks into it
    valores = ((c, c.pre_save(fila, True)) for c in _campos(modelo))
    return _ALTAS[modelo], tuple(c.get_db_prep_save(v, conexion) for c, v in valores)


_ALTAS: dict[type[Model], str] = {}
"""The INSERT of one row of each model: only its values change."""


def altas_si_no_estan(filas: list[Any]) -> list[Sentencia]:
    """The INSERT of rows of one model that leaves alone those already there; none without rows."""
    return [_insercion(filas, OnConflict.IGNORE)] if filas else []


def _insercion(filas: list[Any], si_estan: OnConflict | None = None) -> Sentencia:
    modelo: Any = type(filas[0])
    consulta = InsertQuery(modelo, on_conflict=si_estan)
    consulta.insert_values(_campos(modelo), filas)
    ((sql, parametros),) = consulta.get_compiler(DEFAULT_DB_ALIAS).as_sql()
    return sql, tuple(parametros)


@cache
def _campos(modelo: Any) -> list["Field[Any, Any]"]:
    return [c for c in modelo._meta.local_concrete_fields if not c.generated]


def encargo(tarea: "Task[Any, Any]", **argumentos: Any) -> Sentencia:
    """What `tarea.enqueue(**argumentos)` writes; the arguments are already what JSON can say."""
    fila: DBTaskResult[Any, Any] = DBTaskResult(
        args_kwargs={"args": [], "kwargs": argumentos},
        priority=tarea.priority,
        task_path=tarea.module_path,
        queue_name=tarea.queue_name,
        run_after=tarea.run_after or get_date_max(),
        backend_name=tarea.backend,
    )
    return alta(fila)


def cambio(filas: QuerySet[Any], **valores: Any) -> Sentencia:
    """The UPDATE that `filas.update(**valores)` would send."""
    consulta: Any = filas.query.chain(UpdateQuery)
    consulta.add_update_values(valores)
    sql, parametros = consulta.get_compiler(DEFAULT_DB_ALIAS).as_sql()
    return sql, tuple(parametros)


def ejecutar(sentencias: Iterable[Sentencia]) -> None:
    """Send them all at once, in that order. Raises what the first that fails raises."""
    textos, parametros = zip(*sentencias, strict=True)
    with connection.cursor() as cursor:
        cursor.execute("; ".join(textos), tuple(chain.from_iterable(parametros)))
