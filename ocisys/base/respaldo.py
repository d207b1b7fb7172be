"""One file with everything: the database, the sealed files, and the proof that it is whole.

A tar of three kinds of pieces: `base.dump` (pg_dump, custom format), `archivos/…` as they lie in
MEDIA_ROOT, and last `manifiesto.json`, with the size and SHA-256 of each. The key of the
installation and its passwords are not in it.
"""

import hashlib
import io
import json
import os
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from ocisys.base import volcado

FORMATO = 1
_BASE = "base.dump"
_ARCHIVOS = "archivos"
_MANIFIESTO = "manifiesto.json"
_TROZO = 1024 * 1024  # bytes


class RespaldoRechazado(Exception):
    """A backup cannot be made or restored; its text is one Spanish sentence."""


@dataclass(frozen=True)
class Pieza:
    """A file of the backup as it must be: its size in bytes and its SHA-256."""

    nombre: str
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Manifiesto:
    """What a backup says about itself; `postgresql` is the version of the pg_dump that made it."""

    formato: int
    creado_en: str
    postgresql: int
    migraciones: list[str]
    piezas: list[Pieza]

    @property
    def archivos(self) -> list[Pieza]:
        """The sealed files."""
        return [pieza for pieza in self.piezas if pieza.nombre != _BASE]


def respaldar(destino: Path) -> Manifiesto:
    """Write the backup to `destino` (0600), which appears whole or not at all.

    The database comes first: sealed files are never deleted, so every file that this picture of
    the database names is still there when the files are copied.

    Raises RespaldoRechazado if `destino` exists or the database cannot be dumped.
    """
    if destino.exists():
        raise RespaldoRechazado(f"«{destino}» ya existe: elija otro nombre.")
    with tempfile.TemporaryDirectory(dir=destino.parent, prefix=".respaldo-") as taller:
        base = Path(taller, _BASE)
        mayor = volcado.volcar(base)
        parcial = Path(taller, "respaldo.tar")
        with tarfile.open(parcial, "w") as tar:
            piezas = [_guardar(tar, _BASE, base)]
            raiz = Path(settings.MEDIA_ROOT)
            for ruta in sorted(_archivos_de(raiz)):
                nombre = PurePosixPath(_ARCHIVOS, *ruta.relative_to(raiz).parts)
                piezas.append(_guardar(tar, str(nombre), ruta))
            manifiesto = Manifiesto(
                FORMATO, timezone.localtime().isoformat(), mayor, _migraciones(), piezas
            )
            texto = json.dumps(asdict(manifiesto), ensure_ascii=False, indent=1).encode()
            final = tarfile.TarInfo(_MANIFIESTO)
            final.size = len(texto)
            tar.addfile(final, io.BytesIO(texto))
        with parcial.open("rb") as escrito:
            os.fsync(escrito.fileno())
        parcial.chmod(0o600)
        parcial.rename(destino)
    return manifiesto


def verificar(origen: Path) -> Manifiesto:
    """Read the whole backup and compare every byte with its manifest.

    Raises RespaldoRechazado naming the first piece that is missing, changed or out of place.
    """
    halladas = []
    texto = b""
    try:
        with tarfile.open(origen, "r|") as tar:
            for miembro, contenido in _miembros(tar):
                if miembro.name == _MANIFIESTO:
                    texto = contenido.read()
                else:
                    halladas.append(_medir(miembro.name, contenido))
        manifiesto = _leer(texto)
    except (tarfile.TarError, EOFError) as error:
        raise RespaldoRechazado(f"«{origen}» no es un respaldo o está cortado.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise RespaldoRechazado(f"«{origen}» no tiene un manifiesto legible.") from error
    esperadas = {pieza.nombre: pieza for pieza in manifiesto.piezas}
    for pieza in halladas:
        if esperadas.pop(pieza.nombre, None) != pieza:
            raise RespaldoRechazado(f"«{pieza.nombre}» no es como lo describe el manifiesto.")
    if esperadas:
        raise RespaldoRechazado(f"Al respaldo le falta «{next(iter(esperadas))}».")
    return manifiesto


def exigir_compatible(manifiesto: Manifiesto) -> None:
    """Raise RespaldoRechazado if the backup comes from a later version of the application."""
    conocidas = {f"{app}.{nombre}" for app, nombre in MigrationLoader(None).disk_migrations}
    if nuevas := sorted(set(manifiesto.migraciones) - conocidas):
        raise RespaldoRechazado(
            f"El respaldo es de una versión posterior de ocisys (tiene «{nuevas[0]}»): "
            "actualice el programa y repita la orden."
        )


def tiene_trabajo() -> bool:
    """Whether someone has entered this installation: until then there is nothing to lose."""
    modelo = get_user_model()
    if modelo._meta.db_table not in connection.introspection.table_names():
        return False
    return modelo._default_manager.exists()


def restaurar(origen: Path, manifiesto: Manifiesto) -> None:
    """Put in place a verified backup, and bring its database up to this version.

    Files first: one that is not needed does no harm, and so whichever database survives an
    interruption finds its files. The database changes in one transaction.
    """
    with tempfile.TemporaryDirectory(dir=settings.VAR, prefix=".restaurar-") as taller:
        base = Path(taller, _BASE)
        with tarfile.open(origen, "r|") as tar:
            for miembro, contenido in _miembros(tar):
                if miembro.name == _BASE:
                    _escribir(contenido, base)
                elif miembro.name != _MANIFIESTO:
                    partes = PurePosixPath(miembro.name).parts[1:]
                    _escribir(contenido, Path(settings.MEDIA_ROOT, *partes))
        connection.close()
        volcado.restaurar(base, hecho_con=manifiesto.postgresql)
    call_command("migrate", interactive=False, verbosity=0)


def _archivos_de(raiz: Path) -> Iterator[Path]:
    for ruta in raiz.rglob("*"):
        if ruta.is_file() and ruta.suffix != ".parte":  # half written (ocisys.base.almacen)
            yield ruta


def _guardar(tar: tarfile.TarFile, nombre: str, ruta: Path) -> Pieza:
    """Add a file and measure the very bytes that went in."""
    with ruta.open("rb") as contenido:
        pieza = _medir(nombre, contenido)
        contenido.seek(0)
        ficha = tarfile.TarInfo(nombre)
        ficha.size, ficha.mtime, ficha.mode = pieza.bytes, int(ruta.stat().st_mtime), 0o600
        tar.addfile(ficha, contenido)
    return pieza


def _medir(nombre: str, contenido: BinaryIO) -> Pieza:
    resumen, cuantos = hashlib.sha256(), 0
    while trozo := contenido.read(_TROZO):
        resumen.update(trozo)
        cuantos += len(trozo)
    return Pieza(nombre, cuantos, resumen.hexdigest())


def _miembros(tar: tarfile.TarFile) -> Iterator[tuple[tarfile.TarInfo, BinaryIO]]:
    """The files of a backup, in order; refuses names that would leave their folder."""
    for miembro in tar:
        ruta = PurePosixPath(miembro.name)
        esperado = miembro.name in (_BASE, _MANIFIESTO) or ruta.parts[0] == _ARCHIVOS
        contenido = tar.extractfile(miembro) if miembro.isreg() else None
        if contenido is None or not esperado or ruta.is_absolute() or ".." in ruta.parts:
            raise RespaldoRechazado(f"El respaldo contiene «{miembro.name}», que no es suyo.")
        yield miembro, contenido  # type: ignore[misc]


def _leer(texto: bytes) -> Manifiesto:
    datos = json.loads(texto)
    if datos["formato"] != FORMATO:
        raise RespaldoRechazado(f"El respaldo tiene el formato {datos['formato']}, desconocido.")
    return Manifiesto(**datos | {"piezas": [Pieza(**pieza) for pieza in datos["piezas"]]})


def _escribir(contenido: BinaryIO, destino: Path) -> None:
    """Write a file whole or not at all, over what was there."""
    destino.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.NamedTemporaryFile(dir=destino.parent, suffix=".parte", delete=False) as parte:
        while trozo := contenido.read(_TROZO):
            parte.write(trozo)
        parte.flush()
        os.fsync(parte.fileno())
    Path(parte.name).replace(destino)


def _migraciones() -> list[str]:
    aplicadas = MigrationLoader(connection).applied_migrations
    return sorted(f"{app}.{nombre}" for app, nombre in aplicadas)
