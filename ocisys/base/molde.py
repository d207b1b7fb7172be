"""A public page that is the same for everybody: drawn once by each process, then only its token.

The forms of these pages ask nothing of who opens them, so all that changes from one visit to the
next is the CSRF token. With DEBUG it is drawn each time, so that a template can be worked on.
"""

import re
import time
from collections.abc import Callable
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string

_FICHA = re.compile(r'(name="csrfmiddlewaretoken" value=")[^"]+')
_HUECO = "@@ficha@@"


def pagina_de_todos(
    request: HttpRequest, plantilla: str, contexto: Callable[[], dict[str, Any]]
) -> HttpResponse:
    """The page of `plantilla` with an empty form; `contexto` is called only to draw it.

    Nothing of the request may be in it: whoever has data to show renders the page as any other.
    """
    if settings.DEBUG:
        return HttpResponse(render_to_string(plantilla, contexto(), request))
    if plantilla not in _moldes():
        dibujada = render_to_string(plantilla, contexto(), request)
        _moldes()[plantilla] = _FICHA.sub(rf"\g<1>{_HUECO}", dibujada)
    return HttpResponse(_moldes()[plantilla].replace(_HUECO, get_token(request)))


def pagina_por_un_rato(clave: str, segundos: int, dibujar: Callable[[], str]) -> HttpResponse:
    """A page without forms that is the same for everybody, drawn at most every `segundos`.

    Only for what anyone on the way may keep at least as long (`Cache-Control: public`).
    """
    ahora = time.monotonic()
    hasta, dibujada = _guardadas().get(clave, (0.0, ""))
    if ahora >= hasta:
        dibujada = dibujar()
        _guardadas()[clave] = (ahora + segundos, dibujada)
    return HttpResponse(dibujada)


def olvidar() -> None:
    """Draw everything again; what a test of data needs."""
    _moldes().clear()
    _guardadas().clear()


@cache
def _moldes() -> dict[str, str]:
    """The pages drawn by this process."""
    return {}


@cache
def _guardadas() -> dict[str, tuple[float, str]]:
    """Until when each page is kept, and the page."""
    return {}
