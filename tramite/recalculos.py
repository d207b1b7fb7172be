"""Trámite's answer to a change of the calendar or of a rule (ocisys/base/efectos)."""

from datetime import date

from django.utils import timezone

from cargos.models import Usuario
from ocisys.base import efectos
from ocisys.base.efectos import Movido
from tramite.acciones.recalcular import mover_todos, movidas
from tramite.tareas import recalcular_plazos

EN_LA_PAGINA = 50
"""Up to this many are moved before the page answers; more are work for the queue."""


def listar(dia: date | None) -> list[Movido]:
    """What moves, for whoever keeps the calendar: of a restricted one not even its number."""
    return [
        Movido(
            "Expediente restringido" if m.expediente.esta_restringido else m.expediente.numero,
            m.cuenta.regla.nombre,
            m.plazo.vence_el if m.plazo else None,
            m.cuenta.vence_el,
        )
        for m in movidas(dia)
    ]


def aplicar(dia: date | None, por: Usuario, motivo: str) -> str:
    """Move them now, or leave it to the queue when they are many."""
    cuantos = sum(1 for _ in movidas(dia))
    if not cuantos:
        return ""
    if cuantos > EN_LA_PAGINA:
        fecha = dia.isoformat() if dia else ""
        recalcular_plazos.enqueue(dia=fecha, por=por.pk, motivo=motivo)
        return f"{cuantos:,} plazos se recalculan en segundo plano."
    movidos = mover_todos(dia, motivo=motivo, por=por, ahora=timezone.now())
    return "1 plazo recalculado." if movidos == 1 else f"{movidos:,} plazos recalculados."


def declarar() -> None:
    """Called once by `TramiteConfig.ready`."""
    efectos.registrar(listar=listar, aplicar=aplicar)
