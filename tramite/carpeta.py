"""The watched folder: what the copier leaves there becomes a scan, once it has stopped growing.

A file is taken when its size and date are the same in two looks, so that a scanner still writing
is not cut short. Its bytes are sealed first and the file is removed after; a crash in between is
noticed in the next look and nothing is received twice. What cannot be received stays where it is,
with its reason in the tray.
"""

import logging
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from django.core.cache import cache
from django.core.files import File

from ocisys.base.sellado import ArchivoRechazado, nombre_visible
from tramite import acciones
from tramite.models import Escaneo
from tramite.models.escaneo import Situacion

registro = logging.getLogger(__name__)

REPOSO = 4
"""Seconds without growing after which a file is complete."""

_A_MEDIAS = (".part", ".parte", ".tmp", ".crdownload", ".filepart")
_MEMORIA = 600  # seconds that a look is remembered


def recoger(carpeta: Path, *, ahora: datetime) -> int:
    """Receive the complete files of `carpeta`; returns how many. Idempotent."""
    recogidos = 0
    for ruta, en_disco in _completos(carpeta, ahora):
        conocido = Escaneo.objects.filter(
            nombre=nombre_visible(ruta.name), en_disco=en_disco
        ).first()
        if conocido is None:
            recogidos += _recibir(ruta, en_disco, ahora)
        elif conocido.archivo_id:
            _quitar(ruta)  # sealed already; the machine stopped before removing it
    return recogidos


def _completos(carpeta: Path, ahora: datetime) -> Iterator[tuple[Path, str]]:
    """Files that have not changed since the previous look, with their size and date as text."""
    for ruta in sorted(carpeta.iterdir()):
        oculto = ruta.name.startswith((".", "~")) or ruta.suffix.lower() in _A_MEDIAS
        if oculto or ruta.is_symlink() or not ruta.is_file():
            continue
        dato = ruta.stat()
        en_disco = f"{dato.st_size}-{dato.st_mtime_ns}"
        clave = f"escaner:{sha256(str(ruta).encode('utf-8', 'replace')).hexdigest()}"
        antes, desde = cache.get(clave, ("", 0.0))
        if antes != en_disco:
            cache.set(clave, (en_disco, ahora.timestamp()), _MEMORIA)
        elif ahora.timestamp() - desde >= REPOSO:
            yield ruta, en_disco


def _recibir(ruta: Path, en_disco: str, ahora: datetime) -> bool:
    """Seal one file and remove it; False, with a row that says why, when it is not received."""
    try:
        with ruta.open("rb") as fichero:
            acciones.recibir_escaneo(
                File(fichero, name=ruta.name),
                nombre=nombre_visible(ruta.name),
                origen=Escaneo.Origen.CARPETA,
                por=None,
                ahora=ahora,
                en_disco=en_disco,
            )
    except (ArchivoRechazado, OSError) as error:
        frase = str(error) if isinstance(error, ArchivoRechazado) else "No se pudo leer del disco."
        _anotar_rechazo(ruta, en_disco, f"{frase} Sigue en la carpeta del escáner.", ahora)
        return False
    _quitar(ruta)
    return True


def _anotar_rechazo(ruta: Path, en_disco: str, frase: str, ahora: datetime) -> None:
    Escaneo.objects.create(
        nombre=nombre_visible(ruta.name),
        origen=Escaneo.Origen.CARPETA,
        situacion=Situacion.RECHAZADO,
        problema=frase[:400],
        en=ahora,
        en_disco=en_disco,
    )


def _quitar(ruta: Path) -> None:
    try:
        ruta.unlink(missing_ok=True)
    except OSError:
        registro.warning("No se pudo quitar %s de la carpeta del escáner: ya está sellado.", ruta)
