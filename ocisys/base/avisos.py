"""Notices to a person: written with their cause, mailed later by a command.

A notice is a row of the outbox (`Aviso`). `avisar` only writes it, in the caller's transaction:
what is rolled back tells nobody anything, and a mail server that is down stops no one's work.
`enviar_pendientes` drains the outbox; several may run at once. A mail may go twice (the process
dies between sending and stamping), never zero times.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import groupby
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from ocisys.base.models import Aviso, Correo, Nivel
from ocisys.base.models.aviso import PorCorreo

registro = logging.getLogger(__name__)

RECLAMO = timedelta(minutes=15)
"""How long a worker owns the rows it took; after that another one may try."""

ESPERAS = tuple(timedelta(minutes=m) for m in (5, 15, 60, 4 * 60, 24 * 60))
"""Wait after each failed try; after the last one the notice is given up as FALLIDO."""

LARGO_ASUNTO = 200


@dataclass(frozen=True)
class Adjunto:
    """A file that goes with a mail."""

    nombre: str
    contenido: bytes
    tipo: str


@dataclass(frozen=True)
class Mensaje:
    """A mail ready to go: one urgent notice, the digest of a person, a paper for a party."""

    para: str
    asunto: str
    cuerpo: str
    adjuntos: tuple[Adjunto, ...] = ()


Enviar = Callable[[Mensaje], None]
"""Sends one mail or raises; whatever it raises is stored and the mail is tried again later."""


def avisar(
    destinatario: Any,
    *,
    asunto: str,
    cuerpo: str = "",
    enlace: str = "",
    nivel: str = Nivel.INFO,
    ahora: datetime | None = None,
) -> Aviso:
    """Leave a notice for an account, in the caller's transaction; sends nothing.

    `enlace` is a path of ours ("/tramite/…"). `nivel` "rojo" is mailed as soon as the command
    runs; "info" and "atencion" wait for the digest of the next morning, and are not mailed at all
    if the person reads them on screen before. Raises ValueError on a link that leaves the house.
    """
    if enlace and (not enlace.startswith("/") or enlace.startswith(("//", "/\\"))):
        raise ValueError(f"El enlace de un aviso es una ruta de la casa: {enlace!r}")
    ahora = ahora or timezone.now()
    return Aviso.objects.create(
        destinatario=destinatario,
        nivel=nivel,
        asunto=_una_linea(asunto)[:LARGO_ASUNTO],
        cuerpo=cuerpo.replace("\x00", ""),
        enlace=enlace,
        creado_en=ahora,
        intentar_desde=ahora if nivel == Nivel.ROJO else proximo_resumen(ahora),
    )


def proximo_resumen(ahora: datetime) -> datetime:
    """The next moment at which the digest goes out: `OCISYS_HORA_RESUMEN` o'clock, in Lima."""
    local = timezone.localtime(ahora)
    hora = time(settings.OCISYS_HORA_RESUMEN)
    hoy = datetime.combine(local.date(), hora, tzinfo=local.tzinfo)
    return hoy if local < hoy else hoy + timedelta(days=1)


def sin_leer(usuario: Any) -> int:
    """How many notices a person has not read; one query on a partial index."""
    return Aviso.objects.visibles_para(usuario).sin_leer().count()


def marcar_leidos(usuario: Any, *, ahora: datetime) -> int:
    """Mark all the person's notices as read; returns how many were not."""
    return Aviso.objects.visibles_para(usuario).sin_leer().update(leido_en=ahora)


def marcar_leido(aviso: Aviso, *, ahora: datetime) -> None:
    """Mark one notice as read; the first reading is the one that stays."""
    Aviso.objects.filter(pk=aviso.pk, leido_en=None).update(leido_en=ahora)


@transaction.atomic
def reenviar(aviso: Aviso, *, ahora: datetime) -> Aviso:
    """Mail a notice again. One that never went out goes back to the queue; one that did is told
    anew, so that the first sending stays as it was."""
    aviso = (
        Aviso.objects.select_for_update(of=("self",))
        .select_related("destinatario")
        .get(pk=aviso.pk)
    )
    if aviso.correo == Correo.ENVIADO:
        nuevo = avisar(
            aviso.destinatario,
            asunto=aviso.asunto,
            cuerpo=aviso.cuerpo,
            enlace=aviso.enlace,
            nivel=Nivel.ROJO,
            ahora=ahora,
        )
        return nuevo
    aviso.correo, aviso.intentos, aviso.error = Correo.PENDIENTE, 0, ""
    aviso.nivel, aviso.intentar_desde = Nivel.ROJO, ahora
    aviso.save(update_fields=["correo", "intentos", "error", "nivel", "intentar_desde"])
    return aviso


def enviar_pendientes(
    *, limite: int, enviar: Enviar, ahora: datetime, solo_urgentes: bool = False
) -> int:
    """Mail up to `limite` due notices and return how many were stamped as sent.

    `solo_urgentes` leaves the digest for the next working day.

    The rows are claimed in a short transaction with SKIP LOCKED, mailed outside of any
    transaction, and stamped one message at a time: no other worker sees them meanwhile.
    """
    enviados = 0
    for grupo in _en_mensajes(_reclamar(limite, ahora, solo_urgentes)):
        enviados += _despachar(grupo, enviar, ahora)
    return enviados


def por_correo(mensaje: Mensaje) -> None:
    """The sender of production: Django's mail backend. Raises what SMTP raises."""
    correo = EmailMessage(mensaje.asunto, mensaje.cuerpo, None, [mensaje.para])
    for adjunto in mensaje.adjuntos:
        correo.attach(adjunto.nombre, adjunto.contenido, adjunto.tipo)
    correo.send()


@transaction.atomic
def _reclamar(limite: int, ahora: datetime, solo_urgentes: bool) -> list[Aviso]:
    """Take up to `limite` due rows for `RECLAMO`; those that need no mail are settled here."""
    filas = Aviso.objects.por_enviar(ahora)
    if solo_urgentes:
        filas = filas.filter(nivel=Nivel.ROJO)
    avisos = list(
        filas.select_for_update(of=("self",), skip_locked=True)
        .select_related("destinatario")
        .order_by("destinatario", "pk")[:limite]
    )
    for aviso in avisos:
        aviso.correo = _destino(aviso)
        aviso.intentos += 1
        aviso.intentar_desde = ahora + RECLAMO
    Aviso.objects.bulk_update(avisos, ["correo", "intentos", "intentar_desde"])
    return [a for a in avisos if a.correo == Correo.PENDIENTE]


def _destino(aviso: Aviso) -> str:
    """Whether a due notice still has to be mailed."""
    if not (aviso.destinatario.is_active and aviso.destinatario.email):
        return Correo.SIN_DIRECCION
    if aviso.leido_en and aviso.nivel != Nivel.ROJO:
        return Correo.LEIDO_ANTES
    return Correo.PENDIENTE


def _en_mensajes(avisos: list[Aviso]) -> list[list[Aviso]]:
    """Urgent ones alone, the rest one digest a person."""
    rojos = [[a] for a in avisos if a.nivel == Nivel.ROJO]
    resto = [a for a in avisos if a.nivel != Nivel.ROJO]
    return rojos + [list(g) for _, g in groupby(resto, key=lambda a: a.destinatario_id)]


def _despachar(avisos: list[Aviso], enviar: Enviar, ahora: datetime) -> int:
    filas = Aviso.objects.filter(pk__in=[a.pk for a in avisos])
    try:
        enviar(redactar(avisos))
    except Exception as error:  # whatever the mail server raises must not stop the others
        registro.warning("No se envió el aviso %s: %s", avisos[0].pk, error)
        for aviso in avisos:
            posponer(aviso, error, ahora)
        return 0
    return filas.update(correo=Correo.ENVIADO, enviado_en=ahora, error="")


def posponer(fila: PorCorreo, error: Exception, ahora: datetime) -> None:
    """Keep what the mail server said; the next try is later, and after the last one none."""
    if fila.intentos > len(ESPERAS):
        fila.correo = Correo.FALLIDO
    else:
        fila.intentar_desde = ahora + ESPERAS[fila.intentos - 1]
    fila.error = _una_linea(f"{type(error).__name__}: {error}")[:300]
    fila.save(update_fields=["correo", "intentar_desde", "error"])


def redactar(avisos: list[Aviso]) -> Mensaje:
    """The mail of one notice, or the digest of several of the same person."""
    para = avisos[0].destinatario.email
    if len(avisos) == 1:
        return Mensaje(para, avisos[0].asunto, _parrafo(avisos[0], con_asunto=False))
    cuerpo = "\n\n".join(f"· {_parrafo(a, con_asunto=True)}" for a in avisos)
    return Mensaje(para, f"Resumen del día: {len(avisos)} avisos", cuerpo)


def _parrafo(aviso: Aviso, *, con_asunto: bool) -> str:
    enlace = f"{settings.OCISYS_URL.rstrip('/')}{aviso.enlace}" if aviso.enlace else ""
    partes = [aviso.asunto if con_asunto else "", aviso.cuerpo, enlace]
    return "\n".join(p for p in partes if p) or aviso.asunto


def _una_linea(texto: str) -> str:
    """A subject of a mail is one line: a line break in it would be a forged header."""
    return " ".join(texto.replace("\x00", "").split())
