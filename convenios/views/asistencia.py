"""Whom a meeting calls, who attended, its papers and its acta."""

from django.contrib import messages
from django.core.files.base import ContentFile
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from convenios.acciones import acta
from convenios.acciones import reunion as acciones
from convenios.acta_reunion import acta_pdf
from convenios.forms.asistencia import (
    AcuerdoForm,
    AsistenciaForm,
    DocumentoReunionForm,
    ParticipantesForm,
)
from convenios.models import DocumentoReunion, EstadoReunion, Reunion
from convenios.views.acto import acto, por_codigo
from convenios.views.reunion import LISTA, suya
from ocisys.base.sellado import servir
from ocisys.base.web import datos, ir_a


@requiere(Permiso.REUNION_EDITAR)
@require_http_methods(["GET", "POST"])
def reunion_participantes(request: OciRequest, pk: int) -> HttpResponse:
    fila = suya(request, pk)
    form = ParticipantesForm(datos(request), reunion=fila)
    if form.is_valid():
        n = acciones.llamar_participantes(fila, form.participantes, por=request.user)
        messages.success(request, f"{fila.codigo} llama a {n} persona{'' if n == 1 else 's'}.")
        return ir_a(request, fila)
    return acto(request, form, "A quién llama", LISTA, por_codigo(fila))


@requiere(Permiso.REUNION_EDITAR)
@require_http_methods(["GET", "POST"])
def reunion_asistencia(request: OciRequest, pk: int) -> HttpResponse:
    fila, hoy = suya(request, pk), timezone.localdate()
    form = AsistenciaForm(datos(request), reunion=fila)
    if form.is_valid():
        n = acciones.tomar_asistencia(
            fila,
            asistieron=form.asistieron,
            llegaron=form.cleaned_data["llegaron"],
            intervencion=form.cleaned_data["intervencion"],
            hoy=hoy,
        )
        messages.success(request, f"{fila.codigo}: asisti{'ó 1' if n == 1 else f'eron {n}'}.")
        return ir_a(request, fila)
    nota = "Con Tab pasa de una persona a otra; la barra espaciadora marca que asistió."
    return acto(request, form, "Asistencia", LISTA, por_codigo(fila), nota=nota)


@requiere(Permiso.REUNION_EDITAR)
@require_http_methods(["GET", "POST"])
def reunion_documento_nuevo(request: OciRequest, pk: int) -> HttpResponse:
    fila = suya(request, pk)
    form = DocumentoReunionForm(datos(request), request.FILES or None, reunion=fila)
    if form.is_valid():
        documento = acta.adjuntar_documento(
            form.save(commit=False), archivo=form.cleaned_data["archivo"], por=request.user
        )
        messages.success(request, f"«{documento}» sellado en {fila.codigo}.")
        return ir_a(request, fila)
    return acto(request, form, "Adjuntar documento", LISTA, por_codigo(fila))


@requiere(Permiso.REUNION_EDITAR)
@require_http_methods(["GET", "POST"])
def acuerdo_nuevo(request: OciRequest, pk: int) -> HttpResponse:
    fila, hoy = suya(request, pk), timezone.localdate()
    form = AcuerdoForm(datos(request), reunion=fila)
    if form.is_valid():
        acuerdo = acta.acordar(form.save(commit=False), por=request.user, hoy=hoy)
        messages.success(request, f"{acuerdo} anotado: se sigue como los demás compromisos.")
        return ir_a(request, acuerdo)
    return acto(request, form, "Anotar acuerdo", LISTA, por_codigo(fila))


@requiere(Permiso.CONVENIO_VER)
@require_GET
def reunion_documento(request: OciRequest, pk: int) -> HttpResponseBase:
    visibles = DocumentoReunion.objects.visibles_para(request.user)
    return servir(get_object_or_404(visibles.select_related("archivo"), pk=pk).archivo)


def _realizada(request: OciRequest, pk: int) -> Reunion:
    visibles = Reunion.objects.visibles_para(request.user).para_lista()
    return get_object_or_404(visibles, pk=pk, estado=EstadoReunion.REALIZADA)


@requiere(Permiso.CONVENIO_VER)
@require_GET
def reunion_acta(request: OciRequest, pk: int) -> HttpResponse:
    fila = _realizada(request, pk)
    respuesta = HttpResponse(acta_pdf(fila, en=timezone.now()), content_type="application/pdf")
    respuesta["Content-Disposition"] = f'inline; filename="proyecto-acta-{fila.codigo}.pdf"'
    return respuesta


@requiere(Permiso.REUNION_EDITAR)
@require_POST
def reunion_acta_sellar(request: OciRequest, pk: int) -> HttpResponse:
    fila = suya(request, pk)
    pdf = acta_pdf(fila, en=timezone.now(), sellada=True)
    contenido = ContentFile(pdf, name=f"acta-{fila.codigo}.pdf")
    acta.sellar_acta(fila, contenido=contenido, por=request.user)
    messages.success(request, f"Acta de {fila.codigo} sellada: la asistencia ya no cambia.")
    return ir_a(request, fila)
