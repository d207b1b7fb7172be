"""Informative material: list, page, new version, approval by Comunicación, to whom it was given."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse_lazy
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from convenios.acciones import material as acciones
from convenios.forms.material import AprobarForm, DistribucionForm, FiltroMaterial, MaterialForm
from convenios.models import MaterialInformativo
from convenios.views.acto import Miga, acto
from ocisys.base.exportar import Columna, exportada
from ocisys.base.paginacion import paginar
from ocisys.base.sellado import servir
from ocisys.base.web import datos, ir_a, pagina

LISTA: Miga = ("Material", reverse_lazy("convenios:materiales"))
COLUMNAS = [
    Columna("Material", str, 50),
    Columna("Para quién", "publico", 30),
    Columna("Elaborado el", "elaborado_el", 12),
    Columna("Elaborado por", "por", 30),
    Columna("Aprobado por Comunicación el", "aprobado_el", 14),
    Columna("Documento de aprobación", "aprobacion", 30),
    Columna("Entregados", lambda m: m.ejemplares or 0, 11),
]


def _material(request: OciRequest, pk: int) -> MaterialInformativo:
    visibles = MaterialInformativo.objects.visibles_para(request.user)
    return get_object_or_404(visibles.para_lista(), pk=pk)


@requiere(Permiso.CONVENIO_VER)
@require_GET
def materiales(request: OciRequest) -> HttpResponse:
    filtro = FiltroMaterial(request.GET, hoy=timezone.localdate())
    filas = filtro.aplicar(MaterialInformativo.objects.visibles_para(request.user))
    contexto = {
        "filtro": filtro,
        "pagina": paginar(filas, request.GET, orden=("-elaborado_el", "-pk")),
        "total": filas.count(),
    }
    return pagina(request, "convenios/materiales.html", contexto, parcial="tabla-materiales")


@requiere(Permiso.CONVENIO_VER)
@require_GET
def materiales_exportar(request: OciRequest, formato: str) -> HttpResponseBase:
    filtro = FiltroMaterial(request.GET, hoy=timezone.localdate())
    filas = filtro.aplicar(MaterialInformativo.objects.visibles_para(request.user))
    filas = filas.order_by("-elaborado_el", "-pk")
    return exportada(request, formato, filas, COLUMNAS, "Material informativo", filtro.en_palabras)


@requiere(Permiso.EMPRESA_EDITAR)
@require_http_methods(["GET", "POST"])
def material_nuevo(request: OciRequest) -> HttpResponse:
    hoy = timezone.localdate()
    form = MaterialForm(datos(request), request.FILES or None)
    if form.is_valid():
        archivo = form.cleaned_data["archivo"]
        fila = acciones.registrar_material(
            form.save(commit=False), archivo=archivo, por=request.user, hoy=hoy
        )
        messages.success(request, f"{fila} registrado: falta que lo apruebe Comunicación.")
        return ir_a(request, fila)
    return acto(request, form, "Registrar material", LISTA)


@requiere(Permiso.CONVENIO_VER)
@require_GET
def material(request: OciRequest, pk: int) -> HttpResponse:
    fila = _material(request, pk)
    contexto = {
        "m": fila,
        "distribuciones": fila.distribuciones.select_related("organizacion", "por__persona"),
        "lleva": request.user.puede(Permiso.EMPRESA_EDITAR),
    }
    return pagina(request, "convenios/material.html", contexto)


@requiere(Permiso.EMPRESA_EDITAR)
@require_http_methods(["GET", "POST"])
def material_aprobar(request: OciRequest, pk: int) -> HttpResponse:
    fila = _material(request, pk)
    form = AprobarForm(datos(request), hoy=timezone.localdate())
    if form.is_valid():
        acciones.aprobar_material(fila, **form.cleaned_data)
        messages.success(request, f"{fila}: aprobado; ya puede distribuirse.")
        return ir_a(request, fila)
    return acto(request, form, f"Aprobación de {fila}", LISTA)


@requiere(Permiso.EMPRESA_EDITAR)
@require_http_methods(["GET", "POST"])
def material_distribuir(request: OciRequest, pk: int) -> HttpResponse:
    fila = _material(request, pk)
    form = DistribucionForm(datos(request), material=fila, hoy=timezone.localdate())
    if form.is_valid():
        entrega = acciones.distribuir(form.save(commit=False), por=request.user)
        messages.success(request, f"Entregado: {entrega}.")
        return ir_a(request, fila)
    return acto(request, form, f"Distribuir {fila}", LISTA)


@requiere(Permiso.CONVENIO_VER)
@require_GET
def material_archivo(request: OciRequest, pk: int) -> HttpResponseBase:
    return servir(_material(request, pk).archivo)
