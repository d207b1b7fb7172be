"""The public register of secret and reserved information, and its open data."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from ocisys.base import exportar
from ocisys.base.contexto import OFICINA
from ocisys.base.molde import pagina_por_un_rato
from tramite.clasificada import CLASES, COLUMNAS, entradas

EN_CACHE, EN_PROCESO = 300, 60
"""Seconds that anyone on the way, and a process, may keep the answer: it is the same for all."""

TITULO = "Registro de información secreta y reservada"


@login_not_required
@cache_control(public=True, max_age=EN_CACHE)
@require_safe
def inicio(request: HttpRequest) -> HttpResponse:
    return pagina_por_un_rato("clasificada", EN_PROCESO, lambda: _inicio(request))


def _inicio(request: HttpRequest) -> str:
    todas = entradas()
    partes = [(c.label, [e for e in todas if e.clase == c.label]) for c in CLASES]
    return render_to_string("publico/clasificada.html", {"partes": partes}, request)


@login_not_required
@cache_control(public=True, max_age=EN_CACHE)
@require_safe
def datos(request: HttpRequest, formato: str) -> HttpResponseBase:
    if formato not in ("csv", "json"):
        raise Http404
    ahora = timezone.now()
    if formato == "csv":
        return exportar.csv(entradas(), COLUMNAS, titulo=TITULO, en=ahora)
    cuerpo = {
        "titulo": TITULO,
        "fuente": OFICINA,
        "al": timezone.localdate(ahora),
        "filas": [{c.titulo: c.de(e) for c in COLUMNAS} for e in entradas()],
    }
    return JsonResponse(cuerpo, json_dumps_params={"ensure_ascii": False})
