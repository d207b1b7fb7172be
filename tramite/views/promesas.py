"""What the issued documents promised: decide on each sentence, see what is pending, close it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from ocisys.base.paginacion import paginar
from ocisys.base.web import datos, estado_de, ir_a, pagina
from tramite import acciones
from tramite.acciones.promesas import propuestas_de
from tramite.forms.promesa import CumplirPromesaForm, PromesaForm
from tramite.models import Promesa
from tramite.views.comun_salidas import salida_de


@requiere(Permiso.EXPEDIENTE_VER)
@require_GET
def promesas(request: OciRequest) -> HttpResponse:
    filas = Promesa.objects.visibles_para(request.user).pendientes().para_lista()
    contexto = {"pagina": paginar(filas, request.GET, orden=("vence_el", "pk"))}
    return pagina(request, "tramite/promesas.html", contexto)


@requiere(Permiso.SALIDA_REDACTAR)
@require_http_methods(["GET", "POST"])
def decidir(request: OciRequest, pk: int) -> HttpResponse:
    s, hoy = salida_de(request, pk), timezone.localdate()
    form = PromesaForm(datos(request), hoy=hoy)
    if form.is_valid():
        acciones.decidir_promesa(s, por=request.user, ahora=timezone.now(), **form.cleaned_data)
        vigila = form.cleaned_data["vence_el"]
        messages.success(
            request, f"Plazo vigilado: {vigila:%d/%m/%Y}." if vigila else "Descartada."
        )
        return ir_a(request, s)
    contexto = {"s": s, "form": form, "propuestas": propuestas_de(s)}
    return pagina(request, "tramite/promesas_decidir.html", contexto, status=estado_de(form))


@requiere(Permiso.SALIDA_REDACTAR)
@require_http_methods(["GET", "POST"])
def cumplir(request: OciRequest, pk: int) -> HttpResponse:
    filas = Promesa.objects.visibles_para(request.user).para_lista()
    promesa = get_object_or_404(filas, pk=pk)
    form = CumplirPromesaForm(datos(request))
    if form.is_valid():
        ahora = timezone.now()
        acciones.cumplir_promesa(promesa, por=request.user, ahora=ahora, **form.cleaned_data)
        messages.success(request, "Plazo cumplido.")
        return ir_a(request, promesa.salida)
    contexto = {"p": promesa, "form": form}
    return pagina(request, "tramite/promesa_cumplir.html", contexto, status=estado_de(form))
