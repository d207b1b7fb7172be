"""What international bodies recommended: the list, one with its history, and its acts."""

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
from convenios.acciones import recomendacion as acciones
from convenios.forms.comun import nombre_de_unidad
from convenios.forms.convenio_actos import MotivoForm
from convenios.forms.recomendacion import (
    AccionForm,
    FiltroRecomendaciones,
    NivelForm,
    RecomendacionForm,
)
from convenios.models import AccionImplementacion, Recomendacion
from convenios.models.recomendacion import RecomendacionQuerySet
from convenios.views.acto import Miga, acto, por_nombre
from ocisys.base.exportar import Columna, exportada
from ocisys.base.paginacion import paginar
from ocisys.base.web import datos, ir_a, pagina

LISTA: Miga = ("Recomendaciones", reverse_lazy("convenios:recomendaciones"))

ORDEN = ("orden", "prioridad", "pk")

COLUMNAS = [
    Columna("Instrumento", "instrumento.siglas", 20),
    Columna("Documento", "documento", 24),
    Columna("Párrafo", "parrafo", 10),
    Columna("Texto", "texto", 90),
    Columna("Tema", "tema", 30),
    Columna("ODS", "ods_escritos", 14),
    Columna("Prioridad", "get_prioridad_display", 10),
    Columna("Plazo", "plazo", 12),
    Columna("Nivel", "get_nivel_display", 18),
    Columna("Con acción", lambda r: "sí" if r.tiene_accion else "no", 10),
    Columna("Ficticia", "es_ficticia", 10),
    Columna("Fuente del dato", "fuente_dato", 40),
]


def _pedido(request: OciRequest) -> tuple[FiltroRecomendaciones, RecomendacionQuerySet]:
    filtro = FiltroRecomendaciones(request.GET, hoy=timezone.localdate())
    visibles = Recomendacion.objects.visibles_para(request.user)
    suyas = AccionImplementacion.objects.visibles_para(request.user)
    return filtro, filtro.aplicar(visibles, suyas)


@requiere(Permiso.CONVENIO_VER)
@require_GET
def recomendaciones(request: OciRequest) -> HttpResponse:
    filtro, filas = _pedido(request)
    contexto = {
        "filtro": filtro,
        "pagina": paginar(filas, request.GET, orden=ORDEN),
        "total": filas.count(),
        "huerfanas": filas.huerfanas().count(),
        "dia": filtro.dia,
    }
    parcial = "tabla-recomendaciones"
    return pagina(request, "convenios/recomendaciones.html", contexto, parcial=parcial)


@requiere(Permiso.CONVENIO_VER)
@require_GET
def recomendaciones_exportar(request: OciRequest, formato: str) -> HttpResponseBase:
    filtro, filas = _pedido(request)
    filas = filas.order_by(*ORDEN)
    return exportada(
        request, formato, filas, COLUMNAS, "Recomendaciones internacionales", filtro.en_palabras
    )


def _recomendacion(request: OciRequest, pk: int) -> Recomendacion:
    visibles = Recomendacion.objects.visibles_para(request.user)
    return get_object_or_404(visibles.select_related("instrumento"), pk=pk)


@requiere(Permiso.CONVENIO_VER)
@require_GET
def recomendacion(request: OciRequest, pk: int) -> HttpResponse:
    fila, hoy = _recomendacion(request, pk), timezone.localdate()
    suyas = AccionImplementacion.objects.visibles_para(request.user).filter(recomendacion=fila)
    hechas = list(suyas.select_related("convenio", "por__persona", "anulado_por__persona"))
    contexto = {
        "r": fila,
        "acciones": hechas,
        "es_huerfana": fila.esta_abierta and not any(a.anulado_en is None for a in hechas),
        "cambios": fila.cambios.select_related("por__persona"),
        "unidad": nombre_de_unidad(fila.unidad_id),
        "vencida": fila.se_vencio(hoy),
        "puede_editar": request.user.puede(Permiso.INTERNACIONAL_EDITAR),
    }
    return pagina(request, "convenios/recomendacion.html", contexto)


@requiere(Permiso.INTERNACIONAL_EDITAR)
@require_http_methods(["GET", "POST"])
def recomendacion_nueva(request: OciRequest) -> HttpResponse:
    hoy = timezone.localdate()
    inicial = {"instrumento": request.GET.get("instrumento")}
    form = RecomendacionForm(datos(request), hoy=hoy, initial=inicial)
    if form.is_valid():
        fila = acciones.registrar_recomendacion(form.save(commit=False), por=request.user, hoy=hoy)
        messages.success(request, f"Registrada: {fila}. Ahora diga qué la pone en práctica.")
        return ir_a(request, fila)
    return acto(request, form, "Registrar recomendación", LISTA)


@requiere(Permiso.INTERNACIONAL_EDITAR)
@require_http_methods(["GET", "POST"])
def recomendacion_editar(request: OciRequest, pk: int) -> HttpResponse:
    fila = _recomendacion(request, pk)
    form = RecomendacionForm(datos(request), instance=fila, hoy=timezone.localdate())
    if form.is_valid():
        acciones.corregir_recomendacion(form.save(commit=False), form.fields)
        messages.success(request, f"Guardada: {fila}.")
        return ir_a(request, fila)
    return acto(request, form, "Corregir recomendación", LISTA, por_nombre(fila))


@requiere(Permiso.INTERNACIONAL_EDITAR)
@require_http_methods(["GET", "POST"])
def recomendacion_nivel(request: OciRequest, pk: int) -> HttpResponse:
    fila, hoy = _recomendacion(request, pk), timezone.localdate()
    form = NivelForm(datos(request), recomendacion=fila, hoy=hoy)
    if form.is_valid():
        hecho = acciones.cambiar_nivel(fila, por=request.user, **form.cleaned_data)
        messages.success(request, f"{fila}: {hecho.get_a_display().lower()}.")
        return ir_a(request, fila)
    nota = f"Hoy está en «{fila.get_nivel_display()}»."
    return acto(request, form, "Cambiar de nivel", LISTA, por_nombre(fila), nota=nota)


@requiere(Permiso.INTERNACIONAL_EDITAR)
@require_http_methods(["GET", "POST"])
def accion_nueva(request: OciRequest, pk: int) -> HttpResponse:
    fila = _recomendacion(request, pk)
    form = AccionForm(datos(request), recomendacion=fila, usuario=request.user)
    if form.is_valid():
        hecha = acciones.agregar_accion(form.save(commit=False), por=request.user)
        messages.success(request, f"La pone en práctica: {hecha}.")
        return ir_a(request, fila)
    return acto(
        request, form, "Agregar lo que la implementa", LISTA, por_nombre(fila), nota=fila.texto
    )


@requiere(Permiso.INTERNACIONAL_EDITAR)
@require_http_methods(["GET", "POST"])
def accion_anular(request: OciRequest, pk: int) -> HttpResponse:
    visibles: Any = AccionImplementacion.objects.visibles_para(request.user).sin_anular()
    suya = get_object_or_404(visibles.select_related("recomendacion", "convenio"), pk=pk)
    form = MotivoForm(datos(request))
    if form.is_valid():
        acciones.anular_accion(suya, por=request.user, **form.cleaned_data)
        messages.success(request, f"Anulada: {suya}.")
        return ir_a(request, suya.recomendacion)
    return acto(
        request, form, "Anular acción", LISTA, por_nombre(suya.recomendacion), nota=str(suya)
    )
