"""Who is asking: from which address, since when, with what permission.

`AccesoMiddleware` is the only place where access is enforced: login first, then the view's label.
"""

from collections.abc import Callable
from ipaddress import ip_address
from time import time
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django_htmx.http import HttpResponseClientRefresh

from cargos.http import VISTO_EN
from cargos.permisos import CUALQUIERA
from ocisys.base.web import de_donde_vino, ir_a

Siguiente = Callable[[HttpRequest], HttpResponse]

# Views of others cannot carry our label: their whole namespace is decided here, once. The admin
# asks `is_staff` itself; allauth's account pages act only on the account of the person logged in.
APPS_AJENAS = frozenset({"admin"})
MODULOS_AJENOS = ("allauth.", "django.contrib.admin", "django.views.static")


class AccesoMiddleware(LoginRequiredMiddleware):
    """Deny by default: a view without a label does not run, not even for an administrator."""

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponseBase],
        view_args: Any,
        view_kwargs: Any,
    ) -> HttpResponseBase | None:
        if respuesta := super().process_view(request, view_func, view_args, view_kwargs):
            return respuesta
        if not getattr(view_func, "login_required", True) or self._es_ajena(request, view_func):
            return None
        permiso = getattr(view_func, "permiso", None)
        if permiso is None:
            raise ImproperlyConfigured(f"{view_func.__qualname__} no declara @requiere(...)")
        if permiso != CUALQUIERA and not request.user.puede(permiso):  # type: ignore[union-attr]
            raise PermissionDenied
        return None

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponse:
        if getattr(request, "htmx", False):
            return HttpResponseClientRefresh()
        if request.method == "POST" and (origen := de_donde_vino(request)):
            # After logging in the browser opens what it is told with a GET.
            return redirect_to_login(origen)
        return super().handle_no_permission(request, view_func)

    @staticmethod
    def _es_ajena(request: HttpRequest, view_func: Callable[..., HttpResponseBase]) -> bool:
        resuelta = request.resolver_match
        if resuelta is not None and APPS_AJENAS & set(resuelta.app_names):
            return True
        return view_func.__module__.startswith(MODULOS_AJENOS)


class DireccionMiddleware:
    """Put in REMOTE_ADDR the address of the person, not that of our own proxy.

    Audit, lockout and the list of sessions read REMOTE_ADDR and nothing else. X-Forwarded-For is
    believed only for as many hops as `OCISYS_PROXIES` says are ours: what is further to the left
    was written by the client. A Unix socket has no address: whoever is behind it is this machine.
    """

    def __init__(self, get_response: Siguiente) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        saltos = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        if 0 < settings.OCISYS_PROXIES <= len(saltos):
            request.META["REMOTE_ADDR"] = _direccion(saltos[-settings.OCISYS_PROXIES])
        elif not request.META.get("REMOTE_ADDR"):
            request.META["REMOTE_ADDR"] = "127.0.0.1"
        return self.get_response(request)


def _direccion(texto: str) -> str:
    """A valid address, or the unspecified one for what a misconfigured proxy wrote."""
    try:
        return str(ip_address(texto.strip()))
    except ValueError:
        return "0.0.0.0"


class UltimoUsoMiddleware:
    """Note when and from where each session was last used, at most every five minutes.

    Allauth's own middleware writes on every request. The moment is kept in the session, so that a
    page in between costs no query; writing it also moves the twelve hours of the session forward.
    """

    CADA = 5 * 60

    def __init__(self, get_response: Siguiente) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and self._toca(request):
            request.session[VISTO_EN] = int(time())
            UserSession.objects.create_from_request(request)
        return self.get_response(request)

    def _toca(self, request: HttpRequest) -> bool:
        visto = request.session.get(VISTO_EN)
        return visto is not None and time() - visto >= self.CADA


class SegundoFactorMiddleware:
    """With `OCISYS_EXIGE_MFA`, an administrator does nothing before having a second factor."""

    def __init__(self, get_response: Siguiente) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponse],
        view_args: Any,
        view_kwargs: Any,
    ) -> HttpResponse | None:
        usuario = request.user
        if not settings.OCISYS_EXIGE_MFA or view_func.__module__.startswith("allauth."):
            return None
        if not getattr(usuario, "administra", False) or is_mfa_enabled(usuario):
            return None
        messages.warning(
            request, "Para administrar el sistema active la verificación en dos pasos."
        )
        return ir_a(request, "mfa_activate_totp")  # type: ignore[arg-type]
