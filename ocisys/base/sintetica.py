"""Databases that hold nothing but invented volume, and say so.

A bench writes thousands of rows and pushes the server to its limit, so it only runs where
`sembrar` has been. The mark is the comment of the database itself: it goes with a dump, is seen in
any client, and no table of the office has to carry it.
"""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db import connection

MARCA = "ocisys: volumen sintético para medir"


def marcar() -> None:
    """Write on this database that its rows are invented; the account must own it."""
    with connection.cursor() as cursor:
        nombre = connection.ops.quote_name(connection.settings_dict["NAME"])
        cursor.execute(f"COMMENT ON DATABASE {nombre} IS %s", [MARCA])


def esta_marcada() -> bool:
    """Whether `sembrar` filled this database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database "
            "WHERE datname = current_database()"
        )
        return bool(cursor.fetchone()[0] == MARCA)


@contextmanager
def sin_comprobar(cursor: Any) -> Iterator[None]:
    """Leave foreign keys and triggers aside where the account may: the rows are right by making."""
    cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
    puede = cursor.fetchone()[0]
    if puede:
        cursor.execute("SET session_replication_role = replica")
    yield
    if puede:
        cursor.execute("SET session_replication_role = origin")


def direccion(nombre: str) -> str:
    """DATABASE_URL of the database `nombre` of the server in use, the embedded one included."""
    p = connection.get_connection_params()
    quien = quote(p.get("user", ""), safe="")
    clave = f":{quote(p['password'], safe='')}" if p.get("password") else ""
    puerto = f":{p['port']}" if p.get("port") else ""
    return f"postgres://{quien}{clave}@{quote(p.get('host', ''), safe='')}{puerto}/{nombre}"


def asegurar(volumen: Mapping[str, int]) -> str:
    """The name of a database beside this one with that volume, made and filled if it is missing.

    `volumen`: `{"expedientes": 10_000}`. It is kept for the next time; one left half filled is made
    again. Raises CalledProcessError when a step fails.
    """
    partes = "_".join(f"{que}_{cuantos}" for que, cuantos in sorted(volumen.items()))
    nombre = f"{connection.settings_dict['NAME']}_medir_{partes}"
    if not _existe_marcada(nombre):
        _crear(nombre)
        gestionar(nombre, "migrate", "-v0")
        opciones = [x for que, n in volumen.items() for x in (f"--{que}", str(n))]
        gestionar(nombre, "sembrar", *opciones)
    gestionar(nombre, "migrate", "-v0")
    return nombre


def gestionar(nombre: str, *orden: str) -> None:
    """Run `manage.py …` on the database `nombre`. Raises CalledProcessError."""
    entorno = os.environ | {"DATABASE_URL": direccion(nombre), "SECRET_KEY": settings.SECRET_KEY}
    subprocess.run(
        [sys.executable, str(settings.RAIZ / "manage.py"), *orden], env=entorno, check=True
    )


def _existe_marcada(nombre: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT shobj_description(oid, 'pg_database') = %s FROM pg_database WHERE datname = %s",
            [MARCA, nombre],
        )
        fila = cursor.fetchone()
    return bool(fila and fila[0])


def _crear(nombre: str) -> None:
    """An empty database of that name; a half filled one of ours is dropped first."""
    entre_comillas = connection.ops.quote_name(nombre)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {entre_comillas}")
        cursor.execute(f"CREATE DATABASE {entre_comillas} TEMPLATE template0 ENCODING 'UTF8'")
