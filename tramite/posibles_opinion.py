"""Which acts a person may do on an opinion now: the buttons of its page."""

from datetime import date

from cargos.models import Usuario
from cargos.permisos import Permiso
from tramite.acciones.opiniones import devolver_hasta
from tramite.estados import POR_ATENDER, Estado
from tramite.estados_opinion import EMITIDAS, EVALUABLES, EstadoOpinion
from tramite.models import Opinion


def actos_de_opinion(o: Opinion, usuario: Usuario, *, hoy: date) -> frozenset[str]:
    """Names of the acts that would be accepted. The acciones check again."""
    if not usuario.puede(Permiso.EXPEDIENTE_ATENDER):
        return frozenset()
    evalua = o.estado in EVALUABLES
    abierto = o.expediente.estado in POR_ATENDER
    actos = {
        "datos": evalua or o.estado == EstadoOpinion.INFORME,
        "requisitos": evalua,
        "consultar": evalua,
        "responder": evalua,
        "concluir": evalua or o.estado == EstadoOpinion.INFORME,
        "redactar": evalua and bool(o.sentido) and abierto,
        "pedir": evalua and abierto and o.expediente.estado != Estado.OBSERVADO,
        "subsanar": o.expediente.estado == Estado.OBSERVADO,
        "devolver": evalua and _a_tiempo(o, hoy),
        "resultado": o.estado in EMITIDAS,
    }
    return frozenset(acto for acto, puede in actos.items() if puede)


def _a_tiempo(o: Opinion, hoy: date) -> bool:
    limite = devolver_hasta(o.expediente)
    return limite is None or hoy <= limite
