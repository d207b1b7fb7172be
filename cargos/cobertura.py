"""The living MOF seen from the duty: its figure in a period, and how many duties have one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from cargos.evidencias import Cifra, Evidencia, Periodo, evidencia_de
from cargos.models import Funcion


@dataclass(frozen=True)
class FuncionConCifra:
    """A duty with its registered evidence and figure; both None while nothing serves it."""

    funcion: Funcion
    evidencia: Evidencia | None
    cifra: Cifra | None

    @property
    def medidas(self) -> list[Cifra]:
        """Its figures that have something to say."""
        return self.cifra.medidas if self.cifra else []

    @property
    def hay_algo(self) -> bool:
        """Whether something was done in the period."""
        return any(c.valor for c in self.medidas)


def trimestre_de(dia: date) -> Periodo:
    """The last 90 days up to `dia`, both ends included: the period shown when none is chosen."""
    return Periodo(dia - timedelta(days=89), dia)


def cifra_de(clave: str, periodo: Periodo) -> Cifra | None:
    """The figure of duty `clave` in `periodo`, or None while no app serves it."""
    evidencia = evidencia_de(clave)
    return evidencia.consulta(clave[:3], periodo) if evidencia else None


PASOS = 6
"""How many periods the way of a duty shows, the one asked for included."""


@dataclass(frozen=True)
class Paso:
    """The figure of a duty in one period; `largo` is its length beside the longest, 0 to 100."""

    periodo: Periodo
    cifra: Cifra
    largo: int


def camino_de(clave: str, periodo: Periodo) -> list[Paso]:
    """How the figure of duty `clave` comes: `periodo` and those before it, as long as it is.

    The oldest first; empty while no app serves the duty. As many times the queries of its figure
    as PASOS.
    """
    evidencia = evidencia_de(clave)
    if evidencia is None:
        return []
    cifras = [(p, evidencia.consulta(clave[:3], p)) for p in _anteriores(periodo)]
    mayor = max((c.valor or 0 for _, c in cifras), default=0) or 1
    return [Paso(p, c, round(100 * (c.valor or 0) / mayor)) for p, c in cifras]


def _anteriores(periodo: Periodo) -> list[Periodo]:
    """PASOS periods end to end, the last one `periodo`; none begins before the calendar does."""
    dias = (periodo.hasta - periodo.desde).days + 1
    pasos = [periodo]
    while len(pasos) < PASOS and (pasos[0].desde - date.min).days >= dias:
        hasta = pasos[0].desde - timedelta(days=1)
        pasos.insert(0, Periodo(hasta - timedelta(days=dias - 1), hasta))
    return pasos


def funciones_con_cifra(funciones: Iterable[Funcion], periodo: Periodo) -> list[FuncionConCifra]:
    """Each duty beside its figure; as many queries as duties with evidence, 41 at most."""
    return [
        FuncionConCifra(f, evidencia_de(f.clave), cifra_de(f.clave, periodo)) for f in funciones
    ]
