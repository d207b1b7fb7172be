"""The one page of the ground floor: health."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ocisys.base import salud as estado_de_salud


@login_not_required
@require_safe
@never_cache
def salud(request: HttpRequest) -> HttpResponse:
    """JSON for a monitor, HTML for a browser; 503 when this machine is not fit to work."""
    puntos = estado_de_salud.revisar(timezone.now())
    status = 200 if estado_de_salud.es_apta(puntos) else 503
    contexto = {"apta": status == 200, "version": estado_de_salud.version(), "puntos": puntos}
    if request.get_preferred_type(["application/json", "text/html"]) == "text/html":
        respuesta = render(request, "base/salud.html", contexto, status=status)
    else:
        puntos_json = {p.nombre: {"estado": p.estado, "detalle": p.detalle} for p in puntos}
        respuesta = JsonResponse(
            contexto | {"puntos": puntos_json},
            status=status,
            json_dumps_params={"ensure_ascii": False},
        )
    patch_vary_headers(respuesta, ["Accept"])
    return respuesta
