"""Numbers that were burnt: which, when, by whom and why; no gap is left unexplained."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from ocisys.base.paginacion import paginar
from ocisys.base.web import pagina
from tramite.models import Expediente


@requiere(Permiso.EXPEDIENTE_VER)
@require_GET
def anulados(request: OciRequest) -> HttpResponse:
    filas = Expediente.objects.visibles_para(request.user).anulados()
    contexto = {"pagina": paginar(filas, request.GET, orden=("-presentado_en", "-pk"))}
    return pagina(request, "tramite/anulados.html", contexto)
