"""The queue of a post in the order of entry (TUO LPAG art. 148.1)."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from cargos.http import OciRequest
from cargos.permisos import Perfil, Permiso, requiere
from ocisys.base.paginacion import paginar
from ocisys.base.web import pagina
from tramite.destinos import destinos
from tramite.models import Movimiento


@requiere(Permiso.EXPEDIENTE_VER)
@require_GET
def cola(request: OciRequest) -> HttpResponse:
    """One's own, or that of the post asked for by the jefatura, which answers for the order."""
    filas = Movimiento.objects.visibles_para(request.user).en_cola()
    manda = Perfil.JEFATURA in request.user.perfiles
    cargo = request.GET.get("cargo", "")[:10] if manda else ""
    filas = filas.filter(para__nro_orden=cargo) if cargo else filas.dirigidos_a(request.user)
    contexto = {
        "cargo": cargo,
        "cargos": destinos(timezone.localdate()) if manda else (),
        "pagina": paginar(filas, request.GET, orden=("expediente__presentado_en", "pk")),
    }
    return pagina(request, "tramite/cola.html", contexto)
