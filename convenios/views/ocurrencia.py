"""One due date: its history and evidence, and the acts of reporting and reviewing it."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from convenios.acciones import ocurrencia as acciones
from convenios.fichas import ficha_ocurrencia
from convenios.forms.comun import con_denominacion, nombre_de_unidad
from convenios.forms.ocurrencia import (
    AvanceForm,
    CerrarForm,
    ProrrogarForm,
    ReportarForm,
    RevisarForm,
)
from convenios.models import Ocurrencia
from ocisys.base.sellado import servir
from ocisys.base.web import datos, estado_de, ir_a, pagina


@requiere(Permiso.CONVENIO_VER)
@require_GET
def ocurrencia(request: OciRequest, pk: int) -> HttpResponse:
    visibles = Ocurrencia.objects.visibles_para(request.user).con_origen()
    con_regla = visibles.select_related(
        "compromiso__regla", "compromiso__clausula__adenda", "compromiso__clausula__convenio"
    )
    fila = get_object_or_404(con_regla, pk=pk)
    contexto = ficha_ocurrencia(fila, request.user, timezone.localdate())
    unidades = con_denominacion(fila.compromiso.unidades.all())
    contexto["unidades"] = unidades.values_list("denominacion", flat=True)
    contexto["informa"] = nombre_de_unidad(fila.compromiso.informa_id)
    return pagina(request, "convenios/ocurrencia.html", contexto)


@requiere(Permiso.COMPROMISO_REPORTAR)
@require_http_methods(["GET", "POST"])
def ocurrencia_avance(request: OciRequest, pk: int) -> HttpResponse:
    fila = get_object_or_404(Ocurrencia.objects.reportables_para(request.user).con_origen(), pk=pk)
    form = AvanceForm(datos(request), initial={"avance": fila.avance})
    if form.is_valid():
        acciones.anotar_avance(
            fila, por=request.user, hoy=timezone.localdate(), **form.cleaned_data
        )
        messages.success(request, f"Avance de «{fila.compromiso}» anotado.")
        return ir_a(request, fila)
    contexto = {"form": form, "o": fila, "verbo": "Anotar avance"}
    return pagina(request, "convenios/ocurrencia_acto.html", contexto, status=estado_de(form))


@requiere(Permiso.COMPROMISO_REPORTAR)
@require_http_methods(["GET", "POST"])
def ocurrencia_reportar(request: OciRequest, pk: int) -> HttpResponse:
    hoy = timezone.localdate()
    fila = get_object_or_404(Ocurrencia.objects.reportables_para(request.user).con_origen(), pk=pk)
    form = ReportarForm(datos(request), request.FILES or None, ocurrencia=fila, hoy=hoy)
    if form.is_valid():
        acciones.reportar(fila, por=request.user, hoy=hoy, **form.acto())
        messages.success(
            request,
            f"«{fila.compromiso}» reportado. Otra persona lo revisará.",
            extra_tags=f"borrador:reporte-{pk}",
        )
        return ir_a(request, fila)
    contexto = {"form": form, "o": fila, "verbo": "Reportar", "borrador": f"reporte-{pk}"}
    return pagina(request, "convenios/ocurrencia_acto.html", contexto, status=estado_de(form))


@requiere(Permiso.EVIDENCIA_VALIDAR)
@require_http_methods(["GET", "POST"])
def ocurrencia_revisar(request: OciRequest, pk: int) -> HttpResponse:
    hoy = timezone.localdate()
    fila = get_object_or_404(Ocurrencia.objects.visibles_para(request.user).con_origen(), pk=pk)
    form = RevisarForm(datos(request))
    if form.is_valid():
        hecho = form.revisar(fila, por=request.user, hoy=hoy)
        messages.success(request, f"«{fila.compromiso}»: {hecho.get_estado_display().lower()}.")
        return ir_a(request, fila)
    contexto = {
        "form": form,
        "o": fila,
        "verbo": "Revisar",
        "evidencias": fila.evidencias.filter(estado="presentada"),
    }
    return pagina(request, "convenios/ocurrencia_acto.html", contexto, status=estado_de(form))


@requiere(Permiso.CONVENIO_EDITAR)
@require_http_methods(["GET", "POST"])
def ocurrencia_cerrar(request: OciRequest, pk: int) -> HttpResponse:
    hoy = timezone.localdate()
    fila = get_object_or_404(Ocurrencia.objects.editables_para(request.user).con_origen(), pk=pk)
    form = CerrarForm(datos(request))
    if form.is_valid():
        hecho = form.cerrar(fila, por=request.user, hoy=hoy)
        messages.success(request, f"«{fila.compromiso}»: {hecho.get_estado_display().lower()}.")
        return ir_a(request, fila)
    contexto = {"form": form, "o": fila, "verbo": "Cerrar sin cumplimiento"}
    return pagina(request, "convenios/ocurrencia_acto.html", contexto, status=estado_de(form))


@requiere(Permiso.CONVENIO_EDITAR)
@require_http_methods(["GET", "POST"])
def ocurrencia_prorrogar(request: OciRequest, pk: int) -> HttpResponse:
    fila = get_object_or_404(Ocurrencia.objects.editables_para(request.user).con_origen(), pk=pk)
    form = ProrrogarForm(datos(request), ocurrencia=fila)
    if form.is_valid():
        nueva = acciones.prorrogar(
            fila, por=request.user, hoy=timezone.localdate(), **form.cleaned_data
        )
        messages.success(request, f"«{fila.compromiso}» vence el {nueva.fecha_exigible:%d/%m/%Y}.")
        return ir_a(request, nueva)
    contexto = {"form": form, "o": fila, "verbo": "Mover la fecha"}
    return pagina(request, "convenios/ocurrencia_acto.html", contexto, status=estado_de(form))


@requiere(Permiso.CONVENIO_VER)
@require_GET
def evidencia_archivo(request: OciRequest, pk: int) -> HttpResponseBase:
    visibles = Ocurrencia.objects.visibles_para(request.user)
    fila = get_object_or_404(visibles.filter(evidencias__pk=pk, evidencias__archivo__isnull=False))
    return servir(fila.evidencias.get(pk=pk).archivo)
