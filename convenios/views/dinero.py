"""The money of one agreement, and what was raised by year and source."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from cargos.http import OciRequest
from cargos.models import Usuario
from cargos.permisos import Permiso, requiere
from convenios import captacion as cifras
from convenios.acciones import dinero as acciones
from convenios.acciones.anular import anular
from convenios.forms.convenio_actos import MotivoForm
from convenios.forms.dinero import AporteForm, DesembolsoForm, FiltroCaptacion, LlegadaForm
from convenios.models import Convenio
from convenios.views.acto import acto_de_convenio, editable
from ocisys.base.exportar import Columna, exportada
from ocisys.base.web import datos, ir_a, pagina

COLUMNAS = [
    Columna("Año de suscripción", "anio", 12),
    Columna("Fuente", "nombre", 50),
    Columna("Moneda", "moneda", 10),
    Columna("Instrumentos", "instrumentos", 12),
    Columna("Comprometido", "comprometido", 18),
    Columna("De ello en especie", "en_especie", 18),
    Columna("Programado a la fecha", "programado", 18),
    Columna("Desembolsado", "desembolsado", 18),
    Columna("Ejecución %", "ejecucion", 12),
]


@requiere(Permiso.CONVENIO_VER)
@require_GET
def dinero(request: OciRequest, codigo: str) -> HttpResponse:
    convenio = get_object_or_404(Convenio.objects.visibles_para(request.user), codigo=codigo)
    contexto = cifras.ficha_dinero(convenio, request.user, timezone.localdate())
    return pagina(request, "convenios/dinero.html", contexto)


@requiere(Permiso.CONVENIO_EDITAR)
@require_http_methods(["GET", "POST"])
def aporte_nuevo(request: OciRequest, codigo: str) -> HttpResponse:
    convenio = editable(request, codigo)
    form = AporteForm(datos(request), convenio=convenio, hoy=timezone.localdate())
    if form.is_valid():
        aporte = acciones.registrar_aporte(form.save(commit=False), por=request.user)
        messages.success(request, f"Aporte de {aporte} registrado.")
        return ir_a(request, "convenios:dinero", codigo)
    return acto_de_convenio(request, convenio, form, "Registrar aporte")


@requiere(Permiso.CONVENIO_EDITAR)
@require_http_methods(["GET", "POST"])
def aporte_anular(request: OciRequest, codigo: str, pk: int) -> HttpResponse:
    convenio = editable(request, codigo)
    fila = get_object_or_404(convenio.aportes.sin_anular(), pk=pk)
    form = MotivoForm(datos(request))
    if form.is_valid():
        anular(fila, por=request.user, **form.cleaned_data)
        messages.success(request, f"Aporte de {fila} anulado.")
        return ir_a(request, "convenios:dinero", codigo)
    return acto_de_convenio(request, convenio, form, "Anular aporte", str(fila))


@requiere(Permiso.CONVENIO_EDITAR)
@require_http_methods(["GET", "POST"])
def desembolso_nuevo(request: OciRequest, codigo: str) -> HttpResponse:
    convenio, hoy = editable(request, codigo), timezone.localdate()
    form = DesembolsoForm(datos(request), convenio=convenio, hoy=hoy)
    if form.is_valid():
        fila = acciones.registrar_desembolso(form.save(commit=False), por=request.user, hoy=hoy)
        messages.success(request, f"Desembolso de {fila} registrado.")
        return ir_a(request, "convenios:dinero", codigo)
    return acto_de_convenio(request, convenio, form, "Registrar desembolso")


@requiere(Permiso.CONVENIO_EDITAR)
@require_http_methods(["GET", "POST"])
def desembolso_llego(request: OciRequest, codigo: str, pk: int) -> HttpResponse:
    convenio, hoy = editable(request, codigo), timezone.localdate()
    fila = get_object_or_404(convenio.desembolsos.sin_anular().filter(real=None), pk=pk)
    form = LlegadaForm(datos(request), desembolso=fila, hoy=hoy)
    if form.is_valid():
        acciones.anotar_llegada(fila, por=request.user, hoy=hoy, **form.cleaned_data)
        messages.success(request, f"Desembolso de {fila} anotado como recibido.")
        return ir_a(request, "convenios:dinero", codigo)
    return acto_de_convenio(request, convenio, form, "Llegó", str(fila))


@requiere(Permiso.CONVENIO_EDITAR)
@require_http_methods(["GET", "POST"])
def desembolso_anular(request: OciRequest, codigo: str, pk: int) -> HttpResponse:
    convenio = editable(request, codigo)
    fila = get_object_or_404(convenio.desembolsos.sin_anular(), pk=pk)
    form = MotivoForm(datos(request))
    if form.is_valid():
        anular(fila, por=request.user, **form.cleaned_data)
        messages.success(request, f"Desembolso de {fila} anulado.")
        return ir_a(request, "convenios:dinero", codigo)
    return acto_de_convenio(request, convenio, form, "Anular desembolso", str(fila))


def _captado(filtro: FiltroCaptacion, usuario: Usuario) -> list[cifras.FilaCaptacion]:
    convenios = Convenio.objects.visibles_para(usuario).filter(filtro.condicion())
    if filtro.pedido("curso"):
        convenios = convenios.en_curso(filtro.dia)
    if desde := filtro.pedido("desde"):
        convenios = convenios.filter(fecha_suscripcion__gte=desde)
    if hasta := filtro.pedido("hasta"):
        convenios = convenios.filter(fecha_suscripcion__lte=hasta)
    pedidas = {"moneda": filtro.pedido("moneda"), "fuente": filtro.pedido("org")}
    filas = cifras.captacion(convenios, filtro.dia)
    return [f for f in filas if all(v in (None, getattr(f, c)) for c, v in pedidas.items())]


@requiere(Permiso.CONVENIO_VER)
@require_GET
def captacion(request: OciRequest) -> HttpResponse:
    filtro = FiltroCaptacion(request.GET, hoy=timezone.localdate())
    filas = _captado(filtro, request.user)
    totales = cifras.por_moneda(filas)
    for fila in filas:
        fila.enlace = filtro.enlace_a(fila.moneda, firma=fila.anio, aporta=fila.fuente)
    for fila in totales:
        fila.enlace = filtro.enlace_a(fila.moneda)
    contexto = {"filtro": filtro, "filas": filas, "totales": totales}
    return pagina(request, "convenios/captacion.html", contexto, parcial="tabla-captacion")


@requiere(Permiso.CONVENIO_VER)
@require_GET
def captacion_exportar(request: OciRequest, formato: str) -> HttpResponseBase:
    filtro = FiltroCaptacion(request.GET, hoy=timezone.localdate())
    filas = _captado(filtro, request.user)
    return exportada(request, formato, filas, COLUMNAS, "Captación", filtro.en_palabras)
