"""The hoja de ruta of one expediente: its changes of hands and its acts, compiled once."""

from datetime import date

from ocisys.base.preparada import Preparada
from tramite.models import Actuacion, Expediente, Movimiento
from tramite.models.movimiento import MovimientoQuerySet


def movimientos_de(expediente: Expediente, hoy: date, *, todos: bool) -> list[Movimiento]:
    """Its movimientos in order, or only the open ones, with who holds today each post."""
    consulta = _TODOS if todos else _ABIERTOS
    movimientos = consulta(expediente.pk, hoy)
    for movimiento in movimientos:
        movimiento.expediente = expediente
    return movimientos


def actos_de(expediente: Expediente) -> list[Actuacion]:
    """Its acts in order."""
    return _ACTOS(expediente.pk)


def _movimientos(expediente: int, dia: date) -> MovimientoQuerySet:
    filas = Movimiento.objects.con_ocupante(dia).para_hoja_de_ruta()
    return filas.filter(expediente=expediente)


_TODOS = Preparada(_movimientos, -1, date.min)
_ABIERTOS = Preparada(lambda pk, dia: _movimientos(pk, dia).abiertos(), -1, date.min)
_ACTOS = Preparada(lambda pk: Actuacion.objects.para_hoja_de_ruta().filter(expediente=pk), -1)
