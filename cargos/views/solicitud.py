"""What people ask of the Jefatura: asked from «Mi puesto», answered by whoever seats people."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cargos.acciones import solicitud as acciones
from cargos.forms.solicitud import ResponderForm, SolicitudForm
from cargos.http import OciRequest
from cargos.models import Modalidad, Solicitud
from cargos.permisos import CUALQUIERA, Permiso, requiere
from ocisys.base.paginacion import paginar
from ocisys.base.web import datos, estado_de, ir_a, pagina


@requiere(CUALQUIERA)
@require_GET
def solicitudes(request: OciRequest) -> HttpResponse:
    filas = Solicitud.objects.visibles_para(request.user).para_lista()
    lista = paginar(filas, request.GET, orden=("-pk",))
    return pagina(request, "cargos/solicitudes.html", {"pagina": lista})


@requiere(CUALQUIERA)
@require_http_methods(["GET", "POST"])
def solicitar(request: OciRequest) -> HttpResponse:
    form = SolicitudForm(datos(request))
    if form.is_valid():
        hoy = timezone.localdate()
        acciones.solicitar(por=request.user, hoy=hoy, **form.cleaned_data)
        messages.success(request, "Solicitud enviada a la Jefatura.")
        return ir_a(request, "cargos:mi_puesto")
    return pagina(request, "cargos/solicitar.html", {"form": form}, status=estado_de(form))


@requiere(Permiso.CARGOS_DESIGNAR)
@require_http_methods(["GET", "POST"])
def responder(request: OciRequest, pk: int) -> HttpResponse:
    filas = Solicitud.objects.visibles_para(request.user).para_lista()
    solicitud = get_object_or_404(filas, pk=pk)
    form = ResponderForm(datos(request))
    if form.is_valid():
        hecha = acciones.responder(solicitud, por=request.user, **form.cleaned_data)
        messages.success(request, f"Solicitud {hecha.get_estado_display().lower()}.")
        return ir_a(request, _siguiente(hecha))
    contexto = {"solicitud": solicitud, "form": form}
    return pagina(request, "cargos/solicitud_responder.html", contexto, status=estado_de(form))


@requiere(CUALQUIERA)
@require_POST
def retirar(request: OciRequest, pk: int) -> HttpResponse:
    solicitud = get_object_or_404(Solicitud.objects.visibles_para(request.user), pk=pk)
    acciones.retirar(solicitud, por=request.user)
    messages.success(request, "Solicitud retirada; queda en la lista.")
    return ir_a(request, "cargos:mi_puesto")


def _siguiente(solicitud: Solicitud) -> str:
    """An accepted absence goes on to seat the substitute, with its days already written."""
    if solicitud.estado != Solicitud.Estado.ACEPTADA or solicitud.desde is None:
        return reverse("cargos:solicitudes")
    suplido = solicitud.por.designacion_principal
    escrito = {
        "modalidad": Modalidad.SUPLENCIA,
        "suple_a": suplido.pk if suplido else "",
        "posicion": solicitud.por_posicion_id or "",
        "desde": f"{solicitud.desde:%d/%m/%Y}",
        "hasta": f"{solicitud.hasta:%d/%m/%Y}",
    }
    return f"{reverse('cargos:designar')}?{urlencode(escrito)}"
