"""The tray: what waits for me, what I hold, what I sent."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from ocisys.base.paginacion import paginar
from ocisys.base.web import pagina
from tramite import hojas
from tramite.bandeja import Pestana, contar


@requiere(Permiso.EXPEDIENTE_VER)
@require_GET
def bandeja(request: OciRequest) -> HttpResponse:
    hoy = timezone.localdate()
    cuentas = contar(request.user, hoy)
    actual = _elegida(request.GET.get("ver", ""), primera_llena=cuentas[0].cantidad > 0)
    if request.GET.keys() <= {"ver"}:
        hoja = hojas.de_bandeja(request.user, actual, hoy)
    else:
        filas = hojas.filas_de_bandeja(request.user, actual, hoy)
        hoja = paginar(filas, request.GET, orden=actual.orden)
    contexto = {"cuentas": cuentas, "actual": actual, "pagina": hoja}
    return pagina(request, "tramite/bandeja.html", contexto, parcial="filas-bandeja")


def _elegida(nombre: str, *, primera_llena: bool) -> Pestana:
    """The tab asked for; without one, what must be received, or else what is held."""
    if nombre in set(Pestana):
        return Pestana(nombre)
    return Pestana.POR_RECIBIR if primera_llena else Pestana.EN_MI_PODER
