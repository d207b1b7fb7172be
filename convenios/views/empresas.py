"""Proposals to companies and what they give: lists, pages and acts."""

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
from convenios.acciones import empresas as acciones
from convenios.forms.convenio_actos import MotivoForm
from convenios.forms.empresas import (
    DonacionForm,
    FiltroDonaciones,
    FiltroPropuestas,
    PasoForm,
    PropuestaForm,
    RecibirForm,
)
from convenios.models import Donacion, PropuestaEmpresa
from convenios.models.propuesta import TRANSICIONES_PROPUESTA, EstadoPropuesta
from convenios.views.acto import Miga, acto
from ocisys.base.exportar import Columna, exportada
from ocisys.base.paginacion import paginar
from ocisys.base.sellado import servir
from ocisys.base.web import datos, ir_a, pagina

PROPUESTAS: Miga = ("Propuestas", reverse_lazy("convenios:propuestas"))
DONACIONES: Miga = ("Donaciones", reverse_lazy("convenios:donaciones"))

COLUMNAS_PROPUESTAS = [
    Columna("Código", "codigo", 16),
    Columna("Empresa", "empresa.nombre", 40),
    Columna("Qué se propone", "titulo", 50),
    Columna("Qué se pide", "get_apoyo_display", 14),
    Columna("Qué y cuánto", "especie", 30),
    Columna("Moneda", "moneda", 8),
    Columna("Monto", "monto", 14),
    Columna("Versión", "version", 8),
    Columna("Estado", "get_estado_display", 16),
    Columna("Registrada el", "registrada_el", 14),
    Columna("Registró", "por", 30),
]

COLUMNAS_DONACIONES = [
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


def _propuesta(request: OciRequest, pk: int) -> PropuestaEmpresa:
    visibles = PropuestaEmpresa.objects.visibles_para(request.user)
    return get_object_or_404(visibles.para_lista(), pk=pk)


@requiere(Permiso.CONVENIO_VER)
@require_GET
def propuestas(request: OciRequest) -> HttpResponse:
    filtro = FiltroPropuestas(request.GET, hoy=timezone.localdate())
    filas = filtro.aplicar(PropuestaEmpresa.objects.visibles_para(request.user))
    contexto = {
        "filtro": filtro,
        "pagina": paginar(filas, request.GET, orden=("-registrada_el", "-pk")),
        "total": filas.count(),
    }
    return pagina(request, "convenios/propuestas.html", contexto, parcial="tabla-propuestas")


@requiere(Permiso.CONVENIO_VER)
@require_GET
def propuestas_exportar(request: OciRequest, formato: str) -> HttpResponseBase:
    filtro = FiltroPropuestas(request.GET, hoy=timezone.localdate())
    filas = filtro.aplicar(PropuestaEmpresa.objects.visibles_para(request.user))
    titulo = "Propuestas a empresas"
    return exportada(request, formato, filas, COLUMNAS_PROPUESTAS, titulo, filtro.en_palabras)


@requiere(Permiso.EMPRESA_EDITAR)
@require_http_methods(["GET", "POST"])
def propuesta_nueva(request: OciRequest) -> HttpResponse:
    hoy = timezone.localdate()
    form = PropuestaForm(datos(request), hoy=hoy, initial={"empresa": request.GET.get("empresa")})
    if form.is_valid():
        fila = acciones.registrar_propuesta(form.save(commit=False), por=request.user, hoy=hoy)
        messages.success(request, f"{fila.codigo} registrada en borrador.")
        return ir_a(request, fila)
    return acto(request, form, "Nueva propuesta", PROPUESTAS)


@requiere(Permiso.CONVENIO_VER)
@require_GET
def propuesta(request: OciRequest, pk: int) -> HttpResponse:
    fila = _propuesta(request, pk)
    lleva = request.user.puede(Permiso.EMPRESA_EDITAR)
    estado = EstadoPropuesta(fila.estado)
    contexto = {
        "p": fila,
        "pasos": fila.pasos.select_related("por__persona"),
        "donaciones": fila.donaciones.sin_anular().para_lista(),
        "puede_editar": lleva and estado == EstadoPropuesta.BORRADOR,
        "puede_mover": lleva and bool(TRANSICIONES_PROPUESTA[estado]),
    }
    return pagina(request, "convenios/propuesta.html", contexto)


@requiere(Permiso.EMPRESA_EDITAR)
@require_http_methods(["GET", "POST"])
def propuesta_editar(request: OciRequest, pk: int) -> HttpResponse:
    fila = _propuesta(request, pk)
    form = PropuestaForm(datos(request), instance=fila, hoy=timezone.localdate())
    if form.is_valid():
        acciones.corregir_propuesta(form.save(commit=False))
        messages.success(request, f"{fila.codigo} guardada.")
        return ir_a(request, fila)
    return acto(request, form, f"Editar {fila.codigo}", PROPUESTAS)


@requiere(Permiso.EMPRESA_EDITAR)
@require_http_methods(["GET", "POST"])
def propuesta_pasar(request: OciRequest, pk: int) -> HttpResponse:
    fila, hoy = _propuesta(request, pk), timezone.localdate()
    form = PasoForm(datos(request), propuesta=fila, usuario=request.user, hoy=hoy)
    if form.is_valid():
        paso = acciones.mover_propuesta(fila, por=request.user, **form.cleaned_data)
        messages.success(request, f"{fila.codigo}: {paso.get_a_display().lower()}.")
        return ir_a(request, fila)
    return acto(request, form, f"Pasar {fila.codigo}", PROPUESTAS)


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
    return exportada(request, formato, filas, COLUMNAS_DONACIONES, "Donaciones", filtro.en_palabras)


@requiere(Permiso.EMPRESA_EDITAR)
@require_http_methods(["GET", "POST"])
def donacion_nueva(request: OciRequest) -> HttpResponse:
    inicial = {c: request.GET.get(c) for c in ("organizacion", "propuesta")}
    form = DonacionForm(datos(request), hoy=timezone.localdate(), initial=inicial)
    if form.is_valid():
        fila = acciones.prometer_donacion(form.save(commit=False), por=request.user)
        messages.success(request, f"«{fila}» queda por recibir.")
        return ir_a(request, "convenios:donaciones")
    return acto(request, form, "Registrar donación", DONACIONES)


@requiere(Permiso.EMPRESA_EDITAR)
@require_http_methods(["GET", "POST"])
def donacion_recibir(request: OciRequest, pk: int) -> HttpResponse:
    fila = get_object_or_404(Donacion.objects.visibles_para(request.user), pk=pk)
    form = RecibirForm(datos(request), request.FILES or None, hoy=timezone.localdate())
    if form.is_valid():
        acciones.recibir_donacion(fila, por=request.user, **form.cleaned_data)
        messages.success(request, f"«{fila}» consta como recibida.")
        return ir_a(request, "convenios:donaciones")
    return acto(request, form, f"Recibir: {fila}", DONACIONES)


@requiere(Permiso.EMPRESA_EDITAR)
@require_http_methods(["GET", "POST"])
def donacion_anular(request: OciRequest, pk: int) -> HttpResponse:
    fila = get_object_or_404(Donacion.objects.visibles_para(request.user), pk=pk)
    form = MotivoForm(datos(request))
    if form.is_valid():
        acciones.anular_donacion(fila, motivo=form.cleaned_data["motivo"], por=request.user)
        messages.success(request, f"«{fila}» queda anulada.")
        return ir_a(request, "convenios:donaciones")
    return acto(request, form, f"Anular: {fila}", DONACIONES)


@requiere(Permiso.CONVENIO_VER)
@require_GET
def donacion_acta(request: OciRequest, pk: int) -> HttpResponseBase:
    visibles = Donacion.objects.visibles_para(request.user).filter(acta_archivo__isnull=False)
    archivo: Any = get_object_or_404(visibles.para_lista(), pk=pk).acta_archivo
    return servir(archivo)
