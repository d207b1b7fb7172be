"""Who holds each post: the history on one page, and the acts that change it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from cargos.acciones import designacion as acciones
from cargos.documentos.acta_encargo import acta_encargo_pdf
from cargos.forms.designacion import DesignarForm, MotivoForm
from cargos.http import OciRequest
from cargos.models import Designacion
from cargos.permisos import Permiso, requiere
from ocisys.base.paginacion import paginar
from ocisys.base.web import datos, estado_de, ir_a, pagina


@requiere(Permiso.CARGOS_VER)
@require_GET
def designaciones(request: OciRequest) -> HttpResponse:
    hoy = timezone.localdate()
    filas = Designacion.objects.visibles_para(request.user).para_lista().con_denominacion(hoy)
    lista = paginar(filas.con_entrega(), request.GET, orden=("posicion__nro_orden", "-pk"))
    return pagina(request, "cargos/designaciones.html", {"pagina": lista, "dia": hoy})


@requiere(Permiso.CARGOS_DESIGNAR)
@require_http_methods(["GET", "POST"])
def designar(request: OciRequest) -> HttpResponse:
    form = DesignarForm(
        datos(request),
        usuario=request.user,
        hoy=timezone.localdate(),
        initial=request.GET.dict(),
    )
    if form.is_valid():
        nueva = acciones.designar(por=request.user, **form.cleaned_data)
        messages.success(request, _registrada(nueva), extra_tags="borrador:designar")
        return ir_a(request, "cargos:designaciones")
    contexto = {"form": form, "boton": "Registrar", "volver": "cargos:designaciones"}
    return pagina(request, "cargos/designar.html", contexto, status=estado_de(form))


def _registrada(nueva: Designacion) -> str:
    """What was recorded, and that a stand-in who has not finished signs an acta."""
    hasta = f" hasta el {nueva.hasta:%d/%m/%Y}" if nueva.hasta else ""
    ya_fue = nueva.hasta is not None and nueva.hasta < timezone.localdate()
    acta = "" if nueva.es_titular or ya_fue else " Imprima su acta: lista lo que recibe."
    fechas = f"desde el {nueva.desde:%d/%m/%Y}{hasta}"
    return f"Registrado: {nueva.persona}, {nueva.en_calidad_de}, {fechas}.{acta}"


@requiere(Permiso.CARGOS_DESIGNAR)
@require_http_methods(["GET", "POST"])
def anular(request: OciRequest, pk: int) -> HttpResponse:
    filas = Designacion.objects.visibles_para(request.user).para_lista()
    designacion = get_object_or_404(filas, pk=pk)
    form = MotivoForm(datos(request))
    if form.is_valid():
        acciones.anular(designacion, por=request.user, **form.cleaned_data)
        messages.success(request, "Designación anulada; queda en el historial con su motivo.")
        return ir_a(request, "cargos:designaciones")
    contexto = {"designacion": designacion, "form": form}
    return pagina(request, "cargos/designacion_anular.html", contexto, status=estado_de(form))


@requiere(Permiso.CARGOS_DESIGNAR)
@require_GET
def acta(request: OciRequest, pk: int) -> HttpResponse:
    """What the substitute takes charge of; only of an encargo or a suplencia."""
    filas = Designacion.objects.visibles_para(request.user).para_lista()
    designacion = get_object_or_404(filas.filter(anulada_en=None), pk=pk)
    if designacion.es_titular:
        raise Http404("El acta de encargo es de quien reemplaza a otro.")
    archivo = acta_encargo_pdf(designacion, por=request.user, en=timezone.now())
    cabeceras = {"Content-Disposition": f'inline; filename="acta-encargo-{pk}.pdf"'}
    return HttpResponse(archivo, content_type="application/pdf", headers=cabeceras)
