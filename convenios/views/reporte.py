"""Downloading a long list: at once when it is short, from the worker when it is not."""

from django.contrib import messages
from django.http.response import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from convenios.acciones.reporte import pedir_reporte
from convenios.cola import escribir
from convenios.listas import LISTAS
from convenios.models import Reporte
from ocisys.base.sellado import servir
from ocisys.base.web import ir_a, pagina

AL_MOMENTO = 5000
"""A list of so many rows is written while the person waits, in some seconds."""


def entregar(request: OciRequest, cual: str, formato: str) -> HttpResponseBase:
    """The list with the filters of the address, or the order of writing it."""
    lista = LISTAS[cual](request.GET, request.user, timezone.localdate())
    if lista.total <= AL_MOMENTO:
        return lista.escrita(formato, por=request.user, en=timezone.now())
    reporte = pedir_reporte(
        cual,
        consulta=request.GET.urlencode(),
        formato=formato,
        filas=lista.total,
        por=request.user,
    )
    escribir.enqueue(reporte.pk)
    messages.info(
        request,
        f"Son {lista.total} filas: se están escribiendo. Un aviso le dirá cuando se puedan bajar.",
    )
    return ir_a(request, "convenios:reportes")


@requiere(Permiso.CONVENIO_VER)
@require_GET
def reportes(request: OciRequest) -> HttpResponse:
    propios = Reporte.objects.visibles_para(request.user).al_alcance(timezone.now())
    contexto = {"reportes": propios.select_related("archivo")[:20]}
    return pagina(request, "convenios/reportes.html", contexto)


@requiere(Permiso.CONVENIO_VER)
@require_GET
def reporte_archivo(request: OciRequest, pk: int) -> HttpResponseBase:
    propios = Reporte.objects.visibles_para(request.user).al_alcance(timezone.now())
    fila = get_object_or_404(propios.filter(archivo__isnull=False), pk=pk)
    return servir(fila.archivo, descarga=True)  # type: ignore[arg-type]
