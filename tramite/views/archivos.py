"""Files of the documents: adding them, reading them."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from ocisys.base.lectura import por_que_no_se_abre
from ocisys.base.models import Derivado
from ocisys.base.sellado import servir
from ocisys.base.web import estado_de, ir_a, pagina
from tramite import acciones
from tramite.examen import examinar
from tramite.forms.tramitar import AdjuntarForm
from tramite.models import Anexo, Documento
from tramite.views.comun import anotar_lectura, archivos_dichos


@requiere(Permiso.EXPEDIENTE_DERIVAR)
@require_http_methods(["GET", "POST"])
def adjuntar(request: OciRequest, numero: str, orden: int) -> HttpResponse:
    filas = Documento.objects.visibles_para(request.user).select_related("expediente", "tipo")
    documento = get_object_or_404(filas, expediente__numero=numero, orden=orden)
    es_post = request.method == "POST"
    anotar_lectura(request, documento.expediente, documento)
    form = AdjuntarForm(request.POST if es_post else None, request.FILES if es_post else None)
    if form.is_valid():
        anexos = acciones.adjuntar(
            documento, ficheros=form.todos, por=request.user, ahora=timezone.now()
        )
        messages.success(request, f"{archivos_dichos(len(anexos))} en el expediente {numero}.")
        _advertir_repetidos(request, anexos)
        _advertir_ilegibles(request, anexos)
        return ir_a(request, f"{documento.expediente.get_absolute_url()}?ver=documentos")
    contexto = {"d": documento, "e": documento.expediente, "form": form}
    return pagina(request, "tramite/adjuntar.html", contexto, status=estado_de(form))


def _advertir_repetidos(request: OciRequest, anexos: list[Anexo]) -> None:
    """Say which of the new files were already in an expediente this person may know of."""
    for otro in Anexo.objects.visibles_para(request.user).repetidos_de(anexos)[:5]:
        messages.warning(
            request,
            f"El mismo archivo ya estaba en el expediente {otro.documento.expediente.numero}, "
            f"como «{otro.titulo}».",
        )


def _advertir_ilegibles(request: OciRequest, anexos: list[Anexo]) -> None:
    """Say which ones nobody will be able to open; they are kept as they came (art. 124.1)."""
    for anexo in anexos:
        if razon := por_que_no_se_abre(anexo.archivo):
            messages.warning(
                request,
                f"«{anexo.titulo}» {razon}: se guardó tal como llegó, pero no se podrá leer. "
                "Pida otro al remitente y agréguelo también.",
            )


@requiere(Permiso.EXPEDIENTE_VER)
@require_GET
def archivo(request: OciRequest, numero: str, pk: int) -> HttpResponseBase:
    filas = Anexo.objects.visibles_para(request.user)
    filas = filas.select_related("archivo", "documento__expediente")
    anexo = get_object_or_404(filas, documento__expediente__numero=numero, pk=pk)
    anotar_lectura(request, anexo.documento.expediente, anexo.documento)
    return servir(anexo.archivo, descarga="descargar" in request.GET)


@requiere(Permiso.EXPEDIENTE_VER)
@require_GET
def examen(request: OciRequest, numero: str, pk: int) -> HttpResponse:
    """Whether the file is as it was received, and what its signatures say."""
    filas = Anexo.objects.visibles_para(request.user)
    filas = filas.select_related("archivo", "documento__expediente", "por__persona")
    a = get_object_or_404(filas, documento__expediente__numero=numero, pk=pk)
    anotar_lectura(request, a.documento.expediente, a.documento)
    ahora = timezone.now()
    contexto = {
        "a": a,
        "e": a.documento.expediente,
        "x": examinar(a.archivo, en=ahora),
        "lectura": a.archivo.derivados.filter(clase=Derivado.Clase.TEXTO).first(),
        "en": ahora,
    }
    return pagina(request, "tramite/archivo_examen.html", contexto)
