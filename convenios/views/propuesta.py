"""Proposals to companies: list, page and acts."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse_lazy
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from convenios.acciones import propuesta as acciones
from convenios.forms.propuesta import FiltroPropuestas, PasoPropuestaForm, PropuestaForm
from convenios.models import PropuestaEmpresa
from convenios.models.propuesta import TRANSICIONES_PROPUESTA, EstadoPropuesta
from convenios.views.acto import Miga, acto
from ocisys.base.exportar import Columna, exportada
from ocisys.base.paginacion import paginar
from ocisys.base.web import datos, ir_a, pagina

LISTA: Miga = ("Propuestas", reverse_lazy("convenios:propuestas"))
COLUMNAS = [
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
    return exportada(request, formato, filas, COLUMNAS, titulo, filtro.en_palabras)


@requiere(Permiso.EMPRESA_EDITAR)
@require_http_methods(["GET", "POST"])
def propuesta_nueva(request: OciRequest) -> HttpResponse:
    hoy = timezone.localdate()
    form = PropuestaForm(datos(request), hoy=hoy, initial={"empresa": request.GET.get("empresa")})
    if form.is_valid():
        fila = acciones.registrar_propuesta(form.save(commit=False), por=request.user, hoy=hoy)
        messages.success(request, f"{fila.codigo} registrada en borrador.")
        return ir_a(request, fila)
    return acto(request, form, "Nueva propuesta", LISTA)


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
    return acto(request, form, f"Editar {fila.codigo}", LISTA)


@requiere(Permiso.EMPRESA_EDITAR)
@require_http_methods(["GET", "POST"])
def propuesta_pasar(request: OciRequest, pk: int) -> HttpResponse:
    fila, hoy = _propuesta(request, pk), timezone.localdate()
    form = PasoPropuestaForm(datos(request), propuesta=fila, usuario=request.user, hoy=hoy)
    if form.is_valid():
        paso = acciones.mover_propuesta(fila, por=request.user, **form.cleaned_data)
        messages.success(request, f"{fila.codigo}: {paso.get_a_display().lower()}.")
        return ir_a(request, fila)
    return acto(request, form, f"Pasar {fila.codigo}", LISTA)
