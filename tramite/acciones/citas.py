"""Arrange an appointment, confirm it, move it, cancel it, say what came of it (MOF 071-03)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from cargos.models import Posicion, Usuario, autoria
from convenios.models import Convenio
from ocisys.base.reglas import ReglaIncumplida
from tramite.acciones.comun import avisar_a_puestos
from tramite.estados_cita import SOLO_DESPUES, EstadoCita, verificar
from tramite.models import AsistenteCita, Cita, Expediente, PasoCita, Remitente
from tramite.models.cita import LLEVAN_LA_DE_TODOS

MAXIMO_HORAS = 12
"""Longer is a slip of the hand: a stay of days is a trip, not an appointment."""


@dataclass(frozen=True)
class Acordado:
    """What an appointment says."""

    con: str
    asunto: str
    inicia: datetime
    termina: datetime
    asisten: tuple[Posicion, ...]
    lugar: str = Cita.Lugar.OFICINA
    donde: str = ""
    remitente: Remitente | None = None
    expediente: Expediente | None = None
    convenio: Convenio | None = None


@transaction.atomic
def concertar(
    acordado: Acordado, *, por: Usuario, ahora: datetime, confirmada: bool = False
) -> Cita:
    """Write down an appointment and tell who attends.

    Raises ReglaIncumplida when nobody attends, it ends before it begins, or somebody keeps the
    agenda of another without being the head or the secretary.
    """
    cita = _escribir(acordado, por=por, ahora=ahora)
    if confirmada:
        _dar(cita, EstadoCita.CONFIRMADA, "", por=por, ahora=ahora)
    _avisar(cita, f"Cita {cuando(cita)}.", por=por, ahora=ahora)
    return cita


@transaction.atomic
def reprogramar(
    cita: Cita, acordado: Acordado, *, motivo: str, por: Usuario, ahora: datetime
) -> Cita:
    """Move it: a new row takes its place and the old one says so. Raises ReglaIncumplida."""
    cita = _bloquear(cita)
    _exigir_suya(cita, por)
    verificar(cita.estado, EstadoCita.REPROGRAMADA)
    nueva = _escribir(acordado, por=por, ahora=ahora, reemplaza=cita)
    _dar(cita, EstadoCita.REPROGRAMADA, motivo, por=por, ahora=ahora)
    _avisar(nueva, f"La cita {cuando(cita)} pasa: {cuando(nueva)}.", por=por, ahora=ahora)
    return nueva


@transaction.atomic
def pasar_cita(
    cita: Cita, a: EstadoCita, *, por: Usuario, ahora: datetime, texto: str = ""
) -> Cita:
    """Confirm it, cancel it, or say that it was held or that nobody came.

    Raises ReglaIncumplida when its state does not admit it, its hour has not come, what must be
    said is missing, or it is the agenda of another.
    """
    cita = _bloquear(cita)
    _exigir_suya(cita, por)
    verificar(cita.estado, a)
    if a in SOLO_DESPUES and ahora < cita.inicia:
        raise ReglaIncumplida("La cita todavía no empieza: lo que pasó en ella se anota después.")
    if a in (EstadoCita.REALIZADA, EstadoCita.CANCELADA) and not texto:
        raise ReglaIncumplida("Diga en una línea el resultado, o por qué se cancela.")
    _dar(cita, a, texto, por=por, ahora=ahora)
    if a == EstadoCita.CANCELADA:
        _avisar(cita, f"Se canceló la cita {cuando(cita)}.", por=por, ahora=ahora)
    return cita


def cuando(cita: Cita) -> str:
    """Its day and hour in words; a notice may leave the house and says nothing more."""
    inicia = timezone.localtime(cita.inicia)
    return f"del {inicia:%d/%m/%Y} a las {inicia:%H:%M} h"


def _escribir(acordado: Acordado, *, por: Usuario, ahora: datetime, **campos: Any) -> Cita:
    duracion = acordado.termina - acordado.inicia
    if duracion.total_seconds() <= 0:
        raise ReglaIncumplida("La cita termina antes de empezar.")
    if duracion.total_seconds() > MAXIMO_HORAS * 3600:
        raise ReglaIncumplida(f"Una cita no dura más de {MAXIMO_HORAS} horas.")
    _exigir_propia(acordado.asisten, por)
    cita = Cita.objects.create(
        con=acordado.con,
        remitente=acordado.remitente,
        asunto=acordado.asunto,
        inicia=acordado.inicia,
        termina=acordado.termina,
        lugar=acordado.lugar,
        donde=acordado.donde,
        expediente=acordado.expediente,
        convenio=acordado.convenio,
        **campos,
        **autoria(por, ahora),
    )
    AsistenteCita.objects.bulk_create(
        AsistenteCita(cita=cita, posicion=p) for p in acordado.asisten
    )
    return cita


def _exigir_propia(asisten: Iterable[Posicion], por: Usuario) -> None:
    asisten = list(asisten)
    if not asisten:
        raise ReglaIncumplida("Diga quién de la oficina asiste.")
    propias = {d.posicion_id for d in por.designaciones_hoy}
    if not por.perfiles & LLEVAN_LA_DE_TODOS and not propias & {p.pk for p in asisten}:
        raise ReglaIncumplida(
            "Desde su cargo lleva su propia agenda: la de los demás la llevan la secretaría y la "
            "jefatura.",
            norma="MOF 071-03",
        )


def _exigir_suya(cita: Cita, por: Usuario) -> None:
    _exigir_propia([a.posicion for a in cita.asistentes.select_related("posicion")], por)


def _bloquear(cita: Cita) -> Cita:
    return Cita.objects.select_for_update(of=("self",)).get(pk=cita.pk)


def _dar(cita: Cita, a: EstadoCita, texto: str, *, por: Usuario, ahora: datetime) -> None:
    cita.estado = a
    if texto and a != EstadoCita.CONFIRMADA:
        cita.resultado = texto
    cita.save(update_fields=["estado", "resultado"])
    PasoCita.objects.create(cita=cita, a=a, texto=texto, **autoria(por, ahora))


def _avisar(cita: Cita, asunto: str, *, por: Usuario, ahora: datetime) -> None:
    puestos = list(cita.asistentes.values_list("posicion", flat=True))
    avisar_a_puestos(puestos, asunto, enlace=cita.get_absolute_url(), por=por, ahora=ahora)
