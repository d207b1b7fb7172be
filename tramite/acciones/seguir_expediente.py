"""The expediente says «para firma» while the document that answers it waits for its signature."""

from tramite.acciones.comun import bloquear, guardar
from tramite.estados import TRANSICIONES, Estado
from tramite.estados_salida import EstadoSalida
from tramite.models import Salida

ESPERAN_FIRMA = (EstadoSalida.VISADO, EstadoSalida.PARA_FIRMA)


def seguir_expediente(salida: Salida) -> None:
    """Take the expediente to «para firma», or back to «en trámite» when nothing waits any more.

    To be called within the transaction of the act on the document; one that does not answer the
    expediente moves nothing.
    """
    if not salida.atiende:
        return
    expediente = bloquear(salida.expediente)
    suyas = Salida.objects.filter(expediente=expediente, atiende=True)
    espera = suyas.filter(estado__in=ESPERAN_FIRMA).exists()
    estado = Estado(expediente.estado)
    if espera and estado is not Estado.PARA_FIRMA and Estado.PARA_FIRMA in TRANSICIONES[estado]:
        guardar(expediente, estado=Estado.PARA_FIRMA)
    elif not espera and estado is Estado.PARA_FIRMA:
        guardar(expediente, estado=Estado.EN_TRAMITE)
