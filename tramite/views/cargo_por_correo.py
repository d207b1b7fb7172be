"""Mailing the cargo to the party, and seeing what became of each mail."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from ocisys.base.paginacion import paginar
from ocisys.base.web import datos, estado_de, ir_a, pagina
from tramite import acciones
from tramite.forms.cargo_por_correo import CargoPorCorreoForm
from tramite.models import CargoPorCorreo
from tramite.views.comun import expediente_de


@requiere(Permiso.EXPEDIENTE_REGISTRAR)
@require_http_methods(["GET", "POST"])
def cargo_por_correo(request: OciRequest, numero: str) -> HttpResponse:
    e = expediente_de(request, numero)
    filas = CargoPorCorreo.objects.visibles_para(request.user)
    form = CargoPorCorreoForm(datos(request), initial={"para": filas.direccion_de(e.remitente)})
    if form.is_valid():
        acciones.enviar_cargo(e, por=request.user, ahora=timezone.now(), **form.cleaned_data)
        messages.success(request, f"El cargo del {e.numero} se enviará en unos minutos.")
        return ir_a(request, "tramite:cargo_por_correo", e.numero)
    suyas = filas.filter(expediente=e).select_related("por__persona")
    hoja = paginar(suyas, request.GET, orden=("-pk",))
    contexto = {"e": e, "form": form, "pagina": hoja}
    return pagina(request, "tramite/cargo_por_correo.html", contexto, status=estado_de(form))


@requiere(Permiso.EXPEDIENTE_REGISTRAR)
@require_POST
def reenviar(request: OciRequest, numero: str, pk: int) -> HttpResponse:
    filas = CargoPorCorreo.objects.visibles_para(request.user)
    fila = get_object_or_404(filas, expediente__numero=numero, pk=pk)
    acciones.reenviar_cargo(fila, por=request.user, ahora=timezone.now())
    messages.success(request, f"El cargo se enviará otra vez a {fila.para}.")
    return ir_a(request, "tramite:cargo_por_correo", numero)
