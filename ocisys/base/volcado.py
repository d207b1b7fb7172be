"""pg_dump and pg_restore on the application's database, whichever server that is."""

import itertools
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.db import connection
from psycopg2.extensions import make_dsn

from ocisys.pgembebido.binarios import disponibles

SIN_BLOQUEOS = (
    "el servidor no puede bloquear tantas tablas a la vez: ponga «max_locks_per_transaction = 512» "
    "en postgresql.conf, reinícielo y repita la orden"
)

# Everything of ours lives in `public`; the extensions come back with the dump.
_VACIAR = b"""
SET client_min_messages = warning;
SET lock_timeout = '20s';
BEGIN;
DROP SCHEMA public CASCADE;
CREATE SCHEMA public;
ALTER SCHEMA public OWNER TO pg_database_owner;
GRANT USAGE ON SCHEMA public TO PUBLIC;
"""
# Written by pg_restore 17 and later; a server 15 or 16 does not know it.
_AJUSTE_NUEVO = b"SET transaction_timeout = 0;\n"
_CABECERA = 60  # lines; the settings are among the first twenty


class VolcadoFallido(Exception):
    """One of PostgreSQL's tools is missing or refused; its text is a Spanish sentence."""


def volcar(destino: Path) -> int:
    """Dump the database to `destino` in custom format; returns the major version of pg_dump.

    Raises VolcadoFallido.
    """
    dsn, ambiente = _conexion()
    mayor, pg_dump = _herramienta("pg_dump", _mayor_del_servidor())
    orden = [pg_dump, "--format=custom", "--no-owner", "--no-acl"]
    hecho = subprocess.run(
        [*orden, f"--file={destino}", f"--dbname={dsn}"],
        env=ambiente,
        capture_output=True,
        check=False,
    )
    if hecho.returncode:
        raise _fallo("No se pudo copiar la base de datos", hecho.stderr)
    return mayor


def restaurar(origen: Path, *, hecho_con: int) -> None:
    """Replace all of the database's content, in one transaction.

    `hecho_con` is the version of the pg_dump that made `origen`: an earlier pg_restore cannot read
    it, and psql must be of the same family as pg_restore. The server may well be earlier.

    Raises VolcadoFallido; the database is then as it was.
    """
    servidor = _mayor_del_servidor()
    dsn, ambiente = _conexion()
    _, pg_restore = _herramienta("pg_restore", max(servidor, hecho_con))
    _, psql = _herramienta("psql", max(servidor, hecho_con))
    connection.close()  # our own session must not stand in the way
    orden = [psql, "-X", "-q", "--set=ON_ERROR_STOP=1", f"--dbname={dsn}"]
    with tempfile.TemporaryFile() as dicho:
        escritor = subprocess.Popen(
            orden, env=ambiente, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=dicho
        )
        lector = subprocess.Popen(
            [pg_restore, "--no-owner", "--no-acl", "--file=-", origen],
            stdout=subprocess.PIPE,
            stderr=dicho,
        )
        with escritor, lector:
            _traspasar(lector, escritor, servidor)
        if escritor.returncode or lector.returncode:
            dicho.seek(0)
            raise _fallo("No se pudo restaurar la base de datos", dicho.read())


def _traspasar(
    lector: subprocess.Popen[bytes], escritor: subprocess.Popen[bytes], servidor: int
) -> None:
    """Hand psql what pg_restore writes; without the last word, COMMIT, psql undoes it all."""
    origen, destino = lector.stdout, escritor.stdin
    assert origen is not None
    assert destino is not None
    try:
        destino.write(_VACIAR)
        for linea in itertools.islice(origen, _CABECERA):
            if linea != _AJUSTE_NUEVO or servidor >= 17:
                destino.write(linea)
        shutil.copyfileobj(origen, destino)
        if lector.wait() == 0:
            destino.write(b"\nCOMMIT;\n")
        destino.close()
    except BrokenPipeError:
        lector.kill()  # psql stopped at an error, which it has told


def _mayor_del_servidor() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        return int(cursor.fetchone()[0]) // 10_000


def _conexion() -> tuple[str, dict[str, str]]:
    """How the tools reach the database; the password travels where `ps` does not show it."""
    parametros = connection.get_connection_params()
    clave = parametros.pop("password", None)
    for propio in ("cursor_factory", "client_encoding"):
        parametros.pop(propio, None)
    return make_dsn(**parametros), os.environ | ({"PGPASSWORD": clave} if clave else {})


def _herramienta(nombre: str, minima: int) -> tuple[int, str]:
    """Version and path of a tool: the nearest to `minima` that is not earlier."""
    versiones = {mayor: ruta for mayor, ruta in _instaladas(nombre) if mayor >= minima}
    if not versiones:
        raise VolcadoFallido(
            f"Falta {nombre} de PostgreSQL {minima} o posterior: instale el paquete "
            "postgresql-client."
        )
    return min(versiones.items())


def _instaladas(nombre: str) -> Iterator[tuple[int, str]]:
    for binarios in disponibles():
        yield binarios.mayor, str(binarios.programa(nombre))
    if ruta := shutil.which(nombre):  # last: of two of a version it is the one with TLS
        dicho = subprocess.run([ruta, "--version"], capture_output=True, text=True, check=False)
        if version := re.search(r"\) (\d+)", dicho.stdout):
            yield int(version[1]), ruta


def _fallo(que: str, dicho: bytes) -> VolcadoFallido:
    lineas = dicho.decode(errors="replace").strip().splitlines()
    errores = [linea for linea in lineas if "ERROR" in linea] or lineas[-1:]
    if any("out of shared memory" in linea for linea in errores):
        errores = [SIN_BLOQUEOS]
    return VolcadoFallido(f"{que}: {errores[0] if errores else 'sin detalle'}")
