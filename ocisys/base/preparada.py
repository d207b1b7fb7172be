"""A query whose SQL is written once: the same rows as the same objects, and only its values change.

Django spends more on writing the SQL of a short query than PostgreSQL on answering it. What every
page asks with the same shape (who is asking, which posts are held) is compiled with its first use
and kept for the life of the process. The compiled parts are only read.
"""

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet
from django.db.models.query import get_related_populators

M = TypeVar("M", bound=Model)


class Preparada(Generic[M]):
    """`Preparada(hacer, *muestras)(*valores)` gives the rows of `hacer(*valores)`.

    `muestras` stand for the values while the query is compiled: of their types, and found nowhere
    else in it. The shape of the query may not depend on the values, and `hacer` starts from a
    manager of the model, not from a related one. Raises ValueError when a sample is not found.
    """

    def __init__(self, hacer: Callable[..., QuerySet[M]], *muestras: Any) -> None:
        self._hacer, self._muestras = hacer, muestras

    def __call__(self, *valores: Any) -> list[M]:
        try:
            sql, puestos = self._sentencia
        except EmptyResultSet:  # the ORM knows without asking that nothing matches
            return []
        parametros = [valores[p] if p is not None else fijo for p, fijo in puestos]
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute(sql, parametros)
            filas = cursor.fetchall()
        return list(self._objetos(filas))

    @cached_property
    def _compilador(self) -> Any:
        return self._hacer(*self._muestras).query.get_compiler(DEFAULT_DB_ALIAS)

    @cached_property
    def _sentencia(self) -> tuple[str, list[tuple[int | None, Any]]]:
        """The SQL, and for each parameter the place of its value, or its own fixed one."""
        sql, parametros = self._compilador.as_sql()
        puestos = [(self._lugar(p), p) for p in parametros]
        if {p for p, _ in puestos if p is not None} != set(range(len(self._muestras))):
            raise ValueError(f"La consulta no usa alguno de sus valores: {sql}")
        return sql, puestos

    def _lugar(self, parametro: Any) -> int | None:
        for i, muestra in enumerate(self._muestras):
            if type(parametro) is type(muestra) and parametro == muestra:
                return i
        return None

    @cached_property
    def _molde(self) -> tuple[Any, ...]:
        """How a row becomes an object: what `ModelIterable` works out for each query."""
        c = self._compilador
        campos = c.klass_info["select_fields"]
        desde, hasta = campos[0], campos[-1] + 1
        nombres = [s[0].target.attname for s in c.select[desde:hasta]]
        alias = DEFAULT_DB_ALIAS
        relacionados = get_related_populators(c.klass_info, c.select, alias)  # type: ignore[call-arg]
        convertidores = c.get_converters([s[0] for s in c.select[: c.col_count]])
        anotadas = list((c.annotation_col_map or {}).items())
        return c.klass_info["model"], desde, hasta, nombres, relacionados, convertidores, anotadas

    def _objetos(self, filas: list[Any]) -> Iterator[M]:
        self._sentencia  # noqa: B018 — compiles what the mould reads
        modelo, desde, hasta, nombres, relacionados, convertidores, anotadas = self._molde
        if convertidores:
            filas = list(map(tuple, self._compilador.apply_converters(filas, convertidores)))
        for fila in filas:
            objeto = modelo.from_db(DEFAULT_DB_ALIAS, nombres, fila[desde:hasta])
            for poblador in relacionados:
                poblador.populate(fila, objeto)
            for nombre, columna in anotadas:
                setattr(objeto, nombre, fila[columna])
            yield objeto
