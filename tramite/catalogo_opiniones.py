"""The catalogue of sectoral opinions as it is read: validity, deadline, requisites, doubts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ocisys.base.models import ReglaPlazo
from tramite.models import Procedimiento, RequisitoProcedimiento


@dataclass(frozen=True)
class Ficha:
    """One procedure with all that is known of it on a day."""

    procedimiento: Procedimiento
    plazo: str
    base_del_plazo: str
    requisitos: list[RequisitoProcedimiento]
    rige: bool


def fichas(procedimientos: Iterable[Procedimiento], hoy: date) -> list[Ficha]:
    """One for each procedure; one query for all their deadlines."""
    filas = list(procedimientos)
    codigos = {p.regla_plazo for p in filas if p.regla_plazo}
    vigentes = ReglaPlazo.objects.vigentes(hoy).filter(codigo__in=codigos).select_related("norma")
    reglas = {r.codigo: r for r in vigentes}
    return [_ficha(p, reglas.get(p.regla_plazo), hoy) for p in filas]


def _ficha(p: Procedimiento, regla: ReglaPlazo | None, hoy: date) -> Ficha:
    rige = (p.vigente_desde is None or p.vigente_desde <= hoy) and (
        p.vigente_hasta is None or hoy <= p.vigente_hasta
    )
    plazo = f"{regla.cantidad} {regla.get_unidad_display().lower()}" if regla else ""
    base = str(regla.valor().cita or "") if regla else ""
    return Ficha(p, plazo, base, [r for r in p.requisitos.all() if r.rige(hoy)], rige)
