"""Raising money with the sources: the board by stage, the list, each gestión and its acts."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse_lazy
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from convenios.acciones import gestion as acciones
from convenios.fichas_demanda import ficha_gestion
from convenios.forms.gestion import AvanzarForm, FiltroGestiones, GanarForm, GestionForm
from convenios.gestiones import columnas, conversion
from convenios.listas_demanda import GESTIONES
from convenios.models import Gestion
from convenios.views.acto import Miga, acto, por_codigo
from ocisys.base.exportar import exportada
from ocisys.base.paginacion import paginar
from ocisys.base.web import datos, ir_a, pagina

LISTA: Miga = ("Gestiones", reverse_lazy("convenios:gestiones"))


def _editable(request: OciRequest, pk: int) -> Gestion:
    editables = Gestion.objects.editables_para(request.user)
    return get_object_or_404(editables.para_lista(), pk=pk)


@requiere(Permiso.CONVENIO_VER)
@require_GET
def gestiones(request: OciRequest) -> HttpResponse:
    filtro = FiltroGestiones(request.GET, hoy=timezone.localdate())
    filas = filtro.aplicar(Gestion.objects.visibles_para(request.user))
    hojas = paginar(filas, request.GET, orden=("-abierta_el", "-pk"))
    contexto = {
        "filtro": filtro,
        "pagina": hojas,
        "filas": [(g, g.esta_atrasada(filtro.hoy)) for g in hojas],
        "total": filas.count(),
        "conversion": conversion(filas),
    }
    return pagina(request, "convenios/gestiones.html", contexto, parcial="tabla-gestiones")


@requiere(Permiso.CONVENIO_VER)
@require_GET
def gestiones_tablero(request: OciRequest) -> HttpResponse:
    todas = Gestion.objects.visibles_para(request.user)
    contexto = {
        "columnas": columnas(todas, timezone.localdate()),
        "conversion": conversion(todas),
        "hoy": timezone.localdate(),
    }
    return pagina(request, "convenios/gestiones_tablero.html", contexto)


@requiere(Permiso.CONVENIO_VER)
@require_GET
def gestiones_exportar(request: OciRequest, formato: str) -> HttpResponseBase:
    filtro = FiltroGestiones(request.GET, hoy=timezone.localdate())
    filas = filtro.aplicar(Gestion.objects.visibles_para(request.user))
    return exportada(
        request, formato, filas, GESTIONES, "Gestiones de captación", filtro.en_palabras
    )


@requiere(Permiso.DEMANDA_EDITAR)
@require_http_methods(["GET", "POST"])
def gestion_nueva(request: OciRequest) -> HttpResponse:
    inicial = {c: request.GET.get(c) for c in ("demanda", "organizacion", "convocatoria")}
    form = GestionForm(datos(request), usuario=request.user, initial=inicial)
    if form.is_valid():
        fila = acciones.abrir_gestion(
            form.save(commit=False), por=request.user, hoy=timezone.localdate()
        )
        messages.success(request, f"{fila.codigo} abierta.")
        return ir_a(request, fila)
    return acto(request, form, "Abrir gestión", LISTA)


@requiere(Permiso.CONVENIO_VER)
@require_GET
def gestion(request: OciRequest, pk: int) -> HttpResponse:
    visibles = Gestion.objects.visibles_para(request.user).para_lista()
    fila = get_object_or_404(visibles.select_related("convocatoria"), pk=pk)
    contexto = ficha_gestion(fila, request.user, timezone.localdate())
    return pagina(request, "convenios/gestion.html", contexto)


@requiere(Permiso.DEMANDA_EDITAR)
@require_http_methods(["GET", "POST"])
def gestion_avanzar(request: OciRequest, pk: int) -> HttpResponse:
    fila = _editable(request, pk)
    form = AvanzarForm(datos(request), gestion=fila, hoy=timezone.localdate())
    if form.is_valid():
        paso = acciones.avanzar_gestion(fila, por=request.user, **form.cleaned_data)
        hecho = "anotada" if paso.es_nota else paso.get_a_display().lower()
        messages.success(request, f"{fila.codigo}: {hecho}.")
        return ir_a(request, fila)
    return acto(request, form, f"Avanzar {fila.codigo}", LISTA, por_codigo(fila), bajada=str(fila))


@requiere(Permiso.DEMANDA_EDITAR)
@require_http_methods(["GET", "POST"])
def gestion_ganar(request: OciRequest, pk: int) -> HttpResponse:
    fila, hoy = _editable(request, pk), timezone.localdate()
    form = GanarForm(datos(request), demanda=fila.demanda, usuario=request.user, hoy=hoy)
    if form.is_valid():
        acciones.ganar_gestion(fila, por=request.user, **form.cleaned_data)
        messages.success(request, f"{fila.codigo} ganada: {fila.demanda.codigo} queda financiada.")
        return ir_a(request, fila)
    return acto(request, form, f"Ganada: {fila.codigo}", LISTA, por_codigo(fila), bajada=str(fila))
