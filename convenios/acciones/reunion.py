"""A meeting from its proposal to its acta: each step an act, nothing held is rewritten."""

from collections.abc import Iterable, Mapping
from datetime import date, time

from django.db import transaction

from cargos.models import Designacion, Usuario, atribuir, autoria
from cargos.permisos import Permiso
from convenios.acciones import pasos
from convenios.acciones.personas import de_la_posicion
from convenios.models import (
    DocumentoReunion,
    EstadoReunion,
    ParticipanteReunion,
    PasoReunion,
    Reunion,
)
from convenios.models.espacio import ambitos_de
from convenios.models.reunion import A_MANO
from ocisys.base.avisos import avisar
from ocisys.base.numeros import tomar_codigo
from ocisys.base.reglas import ReglaIncumplida

SERIE = "reunion"
E = EstadoReunion
YA_FUE = "La reunión ya se realizó, se canceló o pasó a otra fecha: no se edita."
COPIADOS = (
    "espacio",
    "organizacion",
    "titulo",
    "modalidad",
    "lugar",
    "convoca_posicion",
    "agenda",
    "comision_norma",
    "comision_documento",
    "propuesta_el",
    "por",
    "por_posicion",
    "calidad",
    "es_ficticia",
)
"""What a meeting takes along to its new date, who proposed it included."""


@transaction.atomic
def proponer_reunion(reunion: Reunion, *, por: Usuario, hoy: date) -> Reunion:
    """Give the next code of the year to a proposal. Raises `ReglaIncumplida` if the meetings of
    that space are carried by another post, or the space does not exist on that day."""
    _verificar_espacio(reunion, por)
    atribuir(reunion, por)
    reunion.propuesta_el = hoy
    reunion.codigo = tomar_codigo("REU", SERIE, hoy.year)
    reunion.save(force_insert=True)
    PasoReunion.objects.create(reunion=reunion, a=E.PROPUESTA, fecha=hoy, **autoria(por))
    return reunion


@transaction.atomic
def corregir_reunion(reunion: Reunion, *, por: Usuario) -> Reunion:
    """Save what was changed of a meeting still to come. Raises `ReglaIncumplida` once it was held,
    cancelled or moved."""
    _por_venir(reunion)
    _verificar_espacio(reunion, por)
    reunion.save()
    return reunion


def _verificar_espacio(reunion: Reunion, por: Usuario) -> None:
    todo = por.puede(Permiso.ESPACIO_EDITAR)
    if not todo and (reunion.espacio is None or reunion.espacio.ambito not in ambitos_de(por)):
        raise ReglaIncumplida("Su cargo lleva sólo las reuniones de sus espacios.")
    if reunion.espacio is not None and not reunion.espacio.existe(reunion.fecha):
        raise ReglaIncumplida("Ese día el espacio no existe.")


def _por_venir(reunion: Reunion) -> Reunion:
    fila: Reunion = tomar_reunion(reunion)
    if not fila.por_venir:
        raise ReglaIncumplida(YA_FUE)
    return fila


def tomar_reunion(reunion: Reunion) -> Reunion:
    """The meeting as it is stored, locked."""
    filas = Reunion.objects.select_for_update(of=("self",))
    fila: Reunion = filas.select_related("espacio").get(pk=reunion.pk)
    return fila


@transaction.atomic
def llamar_participantes(
    reunion: Reunion, participantes: Iterable[ParticipanteReunion], *, por: Usuario
) -> int:
    """Make that the list of who is called; returns how many. Who stays keeps what is known of her.

    Raises `ReglaIncumplida` once the meeting was held, cancelled or moved: whoever attended
    without being called is added with the attendance.
    """
    fila = _por_venir(reunion)
    estan = {_quien(p): p for p in fila.participantes.all()}
    nuevos = {_quien(p): p for p in _con_nombre(participantes, fila.fecha)}
    for quien in estan.keys() - nuevos.keys():
        estan[quien].delete()
    for quien, participante in nuevos.items():
        ya = estan.get(quien)
        participante.reunion, participante.pk = fila, ya.pk if ya else None
        participante.save()
    return len(nuevos)


def _con_nombre(
    participantes: Iterable[ParticipanteReunion], dia: date
) -> list[ParticipanteReunion]:
    """The same, those of our posts with the name of whoever holds the post that day: who stands in
    before the titular."""
    filas = list(participantes)
    cargos = [p.posicion_id for p in filas if p.posicion_id]
    vigentes = Designacion.objects.vigentes(dia).filter(posicion__in=cargos)
    ordenadas = sorted(vigentes.select_related("persona"), key=lambda d: not d.es_titular)
    nombres: dict[int | None, str] = {d.posicion_id: d.persona.nombre_completo for d in ordenadas}
    for fila in filas:
        fila.nombre = nombres.get(fila.posicion_id, fila.nombre)[:120]
    return filas


def _quien(participante: ParticipanteReunion) -> tuple[int | None, str, str]:
    """Two lines of the same person of the same house are one."""
    if participante.posicion_id:
        return participante.posicion_id, "", ""
    casa = str(participante.organizacion or participante.entidad)
    return None, participante.nombre.casefold(), casa.casefold()


@transaction.atomic
def mover_reunion(
    reunion: Reunion,
    *,
    a: str,
    fecha: date,
    por: Usuario,
    hoy: date,
    nota: str = "",
    documento: str = "",
) -> PasoReunion:
    """Pass a meeting to another state. Raises `ReglaIncumplida` if it cannot follow, if this person
    may not approve, if it is cancelled without a reason or held before its day."""
    fila, hacia = tomar_reunion(reunion), E(a)
    pasos.verificar(A_MANO, E(fila.estado), hacia)
    if hacia == E.CONVOCADA and not por.puede(Permiso.REUNION_APROBAR):
        raise ReglaIncumplida("La aprueba la jefatura.", norma="MOF 067-07")
    if hacia == E.CANCELADA and not nota.strip():
        raise ReglaIncumplida("Diga por qué se cancela.")
    if hacia == E.REALIZADA and fila.fecha > hoy:
        raise ReglaIncumplida(f"Es el {fila.fecha:%d/%m/%Y}: todavía no pudo realizarse.")
    paso = pasos.pasar(fila, hacia, fecha=fecha, por=por, nota=nota, documento=documento)
    if hacia == E.CONVOCADA:
        _avisar_a_los_nuestros(fila, por, hoy)
    return paso


def _avisar_a_los_nuestros(reunion: Reunion, por: Usuario, hoy: date) -> None:
    cuando = f"{reunion.fecha:%d/%m/%Y} {reunion.horas}".strip()
    for participante in reunion.participantes.exclude(posicion=None):
        for usuario in de_la_posicion(participante.posicion_id, hoy).exclude(pk=por.pk):
            avisar(
                usuario,
                asunto=f"Reunión convocada: {reunion.titulo}",
                cuerpo=f"{reunion.codigo}, {cuando}. {reunion.lugar}".strip(),
                enlace=reunion.get_absolute_url(),
            )


@transaction.atomic
def reprogramar_reunion(
    reunion: Reunion,
    *,
    fecha: date,
    por: Usuario,
    hoy: date,
    nota: str,
    desde: time | None = None,
    hasta: time | None = None,
) -> Reunion:
    """Move a meeting to another date: another row takes its place with its agenda and whom it
    calls. Raises `ReglaIncumplida` without a reason, or if it was already held or cancelled."""
    fila = _por_venir(reunion)
    if not nota.strip():
        raise ReglaIncumplida("Diga por qué pasa a otra fecha.")
    if fila.espacio is not None and not fila.espacio.existe(fecha):
        raise ReglaIncumplida("Ese día el espacio no existe.")
    otra = Reunion(**{c: getattr(fila, c) for c in COPIADOS})
    otra.fecha, otra.desde, otra.hasta = fecha, desde, hasta
    otra.estado, otra.reprograma_a = fila.estado, fila
    otra.codigo = tomar_codigo("REU", SERIE, hoy.year)
    otra.save(force_insert=True)
    PasoReunion.objects.create(
        reunion=otra, a=otra.estado, fecha=hoy, nota=f"Reprograma {fila.codigo}.", **autoria(por)
    )
    for participante in fila.participantes.all():
        participante.pk, participante.reunion, participante.asistio = None, otra, None
        participante.save(force_insert=True)
    pasos.pasar(fila, E.REPROGRAMADA, fecha=hoy, por=por, nota=nota)
    if otra.estado == E.CONVOCADA:
        _avisar_a_los_nuestros(otra, por, hoy)
    return otra


@transaction.atomic
def tomar_asistencia(
    reunion: Reunion,
    *,
    asistieron: Mapping[int, bool],
    llegaron: Iterable[ParticipanteReunion] = (),
    intervencion: str,
    hoy: date,
) -> int:
    """Write who attended and what the Sector said; returns how many attended.

    `asistieron`: key of each of the called → whether she did; `llegaron`: those who came without
    being called. Raises `ReglaIncumplida` before the day, if it was not convened, or once there is
    an acta: what it says is not rewritten.
    """
    fila = tomar_reunion(reunion)
    if fila.estado not in (E.CONVOCADA, E.REALIZADA):
        raise ReglaIncumplida(f"La reunión está {fila.get_estado_display().lower()}.")
    if fila.fecha > hoy:
        raise ReglaIncumplida(f"Es el {fila.fecha:%d/%m/%Y}: la asistencia se toma ese día.")
    if fila.documentos.filter(clase=DocumentoReunion.Clase.ACTA).exists():
        raise ReglaIncumplida("Ya hay un acta: lo que dice no se reescribe.")
    estan = {_quien(p): p for p in fila.participantes.all()}
    for participante in estan.values():
        participante.asistio = asistieron.get(participante.pk, False)
        participante.save(update_fields=["asistio"])
    for llegado in llegaron:
        ya = estan.get(_quien(llegado))
        llegado.reunion, llegado.asistio, llegado.pk = fila, True, ya.pk if ya else None
        llegado.save()
    fila.intervencion = intervencion
    fila.save(update_fields=["intervencion"])
    return fila.participantes.filter(asistio=True).count()
