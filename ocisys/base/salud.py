"""Is this machine fit to work? Database, queue, mail, disk; cheap enough to be asked every second.

Answers for a monitor: it says nothing of the office's content and needs no login.
"""

import shutil
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache

from django.conf import settings
from django.db import DatabaseError, connection
from django_tasks_db.models import DBTaskResult, get_date_max

from ocisys.base.models import Aviso

COLA_LENTA = timedelta(minutes=10)
COLA_PARADA = timedelta(hours=1)
DISCO_JUSTO = 2 * 1024**3
DISCO_LLENO = 256 * 1024**2


class Estado(StrEnum):
    """Fit, worth a look, not fit (the answer is 503)."""

    BIEN = "bien"
    ATENCION = "atencion"
    MAL = "mal"


@dataclass(frozen=True)
class Punto:
    """One thing looked at."""

    nombre: str
    estado: Estado
    detalle: str


def revisar(ahora: datetime) -> list[Punto]:
    """What was looked at, in two queries at most; with the database down, only the rest."""
    puntos = [_sin_caerse("base de datos", _base_de_datos)]
    if puntos[0].estado is not Estado.MAL:
        puntos += _colas(ahora)
    return [*puntos, _sin_caerse("disco", _disco)]


def es_apta(puntos: list[Punto]) -> bool:
    """Whether nothing is broken."""
    return all(p.estado is not Estado.MAL for p in puntos)


@cache
def version() -> str:
    """The version of the program, as pyproject.toml says."""
    with (settings.RAIZ / "pyproject.toml").open("rb") as fichero:
        return str(tomllib.load(fichero)["project"]["version"])


def _sin_caerse(nombre: str, mirar: Callable[[], Punto]) -> Punto:
    """The answer must come even when what it looks at does not; errors go to no visitor."""
    try:
        return mirar()
    except (DatabaseError, OSError):
        return Punto(nombre, Estado.MAL, "no responde")


def _base_de_datos() -> Punto:
    with connection.cursor() as cursor:
        cursor.execute("select pg_is_in_recovery()")
        solo_lectura = cursor.fetchone()[0]
    if solo_lectura:
        return Punto("base de datos", Estado.ATENCION, "responde, pero es una copia de lectura")
    return Punto("base de datos", Estado.BIEN, "responde")


def _colas(ahora: datetime) -> list[Punto]:
    """Work that nobody has begun: tasks and mails that are due, in one query."""
    tareas, avisos = _q(DBTaskResult._meta.db_table), _q(Aviso._meta.db_table)
    # A task without a date to run carries the last one there is, and is due since it was queued.
    orden = (
        "select (select count(*) from {0} where {1}), "
        "(select min(case when run_after > %(ahora)s then enqueued_at else run_after end) "
        "from {0} where {1}), "
        "(select count(*) from {2} where {3}), (select min(intentar_desde) from {2} where {3})"
    ).format(
        tareas,
        "status = 'READY' and (run_after <= %(ahora)s or run_after = %(sin_fecha)s)",
        avisos,
        "correo = 'pendiente' and intentar_desde <= %(ahora)s",
    )
    try:
        with connection.cursor() as cursor:
            cursor.execute(orden, {"ahora": ahora, "sin_fecha": get_date_max()})
            n_tareas, tarea, n_avisos, aviso = cursor.fetchone()
    except DatabaseError:
        return [Punto("cola de tareas", Estado.MAL, "no responde")]
    return [
        _cola("cola de tareas", n_tareas, tarea, ahora),
        _cola("avisos por enviar", n_avisos, aviso, ahora),
    ]


def _cola(nombre: str, n: int, desde: datetime | None, ahora: datetime) -> Punto:
    espera = ahora - desde if desde else timedelta()
    estado = Estado.BIEN
    if espera > COLA_LENTA:
        estado = Estado.MAL if espera > COLA_PARADA else Estado.ATENCION
    detalle = f"{n} en espera, el más antiguo hace {_cuanto(espera)}" if n else "al día"
    return Punto(nombre, estado, detalle)


def _cuanto(espera: timedelta) -> str:
    minutos = int(espera.total_seconds() // 60)
    if minutos < 120:
        return f"{minutos} min"
    return f"{minutos // 60} h" if minutos < 48 * 60 else f"{espera.days} días"


def _disco() -> Punto:
    libres = shutil.disk_usage(settings.VAR if settings.VAR.exists() else settings.RAIZ).free
    estado = Estado.BIEN if libres >= DISCO_JUSTO else Estado.ATENCION
    if libres < DISCO_LLENO:
        estado = Estado.MAL
    return Punto("disco", estado, f"{libres / 1024**3:,.1f} GB libres")


def _q(nombre: str) -> str:
    return connection.ops.quote_name(nombre)
