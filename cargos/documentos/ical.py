"""The dates of a person as a calendar feed (RFC 5545)."""

from datetime import UTC, timedelta

from django.conf import settings
from icalendar import Alarm, Calendar, Event

from cargos.calendario import Fecha
from cargos.models import Usuario
from ocisys.base.contexto import SIGLAS

RECORDAR = timedelta(hours=-15)
"""An all-day date starts at midnight: this is nine in the morning of the day before."""

RECORDAR_CITA = timedelta(minutes=-15)

RELEER = timedelta(hours=1)
"""How often a calendar programme is asked to come back."""


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
    if fecha.inicia:
        evento.add("dtstart", fecha.inicia.astimezone(UTC))
        if fecha.termina:  # without it, one that lasts nobody knows how long (RFC 5545, 3.6.1)
            evento.add("dtend", fecha.termina.astimezone(UTC))
    else:
        evento.add("dtstart", fecha.dia)
        evento.add("dtend", fecha.dia + timedelta(days=1))
    evento.add("summary", fecha.titulo)
    evento.add("url", settings.OCISYS_URL.rstrip("/") + fecha.enlace)
    evento.add("transp", "OPAQUE" if fecha.inicia else "TRANSPARENT")
    evento.add("class", "PRIVATE")
    aviso = Alarm()
    aviso.add("action", "DISPLAY")
    aviso.add("description", fecha.titulo)
    aviso.add("trigger", RECORDAR_CITA if fecha.inicia else RECORDAR)
    evento.add_component(aviso)
    return evento
