"""The same letter to many, and handing over one's drafts together."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from ocisys.base.reglas import ReglaIncumplida
from ocisys.base.web import datos, estado_de, ir_a, pagina
from tramite import acciones
from tramite.acciones.seguir_opinion import PLANTILLA as DE_OPINION
from tramite.forms.masiva import MasivaForm
from tramite.models import Plantilla, Salida
from tramite.views.comun import expediente_de


@requiere(Permiso.SALIDA_REDACTAR)
@require_http_methods(["GET", "POST"])
def redactar(request: OciRequest, numero: str, codigo: str) -> HttpResponse:
    if codigo == DE_OPINION:
        raise Http404("Una opinión no se envía a varios.")
    e, hoy = expediente_de(request, numero), timezone.localdate()
    filas = Plantilla.objects.visibles_para(request.user).activas()
    p = get_object_or_404(filas, codigo=codigo)
    form = MasivaForm(datos(request), expediente=e, plantilla=p, usuario=request.user, hoy=hoy)
    if form.is_valid():
        hechas = acciones.redactar_varias(
            e, por=request.user, ahora=timezone.now(), **form.campos()
        )
        borrador = f"borrador:masiva-{e.numero}-{codigo}"
        messages.success(request, f"{len(hechas)} borradores guardados.", extra_tags=borrador)
        return ir_a(request, "tramite:salidas")
    contexto = {"e": e, "plantilla": p, "form": form}
    return pagina(request, "tramite/masiva.html", contexto, status=estado_de(form))


@requiere(Permiso.SALIDA_REDACTAR)
@require_POST
def pasar(request: OciRequest) -> HttpResponse:
    """Hand over several of one's own drafts; what cannot go is said and stays."""
    claves = [pk for pk in request.POST.getlist("salidas") if pk.isdecimal() and len(pk) < 16]
    filas = Salida.objects.visibles_para(request.user).mias(request.user).filter(pk__in=claves)
    hechas = 0
    for salida in filas.order_by("pk"):
        try:
            acciones.enviar(salida, por=request.user, ahora=timezone.now())
            hechas += 1
        except ReglaIncumplida as error:
            messages.warning(request, f"{salida}: {error}")
    messages.success(request, f"{hechas} documentos pasaron a quien les toca.")
    return ir_a(request, "tramite:salidas")
