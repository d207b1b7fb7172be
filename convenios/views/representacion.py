"""Who represents the Sector before whom: the list, one with the meetings it was exercised in."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse_lazy
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from convenios.acciones import espacio as acciones
from convenios.forms.espacio import FiltroRepresentaciones, RepresentacionForm, TerminarForm
from convenios.models import RepresentacionInstitucional, Reunion
from convenios.views.acto import Miga, acto, por_nombre
from ocisys.base.exportar import Columna, exportada
from ocisys.base.paginacion import paginar
from ocisys.base.web import datos, ir_a, pagina

LISTA: Miga = ("Representaciones", reverse_lazy("convenios:representaciones"))

COLUMNAS = [
    Columna("Ante quién", lambda r: str(r.espacio.nombre if r.espacio else r.organizacion), 50),
    Columna("Carácter", "get_caracter_display", 10),
    Columna("Cargo", "posicion.nro_orden", 8),
    Columna("Norma o documento que designa", "designa", 40),
    Columna("Desde", "desde", 12),
    Columna("Hasta", "hasta", 12),
    Columna("Por qué terminó", "fin_motivo", 40),
    Columna("Registró", "por", 30),
    Columna("Ficticia", "es_ficticia", 10),
]
ORDEN = ("-desde", "-pk")


@requiere(Permiso.CONVENIO_VER)
@require_GET
def representaciones(request: OciRequest) -> HttpResponse:
    filtro = FiltroRepresentaciones(request.GET, hoy=timezone.localdate())
    filas = filtro.aplicar(RepresentacionInstitucional.objects.visibles_para(request.user))
    contexto = {
        "filtro": filtro,
        "al": filtro.dia,
        "pagina": paginar(filas, request.GET, orden=ORDEN),
        "total": filas.count(),
    }
    return pagina(
        request, "convenios/representaciones.html", contexto, parcial="tabla-representaciones"
    )


@requiere(Permiso.CONVENIO_VER)
@require_GET
def representaciones_exportar(request: OciRequest, formato: str) -> HttpResponseBase:
    filtro = FiltroRepresentaciones(request.GET, hoy=timezone.localdate())
    filas = filtro.aplicar(RepresentacionInstitucional.objects.visibles_para(request.user))
    filas = filas.order_by(*ORDEN)
    return exportada(request, formato, filas, COLUMNAS, "Representaciones", filtro.en_palabras)


@requiere(Permiso.ESPACIO_EDITAR)
@require_http_methods(["GET", "POST"])
def representacion_nueva(request: OciRequest) -> HttpResponse:
    hoy = timezone.localdate()
    inicial = {c: request.GET.get(c) for c in ("espacio", "organizacion")}
    form = RepresentacionForm(datos(request), hoy=hoy, initial=inicial)
    if form.is_valid():
        fila = acciones.designar_representante(form.save(commit=False), por=request.user)
        messages.success(request, f"Cargo {fila.posicion}: {fila}.")
        return ir_a(request, fila)
    return acto(request, form, "Designar representante", LISTA)


def _representacion(request: OciRequest, pk: int) -> RepresentacionInstitucional:
    visibles = RepresentacionInstitucional.objects.visibles_para(request.user).para_lista()
    return get_object_or_404(visibles.select_related("terminada_por__persona"), pk=pk)


@requiere(Permiso.CONVENIO_VER)
@require_GET
def representacion(request: OciRequest, pk: int) -> HttpResponse:
    fila, hoy = _representacion(request, pk), timezone.localdate()
    ejercida = Reunion.objects.visibles_para(request.user).ejerciendo(fila)
    contexto = {
        "r": fila,
        "hoy": hoy,
        "reuniones": ejercida.para_lista().en_orden()[:50],
        "cuantas": ejercida.count(),
        "puede_terminar": request.user.puede(Permiso.ESPACIO_EDITAR)
        and fila.terminada_en is None
        and (fila.hasta is None or fila.hasta > hoy),
    }
    return pagina(request, "convenios/representacion.html", contexto)


@requiere(Permiso.ESPACIO_EDITAR)
@require_http_methods(["GET", "POST"])
def representacion_terminar(request: OciRequest, pk: int) -> HttpResponse:
    fila = _representacion(request, pk)
    form = TerminarForm(datos(request), hoy=timezone.localdate())
    if form.is_valid():
        acciones.terminar_representacion(fila, por=request.user, **form.cleaned_data)
        messages.success(request, f"{fila}: termina el {form.cleaned_data['hasta']:%d/%m/%Y}.")
        return ir_a(request, fila)
    return acto(request, form, "Terminar representación", LISTA, por_nombre(fila))
