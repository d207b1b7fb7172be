"""New international agreements that the office proposes: list, page and acts."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse_lazy
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from convenios.acciones import propuesta_acuerdo as acciones
from convenios.forms.propuesta_acuerdo import (
    FiltroPropuestasAcuerdo,
    PasoAcuerdoForm,
    PropuestaAcuerdoForm,
)
from convenios.models import Convenio, EstadoAcuerdo, PropuestaAcuerdo
from convenios.models.propuesta_acuerdo import TRANSICIONES_ACUERDO
from convenios.views.acto import Miga, acto, por_codigo
from ocisys.base.exportar import Columna, exportada
from ocisys.base.paginacion import paginar
from ocisys.base.web import datos, ir_a, pagina

LISTA: Miga = ("Propuestas de acuerdo", reverse_lazy("convenios:propuestas_acuerdo"))


COLUMNAS = [
    Columna("Código", "codigo", 16),
    Columna("Sobre qué", "materia", 60),
    Columna("Con quién", "contraparte", 40),
    Columna("Eje", "get_eje_display", 28),
    Columna("Estado", "get_estado_display", 14),
    Columna("Registrada el", "registrada_el", 14),
    Columna("Registró", "por", 30),
    Columna("Ficticia", "es_ficticia", 10),
]


@requiere(Permiso.CONVENIO_VER)
@require_GET
def propuestas_acuerdo(request: OciRequest) -> HttpResponse:
    filtro = FiltroPropuestasAcuerdo(request.GET, hoy=timezone.localdate())
    filas = filtro.aplicar(PropuestaAcuerdo.objects.visibles_para(request.user))
    contexto = {
        "filtro": filtro,
        "pagina": paginar(filas, request.GET, orden=("-registrada_el", "-pk")),
        "total": filas.count(),
    }
    parcial = "tabla-propuestas"
    return pagina(request, "convenios/propuestas_acuerdo.html", contexto, parcial=parcial)


@requiere(Permiso.CONVENIO_VER)
@require_GET
def propuestas_acuerdo_exportar(request: OciRequest, formato: str) -> HttpResponseBase:
    filtro = FiltroPropuestasAcuerdo(request.GET, hoy=timezone.localdate())
    filas = filtro.aplicar(PropuestaAcuerdo.objects.visibles_para(request.user))
    return exportada(
        request,
        formato,
        filas,
        COLUMNAS,
        "Propuestas de acuerdos internacionales",
        filtro.en_palabras,
    )


def _propuesta(request: OciRequest, pk: int) -> PropuestaAcuerdo:
    visibles = PropuestaAcuerdo.objects.visibles_para(request.user)
    return get_object_or_404(visibles.select_related("por__persona", "instrumento"), pk=pk)


@requiere(Permiso.CONVENIO_VER)
@require_GET
def propuesta_acuerdo(request: OciRequest, pk: int) -> HttpResponse:
    fila = _propuesta(request, pk)
    lleva, estado = request.user.puede(Permiso.INTERNACIONAL_EDITAR), EstadoAcuerdo(fila.estado)
    contexto = {
        "p": fila,
        # A reserved agreement is not named to who may not know of it.
        "convenio": Convenio.objects.visibles_para(request.user)
        .filter(pk=fila.convenio_id)
        .first(),
        "pasos": fila.pasos.select_related("por__persona"),
        "puede_editar": lleva and estado == EstadoAcuerdo.IDEA,
        "puede_mover": lleva and bool(TRANSICIONES_ACUERDO[estado]),
    }
    return pagina(request, "convenios/propuesta_acuerdo.html", contexto)


@requiere(Permiso.INTERNACIONAL_EDITAR)
@require_http_methods(["GET", "POST"])
def propuesta_acuerdo_nueva(request: OciRequest) -> HttpResponse:
    form = PropuestaAcuerdoForm(datos(request))
    if form.is_valid():
        fila = acciones.registrar_propuesta(
            form.save(commit=False), por=request.user, hoy=timezone.localdate()
        )
        messages.success(request, f"{fila.codigo} registrada como idea.")
        return ir_a(request, fila)
    return acto(request, form, "Nueva propuesta de acuerdo", LISTA)


@requiere(Permiso.INTERNACIONAL_EDITAR)
@require_http_methods(["GET", "POST"])
def propuesta_acuerdo_editar(request: OciRequest, pk: int) -> HttpResponse:
    fila = _propuesta(request, pk)
    form = PropuestaAcuerdoForm(datos(request), instance=fila)
    if form.is_valid():
        acciones.corregir_propuesta(form.save(commit=False))
        messages.success(request, f"{fila.codigo} guardada.")
        return ir_a(request, fila)
    return acto(
        request, form, "Editar propuesta de acuerdo", LISTA, por_codigo(fila), nota=str(fila)
    )


@requiere(Permiso.INTERNACIONAL_EDITAR)
@require_http_methods(["GET", "POST"])
def propuesta_acuerdo_pasar(request: OciRequest, pk: int) -> HttpResponse:
    fila = _propuesta(request, pk)
    form = PasoAcuerdoForm(
        datos(request), propuesta=fila, usuario=request.user, hoy=timezone.localdate()
    )
    if form.is_valid():
        paso = acciones.mover_propuesta(fila, por=request.user, **form.cleaned_data)
        messages.success(request, f"{fila.codigo}: {paso.get_a_display().lower()}.")
        return ir_a(request, fila)
    return acto(request, form, "Cambiar estado", LISTA, por_codigo(fila), nota=str(fila))
