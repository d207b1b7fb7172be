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


def trimestre_de(dia: date) -> Periodo:
    """The last 90 days up to `dia`, both ends included: the period shown when none is chosen."""
    return Periodo(dia - timedelta(days=89), dia)


def cifra_de(clave: str, periodo: Periodo) -> Cifra | None:
    """The figure of duty `clave` in `periodo`, or None while no app serves it."""
    evidencia = evidencia_de(clave)
    return evidencia.consulta(clave[:3], periodo) if evidencia else None


def funciones_con_cifra(funciones: Iterable[Funcion], periodo: Periodo) -> list[FuncionConCifra]:
    """Each duty beside its figure; as many queries as duties with evidence, 41 at most."""
    return [
        FuncionConCifra(f, evidencia_de(f.clave), cifra_de(f.clave, periodo)) for f in funciones
    ]
