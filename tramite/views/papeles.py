"""Papers of an expediente: the cargo that the party takes and the hoja de ruta."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from tramite.papeles import cargo_pdf, hoja_de_ruta_pdf
from tramite.views.comun import expediente_de


def _pdf(contenido: bytes, nombre: str) -> HttpResponse:
    cabeceras = {"Content-Disposition": str(content_disposition_header(False, nombre))}
    return HttpResponse(contenido, content_type="application/pdf", headers=cabeceras)


@requiere(Permiso.EXPEDIENTE_VER)
@require_GET
def cargo(request: OciRequest, numero: str) -> HttpResponse:
    expediente = expediente_de(request, numero)
    enlace = request.build_absolute_uri(expediente.get_absolute_url())
    return _pdf(cargo_pdf(expediente, enlace=enlace), f"cargo-{expediente}.pdf")


@requiere(Permiso.EXPEDIENTE_VER)
@require_GET
def hoja_de_ruta(request: OciRequest, numero: str) -> HttpResponse:
    expediente = expediente_de(request, numero)
    enlace = request.build_absolute_uri(expediente.get_absolute_url())
    contenido = hoja_de_ruta_pdf(expediente, enlace=enlace, en=timezone.now())
    return _pdf(contenido, f"hoja-de-ruta-{expediente}.pdf")
