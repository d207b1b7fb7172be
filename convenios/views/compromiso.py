"""The list of obligations with a date, and one commitment with all of its own."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from cargos.http import OciRequest
from cargos.models import Usuario
from cargos.permisos import Permiso, requiere
from convenios.acciones import compromiso as acciones
from convenios.forms.compromiso import CompromisoForm
from convenios.forms.comun import con_denominacion, nombre_de_unidad
from convenios.forms.ocurrencia_filtros import FiltroOcurrencias
from convenios.models import (
    Compromiso,
    Convenio,
    Ocurrencia,
    ParametroCumplimiento,
    Reporte,
)
from convenios.views.reporte import entregar
from ocisys.base.paginacion import paginar
from ocisys.base.web import datos, estado_de, ir_a, pagina


@requiere(Permiso.CONVENIO_VER)
@require_GET
def compromisos(request: OciRequest) -> HttpResponse:
    filtro = FiltroOcurrencias(request.GET, hoy=timezone.localdate())
    p = ParametroCumplimiento.objects.en_vigor(filtro.dia)
    filas = filtro.aplicar(Ocurrencia.objects.visibles_para(request.user), p).con_origen()
    contexto = {
        "filtro": filtro,
        "pagina": paginar(filas, request.GET, orden=("fecha_exigible", "pk")),
        "total": filas.count(),
        "dia": filtro.dia,
    }
    return pagina(request, "convenios/compromisos.html", contexto, parcial="tabla-compromisos")


@requiere(Permiso.CONVENIO_VER)
@require_GET
def compromisos_exportar(request: OciRequest, formato: str) -> HttpResponseBase:
    return entregar(request, Reporte.Lista.COMPROMISOS, formato)


@requiere(Permiso.CONVENIO_VER)
@require_GET
def compromiso(request: OciRequest, pk: int) -> HttpResponse:
    hoy = timezone.localdate()
    visibles = Compromiso.objects.visibles_para(request.user)
    fila = get_object_or_404(visibles.con_todo(), pk=pk)
    contexto = {
        "compromiso": fila,
        "dia": hoy,
        "pagina": paginar(fila.ocurrencias.al(hoy), request.GET, orden=("fecha_exigible", "pk")),
        "informa": nombre_de_unidad(fila.informa_id),
        "unidades": con_denominacion(fila.unidades.all()).values_list("denominacion", flat=True),
        "editar": _donde_se_edita(fila, request.user),
    }
    return pagina(request, "convenios/compromiso.html", contexto, parcial="tabla-ocurrencias")


def _donde_se_edita(fila: Compromiso, usuario: Usuario) -> str:
    """The address where this person corrects it; "" if she does not."""
    permiso, vista = Permiso.CONVENIO_EDITAR, "compromiso_editar"
    if fila.instrumento_id is not None:
        permiso, vista = Permiso.INTERNACIONAL_EDITAR, "obligacion_editar"
    editables = Compromiso.objects.editables_para(usuario).filter(pk=fila.pk)
    if not usuario.puede(permiso) or not editables.exists():
        return ""
    return reverse(f"convenios:{vista}", args=[fila.pk])


@requiere(Permiso.CONVENIO_EDITAR)
@require_http_methods(["GET", "POST"])
def compromiso_nuevo(request: OciRequest, codigo: str) -> HttpResponse:
    convenio = get_object_or_404(Convenio.objects.editables_para(request.user), codigo=codigo)
    hoy = timezone.localdate()
    form = CompromisoForm(datos(request), convenio=convenio, hoy=hoy)
    if form.is_valid():
        fila = acciones.registrar_compromiso(
            form.save(commit=False), form.regla(), hoy=hoy, unidades=form.unidades
        )
        n = fila.ocurrencias.count()
        messages.success(
            request,
            f"«{fila}» registrado, con {n} {'fecha' if n == 1 else 'fechas'}.",
            extra_tags=f"borrador:compromiso-{codigo}",
        )
        return ir_a(request, fila)
    contexto = {"form": form, "origen": convenio}
    return pagina(request, "convenios/compromiso_form.html", contexto, status=estado_de(form))


@requiere(Permiso.CONVENIO_EDITAR)
@require_http_methods(["GET", "POST"])
def compromiso_editar(request: OciRequest, pk: int) -> HttpResponse:
    editables = Compromiso.objects.editables_para(request.user).exclude(convenio=None)
    fila = get_object_or_404(editables.con_todo(), pk=pk)
    hoy = timezone.localdate()
    convenio: Any = fila.convenio
    form = CompromisoForm(datos(request), instance=fila, convenio=convenio, hoy=hoy)
    if form.is_valid():
        acciones.actualizar_compromiso(
            form.save(commit=False),
            form.regla(),
            por=request.user,
            hoy=hoy,
            errata=form.cleaned_data.get("errata", ""),
            unidades=form.unidades,
        )
        messages.success(request, f"«{fila}» guardado.")
        return ir_a(request, fila)
    contexto = {"form": form, "origen": convenio, "compromiso": fila}
    return pagina(request, "convenios/compromiso_form.html", contexto, status=estado_de(form))
