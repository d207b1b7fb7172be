"""Recording commitments and keeping their due dates in step with their rule."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max

from cargos.models import UnidadOrganica, Usuario
from convenios.acciones.copia import compromiso_corregido, dejar_errata
from convenios.models import (
    ORIGENES,
    Compromiso,
    ConfirmacionFecha,
    Ocurrencia,
    Origen,
    ReglaRecurrencia,
)
from convenios.plazos import (
    EsHabil,
    Existente,
    Recurrencia,
    Vencimiento,
    conciliar,
    sumar_meses,
    vencimientos,
)
from ocisys.base.computo import ULTIMO_DIA, calendario_de
from ocisys.base.reglas import ReglaIncumplida

HORIZONTE_MESES = 24
"""How far ahead an endless series has its due dates written (`tareas.extender_series`)."""


@transaction.atomic
def registrar_compromiso(
    compromiso: Compromiso,
    regla: ReglaRecurrencia | None,
    *,
    hoy: date,
    despues_de: date | None = None,
    sin: frozenset[date] = frozenset(),
    unidades: Iterable[UnidadOrganica] = (),
) -> Compromiso:
    """Number a new commitment within its origin and write its due dates, past ones included.

    One born of an adenda has only the dates after `despues_de`, but for those of `sin`, and they
    exist from the day of the adenda.
    """
    origen = tomar_origen(compromiso)
    ultimo = origen.compromisos.aggregate(n=Max("numero"))["n"] or 0
    compromiso.numero = ultimo + 1
    compromiso.save()
    compromiso.unidades.set(unidades)
    if regla is not None:
        regla.compromiso = compromiso
        regla.save()
        serie = _serie(regla.recurrencia, origen, hoy)
        _escribir(compromiso, _tras(serie, despues_de, sin))
    return compromiso


def tomar_origen(compromiso: Compromiso) -> Any:
    """The agreement or instrument of the commitment, locked: its numbers do not repeat."""
    origen = compromiso.origen
    return type(origen)._default_manager.select_for_update(of=("self",)).get(pk=origen.pk)  # type: ignore[attr-defined]


def _tras(
    serie: tuple[Vencimiento, ...], dia: date | None, sin: frozenset[date]
) -> tuple[Vencimiento, ...]:
    """The dates of a series after `dia`, keeping their numbers."""
    return tuple(
        v for v in serie if (dia is None or v.fecha_legal > dia) and v.fecha_legal not in sin
    )


@transaction.atomic
def actualizar_compromiso(
    compromiso: Compromiso,
    regla: ReglaRecurrencia | None,
    *,
    por: Usuario,
    hoy: date,
    errata: str = "",
    unidades: Iterable[UnidadOrganica] | None = None,
) -> Compromiso:
    """Save a corrected commitment; of its due dates only future unreported ones may move.

    What it says that its sealed paper says changes only by a fe de erratas (`errata` says why):
    raises `ReglaIncumplida` without it, or if an adenda changed or ended it. `unidades` are those
    that contribute from now on; None leaves them as they are.
    """
    guardado = _tomar(compromiso)
    if not Compromiso.objects.vigentes(hoy).filter(pk=compromiso.pk).exists():
        raise ReglaIncumplida("Una adenda ya cambió o terminó este compromiso: no se edita.")
    cambios = compromiso_corregido(guardado, compromiso, regla)
    if guardado.convenio is not None:
        dejar_errata(guardado.convenio, cambios, errata, por)
    compromiso.save()
    if unidades is not None:
        compromiso.unidades.set(unidades)
    if regla is not None:
        regla.compromiso = compromiso
        regla.save()
        regenerar(compromiso, hoy=hoy)
    return compromiso


def _tomar(compromiso: Compromiso) -> Compromiso:
    """The commitment as it is stored, locked."""
    filas = Compromiso.objects.select_for_update(of=("self",))
    relacionados = (*ORIGENES, "adenda", "obligado__organizacion")
    fila: Compromiso = filas.select_related(*relacionados).get(pk=compromiso.pk)
    return fila


@transaction.atomic
def regenerar(compromiso: Compromiso, *, hoy: date) -> tuple[int, int]:
    """Bring the due dates in step with the rule; returns how many were written and removed.

    Past and reported ones, and those that a body confirmed, stay as they are (`plazos.conciliar`).
    """
    compromiso = Compromiso.objects.select_for_update(of=("self",)).get(pk=compromiso.pk)
    regla, origen = compromiso.regla, compromiso.origen
    de_estas = ConfirmacionFecha.objects.filter(ocurrencia__compromiso=compromiso)
    confirmadas = set(de_estas.values_list("ocurrencia", flat=True))
    existentes = [
        Existente(o.nro, o.fecha_legal, o.fecha_exigible, o.es_intocable or o.pk in confirmadas)
        for o in compromiso.ocurrencias.all()
    ]
    nacio = compromiso.adenda.fecha if compromiso.adenda else None
    serie = _tras(_serie(regla.recurrencia, origen, hoy), nacio, _antes_de(compromiso))
    plan = conciliar(existentes, serie, hoy=hoy)
    compromiso.ocurrencias.filter(nro__in=plan.quitar).delete()
    _escribir(compromiso, plan.crear)
    return len(plan.crear), len(plan.quitar)


def _antes_de(compromiso: Compromiso) -> frozenset[date]:
    """Dates that the row it extends or changes already has: they are not asked for twice."""
    linea = getattr(compromiso, "nace_de", None)
    if linea is None or linea.compromiso is None:
        return frozenset()
    vivas = linea.compromiso.ocurrencias.exclude(estado="dejado_sin_efecto")
    return frozenset(vivas.values_list("fecha_legal", flat=True))


def _escribir(compromiso: Compromiso, serie: tuple[Vencimiento, ...]) -> None:
    Ocurrencia.objects.bulk_create(
        Ocurrencia(
            compromiso=compromiso,
            nro=v.nro,
            fecha_legal=v.fecha_legal,
            fecha_exigible=v.fecha_exigible,
            desde=compromiso.adenda.fecha if compromiso.adenda else None,
        )
        for v in serie
    )


def _serie(regla: Recurrencia, origen: Origen, hoy: date) -> tuple[Vencimiento, ...]:
    """Due dates of the rule up to its own end; if it has none, to its origin's or the horizon."""
    horizonte = _ultimo_vencimiento(regla, origen, hoy)
    return vencimientos(regla, horizonte=horizonte, es_habil=dias_habiles(regla.base, horizonte))


def _ultimo_vencimiento(regla: Recurrencia, origen: Origen, hoy: date) -> date:
    if regla.fin:
        return regla.fin
    if regla.cantidad:
        return sumar_meses(regla.base, regla.cada_meses * (regla.cantidad - 1))
    horizonte = sumar_meses(max(hoy, regla.base), HORIZONTE_MESES)
    fin = origen.fin_al(hoy)
    return min(horizonte, fin) if fin else horizonte


def dias_habiles(desde: date, hasta: date) -> EsHabil:
    """The working-day test of the office's sede for any due date between two days."""
    margen = timedelta(days=30)
    return calendario_de(None, desde - margen, min(hasta + margen, ULTIMO_DIA)).es_habil
