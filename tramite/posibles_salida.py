"""Which acts a person may do on an outgoing document now: the buttons of its page."""

from cargos.models import Usuario
from cargos.permisos import Permiso
from tramite.estados_salida import EDITABLES, EstadoSalida
from tramite.models import Salida

E = EstadoSalida


def actos_de_salida(salida: Salida, usuario: Usuario) -> frozenset[str]:
    """Names of the acts that would be accepted; one query, for the V.º B.º. The acciones check."""
    propias = {d.posicion_id for d in usuario.designaciones_hoy}
    estado = E(salida.estado)
    firma = salida.firmante_id in propias and usuario.puede(Permiso.SALIDA_FIRMAR)
    redacta = usuario.puede(Permiso.SALIDA_REDACTAR) and estado in EDITABLES
    visa = estado is E.EN_REVISION and _le_toca(salida, propias)
    despacha = usuario.puede(Permiso.SALIDA_DESPACHAR)
    numerada = bool(salida.cvd)
    actos = {
        "editar": redacta,
        "enviar": redacta,
        "visar": visa,
        "observar": visa or (firma and estado is E.VISADO),
        "firmar": firma and estado in (E.VISADO, E.PARA_FIRMA),
        "preparar": firma and estado is E.VISADO,
        "subir_firmado": firma and estado is E.PARA_FIRMA,
        "despachar": despacha and estado in (E.FIRMADO, E.DEVUELTO, E.EN_DESPACHO),
        "entrega": despacha and estado in (E.EN_DESPACHO, E.NOTIFICADO),
        "anular": _se_anula(estado) and (firma or (salida.por_id == usuario.pk and not numerada)),
    }
    return frozenset(acto for acto, puede in actos.items() if puede)


def _se_anula(estado: EstadoSalida) -> bool:
    return estado in (E.BORRADOR, E.EN_REVISION, E.OBSERVADO, E.VISADO, E.PARA_FIRMA, E.FIRMADO)


def _le_toca(salida: Salida, propias: set[int]) -> bool:
    return salida.vistos.filter(dado_en=None, posicion__in=propias).exists()
