"""The calendar of what the State owes abroad, its yearly plan, and who confirms a date."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse_lazy
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from cargos.calendario import Fecha
from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from convenios.acciones import instrumento as acciones
from convenios.acciones.plan_internacional import aprobar_plan
from convenios.forms.instrumento import ConfirmarForm
from convenios.forms.internacional import PRIMERO, ULTIMO, AprobarPlanForm, FiltroCalendario
from convenios.internacional import cumplimiento_de
from convenios.models import Ocurrencia, ParametroCumplimiento, PlanInternacional
from convenios.plan_internacional import (
    calendario,
    comparar,
    desde_la_anterior,
    renglones_de,
    renglones_del_plan,
    visto,
)
from convenios.views.acto import Miga, acto, por_codigo
from ocisys.base.exportar import Columna, exportada
from ocisys.base.paginacion import paginar
from ocisys.base.sellado import servir
from ocisys.base.web import datos, ir_a, pagina

CALENDARIO: Miga = ("Calendario", reverse_lazy("convenios:calendario_internacional"))
PLAN: Miga = ("Plan", reverse_lazy("convenios:plan_internacional"))
POR_PAGINA, MAXIMO = 50, 500

COLUMNAS = [
    Columna("Vence el", "fecha_exigible", 12),
    Columna("La confirmó el organismo", lambda o: "sí" if o.confirmada else "no", 14),
    Columna("Instrumento", "compromiso.origen.codigo", 20),
    Columna("Qué se debe", "compromiso.titulo", 60),
    Columna("Artículo", "compromiso.articulo", 14),
    Columna("Se entrega", "compromiso.get_producto_display", 30),
    Columna("Fija el plazo", "compromiso.emisor", 30),
    Columna("Coordina", "compromiso.coordina", 30),
    Columna("Cargo", "compromiso.responsable.nro_orden", 8),
    Columna("Estado", lambda o: o.estado_visto.label, 16),
    Columna("Cumplida el", "cumplida_al", 12),
    Columna("Ficticio", "compromiso.es_ficticio", 10),
]


def _pedido(request: OciRequest) -> tuple[FiltroCalendario, Any, Any]:
    """The filter, the settings of its day, and its rows in order."""
    filtro = FiltroCalendario(request.GET, hoy=timezone.localdate())
    p = ParametroCumplimiento.objects.en_vigor(filtro.dia)
    filas = filtro.aplicar(Ocurrencia.objects.visibles_para(request.user), p)
    return filtro, p, filas.order_by("fecha_exigible", "pk")


@requiere(Permiso.CONVENIO_VER)
@require_GET
def calendario_internacional(request: OciRequest) -> HttpResponse:
    filtro, p, filas = _pedido(request)
    todas = filtro.de_cuales(Ocurrencia.objects.visibles_para(request.user))
    orden = ("fecha_exigible", "pk")
    contexto = {
        "filtro": filtro,
        "pagina": paginar(filas, request.GET, orden=orden, por=POR_PAGINA),
        "total": filas.count(),
        "confirmadas": filas.filter(confirmada=True).count(),
        "cifra": cumplimiento_de(todas, filtro.dia, p),
        "dia": filtro.dia,
    }
    parcial = "tabla-calendario"
    return pagina(request, "convenios/calendario_internacional.html", contexto, parcial=parcial)


@requiere(Permiso.CONVENIO_VER)
@require_GET
def calendario_exportar(request: OciRequest, formato: str) -> HttpResponseBase:
    filtro, _, filas = _pedido(request)
    return exportada(
        request, formato, filas, COLUMNAS, "Calendario internacional", filtro.en_palabras
    )


@requiere(Permiso.CONVENIO_VER)
@require_GET
def calendario_ics(request: OciRequest) -> HttpResponse:
    """The rows of the calendar for a calendar programme: what the State owes abroad is public."""
    from cargos.documentos.ical import en_ical  # heavy

    _, _, filas = _pedido(request)
    fechas = [
        Fecha(
            f"obligacion-{o.pk}",
            o.fecha_exigible,
            f"{o.compromiso.origen.codigo}: {o.compromiso.titulo}"
            f"{'' if o.confirmada else ' (fecha sin confirmar)'}",
            o.get_absolute_url(),
            o.compromiso.origen.registrado_en,
        )
        for o in filas[:MAXIMO]
    ]
    cabeceras = {"Content-Disposition": 'attachment; filename="calendario-internacional.ics"'}
    contenido = en_ical(request.user, fechas)
    return HttpResponse(contenido, content_type="text/calendar; charset=utf-8", headers=cabeceras)


@requiere(Permiso.INTERNACIONAL_EDITAR)
@require_http_methods(["GET", "POST"])
def ocurrencia_confirmar(request: OciRequest, pk: int) -> HttpResponse:
    editables = Ocurrencia.objects.editables_para(request.user).con_origen()
    fila = get_object_or_404(editables.exclude(compromiso__instrumento=None), pk=pk)
    form = ConfirmarForm(datos(request), request.FILES or None, ocurrencia=fila)
    if form.is_valid():
        hecha = acciones.confirmar_fecha(
            fila, por=request.user, hoy=timezone.localdate(), **form.cleaned_data
        )
        messages.success(request, f"«{fila.compromiso}»: {hecha}.")
        return ir_a(request, hecha.ocurrencia)
    verbo, origen = "Anotar la fecha que confirmó el organismo", por_codigo(fila.compromiso.origen)
    volver = fila.get_absolute_url()
    return acto(request, form, verbo, CALENDARIO, origen, nota=str(fila), volver=volver)


@requiere(Permiso.CONVENIO_VER)
@require_GET
def confirmacion_archivo(request: OciRequest, pk: int) -> HttpResponseBase:
    visibles = Ocurrencia.objects.visibles_para(request.user)
    fila = get_object_or_404(
        visibles.filter(confirmaciones__pk=pk, confirmaciones__archivo__isnull=False)
    )
    archivo: Any = fila.confirmaciones.get(pk=pk).archivo
    return servir(archivo)


@requiere(Permiso.CONVENIO_VER)
@require_GET
def plan_internacional(request: OciRequest) -> HttpResponse:
    """The plan in force of a year, and what moved in the calendar since it was approved."""
    filtro = FiltroCalendario(request.GET, hoy=timezone.localdate())
    anio, hoy = filtro.anio_pedido or filtro.hoy.year, filtro.hoy
    versiones = list(PlanInternacional.objects.visibles_para(request.user).para_lista())
    del_anio = [v for v in versiones if v.anio == anio]
    ahora = renglones_de(calendario(anio, hoy))
    ultima = visto(del_anio[0], filtro.dia) if del_anio else None
    escritos = renglones_del_plan(v.linea for v in ultima.lineas) if ultima else []
    contexto = {
        "filtro": filtro,
        "anio": anio,
        "v": ultima,
        "versiones": del_anio,
        "otros": sorted({v.anio for v in versiones} - {anio}, reverse=True),
        "renglones": ahora,
        "cambios": comparar(escritos, ahora) if ultima else [],
        "dia": filtro.dia,
        "puede_aprobar": request.user.puede(Permiso.INTERNACIONAL_APROBAR),
    }
    return pagina(request, "convenios/plan_internacional.html", contexto)


def _version(request: OciRequest, anio: int, version: int) -> PlanInternacional:
    visibles = PlanInternacional.objects.visibles_para(request.user).para_lista()
    return get_object_or_404(visibles, anio=anio, version=version)


@requiere(Permiso.CONVENIO_VER)
@require_GET
def plan_internacional_version(request: OciRequest, anio: int, version: int) -> HttpResponse:
    plan = _version(request, anio, version)
    filtro = FiltroCalendario(request.GET, hoy=timezone.localdate())
    contexto = {
        "v": visto(plan, filtro.dia),
        "dia": filtro.dia,
        "cambios": desde_la_anterior(plan),
    }
    return pagina(request, "convenios/plan_version.html", contexto)


@requiere(Permiso.CONVENIO_VER)
@require_GET
def plan_internacional_pdf(request: OciRequest, anio: int, version: int) -> HttpResponse:
    from convenios.plan_pdf import en_pdf  # heavy

    plan, hoy = _version(request, anio, version), timezone.localdate()
    contenido = en_pdf(visto(plan, hoy), desde_la_anterior(plan), en=timezone.localtime())
    nombre = f"plan-internacional-{anio}-v{version}.pdf"
    cabeceras = {"Content-Disposition": f'attachment; filename="{nombre}"'}
    return HttpResponse(contenido, content_type="application/pdf", headers=cabeceras)


@requiere(Permiso.INTERNACIONAL_APROBAR)
@require_http_methods(["GET", "POST"])
def plan_internacional_aprobar(request: OciRequest, anio: int) -> HttpResponse:
    if not PRIMERO <= anio <= ULTIMO:
        raise Http404("No hay plan de ese año.")
    hoy = timezone.localdate()
    form = AprobarPlanForm(datos(request), hoy=hoy)
    if form.is_valid():
        plan = aprobar_plan(anio, por=request.user, hoy=hoy, **form.cleaned_data)
        messages.success(request, f"{plan} aprobada.")
        return ir_a(request, plan)
    return acto(
        request,
        form,
        f"Aprobar el plan de {anio}",
        PLAN,
        nota="Se aprueba el calendario como está hoy; un cambio posterior será otra versión.",
        boton="Aprobar",
        volver=f"{PLAN[1]}?anio={anio}",
    )
