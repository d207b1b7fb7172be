"""Two things done once for every view: refusals become 409, and writes carry their author."""

from collections.abc import Callable

import pghistory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django_htmx.http import reswap, retarget

from ocisys.base.reglas import ReglaIncumplida
from ocisys.base.web import de_donde_vino, quiere_parcial

Siguiente = Callable[[HttpRequest], HttpResponse]


class ReglaMiddleware:
    """Answer 409 to a `ReglaIncumplida`: a page, or its sentence in `#mensajes` for htmx."""

    def __init__(self, get_response: Siguiente) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, ReglaIncumplida):
            return None
        parcial = quiere_parcial(request)  # type: ignore[arg-type]
        plantilla = "componentes/_mensajes.html" if parcial else "409.html"
        contexto = {"regla": exception, "volver": "" if parcial else de_donde_vino(request)}
        respuesta = render(request, plantilla, contexto, status=409)
        return retarget(reswap(respuesta, "innerHTML"), "#mensajes") if parcial else respuesta


class AutoriaMiddleware:
    """Attach who, from which address and on which page to every audited write of the request."""

    def __init__(self, get_response: Siguiente) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in ("GET", "HEAD", "OPTIONS"):
            return self.get_response(request)
        with pghistory.context(
            usuario=request.user.pk,
            calidad=getattr(request.user, "calidad", ""),
            ip=request.META.get("REMOTE_ADDR", ""),
            ruta=request.path,
        ):
            return self.get_response(request)


class EntradaMiddleware:
    """Answer 400 to an address with a NUL byte: PostgreSQL refuses it and a 500 would follow.

    Forms have their own validator; this covers paths and query strings.
    """

    def __init__(self, get_response: Siguiente) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return render(request, "400.html", status=400)
        return self.get_response(request)
