"""Papers of an expediente: cargo, hoja de ruta, labels, carátula and índice digital."""

from csp.constants import SELF
from csp.decorators import csp_replace
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from ocisys.base.imagenes import dibujar
from ocisys.base.sellado import servir
from ocisys.base.web import pagina
from tramite.acciones.cargo import version_en_vigor
from tramite.cuentas import anexo_pdf
from tramite.models import CargoSellado, Documento, IndiceSellado
from tramite.papeles import cargo_del_agregado_pdf, cargo_pdf, hoja_de_ruta_pdf
from tramite.rotulos import caratula_pdf, etiqueta_pdf, formato_de, indice_pdf
from tramite.views.comun import anotar_lectura, expediente_de


def pdf(contenido: bytes, nombre: str) -> HttpResponse:
    """A PDF that the browser shows, with the name it is saved under."""
    cabeceras = {"Content-Disposition": str(content_disposition_header(False, nombre))}
    return HttpResponse(contenido, content_type="application/pdf", headers=cabeceras)


@requiere(Permiso.EXPEDIENTE_VER)
@require_GET
def cargo(request: OciRequest, numero: str) -> HttpResponseBase:
    """The sealed cargo in force; until the queue seals it, the same bytes drawn now.

    `?documento=2` is that of a document received later in the same expediente; `?version=1`, the
    one that was given before the moment of filing was corrected.
    """
    expediente = expediente_de(request, numero)
    orden = entero(request.GET.get("documento"))
    if orden != 1:
        recibidos = expediente.documentos.recibidos().select_related("tipo", "por__persona")
        documento = get_object_or_404(recibidos, orden=orden)
        documento.expediente = expediente
        return pdf(cargo_del_agregado_pdf(documento), f"cargo-{expediente}-{orden}.pdf")
    sellados = CargoSellado.objects.visibles_para(request.user).del_expediente(expediente)
    if pedida := request.GET.get("version"):
        return servir(get_object_or_404(sellados, version=entero(pedida)).archivo)
    sellado = sellados.first()
    if sellado is not None and sellado.version == version_en_vigor(expediente):
        return servir(sellado.archivo)
    return pdf(cargo_pdf(expediente), f"cargo-{expediente}.pdf")


@requiere(Permiso.EXPEDIENTE_VER)
@require_GET
@xframe_options_sameorigin
@csp_replace({"frame-ancestors": [SELF]})  # type: ignore[arg-type]
def imprimir(request: OciRequest, numero: str) -> HttpResponse:
    """The cargo and the label of a document, drawn so that one order prints both.

    Those of the first one, or of one received later in the same expediente (`?documento=2`).
    """
    expediente = expediente_de(request, numero)
    orden = entero(request.GET.get("documento"))
    filas = expediente.documentos.recibidos().select_related("tipo", "por__persona")
    documento = get_object_or_404(filas, orden=orden)
    documento.expediente = expediente
    contexto = {
        "e": expediente,
        "cargo": dibujar(
            cargo_pdf(expediente) if orden == 1 else cargo_del_agregado_pdf(documento)
        ),
        "etiqueta": dibujar(etiqueta_pdf(documento, formato_de("mediana")), puntos=400),
    }
    return pagina(request, "tramite/imprimir.html", contexto)


@requiere(Permiso.EXPEDIENTE_VER)
@require_GET
def hoja_de_ruta(request: OciRequest, numero: str) -> HttpResponse:
    expediente = expediente_de(request, numero)
    enlace = request.build_absolute_uri(expediente.get_absolute_url())
    contenido = hoja_de_ruta_pdf(expediente, enlace=enlace, en=timezone.now(), por=request.user)
    return pdf(contenido, f"hoja-de-ruta-{expediente}.pdf")


@requiere(Permiso.EXPEDIENTE_VER)
@require_GET
def etiqueta(request: OciRequest, numero: str, tamanio: str) -> HttpResponse:
    """The sticker of one document (`?documento=2`), the first one without saying."""
    filas = Documento.objects.visibles_para(request.user).select_related("expediente", "tipo")
    documento = get_object_or_404(
        filas, expediente__numero=numero, orden=entero(request.GET.get("documento"))
    )
    anotar_lectura(request, documento.expediente, documento)
    return pdf(etiqueta_pdf(documento, formato_de(tamanio)), f"etiqueta-{numero}.pdf")


@requiere(Permiso.EXPEDIENTE_VER)
@require_GET
def caratula(request: OciRequest, numero: str) -> HttpResponse:
    """The cover of a tomo (`?tomo=2`), the first one without saying."""
    expediente = expediente_de(request, numero)
    tomo = entero(request.GET.get("tomo"))
    contenido = caratula_pdf(expediente, tomo=tomo, en=timezone.now())
    if contenido is None:
        raise Http404(f"El expediente no tiene un tomo {tomo}.")
    return pdf(contenido, f"caratula-{expediente}-tomo-{tomo}.pdf")


@requiere(Permiso.EXPEDIENTE_VER)
@require_GET
def indice(request: OciRequest, numero: str) -> HttpResponseBase:
    """The index as it is now; with `?sellado`, the one sealed at the last closing."""
    expediente = expediente_de(request, numero)
    if "sellado" in request.GET:
        sellados = IndiceSellado.objects.visibles_para(request.user)
        sellado = sellados.filter(expediente=expediente).first()
        if sellado is None:
            raise Http404("Su índice se sella al cerrarlo.")
        return servir(sellado.archivo)
    return pdf(indice_pdf(expediente, en=timezone.now()), f"indice-{expediente}.pdf")


def entero(texto: str | None) -> int:
    """A small number of an address; 1 without it, 0 (which nothing has) if it is not one."""
    if not texto:
        return 1
    return int(texto) if texto.isascii() and texto.isdecimal() and len(texto) <= 5 else 0


@requiere(Permiso.EXPEDIENTE_VER)
@require_GET
def anexo_plazos(request: OciRequest, numero: str) -> HttpResponse:
    expediente = expediente_de(request, numero)
    enlace = request.build_absolute_uri(f"{expediente.get_absolute_url()}?ver=plazos")
    contenido = anexo_pdf(expediente, enlace=enlace, en=timezone.now())
    return pdf(contenido, f"plazos-{expediente}.pdf")
