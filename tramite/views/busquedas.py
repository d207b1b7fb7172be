"""Saved searches: those of oneself and those that the office shares."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from ocisys.base.web import datos, estado_de, ir_a, pagina
from tramite import acciones
from tramite.forms.buscar import BuscarForm
from tramite.forms.busqueda import BusquedaForm, filtros_de
from tramite.models import Busqueda

MAXIMO = 200


@requiere(Permiso.EXPEDIENTE_VER)
@require_http_methods(["GET", "POST"])
def busquedas(request: OciRequest) -> HttpResponse:
    """The saved ones, and a name for the filters that came in the address."""
    hoy = timezone.localdate()
    actuales = filtros_de(BuscarForm(request.GET, hoy=hoy))
    form = BusquedaForm(
        datos(request), usuario=request.user, hoy=hoy, initial={"filtros": actuales}
    )
    if form.is_valid():
        guardada = acciones.guardar_busqueda(
            **form.cleaned_data,
            en_palabras=form.en_palabras,
            por=request.user,
            ahora=timezone.now(),
        )
        messages.success(request, f"Búsqueda «{guardada}» guardada.")
        return ir_a(request, "tramite:busquedas")
    filas = Busqueda.objects.visibles_para(request.user).select_related("usuario__persona")
    contexto = {"form": form, "actuales": actuales, "filas": filas[:MAXIMO]}
    return pagina(request, "tramite/busquedas.html", contexto, status=estado_de(form))


@requiere(Permiso.EXPEDIENTE_VER)
@require_POST
def borrar(request: OciRequest, pk: int) -> HttpResponse:
    fila = get_object_or_404(Busqueda.objects.editables_para(request.user), pk=pk)
    fila.delete()
    messages.success(request, f"Búsqueda «{fila}» borrada.")
    return ir_a(request, "tramite:busquedas")
