"""Training abroad: the list, each training and what happened with it."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse_lazy
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from convenios.acciones import capacitacion as acciones
from convenios.fichas_capacitacion import con_situacion, ficha_capacitacion
from convenios.forms.capacitacion import (
    AnotarForm,
    CapacitacionForm,
    DifundirForm,
    FiltroCapacitaciones,
)
from convenios.listas_demanda import CAPACITACIONES
from convenios.models import Capacitacion
from convenios.views.acto import Miga, acto, por_codigo
from ocisys.base.exportar import exportada
from ocisys.base.paginacion import paginar
from ocisys.base.web import datos, ir_a, pagina

LISTA: Miga = ("Capacitación", reverse_lazy("convenios:capacitaciones"))


def _editable(request: OciRequest, pk: int) -> Capacitacion:
    editables = Capacitacion.objects.editables_para(request.user)
    return get_object_or_404(editables.para_lista(), pk=pk)


@requiere(Permiso.CONVENIO_VER)
@require_GET
def capacitaciones(request: OciRequest) -> HttpResponse:
    hoy = timezone.localdate()
    filtro = FiltroCapacitaciones(request.GET, hoy=hoy)
    filas = filtro.aplicar(Capacitacion.objects.visibles_para(request.user))
    hojas = paginar(filas, request.GET, orden=("-registrada_el", "-pk"))
    contexto = {
        "filtro": filtro,
        "pagina": hojas,
        "filas": con_situacion(hojas.filas, hoy),
        "total": filas.count(),
    }
    return pagina(
        request, "convenios/capacitaciones.html", contexto, parcial="tabla-capacitaciones"
    )


@requiere(Permiso.CONVENIO_VER)
@require_GET
def capacitaciones_exportar(request: OciRequest, formato: str) -> HttpResponseBase:
    hoy = timezone.localdate()
    filtro = FiltroCapacitaciones(request.GET, hoy=hoy)
    todas = filtro.aplicar(Capacitacion.objects.visibles_para(request.user))
    filas = con_situacion(todas, hoy)
    return exportada(
        request, formato, filas, CAPACITACIONES, "Capacitación en el exterior", filtro.en_palabras
    )


@requiere(Permiso.DEMANDA_EDITAR)
@require_http_methods(["GET", "POST"])
def capacitacion_nueva(request: OciRequest) -> HttpResponse:
    inicial = {"convocatoria": request.GET.get("convocatoria")}
    form = CapacitacionForm(datos(request), usuario=request.user, initial=inicial)
    if form.is_valid():
        fila = acciones.registrar_capacitacion(
            form.save(commit=False), por=request.user, hoy=timezone.localdate()
        )
        messages.success(request, f"{fila.codigo} registrada.")
        return ir_a(request, fila)
    return acto(request, form, "Registrar capacitación", LISTA)


@requiere(Permiso.CONVENIO_VER)
@require_GET
def capacitacion(request: OciRequest, pk: int) -> HttpResponse:
    visibles = Capacitacion.objects.visibles_para(request.user)
    fila = get_object_or_404(visibles.para_lista(), pk=pk)
    contexto = ficha_capacitacion(fila, request.user, timezone.localdate())
    return pagina(request, "convenios/capacitacion.html", contexto)


@requiere(Permiso.DEMANDA_EDITAR)
@require_http_methods(["GET", "POST"])
def capacitacion_editar(request: OciRequest, pk: int) -> HttpResponse:
    fila = _editable(request, pk)
    form = CapacitacionForm(datos(request), instance=fila, usuario=request.user)
    if form.is_valid():
        acciones.corregir_capacitacion(form.save(commit=False))
        messages.success(request, f"{fila.codigo} guardada.")
        return ir_a(request, fila)
    return acto(request, form, f"Editar {fila.codigo}", LISTA, por_codigo(fila), bajada=str(fila))


@requiere(Permiso.DEMANDA_EDITAR)
@require_http_methods(["GET", "POST"])
def capacitacion_difundir(request: OciRequest, pk: int) -> HttpResponse:
    fila = _editable(request, pk)
    form = DifundirForm(datos(request), hoy=timezone.localdate())
    if form.is_valid():
        pasos = acciones.difundir(fila, por=request.user, **form.cleaned_data)
        cuantas = f"{len(pasos)} unidad{'' if len(pasos) == 1 else 'es'}"
        messages.success(request, f"{fila.codigo} se difundió a {cuantas}.")
        return ir_a(request, fila)
    return acto(request, form, f"Difundir {fila.codigo}", LISTA, por_codigo(fila), bajada=str(fila))


@requiere(Permiso.DEMANDA_EDITAR)
@require_http_methods(["GET", "POST"])
def capacitacion_anotar(request: OciRequest, pk: int) -> HttpResponse:
    fila = _editable(request, pk)
    inicial = {c: request.GET.get(c) for c in ("tipo", "unidad")}
    form = AnotarForm(datos(request), hoy=timezone.localdate(), initial=inicial)
    if form.is_valid():
        paso = acciones.anotar_capacitacion(fila, por=request.user, **form.cleaned_data)
        messages.success(request, f"{fila.codigo}: {paso.get_tipo_display().lower()}.")
        return ir_a(request, fila)
    return acto(
        request, form, f"Anotar en {fila.codigo}", LISTA, por_codigo(fila), bajada=str(fila)
    )
