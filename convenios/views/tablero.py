"""The Jefe's dashboard."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from convenios.forms.filtros import FiltroTablero
from convenios.tablero import armar
from ocisys.base.web import pagina


@requiere(Permiso.TABLERO_VER)
@require_GET
def tablero(request: OciRequest) -> HttpResponse:
    filtro = FiltroTablero(request.GET, hoy=timezone.localdate())
    contexto = {"t": armar(filtro, request.user), "filtro": filtro}
    return pagina(request, "convenios/tablero.html", contexto)
