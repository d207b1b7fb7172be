"""The transparency page and its open data, for anyone."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from convenios import transparencia
from ocisys.base import exportar
from ocisys.base.contexto import OFICINA
from ocisys.base.exportar import Columna
from ocisys.base.molde import pagina_por_un_rato

EN_CACHE = 300
"""Seconds that anyone on the way may keep the answer: it is the same for everybody."""
EN_PROCESO = 60
"""Seconds that a process keeps the page it drew; less than what anyone else may."""


@dataclass(frozen=True)
class Conjunto:
    """A set of open data: what it is called, its columns and its rows on a day."""

    titulo: str
    columnas: list[Columna]
    filas: Callable[[date], Iterable[Any]]


CONJUNTOS = {
    "convenios": Conjunto(
        "Convenios vigentes", transparencia.CONVENIOS, transparencia.convenios_publicos
    ),
    "captacion": Conjunto("Captación", transparencia.CAPTACION, transparencia.captacion_publica),
    "funciones": Conjunto(
        "Cargos y funciones", transparencia.FUNCIONES, transparencia.funciones_publicas
    ),
}


@login_not_required
@cache_control(public=True, max_age=EN_CACHE)
@require_safe
def inicio(request: HttpRequest) -> HttpResponse:
    return pagina_por_un_rato("transparencia", EN_PROCESO, lambda: _inicio(request))


def _inicio(request: HttpRequest) -> str:
    hoy = timezone.localdate()
    cargos = transparencia.cargos_publicos(hoy)
    contexto = {
        "cargos": cargos,
        "dibujo": transparencia.organigrama_publico(cargos) if cargos else None,
        "convenios": transparencia.convenios_publicos(hoy),
        "captado": transparencia.captacion_publica(hoy),
        "hoy": hoy,
        "conjuntos": CONJUNTOS,
    }
    return render_to_string("publico/transparencia.html", contexto, request)


@login_not_required
@cache_control(public=True, max_age=EN_CACHE)
@require_safe
def datos(request: HttpRequest, conjunto: str, formato: str) -> HttpResponseBase:
    elegido = CONJUNTOS.get(conjunto)
    if elegido is None or formato not in ("csv", "json"):
        raise Http404
    ahora = timezone.now()
    filas = elegido.filas(timezone.localdate(ahora))
    if formato == "csv":
        return exportar.csv(filas, elegido.columnas, titulo=elegido.titulo, en=ahora)
    cuerpo = {
        "titulo": elegido.titulo,
        "fuente": OFICINA,
        "al": timezone.localdate(ahora),
        "filas": [{c.titulo: c.de(fila) for c in elegido.columnas} for fila in filas],
    }
    return JsonResponse(cuerpo, json_dumps_params={"ensure_ascii": False})
