"""A query whose SQL is written once: the same rows as the same objects, and only its values change.

Django spends more on writing the SQL of a short query, and PostgreSQL on planning it, than on
answering it. What every page asks with the same shape (who is asking, which posts are held) is
compiled with its first use and kept for the life of the process, and each connection prepares it
once (`PREPARE`), unless `DISABLE_SERVER_SIDE_CURSORS` says that a pooler hands the connection to
others between two transactions. The compiled parts are only read.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import cached_property
from itertools import count
from typing import Any, Generic, TypeVar
from uuid import UUID
from weakref import WeakKeyDictionary

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet
from django.db.models.query import get_related_populators
from psycopg2.extensions import AsIs

M = TypeVar("M", bound=Model)

# As psycopg2 writes a value of that type; the others have no sample to tell them apart.
_TIPOS = {
    bool: "boolean",
    int: "bigint",
    str: "text",
    date: "date",
    datetime: "timestamptz",
    UUID: "uuid",
}
PREFIJO = "preparada_"
_NOMBRES = count(1)
_PREPARADAS: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()
"""What each connection of psycopg2 has prepared; a rollback does not undo it."""


class Preparada(Generic[M]):
    """`Preparada(hacer, *muestras)(*valores)` gives the rows of `hacer(*valores)`.

    `muestras` stand for the values while the query is compiled: of their types, and found nowhere
    else in it. The shape of the query may not depend on the values, and `hacer` starts from a
    manager of the model, not from a related one. Raises ValueError when a sample is not found.
    """

    def __init__(self, hacer: Callable[..., QuerySet[M]], *muestras: Any) -> None:
        self._hacer, self._muestras = hacer, muestras
        self._nombre = f"{PREFIJO}{next(_NOMBRES)}"

    def __call__(self, *valores: Any) -> list[M]:
        try:
            sql, puestos = self._sentencia
        except EmptyResultSet:  # the ORM knows without asking that nothing matches
            return []
        conexion = connections[DEFAULT_DB_ALIAS]
        with conexion.cursor() as cursor:
            if conexion.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS"):
                parametros = [valores[p] if p is not None else fijo for p, fijo in puestos]
                cursor.execute(sql, parametros)
            else:
                self._preparar(conexion)
                cursor.execute(self._ejecucion, valores)
            filas = cursor.fetchall()
        return list(self._objetos(filas))

    def _preparar(self, conexion: Any) -> None:
        """Have the server plan it, the first time that this connection asks.

        Only what changes is a parameter: a plan for any state could not use the index of one.
        """
        hechas = _PREPARADAS.setdefault(conexion.connection, set())
        if self._nombre in hechas:
            return
        sql, puestos = self._sentencia
        parametros = [self._hueco(p) if p is not None else fijo for p, fijo in puestos]
        with conexion.wrap_database_errors, conexion.connection.cursor() as cursor:
            texto = cursor.mogrify(sql, parametros)
            cursor.execute(f"PREPARE {self._nombre} AS ".encode() + texto)
        hechas.add(self._nombre)

    def _hueco(self, lugar: int) -> AsIs:
        return AsIs(f"${lugar + 1}::{_TIPOS[type(self._muestras[lugar])]}")

    @cached_property
    def _ejecucion(self) -> str:
        huecos = ", ".join(["%s"] * len(self._muestras))
        return f"EXECUTE {self._nombre}" + (f"({huecos})" if huecos else "")

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
