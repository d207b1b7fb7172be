"""Deciding from a date on with what the figures are judged, and when somebody is told."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from django.db import transaction

from cargos.models import Usuario, autoria
from convenios.cifras import Parametros
from convenios.emparejador import SUMAN, Pesos
from convenios.models import (
    CriteriosPrioridad,
    ParametroAlertas,
    ParametroCumplimiento,
    ParametroEmparejamiento,
    ReglasAlerta,
)
from convenios.prioridad import Criterio
from ocisys.base.reglas import ReglaIncumplida


@transaction.atomic
def fijar_parametros(
    p: Parametros, *, desde: date, motivo: str, por: Usuario, hoy: date
) -> ParametroCumplimiento:
    """Record a whole set of settings in force from `desde`; earlier days keep theirs.

    Raises `ReglaIncumplida` for a past date (what was judged stays judged), without a reason, or if
    nothing changes.
    """
    _exigir(desde, motivo, hoy, "lo ya juzgado no cambia de regla")
    if ParametroCumplimiento.objects.en_vigor(desde) == p:
        raise ReglaIncumplida("Esos valores ya rigen en esa fecha: no cambia nada.")
    return ParametroCumplimiento.objects.create(
        desde=desde, valores=asdict(p), motivo=motivo.strip(), **autoria(por)
    )


@transaction.atomic
def fijar_avisos(
    reglas: ReglasAlerta, *, desde: date, motivo: str, por: Usuario, hoy: date
) -> ParametroAlertas:
    """Record a whole set of windows and default weights in force from `desde`.

    Raises `ReglaIncumplida` for a past date, without a reason, or if nothing changes.
    """
    _exigir(desde, motivo, hoy, "lo avisado, avisado está")
    if ParametroAlertas.objects.en_vigor(desde) == reglas:
        raise ReglaIncumplida("Esos valores ya rigen en esa fecha: no cambia nada.")
    return ParametroAlertas.objects.create(
        desde=desde, valores=reglas.en_datos, motivo=motivo.strip(), **autoria(por)
    )


@transaction.atomic
def fijar_pesos(
    pesos: Pesos, *, desde: date, motivo: str, por: Usuario, hoy: date
) -> ParametroEmparejamiento:
    """Record with which weights needs and offers are compared from `desde`.

    Raises `ReglaIncumplida` for a past date, without a reason, or if they do not add up to 100.
    """
    _exigir(desde, motivo, hoy, "lo decidido, decidido está")
    if (suma := sum(getattr(pesos, c) for c in SUMAN)) != 100:
        raise ReglaIncumplida(f"Los pesos suman {suma} y deben sumar 100.")
    return ParametroEmparejamiento.objects.create(
        desde=desde, valores=asdict(pesos), motivo=motivo.strip(), **autoria(por)
    )


@transaction.atomic
def fijar_criterios(
    criterios: Sequence[Criterio],
    *,
    fuente: str,
    desde: date,
    motivo: str,
    por: Usuario,
    hoy: date,
) -> CriteriosPrioridad:
    """Record by which criteria needs are prioritised from `desde`, and where they come from.

    What was prioritised keeps its own. Raises `ReglaIncumplida` for a past date, without a source
    or a reason, or if nothing changes.
    """
    _exigir(desde, motivo, hoy, "lo priorizado, priorizado está")
    if not fuente.strip():
        raise ReglaIncumplida("Diga de dónde salen: la norma, el plan, el acta o el memorando.")
    vigente = CriteriosPrioridad.objects.en_vigor(desde)
    if (list(vigente.criterios), vigente.fuente) == (list(criterios), fuente.strip()):
        raise ReglaIncumplida("Esos criterios ya rigen en esa fecha: no cambia nada.")
    return CriteriosPrioridad.objects.create(
        desde=desde,
        criterios=[asdict(c) for c in criterios],
        fuente=fuente.strip(),
        motivo=motivo.strip(),
        **autoria(por),
    )


def _exigir(desde: date, motivo: str, hoy: date, porque: str) -> None:
    if desde < hoy:
        raise ReglaIncumplida(f"Rige desde hoy o después: {porque}.")
    if not motivo.strip():
        raise ReglaIncumplida("Diga por qué cambian.")
