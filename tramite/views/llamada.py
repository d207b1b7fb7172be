"""«¿En qué está lo mío?»: from what is asked to what is read aloud, logged."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from ocisys.base.paginacion import paginar
from ocisys.base.web import datos, estado_de, ir_a, pagina
from tramite import acciones
from tramite.forms.llamada import ConsultasForm, LlamadaForm, QuienForm
from tramite.models import Llamada


@requiere(Permiso.EXPEDIENTE_DERIVAR)
@require_http_methods(["GET", "POST"])
def llamadas(request: OciRequest) -> HttpResponse:
    """Ask; the answer is logged when it is looked up. Below, what was answered before."""
    form = LlamadaForm(datos(request))
    if form.is_valid():
        d = form.cleaned_data
        llamada = acciones.contestar(
            d["consulta"], medio=d["medio"], por=request.user, ahora=timezone.now()
        )
        return ir_a(request, llamada)
    periodo = ConsultasForm(request.GET, hoy=timezone.localdate())
    filas = periodo.filtrar(Llamada.objects.visibles_para(request.user))
    contexto = {
        "form": form,
        "periodo": periodo,
        "pagina": paginar(filas.select_related("por__persona"), request.GET, orden=("-pk",)),
    }
    return pagina(request, "tramite/llamadas.html", contexto, status=estado_de(form))


@requiere(Permiso.EXPEDIENTE_DERIVAR)
@require_http_methods(["GET", "POST"])
def llamada(request: OciRequest, pk: int) -> HttpResponse:
    """What to read aloud; who asked is written here, or Enter goes on without it."""
    fila = get_object_or_404(Llamada.objects.visibles_para(request.user), pk=pk)
    form = QuienForm(datos(request))
    if form.is_valid():
        if quien := form.cleaned_data["quien"]:
            acciones.decir_quien(fila, quien=quien)
            messages.success(request, "Queda anotado quién preguntó.")
        return ir_a(request, "tramite:llamadas")
    contexto = {"llamada": fila, "form": form}
    return pagina(request, "tramite/llamada.html", contexto, status=estado_de(form))
