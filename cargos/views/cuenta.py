"""The one page of the account that is not allauth's: who administers a system just installed."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from cargos.acciones import acceso
from cargos.forms.cuenta import PrimerAdministradorForm
from cargos.http import OciRequest
from ocisys.base.web import datos, estado_de, pagina

Vista = Callable[..., HttpResponse]


@login_not_required
@never_cache
@sensitive_post_parameters("clave", "clave_repetida")
@require_http_methods(["GET", "POST"])
def primer_administrador(request: OciRequest, token: str) -> HttpResponse:
    if not acceso.enlace_vigente(token, ahora=timezone.now()):
        return render(request, "account/primer_administrador_vencido.html", status=410)
    form = PrimerAdministradorForm(datos(request))
    if form.is_valid():
        usuario = acceso.crear_primer_administrador(**form.alta)
        messages.success(request, "Cuenta creada. Active ahora la verificación en dos pasos.")
        return perform_login(request, usuario)
    return pagina(
        request, "account/primer_administrador.html", {"form": form}, status=estado_de(form)
    )


def con_estado(vista: Vista) -> Vista:
    """Answer 422, as every form of the house, when a form of allauth comes back with errors."""

    @wraps(vista)
    def envuelta(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        respuesta = vista(request, *args, **kwargs)
        form = (getattr(respuesta, "context_data", None) or {}).get("form")
        if request.method == "POST" and form is not None and form.errors:
            respuesta.status_code = 422
        return respuesta

    return envuelta
