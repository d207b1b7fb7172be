"""The hoja de ruta of one expediente: its changes of hands and its acts, compiled once."""

from collections.abc import Iterable
from datetime import date

from cargos.models import Usuario
from cargos.permisos import Perfil
from ocisys.base.preparada import Preparada
from tramite.models import Actuacion, Expediente, Movimiento, Visibilidad
from tramite.models.movimiento import MovimientoQuerySet


def movimientos_de(expediente: Expediente, hoy: date, *, todos: bool) -> list[Movimiento]:
    """Its movimientos in order, or only the open ones, with who holds today each post."""
    consulta = _TODOS if todos else _ABIERTOS
    movimientos = consulta(expediente.pk, hoy)
    for movimiento in movimientos:
        movimiento.expediente = expediente
    return movimientos


def tapar(movimientos: Iterable[Movimiento], usuario: Usuario) -> None:
    """Take out of those movimientos what was written only for the named ones, and say for whom.

    `movimientos` are all of an expediente: those sent together name one another. The same as
    `MovimientoQuerySet.legibles_para`, over rows already read. The rows are not to be saved after.
    """
    todos = list(movimientos)
    propias = {d.posicion_id for d in usuario.designaciones_hoy}
    lee_todo = Perfil.JEFATURA in usuario.perfiles
    for m in todos:
        if m.visibilidad == Visibilidad.OFICINA:
            continue
        juntos = [o.para for o in todos if m.lote and o.lote == m.lote] or [m.para]
        de = [m.por_posicion] if m.por_posicion else []
        m.nombrados = ", ".join(  # type: ignore[attr-defined]
            sorted({p.nro_orden for p in (*juntos, *de)})
        )
        if not lee_todo and propias.isdisjoint(p.pk for p in (*juntos, *de)):
            m.proveido, m.texto, m.motivo = None, "", ""


def actos_de(expediente: Expediente) -> list[Actuacion]:
    """Its acts in order."""
    return _ACTOS(expediente.pk)


def _movimientos(expediente: int, dia: date) -> MovimientoQuerySet:
    filas = Movimiento.objects.con_ocupante(dia).para_hoja_de_ruta()
    return filas.filter(expediente=expediente)


_TODOS = Preparada(_movimientos, -1, date.min)
_ABIERTOS = Preparada(lambda pk, dia: _movimientos(pk, dia).abiertos(), -1, date.min)
_ACTOS = Preparada(lambda pk: Actuacion.objects.para_hoja_de_ruta().filter(expediente=pk), -1)
