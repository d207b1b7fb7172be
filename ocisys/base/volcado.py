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
    """Dump the database to `destino` in custom format; returns the server's major version.

    Raises VolcadoFallido.
    """
    mayor = _mayor_del_servidor()
    dsn, ambiente = _conexion()
    orden = [_herramienta("pg_dump", mayor), "--format=custom", "--no-owner", "--no-acl"]
    hecho = subprocess.run(
        [*orden, f"--file={destino}", f"--dbname={dsn}"],
        env=ambiente,
        capture_output=True,
        check=False,
    )
    if hecho.returncode:
        raise _fallo("No se pudo copiar la base de datos", hecho.stderr)
    return mayor


def restaurar(origen: Path) -> None:
    """Replace all of the database's content, in one transaction.

    Raises VolcadoFallido; the database is then as it was.
    """
    mayor = _mayor_del_servidor()
    dsn, ambiente = _conexion()
    connection.close()  # our own session must not stand in the way
    orden = [_herramienta("psql", mayor), "-X", "-q", "--set=ON_ERROR_STOP=1", f"--dbname={dsn}"]
    with tempfile.TemporaryFile() as dicho:
        psql = subprocess.Popen(
            orden, env=ambiente, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=dicho
        )
        lector = subprocess.Popen(
            [_herramienta("pg_restore", mayor), "--no-owner", "--no-acl", "--file=-", origen],
            stdout=subprocess.PIPE,
            stderr=dicho,
        )
        with psql, lector:
            _traspasar(lector, psql, mayor)
        if psql.returncode or lector.returncode:
            dicho.seek(0)
            raise _fallo("No se pudo restaurar la base de datos", dicho.read())


def _traspasar(lector: subprocess.Popen[bytes], psql: subprocess.Popen[bytes], mayor: int) -> None:
    """Hand psql what pg_restore writes; without the last word, COMMIT, psql undoes it all."""
    origen, destino = lector.stdout, psql.stdin
    assert origen is not None
    assert destino is not None
    try:
        destino.write(_VACIAR)
        for linea in itertools.islice(origen, _CABECERA):
            if linea != _AJUSTE_NUEVO or mayor >= 17:
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


def _herramienta(nombre: str, servidor: int) -> str:
    """The tool of the server's version, or of the nearest later one (an earlier one refuses)."""
    versiones = {mayor: ruta for mayor, ruta in _instaladas(nombre) if mayor >= servidor}
    if not versiones:
        raise VolcadoFallido(
            f"Falta {nombre} de PostgreSQL {servidor} o posterior: instale el paquete "
            "postgresql-client."
        )
    return versiones[min(versiones)]


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
    return VolcadoFallido(f"{que}: {errores[0] if errores else 'sin detalle'}")
