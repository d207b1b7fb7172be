"""The calendar feed of a person, and its address in «Mi puesto»."""

from hashlib import sha256

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.views.decorators.http import require_GET, require_POST

from cargos.acciones.suscripcion import renovar_suscripcion
from cargos.calendario import fechas_de
from cargos.http import OciRequest
from cargos.models import Suscripcion
from cargos.models.suscripcion import suscripcion_de
from cargos.permisos import CUALQUIERA, requiere
from ocisys.base.web import ir_a

SEGUNDOS_FRESCO = 15 * 60


@login_not_required
@require_GET
def calendario(request: HttpRequest, ficha: str) -> HttpResponse:
    """The feed; the token in its address is the only key, for programmes without a session."""
    from cargos.documentos.ical import en_ical  # heavy

    suscripcion = suscripcion_de(ficha)
    if suscripcion is None:
        raise Http404("No hay un calendario en esta dirección.")
    usuario = suscripcion.usuario
    contenido = en_ical(usuario, fechas_de(usuario, timezone.localdate()))
    etiqueta = quote_etag(sha256(contenido).hexdigest())
    respuesta = HttpResponse(contenido, content_type="text/calendar; charset=utf-8")
    respuesta["ETag"] = etiqueta
    patch_cache_control(respuesta, private=True, max_age=SEGUNDOS_FRESCO)
    return get_conditional_response(request, etag=etiqueta, response=respuesta) or respuesta


@requiere(CUALQUIERA)
@require_POST
def renovar(request: OciRequest) -> HttpResponse:
    suscripcion = renovar_suscripcion(por=request.user, ahora=timezone.now())
    nueva = suscripcion.serie == 1
    messages.success(
        request,
        "Su calendario tiene dirección."
        if nueva
        else "Su calendario tiene otra dirección; la anterior ya no sirve.",
    )
    return ir_a(request, "cargos:mi_puesto")


@requiere(CUALQUIERA)
@require_POST
def retirar(request: OciRequest) -> HttpResponse:
    Suscripcion.objects.visibles_para(request.user).delete()
    messages.success(request, "Su calendario ya no se publica.")
    return ir_a(request, "cargos:mi_puesto")
