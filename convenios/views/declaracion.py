"""The yearly declaration to APCI: each year with its date, and what is recorded of it."""

from django.contrib import messages
from django.http import Http404
from django.http.response import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from convenios.acciones.declaracion import anotar_declaracion
from convenios.declaracion import declaraciones
from convenios.forms.declaracion import DeclaracionForm
from convenios.models import ActoDeclaracion, declaracion_anual
from ocisys.base.sellado import servir
from ocisys.base.web import datos, estado_de, ir_a, pagina


@requiere(Permiso.CONVENIO_VER)
@require_GET
def declaracion(request: OciRequest) -> HttpResponse:
    hoy = timezone.localdate()
    contexto = {"filas": declaraciones(hoy), "hoy": hoy, "norma": declaracion_anual()["norma"]}
    return pagina(request, "convenios/declaracion.html", contexto)


@requiere(Permiso.CONVENIO_EDITAR)
@require_http_methods(["GET", "POST"])
def declaracion_anotar(request: OciRequest, anio: int) -> HttpResponse:
    hoy = timezone.localdate()
    fila = next((d for d in declaraciones(hoy) if d.anio == anio), None)
    if fila is None:
        raise Http404
    form = DeclaracionForm(datos(request), request.FILES or None, declaracion=fila, hoy=hoy)
    if form.is_valid():
        archivo = form.cleaned_data["archivo"]
        acto = anotar_declaracion(
            form.save(commit=False), por=request.user, hoy=hoy, archivo=archivo
        )
        messages.success(request, f"{acto}.")
        return ir_a(request, "convenios:declaracion")
    contexto = {"form": form, "d": fila, "verbo": f"Declaración de {anio}"}
    return pagina(request, "convenios/declaracion_anotar.html", contexto, status=estado_de(form))


@requiere(Permiso.CONVENIO_VER)
@require_GET
def declaracion_archivo(request: OciRequest, pk: int) -> HttpResponseBase:
    visibles = ActoDeclaracion.objects.visibles_para(request.user).filter(archivo__isnull=False)
    fila = get_object_or_404(visibles.select_related("archivo"), pk=pk)
    return servir(fila.archivo)  # type: ignore[arg-type]
