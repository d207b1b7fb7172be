"""Tasks that the Ministro(a) or the Jefe/a orders outside the list of the MOF."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from cargos.acciones import encargo as acciones
from cargos.forms.consulta import EncargosForm
from cargos.forms.designacion import CumplirForm, EncargarForm, MotivoForm
from cargos.http import OciRequest
from cargos.models import Encargo
from cargos.permisos import Permiso, requiere
from ocisys.base.paginacion import paginar
from ocisys.base.web import datos, estado_de, ir_a, pagina


@requiere(Permiso.CARGOS_VER)
@require_GET
def encargos(request: OciRequest) -> HttpResponse:
    form = EncargosForm(request.GET)
    filas = form.filtrar(Encargo.objects.visibles_para(request.user).para_lista())
    contexto = {"form": form, "pagina": paginar(filas, request.GET, orden=("-pk",))}
    return pagina(request, "cargos/encargos.html", contexto | {"dia": timezone.localdate()})


@requiere(Permiso.CARGOS_ENCARGAR)
@require_http_methods(["GET", "POST"])
def encargar(request: OciRequest) -> HttpResponse:
    form = EncargarForm(datos(request))
    if form.is_valid():
        hoy = timezone.localdate()
        encargo = acciones.encargar(por=request.user, hoy=hoy, **form.cleaned_data)
        messages.success(request, f"Encargo registrado para el cargo {encargo.posicion}.")
        return ir_a(request, "cargos:encargos")
    return pagina(request, "cargos/encargar.html", {"form": form}, status=estado_de(form))


@requiere(Permiso.CARGOS_VER)
@require_http_methods(["GET", "POST"])
def cumplir(request: OciRequest, pk: int) -> HttpResponse:
    encargo = get_object_or_404(Encargo.objects.visibles_para(request.user), pk=pk)
    form = CumplirForm(datos(request))
    if form.is_valid():
        acciones.cumplir(encargo, por=request.user, **form.cleaned_data)
        messages.success(request, "Encargo cumplido.")
        return ir_a(request, "cargos:encargos")
    contexto = {"encargo": encargo, "form": form, "verbo": "Dar por cumplido"}
    return pagina(request, "cargos/encargo_cerrar.html", contexto, status=estado_de(form))


@requiere(Permiso.CARGOS_ENCARGAR)
@require_http_methods(["GET", "POST"])
def retirar(request: OciRequest, pk: int) -> HttpResponse:
    encargo = get_object_or_404(Encargo.objects.visibles_para(request.user), pk=pk)
    form = MotivoForm(datos(request))
    if form.is_valid():
        acciones.retirar(encargo, por=request.user, **form.cleaned_data)
        messages.success(request, "Encargo retirado; queda en la lista con su motivo.")
        return ir_a(request, "cargos:encargos")
    contexto = {"encargo": encargo, "form": form, "verbo": "Retirar"}
    return pagina(request, "cargos/encargo_cerrar.html", contexto, status=estado_de(form))
