"""Series, where each file is, and its way to the central archive."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from ocisys.base.exportar import Columna, exportada
from ocisys.base.paginacion import paginar
from ocisys.base.web import datos, estado_de, ir_a, pagina
from tramite import acciones
from tramite.forms.fisico import ClasificarForm, FiltroSeries, TransferirForm
from tramite.models import (
    Expediente,
    PropuestaEliminacion,
    SerieDocumental,
    Transferencia,
    Transferido,
)
from tramite.models.serie_documental import clasificacion_sugerida, transferibles
from tramite.rotulos import inventario_pdf
from tramite.views.comun import Rotulo, actuar, expediente_de
from tramite.views.papeles import pdf

CLASIFICAR = Rotulo(
    "Clasificar y ubicar",
    "Guardar",
    "clasificado",
    "La serie dice cuánto se conserva; sólo tiene plazo la que lo tiene por una norma.",
)

COLUMNAS = [
    Columna("N.º", "orden", 6),
    Columna("Expediente", "expediente.numero", 16),
    Columna("Serie documental", "clasificacion.serie.nombre", 34),
    Columna("Remitente", "expediente.remitente_nombre", 36),
    Columna("Asunto", "expediente.asunto", 60),
    Columna("Desde", "expediente.presentado_el", 12),
    Columna("Folios", "folios", 8),
    Columna("Tomos", "tomos", 8),
    Columna("Ubicación", "clasificacion.ubicacion", 30),
    Columna("Retención", "clasificacion.serie.retencion", 40),
]


DE_SERIES = [
    Columna("Código", "codigo", 20),
    Columna("Serie", "nombre", 34),
    Columna("Qué reúne", "descripcion", 60),
    Columna("Retención", "retencion", 50),
    Columna("Norma", "norma", 40),
    Columna("En uso", "activo", 8),
    Columna("Actualizada", "actualizado_en", 16),
]


@requiere(Permiso.EXPEDIENTE_ARCHIVAR)
@require_http_methods(["GET", "POST"])
def clasificar(request: OciRequest, numero: str) -> HttpResponse:
    expediente = expediente_de(request, numero)
    actual = clasificacion_sugerida(expediente)
    inicial = {"serie": actual.serie_id, "ubicacion": actual.ubicacion} if actual else {}
    form = ClasificarForm(datos(request), initial=inicial, expediente=expediente)
    return actuar(request, expediente, form, acciones.clasificar, CLASIFICAR)


@requiere(Permiso.NORMAS_VER)
@require_GET
def series(request: OciRequest) -> HttpResponse:
    """The catalogue alone: no expediente, so whoever administers reads it too."""
    filtro = FiltroSeries(request.GET)
    filas = filtro.aplicar(SerieDocumental.objects.visibles_para(request.user))
    vista = paginar(filas, request.GET, orden=("orden", "nombre"))
    return pagina(request, "tramite/series.html", {"filtro": filtro, "pagina": vista})


@requiere(Permiso.NORMAS_VER)
@require_GET
def series_exportar(request: OciRequest, formato: str) -> HttpResponseBase:
    filtro = FiltroSeries(request.GET)
    filas = filtro.aplicar(SerieDocumental.objects.visibles_para(request.user))
    return exportada(request, formato, filas, DE_SERIES, "Series documentales", filtro.en_palabras)


@requiere(Permiso.EXPEDIENTE_VER)
@require_GET
def transferencias(request: OciRequest) -> HttpResponse:
    filas = Transferencia.objects.visibles_para(request.user).select_related("por__persona")
    contexto = {
        "series": SerieDocumental.objects.visibles_para(request.user).filter(activo=True),
        "propuestas": PropuestaEliminacion.objects.visibles_para(request.user).para_lista()[:50],
        "pagina": paginar(filas, request.GET, orden=("-pk",)),
    }
    return pagina(request, "tramite/transferencias.html", contexto)


@requiere(Permiso.EXPEDIENTE_ARCHIVAR)
@require_http_methods(["GET", "POST"])
def transferir(request: OciRequest) -> HttpResponse:
    form = TransferirForm(datos(request), usuario=request.user)
    if form.is_valid():
        campos = form.cleaned_data
        hecha = acciones.transferir(
            campos.pop("expedientes"), por=request.user, ahora=timezone.now(), **campos
        )
        messages.success(request, f"{hecha} lista: imprima su inventario.")
        return ir_a(request, "tramite:transferencias")
    filas = transferibles(Expediente.objects.visibles_para(request.user))
    contexto = {"form": form, "pagina": paginar(filas, request.GET, orden=("pk",))}
    return pagina(request, "tramite/transferir.html", contexto, status=estado_de(form))


@requiere(Permiso.EXPEDIENTE_VER)
@require_GET
def inventario(request: OciRequest, pk: int, formato: str) -> HttpResponseBase:
    """The lines this person may know of, as PDF or XLSX."""
    filas = Transferencia.objects.visibles_para(request.user).select_related("por__persona")
    hecha = get_object_or_404(filas, pk=pk)
    propias = Transferido.objects.visibles_para(request.user).filter(transferencia=hecha)
    lineas = list(propias.para_inventario())
    restringidos = [t.expediente_id for t in lineas if t.expediente.esta_restringido]
    acciones.anotar_descarga(restringidos, por=request.user, ahora=timezone.now())
    if formato == "xlsx":
        filtros = {"Se entrega a": hecha.destino}
        return exportada(request, formato, lineas, COLUMNAS, str(hecha), filtros)
    return pdf(inventario_pdf(hecha, lineas), f"inventario-{hecha}.pdf")
