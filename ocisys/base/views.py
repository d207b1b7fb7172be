"""The ground floor's own addresses: health, and the drawing that browsers ask for by themselves."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from ocisys.base import salud as estado_de_salud


@login_not_required
@require_safe
@cache_control(public=True, max_age=86_400)
def favicon(request: HttpRequest) -> HttpResponse:
    """Where the drawing is, for what has no `<head>` to say it: a PDF in its own tab."""
    return HttpResponseRedirect(static("ocisys/img/marca.svg"))


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
