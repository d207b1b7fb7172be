"""The staff directory: cards, a search that forgives accents, vCards, who stands in for whom."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from cargos.forms.consulta import BuscarPersonaForm
from cargos.http import OciRequest
from cargos.models import Persona
from cargos.ocupacion import buscar, con_cargos
from cargos.permisos import Permiso, requiere
from cargos.tarjeta import tarjeta
from ocisys.base.contexto import OFICINA
from ocisys.base.web import pagina


@requiere(Permiso.CARGOS_VER)
@require_GET
def directorio(request: OciRequest) -> HttpResponse:
    hoy = timezone.localdate()
    texto = BuscarPersonaForm(request.GET).texto()
    personas = buscar(Persona.objects.visibles_para(request.user), texto, hoy)
    contexto = {"q": texto, "personas": con_cargos(personas, hoy).en_orden()}
    return pagina(request, "cargos/directorio.html", contexto, parcial="lista-personas")


@requiere(Permiso.CARGOS_VER)
@require_GET
def vcard(request: OciRequest, pk: int) -> HttpResponse:
    personas = con_cargos(Persona.objects.visibles_para(request.user), timezone.localdate())
    persona = get_object_or_404(personas, pk=pk)
    return _vcf(_tarjeta(persona), slugify(persona.nombre_completo))


@requiere(Permiso.CARGOS_VER)
@require_GET
def vcards(request: OciRequest) -> HttpResponse:
    hoy = timezone.localdate()
    texto = BuscarPersonaForm(request.GET).texto()
    personas = con_cargos(buscar(Persona.objects.visibles_para(request.user), texto, hoy), hoy)
    return _vcf("".join(_tarjeta(p) for p in personas.en_orden()), "directorio")


def _tarjeta(persona: Any) -> str:
    """The vCard of a Persona that comes `con_cargos`."""
    cargos = [d.denominacion or d.posicion.nro_orden for d in persona.designaciones_vigentes]
    return tarjeta(persona, cargos, OFICINA)


def _vcf(texto: str, nombre: str) -> HttpResponse:
    respuesta = HttpResponse(texto, content_type="text/vcard; charset=utf-8")
    respuesta["Content-Disposition"] = f'attachment; filename="{nombre}.vcf"'
    return respuesta
