"""The dates that a person owes, asked of the apps above, and the feed that a telephone reads.

An app registers how to list them in `AppConfig.ready`:

    registrar("convenios", fechas_de_mis_compromisos)

The feed is read without a session by whoever has its address, often from a server that is not
ours: a date says what is due and where to open it, never the content of a document, and what is
restricted is not given at all.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from icalendar import Alarm, Calendar, Event

from cargos.models import Usuario
from ocisys.base.contexto import SIGLAS

RECORDAR = timedelta(hours=-15)
"""An all-day date starts at midnight: this is nine in the morning of the day before."""

RELEER = timedelta(hours=1)
"""How often a calendar programme is asked to come back."""


@dataclass(frozen=True)
class Fecha:
    """One date owed: `clave` is stable for ever («expediente-2026-000123-X»), `enlace` a path of
    ours, `desde` the moment since which it is owed."""

    clave: str
    dia: date
    titulo: str
    enlace: str
    desde: datetime


Fuente = Callable[[Usuario, date], list[Fecha]]
"""`(person, today) → dates still owed`; a fixed number of queries."""

_FUENTES: dict[str, Fuente] = {}


def registrar(nombre: str, fuente: Fuente) -> None:
    """Declare a source of dates; raises ValueError if one has that name already."""
    if nombre in _FUENTES:
        raise ValueError(f"La fuente de fechas {nombre} ya está registrada.")
    _FUENTES[nombre] = fuente


def fechas_de(usuario: Usuario, hoy: date) -> list[Fecha]:
    """Everything that the person owes with a date, the nearest first."""
    todas = [f for fuente in _FUENTES.values() for f in fuente(usuario, hoy)]
    return sorted(todas, key=lambda f: (f.dia, f.clave))


def en_ical(usuario: Usuario, fechas: list[Fecha]) -> bytes:
    """The feed (RFC 5545) of those dates; the same dates give the same bytes."""
    calendario = Calendar()
    calendario.add("prodid", "-//ocisys//plazos//ES")
    calendario.add("version", "2.0")
    calendario.add("method", "PUBLISH")
    nombre = f"Plazos {SIGLAS} · {usuario}"
    calendario.add("name", nombre)
    calendario.add("x-wr-calname", nombre)
    calendario.add("x-wr-timezone", settings.TIME_ZONE)
    calendario.add("refresh-interval", RELEER, parameters={"value": "DURATION"})
    calendario.add("x-published-ttl", "PT1H")
    for fecha in fechas:
        calendario.add_component(_evento(fecha))
    return bytes(calendario.to_ical())


def _evento(fecha: Fecha) -> Event:
    evento = Event()
    evento.add("uid", f"{fecha.clave}@ocisys")
    evento.add("dtstamp", fecha.desde)
    evento.add("dtstart", fecha.dia)
    evento.add("dtend", fecha.dia + timedelta(days=1))
    evento.add("summary", fecha.titulo)
    evento.add("url", settings.OCISYS_URL.rstrip("/") + fecha.enlace)
    evento.add("transp", "TRANSPARENT")
    evento.add("class", "PRIVATE")
    aviso = Alarm()
    aviso.add("action", "DISPLAY")
    aviso.add("description", fecha.titulo)
    aviso.add("trigger", RECORDAR)
    evento.add_component(aviso)
    return evento
