"""Recording a signed agreement from its PDF, its text beside the form."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from convenios.acciones import firmado as acciones
from convenios.forms.firmado import LeerForm, RegistroFirmado
from convenios.models import Lectura
from ocisys.base.lectura import imagen_de_pagina
from ocisys.base.sellado import servir
from ocisys.base.web import datos, estado_de, ir_a, pagina

PUNTOS = 110
"""Enough to read a page on a screen, some 100 KB."""


@requiere(Permiso.CONVENIO_EDITAR)
@require_http_methods(["GET", "POST"])
def firmado_nuevo(request: OciRequest) -> HttpResponse:
    form = LeerForm(datos(request), request.FILES or None, usuario=request.user)
    if form.is_valid():
        lectura = acciones.leer_firmado(form.cleaned_data["archivo"], por=request.user)
        return ir_a(request, lectura)
    pendientes = Lectura.objects.visibles_para(request.user).select_related("archivo")[:10]
    contexto = {"form": form, "pendientes": pendientes}
    return pagina(request, "convenios/firmado_nuevo.html", contexto, status=estado_de(form))


@requiere(Permiso.CONVENIO_EDITAR)
@require_http_methods(["GET", "POST"])
def firmado(request: OciRequest, pk: int) -> HttpResponse:
    visibles = Lectura.objects.visibles_para(request.user).select_related("archivo")
    lectura, hoy = get_object_or_404(visibles, pk=pk), timezone.localdate()
    registro = RegistroFirmado(datos(request), lectura=lectura, hoy=hoy)
    if registro.is_valid():
        fila = acciones.registrar_firmado(lectura, por=request.user, hoy=hoy, **registro.acto())
        messages.success(
            request,
            f"{fila.codigo} registrado con su documento.",
            extra_tags=f"borrador:firmado-{pk}",
        )
        return ir_a(request, fila)
    contexto = {"lectura": lectura, "registro": registro}
    return pagina(request, "convenios/firmado.html", contexto, status=estado_de(registro))


@requiere(Permiso.CONVENIO_EDITAR)
@require_GET
@cache_control(private=True, max_age=3600)
def firmado_pagina(request: OciRequest, pk: int, numero: int) -> HttpResponse:
    lectura = get_object_or_404(Lectura.objects.visibles_para(request.user), pk=pk)
    with lectura.archivo.fichero.open("rb") as fichero:
        imagen = imagen_de_pagina(fichero, numero, puntos=PUNTOS)
    if imagen is None:
        raise Http404
    return HttpResponse(imagen, content_type="image/png")


@requiere(Permiso.CONVENIO_EDITAR)
@require_GET
def firmado_archivo(request: OciRequest, pk: int) -> HttpResponseBase:
    lectura = get_object_or_404(Lectura.objects.visibles_para(request.user), pk=pk)
    return servir(lectura.archivo)
