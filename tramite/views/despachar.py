"""Sending a signed document and noting what came of it."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cargos.http import OciRequest
from cargos.permisos import Permiso, requiere
from ocisys.base.web import datos
from tramite import acciones
from tramite.estados_salida import Medio
from tramite.forms.salida import DespacharForm, EntregaForm
from tramite.models import Salida
from tramite.views.comun import Rotulo
from tramite.views.comun_salidas import actuar, salida_de

DESPACHAR = Rotulo(
    "Despachar",
    "Despachar",
    "Documento despachado.",
    "Se notifica dentro de los 5 días hábiles de emitido. Un correo sin acuse en 2 días hábiles se "
    "notifica por otro medio.",
    "TUO LPAG arts. 24.1 y 20.4",
    plantilla="tramite/salida_acto.html",
)
ENTREGA = Rotulo(
    "Anotar la entrega",
    "Anotar",
    "Resultado del despacho anotado.",
    plantilla="tramite/salida_acto.html",
)


@requiere(Permiso.SALIDA_DESPACHAR)
@require_http_methods(["GET", "POST"])
def despachar(request: OciRequest, pk: int) -> HttpResponse:
    salida = salida_de(request, pk)
    form = DespacharForm(datos(request), salida=salida)
    return actuar(request, salida, form, _despachar, DESPACHAR)


def _despachar(salida: Salida, *, medio: str, direccion: str, guia: str, **campos: Any) -> None:
    """By the platform it is put at the other entity's disposal; by the rest it leaves."""
    if medio == Medio.PIDE:
        acciones.despachar_por_pide(salida, destino=direccion, **campos)
    else:
        acciones.despachar(salida, medio=medio, direccion=direccion, guia=guia, **campos)


@requiere(Permiso.SALIDA_DESPACHAR)
@require_http_methods(["GET", "POST"])
def entrega(request: OciRequest, pk: int) -> HttpResponse:
    salida = salida_de(request, pk)
    form = EntregaForm(datos(request), salida=salida, hoy=timezone.localdate())
    return actuar(request, salida, form, acciones.anotar_entrega, ENTREGA)
