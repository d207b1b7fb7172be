"""Making a cluster: all of it or nothing."""

import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

from ocisys.pgembebido.binarios import Binarios
from ocisys.pgembebido.cuenta import Cuenta
from ocisys.pgembebido.errores import ErrorDeCluster, explicar

ROL = BASE_DE_DATOS = "ocisys"


def crear(datos: Path, binarios: Binarios, cuenta: Cuenta) -> None:
    """Make the cluster `datos`, with our role and our empty database.

    It grows beside its place and is moved in when it is whole: killed at any moment, this leaves
    no cluster or a complete one. Raises ErrorDeCluster.
    """
    for resto in datos.parent.glob(f"{datos.name}.nueva-*"):
        shutil.rmtree(resto, ignore_errors=True)  # of an interrupted start
    for idioma in _idiomas(binarios.mayor):
        # A name of its own each time: the initdb of a killed start may still be writing in its.
        nueva = datos.with_name(f"{datos.name}.nueva-{secrets.token_hex(4)}")
        # No -T spanish: it would hide, here only, a search that forgot to name its configuration.
        hecho = cuenta.ejecutar(
            *(binarios.programa("initdb"), "-D", nueva, "-U", ROL, "-E", "UTF8"),
            *("--auth=peer", "--data-checksums", "--no-instructions", *idioma),
            *(["--no-sync"] if desechable() else []),
        )
        if hecho.returncode == 0:
            break
    else:
        raise _fallo(hecho.stdout)
    # In single-user mode, before there is a socket: nobody can find the cluster without it.
    hecho = cuenta.ejecutar(
        *(binarios.programa("postgres"), "--single", "-D", nueva, "postgres"),
        entrada=f"CREATE DATABASE {BASE_DE_DATOS};\n",
    )
    if hecho.returncode or "ERROR:" in hecho.stdout:
        raise _fallo(hecho.stdout)
    nueva.rename(datos)


def desechable() -> bool:
    """Whether the machine may lose the cluster in a power cut, as that of the tests."""
    return os.environ.get("OCISYS_PG_DESECHABLE") == "1"


def _idiomas(mayor: int) -> Iterator[list[str]]:
    """initdb's locale arguments, best first.

    From 17 on PostgreSQL has its own C.UTF-8 (upper, lower and order by code point, the same on
    every machine). Before, the system's; C alone only knows ASCII and is the last resort. Spanish
    order is not asked of the cluster: queries order by `ordena_es`, the same on any server.
    """
    propio = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] if mayor >= 17 else []
    for idioma in ("C.UTF-8", "C"):
        yield [*propio, f"--locale={idioma}"]


def _fallo(salida: str) -> ErrorDeCluster:
    ultima = salida.strip().rpartition("\n")[2]
    return ErrorDeCluster(
        explicar(salida, si_no=f"PostgreSQL no pudo crear la base de datos: {ultima}")
    )
