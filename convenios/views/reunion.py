"""Meetings: the list, one of them, and its steps."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse_lazy
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from convenios.acciones import reunion as acciones
from convenios.forms.reunion import (
    FiltroReuniones,
    PasoReunionForm,
    ReprogramarForm,
    ReunionForm,
)
from convenios.models import EstadoReunion, Ocurrencia, Reunion
from convenios.models.reunion import TRANSICIONES_REUNION
from convenios.views.acto import Miga, acto, por_codigo
from ocisys.base.exportar import Columna, exportada
from ocisys.base.paginacion import paginar
from ocisys.base.web import datos, ir_a, pagina

LISTA: Miga = ("Reuniones", reverse_lazy("convenios:reuniones"))

COLUMNAS = [
    Columna("Código", "codigo", 16),
    Columna("Asunto", "titulo", 50),
    Columna("Espacio", "espacio.nombre", 40),
    Columna("Organización", "organizacion.nombre", 40),
    Columna("Fecha", "fecha", 12),
    Columna("Horas", "horas", 18),
    Columna("Modalidad", "get_modalidad_display", 18),
    Columna("Lugar", "lugar", 40),
    Columna("Convoca", "convoca", 40),
    Columna("Estado", "get_estado_display", 14),
    Columna("Puntos", lambda r: len(r.agenda), 8),
    Columna("Con asistencia", lambda r: "Sí" if r.con_asistencia else "No", 10),
    Columna("Con acta", lambda r: "Sí" if r.con_acta else "No", 10),
    Columna("Comisión de servicios", "comision", 30),
    Columna("Registró", "por", 30),
    Columna("Ficticia", "es_ficticia", 10),
]
ORDEN = ("-fecha", "-pk")


@requiere(Permiso.CONVENIO_VER)
@require_GET
def reuniones(request: OciRequest) -> HttpResponse:
    filtro = FiltroReuniones(request.GET, hoy=timezone.localdate())
    filas = filtro.aplicar(Reunion.objects.visibles_para(request.user))
    contexto = {
        "filtro": filtro,
        "pagina": paginar(filas, request.GET, orden=ORDEN),
        "total": filas.count(),
    }
    return pagina(request, "convenios/reuniones.html", contexto, parcial="tabla-reuniones")


@requiere(Permiso.CONVENIO_VER)
@require_GET
def reuniones_exportar(request: OciRequest, formato: str) -> HttpResponseBase:
    filtro = FiltroReuniones(request.GET, hoy=timezone.localdate())
    filas = filtro.aplicar(Reunion.objects.visibles_para(request.user)).order_by(*ORDEN)
    filas = filas.select_related("comision_norma")
    return exportada(request, formato, filas, COLUMNAS, "Reuniones", filtro.en_palabras)


@requiere(Permiso.REUNION_EDITAR)
@require_http_methods(["GET", "POST"])
def reunion_nueva(request: OciRequest) -> HttpResponse:
    hoy = timezone.localdate()
    inicial = {c: request.GET.get(c) for c in ("espacio", "organizacion")}
    form = ReunionForm(datos(request), usuario=request.user, hoy=hoy, initial=inicial)
    if form.is_valid():
        fila = acciones.proponer_reunion(form.save(commit=False), por=request.user, hoy=hoy)
        messages.success(request, f"{fila.codigo} propuesta. Diga ahora a quién llama.")
        return ir_a(request, "convenios:reunion_participantes", fila.pk)
    return acto(request, form, "Proponer reunión", LISTA)


@requiere(Permiso.CONVENIO_VER)
@require_GET
def reunion(request: OciRequest, pk: int) -> HttpResponse:
    visibles = Reunion.objects.visibles_para(request.user).para_lista()
    fila = get_object_or_404(visibles.select_related("comision_norma", "reprograma_a"), pk=pk)
    hoy = timezone.localdate()
    contexto = {
        "r": fila,
        "hoy": hoy,
        **_que_puede(request, fila, hoy),
        "pasos": fila.pasos.select_related("por__persona"),
        "participantes": fila.participantes.select_related("organizacion", "posicion"),
        "acuerdos": _acuerdos(request, fila, hoy),
        "documentos": fila.documentos.select_related("archivo", "por__persona"),
        "otra": getattr(fila, "reprogramada_en", None),
    }
    return pagina(request, "convenios/reunion.html", contexto)


def _que_puede(request: OciRequest, fila: Reunion, hoy: date) -> dict[str, bool]:
    """What this person may do with the meeting today; `fila` comes from `para_lista`."""
    propias = Reunion.objects.editables_para(request.user)
    lleva = request.user.puede(Permiso.REUNION_EDITAR) and propias.filter(pk=fila.pk).exists()
    realizada = fila.estado == EstadoReunion.REALIZADA
    sin_acta = realizada and "acta" in fila.le_falta
    por_anotar = fila.estado == EstadoReunion.CONVOCADA or sin_acta
    return {
        "lleva": lleva,
        "realizada": realizada,
        "puede_mover": lleva and bool(TRANSICIONES_REUNION[EstadoReunion(fila.estado)]),
        "puede_asistencia": lleva and fila.fecha <= hoy and por_anotar,
    }


def _acuerdos(request: OciRequest, fila: Reunion, al: date) -> list[Ocurrencia]:
    """The due date of each of its agreements, as it stood on `al`."""
    visibles = Ocurrencia.objects.visibles_para(request.user).al(al)
    filas = visibles.filter(compromiso__acuerdo__reunion=fila).con_origen()
    return list(filas.order_by("compromiso__acuerdo__numero", "nro"))


def suya(request: OciRequest, pk: int) -> Reunion:
    """A meeting that this person carries, or 404."""
    return get_object_or_404(Reunion.objects.editables_para(request.user).para_lista(), pk=pk)


@requiere(Permiso.REUNION_EDITAR)
@require_http_methods(["GET", "POST"])
def reunion_editar(request: OciRequest, pk: int) -> HttpResponse:
    fila, hoy = suya(request, pk), timezone.localdate()
    form = ReunionForm(datos(request), instance=fila, usuario=request.user, hoy=hoy)
    if form.is_valid():
        acciones.corregir_reunion(form.save(commit=False), por=request.user)
        messages.success(request, f"{fila.codigo} guardada.")
        return ir_a(request, fila)
    return acto(request, form, f"Editar {fila.codigo}", LISTA, por_codigo(fila))


@requiere(Permiso.REUNION_EDITAR)
@require_http_methods(["GET", "POST"])
def reunion_pasar(request: OciRequest, pk: int) -> HttpResponse:
    fila, hoy = suya(request, pk), timezone.localdate()
    form = PasoReunionForm(datos(request), reunion=fila, usuario=request.user, hoy=hoy)
    if form.is_valid():
        paso = acciones.mover_reunion(fila, por=request.user, hoy=hoy, **form.cleaned_data)
        messages.success(request, f"{fila.codigo}: {paso.get_a_display().lower()}.")
        return ir_a(request, fila)
    return acto(request, form, f"Pasar {fila.codigo}", LISTA, por_codigo(fila))


@requiere(Permiso.REUNION_EDITAR)
@require_http_methods(["GET", "POST"])
def reunion_reprogramar(request: OciRequest, pk: int) -> HttpResponse:
    fila, hoy = suya(request, pk), timezone.localdate()
    form = ReprogramarForm(datos(request), reunion=fila)
    if form.is_valid():
        otra = acciones.reprogramar_reunion(fila, por=request.user, hoy=hoy, **form.cleaned_data)
        messages.success(request, f"{fila.codigo} pasa al {otra.fecha:%d/%m/%Y}: {otra.codigo}.")
        return ir_a(request, otra)
    return acto(request, form, f"Reprogramar {fila.codigo}", LISTA, por_codigo(fila))
