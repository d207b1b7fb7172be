"""The only place where access is enforced: login first, then the view's own label."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django_htmx.http import HttpResponseClientRefresh

from cargos.permisos import CUALQUIERA

# Views of others cannot carry our label: their whole namespace is decided here, once. The admin
# asks `is_staff` itself; allauth's account pages act only on the account of the person logged in.
APPS_AJENAS = frozenset({"admin"})
MODULOS_AJENOS = ("allauth.", "django.contrib.admin", "django.views.static")


class AccesoMiddleware(LoginRequiredMiddleware):
    """Deny by default: a view without a label does not run, not even for an administrator."""

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponse],
        view_args: Any,
        view_kwargs: Any,
    ) -> HttpResponse | None:
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

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., HttpResponse]
    ) -> HttpResponse:
        if getattr(request, "htmx", False):
            return HttpResponseClientRefresh()
        return super().handle_no_permission(request, view_func)

    @staticmethod
    def _es_ajena(request: HttpRequest, view_func: Callable[..., HttpResponse]) -> bool:
        resuelta = request.resolver_match
        if resuelta is not None and APPS_AJENAS & set(resuelta.app_names):
            return True
        return view_func.__module__.startswith(MODULOS_AJENOS)
