"""Deadlines that the calendar or a rule has moved: which ones, and moving them with a trace.

A computed deadline is never rewritten: the new date is a new row that replaces it, and an
Actuación in the hoja de ruta says why. The law is read once for all of them.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import Q

from cargos.models import Usuario, autoria
from ocisys.base.computo import Calculadora, calcular_plazo
from ocisys.base.plazos import Cuenta, PlazoInvalido, Prorroga, Suspension
from tramite.acciones.comun import actuar, avisar_a, bloquear, fijar_vencimiento
from tramite.acciones.plazos import campos_de, suspensiones_en
from tramite.estados import Estado
from tramite.models import Actuacion, Expediente, Plazo

HOLGURA = timedelta(days=800)
"""Calendar read beyond the farthest date: a term of a year that is suspended still fits."""


@dataclass(frozen=True)
class Movida:
    """A deadline whose date is another one now; without `plazo` it had not been computed."""

    expediente: Expediente
    plazo: Plazo | None
    cuenta: Cuenta


def movidas(dia: date | None = None) -> Iterator[Movida]:
    """Open deadlines that would be given another date today, and those that can be given one.

    `dia`: the only day of the calendar that changed, which leaves out the terms that do not touch
    it. What can no longer be computed keeps its date: its rule was in force at the fact.
    """
    abiertos = (
        Plazo.objects.recalculables()
        .abiertos()
        .select_related("expediente__procedimiento", "expediente__sede")
    )
    if dia is not None:
        abiertos = abiertos.filter(Q(hecho_en__date__lte=dia), Q(vence_el__gte=dia))
    plazos = list(abiertos.order_by("pk"))
    sin_plazo = list(
        Expediente.objects.sin_plazo_calculado().select_related("procedimiento", "sede")
    )
    hechos = [p.hecho_en for p in plazos] + [e.presentado_en for e in sin_plazo]
    if not hechos:
        return
    hasta = max([max(hechos).date(), *(p.vence_el for p in plazos)]) + HOLGURA
    calculadora = Calculadora(min(hechos).date() - timedelta(days=1), hasta)
    actos = _actos_de([p.expediente_id for p in plazos])
    for plazo in plazos:
        cuenta = _cuenta(plazo.expediente, plazo, calculadora, actos[plazo.expediente_id])
        if cuenta is not None and cuenta.vence_el != plazo.vence_el:
            yield Movida(plazo.expediente, plazo, cuenta)
    for expediente in sin_plazo:
        cuenta = _cuenta(expediente, None, calculadora, [])
        if cuenta is not None:
            yield Movida(expediente, None, cuenta)


_PESAN = (Actuacion.Clase.ESPERA, Actuacion.Clase.PRORROGA)


def _actos_de(expedientes: list[int]) -> dict[int, list[Actuacion]]:
    """The acts of each expediente that stop or lengthen its clock, in order; one query."""
    actos: dict[int, list[Actuacion]] = defaultdict(list)
    pesan = Q(clase__in=_PESAN) | Q(estado_antes=Estado.EN_ESPERA)
    filas = Actuacion.objects.filter(pesan, expediente__in=expedientes)
    for acto in filas.order_by("en", "pk"):
        actos[acto.expediente_id].append(acto)
    return actos


def _cuenta(
    expediente: Expediente,
    plazo: Plazo | None,
    calculadora: Calculadora,
    actos: list[Actuacion],
) -> Cuenta | None:
    """The account by the law and the calendar of now; None when it cannot be computed."""
    procedimiento = expediente.procedimiento
    propio = plazo is None or (plazo.es_de_autoridad and not plazo.accesorio)
    suspensiones: list[Suspension] = suspensiones_en(actos) if propio else []
    prorroga = prorroga_en(actos, plazo) if propio else None
    codigo = plazo.regla if plazo else (procedimiento.regla_plazo if procedimiento else "")
    de_su_sede = partial(calcular_plazo, sede=expediente.sede)
    contar: Callable[..., Cuenta] = de_su_sede if expediente.sede_id else calculadora.plazo
    try:
        return contar(
            codigo,
            plazo.hecho_en if plazo else expediente.presentado_en,
            canal=expediente.canal if propio else None,
            materia=procedimiento.materia if procedimiento else "general",
            suspensiones=suspensiones,
            prorroga=prorroga,
            distancia=plazo.distancia if plazo else 0,
        )
    except PlazoInvalido:
        return None


def prorroga_en(actos: list[Actuacion], plazo: Plazo | None) -> Prorroga | None:
    """The extension granted among those acts; that it was asked for in time was decided then."""
    if plazo is None or not plazo.prorrogado:
        return None
    dias = [a.datos.get("dias") for a in actos if a.clase == Actuacion.Clase.PRORROGA]
    return Prorroga(dias[-1], plazo.presentado_el) if dias and dias[-1] else None


@transaction.atomic
def mover_plazo(movida: Movida, *, motivo: str, por: Usuario, ahora: datetime) -> Plazo | None:
    """Give the deadline its new date: a new row, the trace and a notice to whoever has it.

    None when meanwhile it was met, replaced or computed by somebody else.
    """
    expediente = bloquear(movida.expediente)
    anterior = None
    if movida.plazo is not None:
        anterior = Plazo.objects.select_related("movimiento", "documento").get(pk=movida.plazo.pk)
        if not anterior.esta_abierto:
            return None
    elif expediente.plazos.exists() or not expediente.esta_por_atender:
        return None
    nuevo = reemplazar(expediente, anterior, movida.cuenta, por=por, ahora=ahora)
    antes = f"vencía el {anterior.vence_el:%d/%m/%Y}" if anterior else "no se había calculado"
    actuar(
        expediente,
        Actuacion.Clase.RECALCULO,
        a=Estado(expediente.estado),
        texto=f"{motivo}. {nuevo.nombre}: {antes}; ahora vence el {nuevo.vence_el:%d/%m/%Y}."[
            :1000
        ],
        por=por,
        ahora=ahora,
        regla=nuevo.regla,
        antes=anterior.vence_el.isoformat() if anterior else None,
        ahora_vence=nuevo.vence_el.isoformat(),
    )
    titulares = expediente.movimientos.abiertos().titulares().select_related("para")
    asunto = f"Expediente {expediente.numero}: su plazo cambió al {nuevo.vence_el:%d/%m/%Y}."
    avisar_a([m.para for m in titulares], expediente, asunto, por=por, ahora=ahora)
    return nuevo


def reemplazar(
    expediente: Expediente,
    anterior: Plazo | None,
    cuenta: Cuenta,
    *,
    por: Usuario,
    ahora: datetime,
    hecho_en: datetime | None = None,
) -> Plazo:
    """The new row of a deadline of a locked expediente; `hecho_en` when the fact itself moved."""
    hecho_en = hecho_en or (anterior.hecho_en if anterior else expediente.presentado_en)
    nuevo = Plazo(
        expediente=expediente,
        reemplaza=anterior,
        **campos_de(cuenta, hecho_en),
        **autoria(por, ahora),
    )
    if anterior is not None:
        nuevo.obligado, nuevo.prorrogado = anterior.obligado, anterior.prorrogado
        nuevo.distancia, nuevo.accesorio = anterior.distancia, anterior.accesorio
        nuevo.a_quien, nuevo.movimiento = anterior.a_quien, anterior.movimiento
        nuevo.documento = anterior.documento
        anterior.sin_efecto_en = ahora
        anterior.sin_efecto_por = f"Reemplazado: ahora vence el {nuevo.vence_el:%d/%m/%Y}"
        anterior.save(update_fields=["sin_efecto_en", "sin_efecto_por"])
    nuevo.save(force_insert=True)
    if nuevo.es_de_autoridad and not nuevo.accesorio:
        fijar_vencimiento(expediente, nuevo.vence_el)
    return nuevo


def mover_todos(dia: date | None, *, motivo: str, por: Usuario, ahora: datetime) -> int:
    """Move every deadline that `movidas` finds, each in its own transaction; returns how many."""
    hechos = (mover_plazo(m, motivo=motivo, por=por, ahora=ahora) for m in list(movidas(dia)))
    return sum(plazo is not None for plazo in hechos)
