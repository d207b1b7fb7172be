"""The running server, as postmaster.pid in its data folder tells it."""

import os
import signal
import time
from pathlib import Path

ARCHIVO = "postmaster.pid"
_LINEA_DE_ESTADO = 7  # src/include/utils/pidfile.h, LOCK_FILE_LINE_PM_STATUS counts from 1
_PLAZO_FINAL = 10  # seconds; after five PostgreSQL kills its own children


def estado(datos: Path) -> str:
    """What the server wrote last about itself: starting, ready, stopping, or nothing."""
    try:
        lineas = (datos / ARCHIVO).read_text().splitlines()
    except OSError:
        return ""
    return lineas[_LINEA_DE_ESTADO].strip() if len(lineas) > _LINEA_DE_ESTADO else ""


def pid(datos: Path) -> int | None:
    """Process id of the live server of this data folder; None when there is none.

    The number in the file proves nothing by itself: after a crash or a restart of the machine it
    may be any other process, or a zombie, and PostgreSQL would then refuse to start for ever.
    """
    try:
        numero = int((datos / ARCHIVO).read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return None
    return numero if numero > 0 and _es_el_servidor(numero, datos) else None


def _es_el_servidor(numero: int, datos: Path) -> bool:
    """Whether that process is alive and works in `datos`, where every postmaster stays."""
    try:
        os.kill(numero, 0)
        if Path("/proc/self").exists():
            return os.path.samefile(f"/proc/{numero}/cwd", datos)
    except OSError:
        return False
    return True  # no /proc (macOS): trust the number


def detener(datos: Path, *, plazo: float = 15) -> None:
    """Stop the server of `datos`, if there is one, and wait until it is gone.

    First "fast": roll back what is open, write everything, leave. A server that has not gone in
    `plazo` seconds is told to drop everything, which loses nothing: the next start recovers.
    PostgreSQL 18 asked to stop during a recovery waits for ever for its own workers.
    """
    for senal, espera in ((signal.SIGINT, plazo), (signal.SIGQUIT, _PLAZO_FINAL)):
        numero = pid(datos)
        if numero is None:
            return
        os.kill(numero, senal)
        limite = time.monotonic() + espera
        while pid(datos) == numero and time.monotonic() < limite:
            time.sleep(0.02)
