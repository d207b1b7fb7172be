"""HTTP glue that every view uses: form data, fragments or pages, redirects that htmx obeys."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render, resolve_url
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails


class HtmxHttpRequest(HttpRequest):
    htmx: HtmxDetails


def datos(request: HttpRequest) -> QueryDict | None:
    """Form data if this is a POST, even an empty one; None leaves the form unbound."""
    return request.POST if request.method == "POST" else None


def quiere_parcial(request: HtmxHttpRequest) -> bool:
    """True only when htmx will swap the answer into a page that is already on screen."""
    return (
        bool(request.htmx) and not request.htmx.boosted and not request.htmx.history_restore_request
    )


def pagina(
    request: HtmxHttpRequest,
    template: str,
    contexto: Mapping[str, Any],
    *,
    parcial: str = "",
    status: int = 200,
) -> HttpResponse:
    """Render the page, or only its named partial when htmx asks for it.

    `parcial` is the name of a `{% partialdef %}` of that template; without it the page is always
    rendered whole.
    """
    nombre = f"{template}#{parcial}" if parcial and quiere_parcial(request) else template
    respuesta = render(request, nombre, dict(contexto), status=status)
    patch_vary_headers(respuesta, ["HX-Request"])
    return respuesta


def ir_a(request: HtmxHttpRequest, destino: Any, *args: Any, **kwargs: Any) -> HttpResponse:
    """Redirect the browser, not the fragment: `destino` is a URL name, a path or a model."""
    url = resolve_url(destino, *args, **kwargs)
    return HttpResponseClientRedirect(url) if request.htmx else HttpResponseRedirect(url)


def estado_de(form: Any) -> int:
    """Status of a page that shows `form`: 422 once it came back with errors, else 200."""
    return 422 if form.is_bound else 200


def de_donde_vino(request: HttpRequest) -> str:
    """The address that can be opened again after a refusal, "" if unknown.

    That of the page that held the form or the link: many addresses only take a POST and opening one
    of those shows nothing, and a page that refused to open would refuse again. Another host is
    never trusted.
    """
    origen = request.headers.get("Referer", "")
    es_nuestra = url_has_allowed_host_and_scheme(
        origen, {request.get_host()}, require_https=request.is_secure()
    )
    pagina = urlsplit(origen)._replace(scheme="", netloc="").geturl() if es_nuestra else ""
    es_la_misma = request.method != "POST" and urlsplit(pagina).path == request.path
    return "" if es_la_misma else pagina
