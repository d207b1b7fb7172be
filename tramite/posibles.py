"""Which acts a person may do on an expediente now: the buttons of a page, from one function."""

from collections.abc import Collection

from cargos.models import Usuario
from cargos.permisos import Perfil, Permiso
from tramite.estados import CERRABLES, DERIVABLES, POR_ATENDER, TRANSICIONES, Estado
from tramite.models import Expediente, Movimiento


def actos_posibles(
    expediente: Expediente, movimientos: Collection[Movimiento], usuario: Usuario
) -> frozenset[str]:
    """Names of the URLs of the acts that would be accepted; makes no query.

    `movimientos` are those of the expediente, all or the open ones. The acciones check again.
    """
    abiertos = [m for m in movimientos if m.esta_abierto]
    propias = {d.posicion_id for d in usuario.designaciones_hoy}
    mio = next((m for m in abiertos if m.es_titular and m.para_id in propias), None)
    manda = Perfil.JEFATURA in usuario.perfiles and any(m.es_titular for m in abiertos)
    estado = Estado(expediente.estado)
    actos = {
        "recibir": any(m.para_id in propias and m.recibido_en is None for m in abiertos),
        "derivar": bool(mio or manda) and estado in DERIVABLES,
        "devolver": _se_devuelve(mio) and estado in DERIVABLES,
        "atender": bool(mio or manda) and estado in POR_ATENDER - {Estado.OBSERVADO},
        "archivar": estado in CERRABLES
        and bool(mio or manda or Perfil.SECRETARIA in usuario.perfiles),
        "reabrir": Estado.REABIERTO in TRANSICIONES[estado] and bool(propias),
        "anular": Estado.ANULADO in TRANSICIONES[estado] and expediente.por_id != usuario.pk,
    }
    return frozenset(
        acto for acto, puede in actos.items() if puede and usuario.puede(PERMISO_DE[acto])
    )


PERMISO_DE: dict[str, Permiso] = {
    "recibir": Permiso.EXPEDIENTE_VER,
    "derivar": Permiso.EXPEDIENTE_DERIVAR,
    "devolver": Permiso.EXPEDIENTE_DERIVAR,
    "atender": Permiso.EXPEDIENTE_ATENDER,
    "archivar": Permiso.EXPEDIENTE_DERIVAR,
    "reabrir": Permiso.EXPEDIENTE_REGISTRAR,
    "anular": Permiso.EXPEDIENTE_ANULAR,
}
"""The label of the view of each act."""


def _se_devuelve(movimiento: Movimiento | None) -> bool:
    return movimiento is not None and movimiento.por_posicion_id not in (None, movimiento.para_id)
