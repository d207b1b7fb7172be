"""The tray «sin digitalizar»: documents without a file, and scans without a document."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from ocisys.base.models import Derivado
from ocisys.base.paginacion import paginar
from ocisys.base.reglas import ReglaIncumplida
from ocisys.base.sellado import servir
from ocisys.base.web import datos, estado_de, ir_a, pagina
from tramite import acciones
from tramite.acciones.escaneo import etiquetas_de
from tramite.forms.escaneo import AsignarForm, DescartarForm, SubirForm
from tramite.models import Anexo, Documento, Escaneo
from tramite.pilas import partes_de
from tramite.views.comun import archivos_dichos

A_LA_VISTA = 24
CANDIDATOS = 12


@requiere(Permiso.EXPEDIENTE_REGISTRAR)
@require_http_methods(["GET", "POST"])
def sin_digitalizar(request: OciRequest) -> HttpResponse:
    es_post = request.method == "POST"
    form = SubirForm(request.POST if es_post else None, request.FILES if es_post else None)
    if form.is_valid():
        _recibir(request, form)
        return ir_a(request, "tramite:sin_digitalizar")
    filas = Documento.objects.visibles_para(request.user).sin_digitalizar()
    escaneos = Escaneo.objects.visibles_para(request.user).en_espera()
    contexto = {
        "form": form,
        "escaneos": escaneos[:A_LA_VISTA],
        "mas_escaneos": max(escaneos.count() - A_LA_VISTA, 0),
        "pagina": paginar(filas, request.GET, orden=("-pk",)),
    }
    return pagina(request, "tramite/sin_digitalizar.html", contexto, status=estado_de(form))


def _recibir(request: OciRequest, form: SubirForm) -> None:
    """Each file by itself: one that is refused says so and does not take the others with it."""
    recibidos = 0
    for fichero in form.cleaned_data["todos"]:
        try:
            acciones.recibir_escaneo(
                fichero, origen=Escaneo.Origen.SUBIDO, por=request.user, ahora=timezone.now()
            )
            recibidos += 1
        except ReglaIncumplida as error:
            messages.error(request, str(error))
    if recibidos:
        messages.success(request, f"{archivos_dichos(recibidos)}; se buscan sus etiquetas.")


@requiere(Permiso.EXPEDIENTE_REGISTRAR)
@require_http_methods(["GET", "POST"])
def escaneo(request: OciRequest, pk: int) -> HttpResponse:
    filas = Escaneo.objects.visibles_para(request.user).select_related("archivo", "anexo")
    fila = get_object_or_404(filas, pk=pk)
    documentos = Documento.objects.visibles_para(request.user).sin_digitalizar()
    form = AsignarForm(
        datos(request),
        candidatos=list(documentos.order_by("-pk")[:CANDIDATOS]),
        usuario=request.user,
        hoy=timezone.localdate(),
    )
    if form.is_valid():
        destino = form.cleaned_data["destino"]
        acciones.asignar(fila, destino, por=request.user, ahora=timezone.now())
        messages.success(request, f"«{fila}» está ahora en el expediente {destino.expediente}.")
        return ir_a(request, "tramite:sin_digitalizar")
    repetidos = Anexo.objects.visibles_para(request.user).con_los_bytes_de(fila)
    contexto = {"s": fila, "form": form, "partes": _partes(fila), "repetidos": repetidos[:5]}
    return pagina(request, "tramite/escaneo.html", contexto, status=estado_de(form))


def _partes(fila: Escaneo) -> list[object]:
    """How it would be split; nothing when there is nothing to split."""
    partes = partes_de(fila.paginas or 0, etiquetas_de(fila))
    return list(partes) if fila.se_asigna and len(partes) > 1 else []


@requiere(Permiso.EXPEDIENTE_REGISTRAR)
@require_POST
def partir(request: OciRequest, pk: int) -> HttpResponse:
    fila = get_object_or_404(Escaneo.objects.visibles_para(request.user), pk=pk)
    partes = acciones.partir(fila, por=request.user, ahora=timezone.now())
    por_asignar = sum(p.espera for p in partes)
    messages.success(
        request,
        f"«{fila}» se partió en {len(partes)}: {len(partes) - por_asignar} en su documento, "
        f"{por_asignar} por asignar.",
    )
    return ir_a(request, "tramite:sin_digitalizar")


@requiere(Permiso.EXPEDIENTE_REGISTRAR)
@require_http_methods(["GET", "POST"])
def descartar(request: OciRequest, pk: int) -> HttpResponse:
    fila = get_object_or_404(Escaneo.objects.visibles_para(request.user), pk=pk)
    form = DescartarForm(datos(request))
    if form.is_valid():
        acciones.descartar(fila, por=request.user, ahora=timezone.now(), **form.cleaned_data)
        messages.success(request, f"«{fila}» ya no está en la bandeja.")
        return ir_a(request, "tramite:sin_digitalizar")
    contexto = {"s": fila, "form": form}
    return pagina(request, "tramite/escaneo_descartar.html", contexto, status=estado_de(form))


@requiere(Permiso.EXPEDIENTE_REGISTRAR)
@require_GET
def archivo(request: OciRequest, pk: int) -> HttpResponseBase:
    filas = Escaneo.objects.visibles_para(request.user).filter(archivo__isnull=False)
    fila = get_object_or_404(filas.select_related("archivo"), pk=pk, anexo=None)
    return servir(fila.archivo)  # type: ignore[arg-type]


@requiere(Permiso.EXPEDIENTE_REGISTRAR)
@require_GET
@cache_control(private=True, max_age=3600)
def miniatura(request: OciRequest, pk: int) -> HttpResponse:
    """The first page of a scan that waits; 404 until the queue has drawn it."""
    filas = Escaneo.objects.visibles_para(request.user).filter(anexo=None)
    fila = get_object_or_404(
        Derivado, clase=Derivado.Clase.MINIATURA, archivo__escaneo__in=filas.filter(pk=pk)
    )
    return HttpResponse(bytes(fila.imagen or b""), content_type="image/png")
