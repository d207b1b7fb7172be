"""The door of the admin: our login, our permission, master data of the office and nothing else.

Outside `cargos.admin`, which registers its models on it while it is being imported.
"""

from collections.abc import Iterable
from functools import update_wrapper
from typing import Any

from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from cargos.permisos import Permiso

# What packages register (groups, tokens, queues, tries) is machinery, not data of the office.
APPS_DE_LA_CASA = frozenset({"base", "cargos", "convenios", "tramite"})


class SitioOci(AdminSite):
    """Master data. Every official act has its own page; none is done here."""

    site_header = "Datos maestros"
    site_title = "Datos maestros"
    index_title = "Datos maestros"
    site_url = None
    enable_nav_sidebar = False

    def register(
        self,
        model_or_iterable: type[Model] | Iterable[type[Model]],
        admin_class: type[ModelAdmin[Any]] | None = None,
        **options: Any,
    ) -> None:
        """Register only models of our own apps."""
        modelos = [model_or_iterable] if isinstance(model_or_iterable, type) else model_or_iterable
        propios = [m for m in modelos if m._meta.app_label in APPS_DE_LA_CASA]
        super().register(propios, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        puede = getattr(request.user, "puede", None)
        return puede is not None and puede(Permiso.MAESTROS_EDITAR)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Refuse with 403 whoever has logged in and may not be here; Django would ask to log in."""
        protegida = super().admin_view(view, cacheable)

        def con_permiso(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if request.user.is_authenticated and not self.has_permission(request):
                raise PermissionDenied
            return protegida(request, *args, **kwargs)

        return update_wrapper(con_permiso, protegida)

    @login_not_required
    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """There is one login in the house, with its lockout and its second factor."""
        if self.has_permission(request):
            return redirect("admin:index")
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))

    def password_change(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return redirect("account_change_password")
