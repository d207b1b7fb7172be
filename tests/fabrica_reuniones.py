"""Keyword builders of spaces, representations and meetings: valid by default."""

from datetime import date, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from cargos.models import Posicion, Usuario
from convenios.acciones import espacio as acciones_espacio
from convenios.acciones import reunion as acciones
from convenios.models import (
    EspacioConcertacion,
    ParticipanteReunion,
    RepresentacionInstitucional,
    Reunion,
)

_n = count(1)


def espacio(*, por: Usuario, **campos: Any) -> EspacioConcertacion:
    """A prioritised international space that meets every year."""
    datos = {"nombre": f"Foro de prueba {next(_n)}", "ambito": "internacional"}
    datos |= {"periodicidad": "anual", "prioridad": "alta"}
    return acciones_espacio.registrar_espacio(EspacioConcertacion(**datos | campos), por=por)


def posicion(cargo: str) -> Posicion:
    return Posicion.objects.get(nro_orden=cargo)


def representacion(
    ante: EspacioConcertacion | None = None, *, por: Usuario, cargo: str = "067", **campos: Any
) -> RepresentacionInstitucional:
    """The titular of a space for a year up to today and on."""
    datos: dict[str, Any] = {"espacio": ante, "caracter": "titular", "documento": "Oficio 1-2026"}
    datos["desde"] = timezone.localdate() - timedelta(days=365)
    fila = RepresentacionInstitucional(posicion=posicion(cargo), **datos | campos)
    return acciones_espacio.designar_representante(fila, por=por)


def reunion(*, por: Usuario, propuesta: date | None = None, **campos: Any) -> Reunion:
    """Proposed today for ten days ago, with an agenda, unless told otherwise."""
    hoy = timezone.localdate()
    datos: dict[str, Any] = {"titulo": f"Sesión de prueba {next(_n)}", "modalidad": "virtual"}
    datos |= {"fecha": hoy - timedelta(days=10), "agenda": ["Informe", "Acuerdos"]}
    return acciones.proponer_reunion(Reunion(**datos | campos), por=por, hoy=propuesta or hoy)


def realizar(reunion: Reunion, *, por: Usuario, asisten: tuple[str, ...] = ("067",)) -> Reunion:
    """Convene it, hold it and take the attendance of those posts; `por` may approve."""
    hoy = timezone.localdate()
    filas = [ParticipanteReunion(posicion=posicion(c), nombre=c) for c in asisten]
    acciones.llamar_participantes(reunion, filas, por=por)
    for paso in ("convocada", "realizada"):
        acciones.mover_reunion(reunion, a=paso, fecha=hoy, por=por, hoy=hoy)
    presentes = dict.fromkeys(reunion.participantes.values_list("pk", flat=True), True)
    acciones.tomar_asistencia(reunion, asistieron=presentes, intervencion="", hoy=hoy)
    reunion.refresh_from_db()
    return reunion
