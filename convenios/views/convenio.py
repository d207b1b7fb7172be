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
from convenios.forms.filtros import FiltroConvenios
from convenios.models import Convenio, ParametroCumplimiento
from convenios.perfeccionamiento import lapso_de_la_muestra
from convenios.resultados import vistas_de
from convenios.situacion import SituacionConvenio, situaciones
from convenios.tablero import solo_de_color
from ocisys.base import exportar
from ocisys.base.exportar import Columna
from ocisys.base.paginacion import paginar
from ocisys.base.web import datos, estado_de, ir_a, pagina


def _contrapartes(fila: SituacionConvenio) -> str:
    return "; ".join(str(p) for p in fila.convenio.partes.all() if p.lado == "contraparte")


COLUMNAS = [
    Columna("Código", "convenio.codigo", 16),
    Columna("Denominación", "convenio.denominacion", 60),
    Columna("Tipo", "convenio.get_tipo_display", 28),
    Columna("Contraparte", _contrapartes, 40),
    Columna("Etapa", "convenio.get_etapa_display", 18),
    Columna("Vigencia", lambda f: f.vigencia.palabra, 16),
    Columna("Suscrito el", "convenio.fecha_suscripcion", 14),
    Columna("Termina el", "convenio.termina_el", 14),
    Columna("Decidir antes de", "convenio.decidir_antes_de", 16),
    Columna("Cumplimiento %", "cumplimiento", 14),
    Columna("Oportunidad %", "oportunidad", 14),
    Columna("Semáforo", lambda f: f.semaforo.color.rotulo, 14),
    Columna("Exigibles", "propias.exigibles", 11),
    Columna("Vencidas", "propias.vencidas", 11),
    Columna("Contraparte cumple %", "cumplimiento_ajeno", 14),
    Columna("Ámbito", "convenio.ambito_escrito", 30),
    Columna("Idiomas", "convenio.idiomas_escritos", 20),
    Columna("Identificador IATI", "convenio.iati_id", 30),
    Columna("Importancia", "convenio.importancia", 12),
    Columna("Ficticio", "convenio.es_ficticio", 10),
    Columna("Fuente del dato", "convenio.fuente_dato", 40),
]


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
    ahora = timezone.now()
    filtro = FiltroConvenios(request.GET, hoy=timezone.localdate())
    p = ParametroCumplimiento.objects.en_vigor(filtro.dia)
    filas = filtro.aplicar(Convenio.objects.visibles_para(request.user), p)
    filas = solo_de_color(filas, filtro, p).para_lista(filtro.dia).order_by("codigo")
    vistas = situaciones(filas, al=filtro.dia, p=p)
    if formato == "csv":
        return exportar.csv(vistas, COLUMNAS, titulo="Convenios", en=ahora)
    return exportar.xlsx(
        vistas, COLUMNAS, titulo="Convenios", filtros=filtro.en_palabras, por=request.user, en=ahora
    )


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
