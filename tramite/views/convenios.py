"""An expediente and its agreements: link, unlink, take an evidence; the lists for pages below."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from convenios.models import Convenio, Organizacion
from ocisys.base.web import datos, pagina
from tramite.acciones import convenios as acciones
from tramite.forms.convenios import DesvincularForm, EvidenciaForm, VincularForm
from tramite.memoria import opiniones_sobre
from tramite.models import Expediente, VinculoConvenio
from tramite.views.comun import Rotulo, actuar, expediente_de

ULTIMOS = 20
VINCULAR = Rotulo("Vincular a un convenio", "Vincular", "vinculado")
DESVINCULAR = Rotulo(
    "Retirar el vínculo de",
    "Retirar",
    "desvinculado",
    explica="Queda escrito que lo estuvo, y por qué se retiró.",
)
EVIDENCIA = Rotulo(
    "Tomar como evidencia",
    "Reportar",
    "reportado como evidencia; otra persona la revisará",
    explica="Reporta la obligación con este expediente como prueba. El archivo no se copia.",
    plantilla="tramite/evidencia.html",
)


@requiere(Permiso.EXPEDIENTE_DERIVAR)
@require_http_methods(["GET", "POST"])
def vincular(request: OciRequest, numero: str) -> HttpResponse:
    expediente = expediente_de(request, numero)
    form = VincularForm(datos(request), expediente=expediente, usuario=request.user)
    return actuar(request, expediente, form, _vincular, VINCULAR)


def _vincular(expediente: Expediente, *, convenio: Convenio, version: int, **campos: Any) -> None:
    """A link does not depend on what happened to the expediente meanwhile."""
    acciones.vincular(expediente, convenio, **campos)


@requiere(Permiso.EXPEDIENTE_DERIVAR)
@require_http_methods(["GET", "POST"])
def desvincular(request: OciRequest, numero: str, pk: int) -> HttpResponse:
    expediente = expediente_de(request, numero)
    vinculos = VinculoConvenio.objects.visibles_para(request.user).vigentes()
    vinculo = get_object_or_404(vinculos, expediente=expediente, pk=pk)
    form = DesvincularForm(datos(request), expediente=expediente)

    def retirar(_: Expediente, *, version: int, **campos: Any) -> None:
        acciones.desvincular(vinculo, **campos)

    return actuar(request, expediente, form, retirar, DESVINCULAR)


@requiere(Permiso.COMPROMISO_REPORTAR)
@require_http_methods(["GET", "POST"])
def evidencia(request: OciRequest, numero: str) -> HttpResponse:
    expediente = expediente_de(request, numero)
    hoy = timezone.localdate()
    form = EvidenciaForm(datos(request), expediente=expediente, usuario=request.user, hoy=hoy)
    return actuar(request, expediente, form, _evidencia, EVIDENCIA)


def _evidencia(expediente: Expediente, *, version: int, **campos: Any) -> None:
    acciones.tomar_evidencia(expediente, **campos)


@requiere(Permiso.EXPEDIENTE_VER)
@require_GET
def de_convenio(request: OciRequest, codigo: str) -> HttpResponse:
    """The latest expedientes of an agreement; its page asks for them by htmx."""
    convenio = get_object_or_404(Convenio.objects.visibles_para(request.user), codigo=codigo)
    vinculos = VinculoConvenio.objects.visibles_para(request.user).vigentes()
    filas = vinculos.filter(convenio=convenio).select_related("expediente__tipo_documento")
    contexto = {"vinculos": filas[:ULTIMOS], "total": filas.count(), "codigo": codigo}
    return pagina(request, "tramite/de_convenio.html", contexto, parcial="de-convenio")


@requiere(Permiso.EXPEDIENTE_VER)
@require_GET
def de_organizacion(request: OciRequest, pk: int) -> HttpResponse:
    """What an organisation has sent, and its requests for an opinion; its page asks by htmx."""
    visibles = Organizacion.objects.visibles_para(request.user)
    organizacion = get_object_or_404(visibles, pk=pk)
    filas = Expediente.objects.visibles_para(request.user).de_organizacion(organizacion)
    contexto = {
        "organizacion": organizacion,
        "filas": filas.para_lista().order_by("-pk")[:ULTIMOS],
        "cuantos": filas.contar_opiniones(),
        "opiniones": opiniones_sobre(organizacion, usuario=request.user),
        "ultimos": ULTIMOS,
    }
    return pagina(request, "tramite/de_organizacion.html", contexto, parcial="de-organizacion")
