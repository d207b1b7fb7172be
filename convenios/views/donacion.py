"""Donations: the list, and what is done with each."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse_lazy
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from convenios.acciones import donacion as acciones
from convenios.forms.convenio_actos import MotivoForm
from convenios.forms.donacion import DonacionForm, FiltroDonaciones, RecibirForm
from convenios.models import Donacion
from convenios.views.acto import Miga, acto
from ocisys.base.exportar import Columna, exportada
from ocisys.base.paginacion import paginar
from ocisys.base.sellado import servir
from ocisys.base.web import datos, ir_a, pagina

LISTA: Miga = ("Donaciones", reverse_lazy("convenios:donaciones"))
COLUMNAS = [
    Columna("Quién la da", "organizacion.nombre", 40),
    Columna("Qué es", "get_apoyo_display", 14),
    Columna("Descripción", "descripcion", 40),
    Columna("Cantidad", "cantidad", 12),
    Columna("Unidad de medida", "medida", 16),
    Columna("Moneda", "moneda", 8),
    Columna("Valor", "valor", 14),
    Columna("A dónde va", "adonde", 40),
    Columna("Prometida el", "prometido_el", 14),
    Columna("Recibida el", "recibido_el", 14),
    Columna("Acta", "acta", 24),
    Columna("Por la propuesta", "propuesta.codigo", 16),
    Columna("Ficticia", "es_ficticia", 10),
]


@requiere(Permiso.CONVENIO_VER)
@require_GET
def donaciones(request: OciRequest) -> HttpResponse:
    filtro = FiltroDonaciones(request.GET, hoy=timezone.localdate())
    filas = filtro.aplicar(Donacion.objects.visibles_para(request.user))
    contexto = {
        "filtro": filtro,
        "pagina": paginar(filas, request.GET, orden=("-prometido_el", "-pk")),
        "total": filas.count(),
    }
    return pagina(request, "convenios/donaciones.html", contexto, parcial="tabla-donaciones")


@requiere(Permiso.CONVENIO_VER)
@require_GET
def donaciones_exportar(request: OciRequest, formato: str) -> HttpResponseBase:
    filtro = FiltroDonaciones(request.GET, hoy=timezone.localdate())
    filas = filtro.aplicar(Donacion.objects.visibles_para(request.user))
    return exportada(request, formato, filas, COLUMNAS, "Donaciones", filtro.en_palabras)


@requiere(Permiso.EMPRESA_EDITAR)
@require_http_methods(["GET", "POST"])
def donacion_nueva(request: OciRequest) -> HttpResponse:
    inicial = {c: request.GET.get(c) for c in ("organizacion", "propuesta")}
    form = DonacionForm(datos(request), hoy=timezone.localdate(), initial=inicial)
    if form.is_valid():
        fila = acciones.prometer_donacion(form.save(commit=False), por=request.user)
        messages.success(request, f"«{fila}» queda por recibir.")
        return ir_a(request, "convenios:donaciones")
    return acto(request, form, "Registrar donación", LISTA)


@requiere(Permiso.EMPRESA_EDITAR)
@require_http_methods(["GET", "POST"])
def donacion_recibir(request: OciRequest, pk: int) -> HttpResponse:
    fila = get_object_or_404(Donacion.objects.visibles_para(request.user), pk=pk)
    form = RecibirForm(datos(request), request.FILES or None, hoy=timezone.localdate())
    if form.is_valid():
        acciones.recibir_donacion(fila, por=request.user, **form.cleaned_data)
        messages.success(request, f"«{fila}» consta como recibida.")
        return ir_a(request, "convenios:donaciones")
    return acto(request, form, f"Recibir: {fila}", LISTA)


@requiere(Permiso.EMPRESA_EDITAR)
@require_http_methods(["GET", "POST"])
def donacion_anular(request: OciRequest, pk: int) -> HttpResponse:
    fila = get_object_or_404(Donacion.objects.visibles_para(request.user), pk=pk)
    form = MotivoForm(datos(request))
    if form.is_valid():
        acciones.anular_donacion(fila, motivo=form.cleaned_data["motivo"], por=request.user)
        messages.success(request, f"«{fila}» queda anulada.")
        return ir_a(request, "convenios:donaciones")
    return acto(request, form, f"Anular: {fila}", LISTA)


@requiere(Permiso.CONVENIO_VER)
@require_GET
def donacion_acta(request: OciRequest, pk: int) -> HttpResponseBase:
    visibles = Donacion.objects.visibles_para(request.user).filter(acta_archivo__isnull=False)
    archivo: Any = get_object_or_404(visibles.para_lista(), pk=pk).acta_archivo
    return servir(archivo)
