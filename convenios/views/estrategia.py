"""The strategy: the version in force with what serves it, the next draft, and its approval."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse_lazy
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from convenios.acciones import estrategia as acciones
from convenios.alineamiento import alineamiento, convenios_url
from convenios.forms.convenio_actos import MotivoForm
from convenios.forms.estrategia import (
    AprobarEstrategiaForm,
    EstrategiaForm,
    FiltroEstrategia,
    LineaForm,
    VincularForm,
)
from convenios.models import ConvenioEnLinea, Estrategia, LineaEstrategica
from convenios.views.acto import Miga, acto, por_nombre
from ocisys.base.sellado import servir
from ocisys.base.web import datos, ir_a, pagina

LISTA: Miga = ("Estrategia", reverse_lazy("convenios:estrategia"))

PLANTILLA = "convenios/estrategia.html"


@requiere(Permiso.CONVENIO_VER)
@require_GET
def estrategia(request: OciRequest) -> HttpResponse:
    filtro = FiltroEstrategia(request.GET, hoy=timezone.localdate())
    vigente = Estrategia.objects.visibles_para(request.user).vigente(filtro.dia)
    return _mostrar(request, vigente, filtro.dia, filtro)


@requiere(Permiso.CONVENIO_VER)
@require_GET
def estrategia_version(request: OciRequest, pk: int) -> HttpResponse:
    filtro = FiltroEstrategia(request.GET, hoy=timezone.localdate())
    return _mostrar(request, _version(request, pk), filtro.dia, filtro)


def _version(request: OciRequest, pk: int) -> Estrategia:
    visibles = Estrategia.objects.visibles_para(request.user)
    return get_object_or_404(visibles.select_related("norma", "archivo", "por__persona"), pk=pk)


def _mostrar(
    request: OciRequest, fila: Estrategia | None, al: date, filtro: FiltroEstrategia
) -> HttpResponse:
    todas = Estrategia.objects.visibles_para(request.user)
    linea = alineamiento(fila, request.user, al) if fila else None
    contexto = {
        "e": fila,
        "filtro": filtro,
        "al": al,
        "hoy": filtro.hoy,
        "meses": fila.meses(al) if fila else 0,
        "vigente": todas.vigente(al),
        "alineamiento": linea,
        "url_con": convenios_url(al, "con"),
        "url_sin": convenios_url(al, "sin"),
        "tono_sin": "atencion" if linea and linea.n_sueltos else "",
        "versiones": todas.select_related("norma"),
        "proyecto": todas.filter(aprobada_el=None).first(),
        "puede_fijar": request.user.puede(Permiso.ESTRATEGIA_FIJAR),
    }
    return pagina(request, PLANTILLA, contexto)


@requiere(Permiso.ESTRATEGIA_FIJAR)
@require_http_methods(["GET", "POST"])
def estrategia_nueva(request: OciRequest) -> HttpResponse:
    form = EstrategiaForm(datos(request))
    if form.is_valid():
        fila = acciones.proyectar_estrategia(form.save(commit=False), por=request.user)
        messages.success(request, f"{fila} en proyecto: escriba sus líneas y apruébela.")
        return ir_a(request, fila)
    return acto(request, form, "Nueva versión de la estrategia", LISTA)


@requiere(Permiso.ESTRATEGIA_FIJAR)
@require_http_methods(["GET", "POST"])
def estrategia_aprobar(request: OciRequest, pk: int) -> HttpResponse:
    fila, hoy = _version(request, pk), timezone.localdate()
    form = AprobarEstrategiaForm(datos(request), request.FILES or None, hoy=hoy)
    if form.is_valid():
        fila = acciones.aprobar_estrategia(fila, por=request.user, **form.cleaned_data)
        messages.success(request, f"{fila} aprobada: rige desde el {fila.desde:%d/%m/%Y}.")
        return ir_a(request, fila)
    return acto(request, form, f"Aprobar la {fila}", LISTA, por_nombre(fila))


@requiere(Permiso.CONVENIO_VER)
@require_GET
def estrategia_archivo(request: OciRequest, pk: int) -> HttpResponseBase:
    visibles = Estrategia.objects.visibles_para(request.user).exclude(archivo=None)
    archivo: Any = get_object_or_404(visibles.select_related("archivo"), pk=pk).archivo
    return servir(archivo)


@requiere(Permiso.ESTRATEGIA_FIJAR)
@require_http_methods(["GET", "POST"])
def linea_nueva(request: OciRequest, pk: int) -> HttpResponse:
    fila = _version(request, pk)
    form = LineaForm(datos(request), instance=LineaEstrategica(estrategia=fila))
    if form.is_valid():
        linea = acciones.guardar_linea(form.save(commit=False))
        messages.success(request, f"Línea {linea.numero} escrita.")
        return ir_a(request, fila)
    return acto(request, form, "Nueva línea", LISTA, por_nombre(fila))


def _linea(request: OciRequest, pk: int) -> LineaEstrategica:
    visibles = LineaEstrategica.objects.visibles_para(request.user)
    return get_object_or_404(visibles.select_related("estrategia"), pk=pk)


@requiere(Permiso.ESTRATEGIA_FIJAR)
@require_http_methods(["GET", "POST"])
def linea_editar(request: OciRequest, pk: int) -> HttpResponse:
    linea = _linea(request, pk)
    form = LineaForm(datos(request), instance=linea)
    if form.is_valid():
        acciones.guardar_linea(form.save(commit=False))
        messages.success(request, f"Línea {linea.numero} guardada.")
        return ir_a(request, linea.estrategia)
    return acto(
        request, form, f"Editar la línea {linea.numero}", LISTA, por_nombre(linea.estrategia)
    )


@requiere(Permiso.ESTRATEGIA_FIJAR)
@require_POST
def linea_quitar(request: OciRequest, pk: int) -> HttpResponse:
    linea = _linea(request, pk)
    acciones.quitar_linea(linea)
    messages.success(request, "Línea quitada del proyecto.")
    return ir_a(request, linea.estrategia)


@requiere(Permiso.ESTRATEGIA_FIJAR)
@require_http_methods(["GET", "POST"])
def linea_vincular(request: OciRequest, pk: int) -> HttpResponse:
    linea, hoy = _linea(request, pk), timezone.localdate()
    form = VincularForm(datos(request), linea=linea, usuario=request.user, hoy=hoy)
    if form.is_valid():
        n = acciones.vincular_convenios(linea, form.elegidos, por=request.user, hoy=hoy)
        messages.success(request, f"Línea {linea.numero}: {n} convenio{'' if n == 1 else 's'} más.")
        return ir_a(request, linea.estrategia)
    return acto(request, form, f"Vincular a la línea {linea}", LISTA, por_nombre(linea.estrategia))


@requiere(Permiso.ESTRATEGIA_FIJAR)
@require_http_methods(["GET", "POST"])
def vinculo_retirar(request: OciRequest, pk: int) -> HttpResponse:
    visibles = ConvenioEnLinea.objects.visibles_para(request.user)
    fila = get_object_or_404(visibles.select_related("convenio", "linea__estrategia"), pk=pk)
    form, hoy = MotivoForm(datos(request)), timezone.localdate()
    if form.is_valid():
        acciones.retirar_vinculo(fila, por=request.user, hoy=hoy, **form.cleaned_data)
        messages.success(request, f"{fila.convenio.codigo} ya no está en esa línea.")
        return ir_a(request, fila.linea.estrategia)
    return acto(
        request, form, f"Retirar {fila.convenio.codigo}", LISTA, por_nombre(fila.linea.estrategia)
    )
