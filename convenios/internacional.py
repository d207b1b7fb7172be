"""How what the State owes abroad is being fulfilled: the same pure figures as the agreements',
never added to theirs."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from convenios import cifras
from convenios.cifras import Parametros, Sumas
from convenios.models import Ocurrencia
from convenios.models.ocurrencias import OcurrenciaQuerySet


@dataclass(frozen=True)
class Cumplimiento:
    """C(t) and O(t) of some international obligations, and how many are due and overdue."""

    sumas: Sumas

    @property
    def cumplimiento(self) -> Decimal | None:
        """Per cent; None is «sin exigibles»."""
        return cifras.porcentaje(cifras.cumplimiento(self.sumas))

    @property
    def oportunidad(self) -> Decimal | None:
        """Per cent fulfilled on time."""
        return cifras.porcentaje(cifras.oportunidad(self.sumas))

    @property
    def exigibles(self) -> int:
        return self.sumas.exigibles

    @property
    def vencidas(self) -> int:
        return self.sumas.vencidas


def de_instrumentos(al: date) -> OcurrenciaQuerySet:
    """Every international obligation as it stood on `al`."""
    filas: OcurrenciaQuerySet = Ocurrencia.objects.al(al).internacionales(al)
    return filas


def cumplimiento_de(filas: OcurrenciaQuerySet, al: date, p: Parametros) -> Cumplimiento:
    """The figure of `filas` (read with `al`); one query."""
    grupos = filas.sumar_por(["compromiso__instrumento"], al, p)
    return Cumplimiento(sum(grupos.values(), Sumas()))
