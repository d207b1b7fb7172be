"""Which acts a person may do on an expediente now: the buttons of a page, from one function."""

from collections.abc import Collection

from cargos.models import Usuario
from cargos.permisos import Perfil, Permiso
from tramite.estados import (
    CERRABLES,
    DERIVABLES,
    FUERA,
    POR_ATENDER,
    SIN_RESPUESTA,
    TRANSICIONES,
    Estado,
)
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
    lo_tiene = bool(mio or manda)
    espera = estado is Estado.EN_ESPERA
    observado = estado is Estado.OBSERVADO
    lleva_el_archivo = bool({Perfil.SECRETARIA, Perfil.ARCHIVO} & usuario.perfiles)
    actos = {
        "responder_parte": any(m.es_paralelo and m.para_id in propias for m in abiertos),
        "recibir": any(m.para_id in propias and m.recibido_en is None for m in abiertos),
        "derivar": lo_tiene and estado in DERIVABLES,
        "retirar": any(_se_retira(m, propias) for m in abiertos) and estado in DERIVABLES,
        "devolver": _se_devuelve(mio) and estado in DERIVABLES,
        "atender": lo_tiene and estado in POR_ATENDER and not observado,
        "cerrar": estado in CERRABLES and (lo_tiene or lleva_el_archivo),
        "archivar": (estado in CERRABLES and (lo_tiene or lleva_el_archivo))
        or (estado is Estado.CERRADO and usuario.puede(Permiso.EXPEDIENTE_ARCHIVAR)),
        "reabrir": _puede(estado, Estado.REABIERTO) and bool(propias),
        "anular": _puede(estado, Estado.ANULADO) and expediente.por_id != usuario.pk,
        "observar": lo_tiene and _puede(estado, Estado.OBSERVADO) and not observado,
        "subsanar": observado and bool(propias),
        "no_presentado": observado and lo_tiene,
        "esperar": lo_tiene and _puede(estado, Estado.EN_ESPERA) and not espera,
        "retomar": lo_tiene and espera,
        "prorrogar": expediente.vence_el is not None and estado in POR_ATENDER,
        "agregar": expediente.esta_abierto,
        "rectificar": estado is not Estado.ANULADO,
        "terminar": any(_puede(estado, fin) for fin in SIN_RESPUESTA),
        "acumular": _puede(estado, Estado.ACUMULADO),
        "relacionar": estado is not Estado.ANULADO,
        "vincular": estado is not Estado.ANULADO,
        "evidencia": estado is not Estado.ANULADO and not expediente.esta_restringido,
        "adjuntar": estado is not Estado.ANULADO,
        "reservar": True,
        "responder": expediente.esta_abierto and bool(propias),
        "opinar": expediente.esta_abierto and bool(propias),
        "desglosar": estado is not Estado.ANULADO,
        "prestar": estado not in FUERA,
        "clasificar": estado not in FUERA,
        "tachar": estado is not Estado.ANULADO,
        "verificar_digital": estado is not Estado.ANULADO,
        "vista": estado is not Estado.ANULADO and bool(propias),
        "encargar": lo_tiene and expediente.esta_abierto,
        "marcar": estado is not Estado.ANULADO,
        "pedir": estado is not Estado.ANULADO and bool(propias),
        "piezas": estado is not Estado.ANULADO,
        "cargo_por_correo": estado is not Estado.ANULADO,
        "firmar_recepcion": mio is not None and mio.acuse_fisico is None,
        "extraviar": estado not in FUERA,
        "reconstruir": estado not in FUERA,
        "abrir_plazo": estado is not Estado.ANULADO and bool(propias),
    }
    return frozenset(
        acto for acto, puede in actos.items() if puede and usuario.puede(PERMISO_DE[acto])
    )


PERMISO_DE: dict[str, Permiso] = {
    "recibir": Permiso.EXPEDIENTE_VER,
    "responder_parte": Permiso.EXPEDIENTE_DERIVAR,
    "derivar": Permiso.EXPEDIENTE_DERIVAR,
    "devolver": Permiso.EXPEDIENTE_DERIVAR,
    "retirar": Permiso.EXPEDIENTE_DERIVAR,
    "atender": Permiso.EXPEDIENTE_ATENDER,
    "cerrar": Permiso.EXPEDIENTE_CERRAR,
    "archivar": Permiso.EXPEDIENTE_CERRAR,
    "reabrir": Permiso.EXPEDIENTE_REGISTRAR,
    "anular": Permiso.EXPEDIENTE_ANULAR,
    "observar": Permiso.EXPEDIENTE_DERIVAR,
    "subsanar": Permiso.EXPEDIENTE_DERIVAR,
    "no_presentado": Permiso.EXPEDIENTE_DERIVAR,
    "esperar": Permiso.EXPEDIENTE_DERIVAR,
    "retomar": Permiso.EXPEDIENTE_DERIVAR,
    "prorrogar": Permiso.EXPEDIENTE_ANULAR,
    "agregar": Permiso.EXPEDIENTE_REGISTRAR,
    "rectificar": Permiso.EXPEDIENTE_REGISTRAR,
    "terminar": Permiso.EXPEDIENTE_ANULAR,
    "acumular": Permiso.EXPEDIENTE_ANULAR,
    "relacionar": Permiso.EXPEDIENTE_DERIVAR,
    "vincular": Permiso.EXPEDIENTE_DERIVAR,
    "evidencia": Permiso.COMPROMISO_REPORTAR,
    "adjuntar": Permiso.EXPEDIENTE_DERIVAR,
    "reservar": Permiso.EXPEDIENTE_RESERVAR,
    "responder": Permiso.SALIDA_REDACTAR,
    "opinar": Permiso.EXPEDIENTE_ATENDER,
    "desglosar": Permiso.EXPEDIENTE_REGISTRAR,
    "prestar": Permiso.EXPEDIENTE_ARCHIVAR,
    "clasificar": Permiso.EXPEDIENTE_ARCHIVAR,
    "vista": Permiso.EXPEDIENTE_DERIVAR,
    "tachar": Permiso.EXPEDIENTE_DERIVAR,
    "verificar_digital": Permiso.EXPEDIENTE_REGISTRAR,
    "encargar": Permiso.EXPEDIENTE_DERIVAR,
    "marcar": Permiso.EXPEDIENTE_DERIVAR,
    "pedir": Permiso.EXPEDIENTE_DERIVAR,
    "piezas": Permiso.EXPEDIENTE_REGISTRAR,
    "cargo_por_correo": Permiso.EXPEDIENTE_REGISTRAR,
    "abrir_plazo": Permiso.EXPEDIENTE_DERIVAR,
    "firmar_recepcion": Permiso.EXPEDIENTE_DERIVAR,
    "extraviar": Permiso.EXPEDIENTE_ARCHIVAR,
    "reconstruir": Permiso.EXPEDIENTE_ARCHIVAR,
}
"""The label of the view of each act."""


def _puede(estado: Estado, nuevo: Estado) -> bool:
    return nuevo in TRANSICIONES[estado]


def _se_retira(movimiento: Movimiento, propias: Collection[int]) -> bool:
    """Sent from one of those posts to another one that has not opened it."""
    nadie_lo_vio = movimiento.recibido_en is None and movimiento.leido_en is None
    sin_recibir = movimiento.es_titular and nadie_lo_vio
    return (
        sin_recibir
        and movimiento.por_posicion_id in propias
        and movimiento.para_id != movimiento.por_posicion_id
    )


def _se_devuelve(movimiento: Movimiento | None) -> bool:
    return movimiento is not None and movimiento.por_posicion_id not in (None, movimiento.para_id)
