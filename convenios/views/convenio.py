"""The register of agreements, one agreement, and the acts on it."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from convenios.acciones import convenio as acciones
from convenios.captacion import aritmetica, comprometido
from convenios.comparacion import arbol
from convenios.fichas import en_perfeccionamiento, ficha_convenio
from convenios.forms.convenio import ConvenioForm
from convenios.forms.convenio_filtros import FiltroConvenios
from convenios.models import Convenio, ParametroCumplimiento, Reporte
from convenios.perfeccionamiento import lapso_de_la_muestra
from convenios.resultados import vistas_de
from convenios.situacion import situaciones
from convenios.tablero import solo_de_color
from convenios.views.reporte import entregar
from ocisys.base.exportar import Columna, exportada
from ocisys.base.paginacion import paginar
from ocisys.base.web import datos, estado_de, ir_a, pagina


@requiere(Permiso.CONVENIO_VER)
@require_GET
def lista(request: OciRequest) -> HttpResponse:
    filtro = FiltroConvenios(request.GET, hoy=timezone.localdate())
    p = ParametroCumplimiento.objects.en_vigor(filtro.dia)
    filas = filtro.aplicar(Convenio.objects.visibles_para(request.user), p)
    filas = solo_de_color(filas, filtro, p).para_lista(filtro.dia)
    hoja = paginar(filas, request.GET, orden=("-codigo", "pk"))
    contexto = {
        "filtro": filtro,
        "pagina": hoja,
        "filas": situaciones(hoja, al=filtro.dia, p=p),
        "total": filas.count(),
    }
    return pagina(request, "convenios/lista.html", contexto, parcial="tabla-convenios")


@requiere(Permiso.CONVENIO_VER)
@require_GET
def lista_exportar(request: OciRequest, formato: str) -> HttpResponseBase:
    return entregar(request, Reporte.Lista.CONVENIOS, formato)


@requiere(Permiso.CONVENIO_VER)
@require_GET
def convenio(request: OciRequest, codigo: str) -> HttpResponse:
    hoy = timezone.localdate()
    visibles = Convenio.objects.visibles_para(request.user)
    fila = get_object_or_404(visibles.para_lista(hoy), codigo=codigo)
    contexto = ficha_convenio(fila, request.user, hoy) | {
        "resultados": vistas_de(fila),
        "arbol": arbol(fila, request.user),
        "comprometido": comprometido(fila, hoy),
        "reparos": aritmetica(fila, hoy),
    }
    return pagina(request, "convenios/convenio.html", contexto)


@requiere(Permiso.CONVENIO_EDITAR)
@require_http_methods(["GET", "POST"])
def convenio_nuevo(request: OciRequest) -> HttpResponse:
    form = ConvenioForm(datos(request))
    if form.is_valid():
        fila = acciones.registrar_convenio(
            form.save(commit=False),
            por=request.user,
            etapa=form.cleaned_data["etapa_inicial"],
            hoy=timezone.localdate(),
        )
        messages.success(
            request,
            f"Convenio {fila.codigo} registrado. Ahora agregue sus partes.",
            extra_tags="borrador:convenio",
        )
        return ir_a(request, fila)
    return pagina(request, "convenios/convenio_form.html", {"form": form}, status=estado_de(form))


@requiere(Permiso.CONVENIO_EDITAR)
@require_http_methods(["GET", "POST"])
def convenio_editar(request: OciRequest, codigo: str) -> HttpResponse:
    fila = get_object_or_404(Convenio.objects.editables_para(request.user), codigo=codigo)
    form = ConvenioForm(datos(request), instance=fila)
    if form.is_valid():
        acciones.actualizar_convenio(
            form.save(commit=False),
            por=request.user,
            hoy=timezone.localdate(),
            errata=form.cleaned_data.get("errata", ""),
        )
        messages.success(
            request, f"Datos de {codigo} guardados.", extra_tags=f"borrador:convenio-{codigo}"
        )
        return ir_a(request, fila)
    contexto = {"form": form, "convenio": fila}
    return pagina(request, "convenios/convenio_form.html", contexto, status=estado_de(form))


@requiere(Permiso.CONVENIO_VER)
@require_GET
def perfeccionamiento(request: OciRequest) -> HttpResponse:
    hoy = timezone.localdate()
    contexto = {
        "filas": en_perfeccionamiento(request.user, hoy),
        "lapso": lapso_de_la_muestra(),
        "dia": hoy,
    }
    return pagina(request, "convenios/perfeccionamiento.html", contexto)


PERFECCIONAMIENTO = [
    Columna("Código", lambda f: f[0].codigo, 16),
    Columna("Denominación", lambda f: f[0].denominacion, 60),
    Columna("Suscrito el", lambda f: f[0].fecha_suscripcion, 14),
    Columna("Días", lambda f: f[1] and f[1].dias, 8),
    Columna("Lo que sigue", lambda f: f[1] and f[1].siguiente.rotulo, 40),
    Columna("Norma", lambda f: f[1] and f[1].siguiente.norma, 30),
    Columna("Lo tiene", lambda f: f[1] and f[1].siguiente.quien, 30),
    Columna("Ficticio", lambda f: f[0].es_ficticio, 10),
]


@requiere(Permiso.CONVENIO_VER)
@require_GET
def perfeccionamiento_exportar(request: OciRequest, formato: str) -> HttpResponseBase:
    filas = en_perfeccionamiento(request.user, timezone.localdate())
    return exportada(request, formato, filas, PERFECCIONAMIENTO, "Perfeccionamiento", {})
