"""One's own notices: what the office has told me, newest first."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from cargos.http import OciRequest
from cargos.permisos import CUALQUIERA, requiere
from ocisys.base import avisos as buzon
from ocisys.base.models import Aviso
from ocisys.base.paginacion import paginar
from ocisys.base.web import ir_a, pagina


@requiere(CUALQUIERA)
@require_GET
def avisos(request: OciRequest) -> HttpResponse:
    filas = Aviso.objects.visibles_para(request.user)
    contexto = {"pagina": paginar(filas, request.GET, orden=("-creado_en", "-pk"))}
    return pagina(request, "cargos/avisos.html", contexto)


@requiere(CUALQUIERA)
@require_POST
def abrir(request: OciRequest, pk: int) -> HttpResponse:
    aviso = get_object_or_404(Aviso.objects.visibles_para(request.user), pk=pk)
    buzon.marcar_leido(aviso, ahora=timezone.now())
    return ir_a(request, aviso.enlace or "avisos")


@requiere(CUALQUIERA)
@require_POST
def leidos(request: OciRequest) -> HttpResponse:
    n = buzon.marcar_leidos(request.user, ahora=timezone.now())
    messages.success(request, "1 aviso marcado como leído." if n == 1 else f"{n} avisos leídos.")
    return ir_a(request, "avisos")
