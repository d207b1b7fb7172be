"""What the page of a need reads; its queries do not grow with its rows."""

from datetime import date
from typing import Any

from cargos.models import Usuario
from convenios.models import Convenio, Demanda, PasoDemanda
from convenios.models.demanda import SE_EDITA, TRANSICIONES_DEMANDA, EstadoDemanda
from convenios.prioridad import criterios_al

E = EstadoDemanda


def ficha_demanda(demanda: Demanda, usuario: Usuario, hoy: date) -> dict[str, Any]:
    """The need with its steps, what may be done with it, and the agreement that pays for it if this
    person may know of it."""
    pasos = list(demanda.pasos.select_related("por__persona"))
    estado = E(demanda.estado)
    siguientes = TRANSICIONES_DEMANDA[estado]
    lleva = Demanda.objects.editables_para(usuario).filter(pk=demanda.pk).exists()
    return {
        "d": demanda,
        "pasos": pasos,
        "puntajes": _puntajes(pasos),
        "convenio": Convenio.objects.visibles_para(usuario).filter(pk=demanda.convenio_id).first(),
        "puede_editar": lleva and estado in SE_EDITA,
        "puede_priorizar": lleva and E.PRIORIZADA in siguientes,
        "puede_financiar": lleva and E.FINANCIADA in siguientes,
        "puede_mover": lleva and bool(siguientes),
    }


def _puntajes(pasos: list[PasoDemanda]) -> list[tuple[str, int, int]]:
    """Question, weight and score of each criterion of the last time it was prioritised, by the
    criteria of that day."""
    ultimo = next((p for p in reversed(pasos) if p.prioridad is not None), None)
    if ultimo is None:
        return []
    return [
        (c.pregunta, c.peso, ultimo.puntajes[c.clave])
        for c in criterios_al(ultimo.fecha)
        if c.clave in ultimo.puntajes
    ]
