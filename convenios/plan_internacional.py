"""What a plan of international commitments says, what moved since another one, how much was done.

A line is known by its commitment and the date that the instrument itself gives: a body that moves a
date does not make another line of it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from convenios import cifras
from convenios.estados import EXCLUIDOS, PLENOS
from convenios.models import LineaPlan, Ocurrencia, PlanInternacional
from convenios.models.ocurrencias import OcurrenciaQuerySet

Clave = tuple[int, date]


@dataclass(frozen=True)
class Renglon:
    """A date of a calendar, written in a plan or as it stands now."""

    clave: Clave
    siglas: str
    titulo: str
    fecha: date
    confirmada: bool


@dataclass(frozen=True)
class Cambio:
    """One line that is not as it was; `antes` or `despues` is None where there was none."""

    siglas: str
    titulo: str
    antes: date | None
    despues: date | None
    se_confirmo: bool = False

    @property
    def que(self) -> str:
        """What happened to it, in a word."""
        if self.antes is None:
            return "Nueva"
        if self.despues is None:
            return "Retirada"
        return "Movida" if self.antes != self.despues else "Confirmada"


def comparar(antes: Iterable[Renglon], despues: Iterable[Renglon]) -> list[Cambio]:
    """What changed from one calendar to another, by date; what is the same is left out."""
    viejos = {r.clave: r for r in antes}
    nuevos = {r.clave: r for r in despues}
    cambios = [_cambio(viejos.get(c), nuevos.get(c)) for c in viejos.keys() | nuevos.keys()]
    return sorted(
        (c for c in cambios if c is not None),
        key=lambda c: (c.despues or c.antes or date.min, c.siglas, c.titulo),
    )


def _cambio(antes: Renglon | None, despues: Renglon | None) -> Cambio | None:
    visto = despues or antes
    if visto is None:
        return None
    movida = antes is None or despues is None or antes.fecha != despues.fecha
    confirmo = antes is not None and despues is not None and despues.confirmada > antes.confirmada
    if not movida and not confirmo:
        return None
    return Cambio(
        visto.siglas,
        visto.titulo,
        antes.fecha if antes else None,
        despues.fecha if despues else None,
        confirmo,
    )


def calendario(anio: int, al: date) -> OcurrenciaQuerySet:
    """The international obligations that fall due in a year, as they stood on `al`."""
    filas: OcurrenciaQuerySet = (
        Ocurrencia.objects.al(al)
        .internacionales(al)
        .que_cuentan()
        .con_confirmacion(al)
        .filter(fecha_exigible__year=anio)
    )
    return filas.con_origen()


def renglones_de(filas: Iterable[Ocurrencia]) -> list[Renglon]:
    """Rows of a `calendario` as lines."""
    return [
        Renglon(
            (o.compromiso_id, o.fecha_legal),
            o.compromiso.origen.codigo,
            o.compromiso.titulo,
            o.fecha_exigible,
            getattr(o, "confirmada", False),
        )
        for o in filas
    ]


def renglones_del_plan(lineas: Iterable[LineaPlan]) -> list[Renglon]:
    """Lines of an approved plan."""
    return [
        Renglon(
            (linea.compromiso_id, linea.fecha_legal),
            linea.siglas,
            linea.titulo,
            linea.fecha,
            linea.confirmada,
        )
        for linea in lineas
    ]


def desde_la_anterior(plan: PlanInternacional) -> list[Cambio]:
    """What this version changed of the one before; the first changed nothing."""
    antes = PlanInternacional.objects.filter(anio=plan.anio, version=plan.version - 1).first()
    if antes is None:
        return []
    viejos, nuevos = (renglones_del_plan(p.lineas.all()) for p in (antes, plan))
    return comparar(viejos, nuevos)


@dataclass(frozen=True)
class LineaVista:
    """A line of a plan and how its obligation stands, wherever it was moved."""

    linea: LineaPlan
    hoy_es: Ocurrencia | None


@dataclass(frozen=True)
class PlanVisto:
    """A plan read on a day: its lines, and how many of those that count were fulfilled."""

    plan: PlanInternacional
    al: date
    lineas: Sequence[LineaVista]

    @property
    def cuentan(self) -> int:
        """Lines that no norm released since."""
        return sum(1 for v in self.lineas if v.hoy_es and v.hoy_es.estado_visto not in EXCLUIDOS)

    @property
    def cumplidas(self) -> int:
        return sum(1 for v in self.lineas if v.hoy_es and v.hoy_es.estado_visto in PLENOS)

    @property
    def ejecutado(self) -> Decimal | None:
        """Per cent of the plan that was fulfilled; None of a plan without lines."""
        return cifras.porcentaje(Fraction(self.cumplidas, self.cuentan) if self.cuentan else None)


def visto(plan: PlanInternacional, al: date) -> PlanVisto:
    """The plan and how each line stands on `al`; two queries."""
    lineas = list(plan.lineas.all())
    ahora = _ahora({linea.compromiso_id for linea in lineas}, al)
    vistas = [
        LineaVista(fila, ahora.get((fila.compromiso_id, fila.fecha_legal))) for fila in lineas
    ]
    return PlanVisto(plan, al, vistas)


def _ahora(compromisos: Iterable[int], al: date) -> Mapping[Clave, Ocurrencia]:
    """The last row of each date: one that was moved is followed by the one that took its place."""
    filas = Ocurrencia.objects.filter(compromiso__in=compromisos).al(al).order_by("pk")
    return {(o.compromiso_id, o.fecha_legal): o for o in filas}
