"""«¿Y si…?»: the figure of one agreement if some obligations were validated, or if nobody acts."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from convenios.fichas import ficha_simulacion
from convenios.models import Convenio
from ocisys.base.web import pagina


@requiere(Permiso.CONVENIO_VER)
@require_GET
def convenio_simular(request: OciRequest, codigo: str) -> HttpResponse:
    hoy = timezone.localdate()
    visibles = Convenio.objects.visibles_para(request.user)
    convenio = get_object_or_404(visibles.para_lista(hoy), codigo=codigo)
    contexto = ficha_simulacion(convenio, request.GET.getlist("o"), hoy)
    return pagina(request, "convenios/simular.html", contexto, parcial="resultado")
