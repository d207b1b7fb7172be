"""Keyword builders of the agenda, done by the real acciones."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from cargos.models import Usuario
from tests.fabrica_tramite import posicion
from tramite import acciones
from tramite.models import Cita

UN_MARTES = datetime(2026, 12, 1, 9, 30, tzinfo=ZoneInfo("America/Lima"))
"""A working day, in office hours."""


def cita(
    *,
    por: Usuario,
    asisten: tuple[str, ...] = ("067",),
    inicia: datetime = UN_MARTES,
    minutos: int = 30,
    ahora: datetime | None = None,
    confirmada: bool = False,
    **campos: Any,
) -> Cita:
    datos: dict[str, Any] = {"con": "Agencia de prueba", "asunto": "Asunto de prueba"} | campos
    acordado = acciones.Acordado(
        inicia=inicia,
        termina=inicia + timedelta(minutes=minutos),
        asisten=tuple(posicion(nro) for nro in asisten),
        **datos,
    )
    antes = ahora or min(inicia, timezone.now()) - timedelta(days=1)
    return acciones.concertar(acordado, por=por, ahora=antes, confirmada=confirmada)


def formulario(**campos: Any) -> dict[str, Any]:
    """What the browser posts to arrange an appointment, valid by default."""
    return {
        "con": "Agencia de prueba",
        "asunto": "Visita",
        "dia": "01/12/2026",
        "desde": "930",
        "hasta": "",
        "asisten": [posicion("067").pk],
        "lugar": "oficina",
        "donde": "",
        "expediente": "",
        "convenio": "",
        "aunque": "",
    } | campos
