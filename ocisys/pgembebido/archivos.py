"""Folders and files for another account, made without trusting what that account put there.

Root writes here into folders that a powerless account owns. Had that account left a link to
/etc/passwd, a plain open, chown or chmod would follow it; these never follow one.
"""

import os
from pathlib import Path
from typing import BinaryIO

from ocisys.pgembebido.cuenta import Cuenta
from ocisys.pgembebido.errores import ErrorDeCluster

_REGISTRO_MAXIMO = 10 * 1024 * 1024  # bytes


def carpeta_privada(carpeta: Path, cuenta: Cuenta) -> None:
    """Have a folder that only `cuenta` enters (0700). Raises ErrorDeCluster if it is another's."""
    carpeta.mkdir(mode=0o700, exist_ok=True)
    fd = os.open(carpeta, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        duena = os.fstat(fd).st_uid
        if duena not in (cuenta.uid, os.geteuid()):
            raise ErrorDeCluster(f"La carpeta «{carpeta}» pertenece a otra cuenta de este equipo.")
        if duena != cuenta.uid:
            os.fchown(fd, cuenta.uid, cuenta.gid)
        os.fchmod(fd, 0o700)
    finally:
        os.close(fd)


def escribir(archivo: Path, texto: str, cuenta: Cuenta) -> None:
    """Write a file of `cuenta` (0600), whole or not at all."""
    nuevo = archivo.with_name(archivo.name + ".nuevo")
    nuevo.unlink(missing_ok=True)
    fd = os.open(nuevo, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    with os.fdopen(fd, "w", encoding="utf-8") as destino:
        os.fchown(fd, cuenta.uid, cuenta.gid)
        destino.write(texto)
    nuevo.replace(archivo)


def abrir_registro(archivo: Path) -> BinaryIO:
    """Open a log for appending; one that grew too long is set aside (one generation is kept)."""
    if archivo.exists() and archivo.stat().st_size > _REGISTRO_MAXIMO:
        archivo.replace(archivo.with_name(archivo.name + ".1"))
    fd = os.open(archivo, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, 0o600)
    return os.fdopen(fd, "ab")
