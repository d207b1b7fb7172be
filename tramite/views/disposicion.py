"""The final disposition of what is in the central archive, and the series that decide it."""

from typing import Any

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
from ocisys.base.reglas import ReglaIncumplida
from ocisys.base.sellado import servir
from ocisys.base.web import datos, estado_de, ir_a, pagina
from tramite import acciones
from tramite.acciones.disposicion import disponibles
from tramite.forms.disposicion import CONSERVAR, DisponerForm, RespuestaAgnForm, SerieForm
from tramite.models import (
    Expediente,
    PropuestaEliminacion,
    PropuestoEliminar,
    SerieDocumental,
)
from tramite.models.disposicion import sin_propuesta
from tramite.models.serie_documental import con_disposicion
from tramite.rotulos_archivo import eliminacion_pdf
from tramite.views.papeles import pdf

COLUMNAS = [
    Columna("N.º", "orden", 6),
    Columna("Expediente", "expediente.numero", 16),
    Columna("Serie documental", "clasificacion.serie.nombre", 34),
    Columna("Asunto", "expediente.asunto", 60),
    Columna("Desde", "expediente.presentado_el", 12),
    Columna("Retención", "retencion", 40),
    Columna("Cumplida el", "cumplida_el", 12),
    Columna("Folios", "folios", 8),
    Columna("Tomos", "tomos", 8),
]


@requiere(Permiso.EXPEDIENTE_ARCHIVAR)
@require_http_methods(["GET", "POST"])
def disponer(request: OciRequest) -> HttpResponse:
    form = DisponerForm(datos(request), usuario=request.user)
    if form.is_valid():
        return _disponer(request, **form.cleaned_data)
    hoy = timezone.localdate()
    filas = sin_propuesta(con_disposicion(Expediente.objects.visibles_para(request.user)))
    hoja = paginar(filas, request.GET, orden=("pk",))
    listos = {d.expediente.pk: d for d in disponibles(list(hoja.filas), hoy)}
    contexto = {
        "form": form,
        "pagina": hoja,
        "renglones": [(e, listos.get(e.pk)) for e in hoja.filas],
        "hay": bool(listos),
    }
    return pagina(request, "tramite/disponer.html", contexto, status=estado_de(form))


def _disponer(
    request: OciRequest, *, expedientes: list[Expediente], acto: str, nota: str
) -> HttpResponse:
    comun: dict[str, Any] = {"por": request.user, "ahora": timezone.now(), "nota": nota}
    if acto == CONSERVAR:
        n = acciones.conservar(expedientes, **comun)
        messages.success(
            request, f"{n} expediente{'s' if n > 1 else ''} de conservación permanente."
        )
    else:
        hecha = acciones.proponer_eliminacion(expedientes, **comun)
        messages.success(
            request, f"{hecha} lista: imprima su inventario y envíelo al AGN. Nada se ha eliminado."
        )
    return ir_a(request, "tramite:transferencias")


@requiere(Permiso.EXPEDIENTE_ARCHIVAR)
@require_http_methods(["GET", "POST"])
def respuesta(request: OciRequest, pk: int) -> HttpResponse:
    """What the AGN answered to a proposal: its document and what it authorises."""
    filas = PropuestaEliminacion.objects.visibles_para(request.user)
    propuesta = get_object_or_404(filas.sin_respuesta(), pk=pk)
    _exigir_verla_entera(request, propuesta)
    es_post = request.method == "POST"
    form = RespuestaAgnForm(
        *((request.POST, request.FILES) if es_post else ()),
        propuesta=propuesta,
        usuario=request.user,
        hoy=timezone.localdate(),
    )
    if form.is_valid():
        campos = form.cleaned_data
        acciones.responder_agn(propuesta, por=request.user, ahora=timezone.now(), **campos)
        messages.success(request, _respondio(propuesta, len(campos["autorizados"])))
        return ir_a(request, "tramite:transferencias")
    contexto = {"p": propuesta, "form": form}
    return pagina(request, "tramite/respuesta_agn.html", contexto, status=estado_de(form))


def _respondio(propuesta: PropuestaEliminacion, n: int) -> str:
    cuantos = f"{n} expediente{'' if n == 1 else 's'}"
    return f"{propuesta}: el AGN autorizó eliminar {cuantos}. Sus registros se conservan."


def _exigir_verla_entera(request: OciRequest, propuesta: PropuestaEliminacion) -> None:
    """An answer about lines that this person may not know of is for somebody else to write."""
    suyas = PropuestoEliminar.objects.visibles_para(request.user).filter(propuesta=propuesta)
    if suyas.count() != propuesta.lineas.count():
        raise ReglaIncumplida("La propuesta tiene expedientes restringidos: la anota la jefatura.")


@requiere(Permiso.EXPEDIENTE_VER)
@require_GET
def inventario(request: OciRequest, pk: int, formato: str) -> HttpResponseBase:
    """The lines of a proposal that this person may know of, as PDF or XLSX."""
    filas = PropuestaEliminacion.objects.visibles_para(request.user).select_related("por__persona")
    propuesta = get_object_or_404(filas, pk=pk)
    propias = PropuestoEliminar.objects.visibles_para(request.user).filter(propuesta=propuesta)
    lineas = list(propias.para_inventario())
    restringidos = [x.expediente_id for x in lineas if x.expediente.esta_restringido]
    acciones.anotar_descarga(restringidos, por=request.user, ahora=timezone.now())
    if formato == "xlsx":
        filtros = {"Se propone a": "Archivo General de la Nación"}
        return exportada(request, formato, lineas, COLUMNAS, str(propuesta), filtros)
    return pdf(eliminacion_pdf(propuesta, lineas), f"inventario-{propuesta}.pdf")


@requiere(Permiso.EXPEDIENTE_VER)
@require_GET
def documento_agn(request: OciRequest, pk: int) -> HttpResponseBase:
    filas = PropuestaEliminacion.objects.visibles_para(request.user).exclude(respuesta=None)
    propuesta = get_object_or_404(filas.select_related("respuesta__archivo"), pk=pk)
    _exigir_verla_entera(request, propuesta)
    return servir(propuesta.respuesta.archivo)


@requiere(Permiso.SERIES_EDITAR)
@require_http_methods(["GET", "POST"])
def serie_nueva(request: OciRequest) -> HttpResponse:
    return _serie(request, SerieDocumental())


@requiere(Permiso.SERIES_EDITAR)
@require_http_methods(["GET", "POST"])
def serie_editar(request: OciRequest, codigo: str) -> HttpResponse:
    filas = SerieDocumental.objects.visibles_para(request.user)
    return _serie(request, get_object_or_404(filas, codigo=codigo))


def _serie(request: OciRequest, serie: SerieDocumental) -> HttpResponse:
    form = SerieForm(datos(request), instance=serie)
    if form.is_valid():
        hecha = acciones.guardar_serie(form.instance)
        messages.success(request, f"Serie «{hecha}» guardada: {hecha.retencion}.")
        return ir_a(request, "tramite:series")
    contexto = {"form": form, "serie": serie}
    return pagina(request, "tramite/serie.html", contexto, status=estado_de(form))
