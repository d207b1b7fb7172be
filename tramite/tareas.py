"""What trámite does by itself: reserves that must be reviewed, many deadlines moved at once."""

from collections import defaultdict
from datetime import date, datetime, time
from urllib.parse import urlencode

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django_tasks import task

from cargos.models import Designacion, Usuario
from ocisys.base.avisos import avisar
from ocisys.base.jornada import se_trabaja
from ocisys.base.models import Nivel
from tramite.acciones.recalcular import mover_todos
from tramite.acciones.reservar import jefaturas
from tramite.models import AvisoPlazo, Movimiento, Plazo, Reserva
from tramite.models.movimiento import MovimientoQuerySet
from tramite.plazos import MARGEN, frase, urge, ventana_de_aviso

DESDE_LAS, HASTA_LAS = 7, 19
"""Hours of Lima in which a due date is told."""


@transaction.atomic
def avisar_reservas_por_revisar(ahora: datetime) -> int:
    """Tell whoever holds the jefatura, once a reserve, that its date of review has come.

    Returns how many reserves were told of; without anybody in the post they wait.
    """
    hoy = timezone.localdate(ahora)
    vigentes = Designacion.objects.vigentes(hoy).filter(posicion__in=jefaturas())
    personas = list(
        Usuario.objects.filter(is_active=True, persona__designaciones__in=vigentes).distinct()
    )
    if not personas:
        return 0
    reservas = list(
        Reserva.objects.por_revisar(hoy)
        .filter(avisada_en=None)
        .select_for_update(of=("self",), skip_locked=True)
        .select_related("expediente")
    )
    for reserva in reservas:
        asunto = f"Expediente {reserva.expediente.numero}: toca revisar su reserva."
        enlace = reserva.expediente.get_absolute_url()
        for persona in personas:
            avisar(persona, asunto=asunto, enlace=enlace, nivel=Nivel.ATENCION, ahora=ahora)
        reserva.avisada_en = ahora
        reserva.save(update_fields=["avisada_en"])
    return len(reservas)


def avisar_plazos(ahora: datetime) -> int:
    """Tell whoever holds each expediente that its date is near, is today or has passed.

    Only on working days and in waking hours: nobody is written on a Sunday or at midnight. The
    notice names the expediente, never its content. Returns how many dates were told.
    """
    hoy = timezone.localdate(ahora)
    if not es_hora(ahora):
        return 0
    filas = Movimiento.objects.abiertos().titulares()
    por_vencer = filas.por_vencer(hoy + MARGEN).select_related("expediente").order_by("pk")
    porque: list[tuple[Movimiento, Plazo | None]] = [(m, None) for m in por_vencer]
    porque += _accesorios(filas, hoy)
    movimientos = {m for m, _ in porque}
    dados: set[tuple[int, date, int, int | None]] = set(
        AvisoPlazo.objects.filter(movimiento__in=movimientos).values_list(
            "movimiento", "vence", "ventana", "plazo"
        )
    )
    personas = ocupantes({m.para_id for m in movimientos}, hoy)
    return sum(_avisar_plazo(m, p, dados, personas.get(m.para_id, []), ahora) for m, p in porque)


def _accesorios(filas: MovimientoQuerySet, hoy: date) -> list[tuple[Movimiento, Plazo | None]]:
    """The accessory deadlines that end soon, each with the pass of who has its expediente."""
    plazos = list(Plazo.objects.abiertos().accesorios().filter(vence_el__lte=hoy + MARGEN))
    suyos = filas.filter(expediente__in={p.expediente_id for p in plazos})
    de = {m.expediente_id: m for m in suyos.select_related("expediente")}
    return [(de[p.expediente_id], p) for p in plazos if p.expediente_id in de]


def es_hora(ahora: datetime) -> bool:
    local = timezone.localtime(ahora)
    if not DESDE_LAS <= local.hour < HASTA_LAS:
        return False
    return se_trabaja(local.date())


def ocupantes(posiciones: set[int], hoy: date) -> dict[int, list[Usuario]]:
    """Active accounts of whoever holds each post today; one query."""
    vigentes = Designacion.objects.vigentes(hoy).filter(
        posicion__in=posiciones, persona__usuario__is_active=True
    )
    personas: dict[int, list[Usuario]] = defaultdict(list)
    for designacion in vigentes.select_related("persona__usuario"):
        if designacion.persona.usuario:
            personas[designacion.posicion_id].append(designacion.persona.usuario)
    return personas


@transaction.atomic
def _avisar_plazo(
    movimiento: Movimiento,
    plazo: Plazo | None,
    dados: set[tuple[int, date, int, int | None]],
    personas: list[Usuario],
    ahora: datetime,
) -> bool:
    """Write the mark and its notices together; False when it is told, is far or nobody is there."""
    hoy, vence = timezone.localdate(ahora), plazo.vence_el if plazo else movimiento.vence
    if vence is None or not personas:
        return False
    ventana = ventana_de_aviso(vence, hoy)
    clave = plazo.pk if plazo else None
    if ventana is None or (movimiento.pk, vence, ventana, clave) in dados:
        return False
    _, nuevo = AvisoPlazo.objects.get_or_create(
        movimiento=movimiento,
        vence=vence,
        ventana=ventana,
        plazo=plazo,
        defaults={"dado_en": ahora},
    )
    if nuevo:
        nivel = Nivel.ROJO if urge(ventana) else Nivel.ATENCION
        que = f"{plazo.nombre}, " if plazo else ""
        asunto = f"Expediente {movimiento.expediente.numero}: {que}{frase(vence, hoy)}."
        enlace = movimiento.expediente.get_absolute_url()
        for persona in personas:
            avisar(persona, asunto=asunto, enlace=enlace, nivel=nivel, ahora=ahora)
    return nuevo


CIERRE = time(16, 20)
"""When the desk is told what it has not sent on: there is still time to do it today."""

SIN_DERIVAR = 132
"""Mark, among the windows, of the notice of TUO LPAG art. 132.1."""

NOMBRADOS = 5


@transaction.atomic
def avisar_sin_derivar(ahora: datetime) -> int:
    """Towards the end of a working day, tell each desk what it registered and has not sent on.

    Receiving and forwarding are of the same day (TUO LPAG art. 132.1). Each expediente is told of
    once a day, all those of a desk in one notice. Returns how many expedientes were told of.
    """
    hoy = timezone.localdate(ahora)
    if not es_hora(ahora) or timezone.localtime(ahora).time() < CIERRE:
        return 0
    dados = AvisoPlazo.objects.filter(vence=hoy, ventana=SIN_DERIVAR).values("movimiento")
    filas = Movimiento.objects.sin_derivar().exclude(pk__in=dados)
    filas = filas.select_related("expediente", "para")
    de_cada_uno: dict[int, list[Movimiento]] = defaultdict(list)
    for movimiento in filas.order_by("en", "pk"):
        de_cada_uno[movimiento.para_id].append(movimiento)
    personas = ocupantes(set(de_cada_uno), hoy)
    avisados = [m for p, suyos in de_cada_uno.items() if personas.get(p) for m in suyos]
    AvisoPlazo.objects.bulk_create(
        AvisoPlazo(movimiento=m, vence=hoy, ventana=SIN_DERIVAR, dado_en=ahora) for m in avisados
    )
    for posicion, suyas in personas.items():
        for persona in suyas:
            avisar(persona, nivel=Nivel.ROJO, ahora=ahora, **_sin_derivar(de_cada_uno[posicion]))
    return len(avisados)


def _sin_derivar(movimientos: list[Movimiento]) -> dict[str, str]:
    """Subject, body and link of the notice; numbers, never what the papers say."""
    n = len(movimientos)
    uno = n == 1
    numeros = ", ".join(m.expediente.numero for m in movimientos[:NOMBRADOS])
    mas = f" y {n - NOMBRADOS} más" if n > NOMBRADOS else ""
    suyos = urlencode({"situacion": "sin_derivar", "poder": movimientos[0].para.nro_orden})
    lista = f"{reverse('tramite:expedientes')}?{suyos}"
    enlace = movimientos[0].expediente.get_absolute_url() if uno else lista
    return {
        "asunto": f"{n} expediente{'' if uno else 's'} sin derivar: {numeros}{mas}.",
        "cuerpo": "Lo que ingresa se deriva el mismo día (TUO LPAG art. 132.1).",
        "enlace": enlace,
    }


@task()
def recalcular_plazos(dia: str, por: int, motivo: str) -> int:
    """Move the deadlines that a change of the calendar or of a rule moved; returns how many.

    `dia` in ISO form, or "" when any day may have changed; `por` is the key of who changed it.
    """
    quien = Usuario.objects.get(pk=por)
    fecha = date.fromisoformat(dia) if dia else None
    return mover_todos(fecha, motivo=motivo, por=quien, ahora=timezone.now())
