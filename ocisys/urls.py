"""Every route of the house. Public names are in arquitectura: people bookmark them."""

from django.contrib import admin
from django.urls import include, path

from ocisys import panel

urlpatterns = [
    path("", panel.panel, name="panel"),
    path("mapa.js", panel.mapa, name="mapa"),
    path("cargos/", include("cargos.urls")),
    path("tramite/", include("tramite.urls")),
    path("convenios/", include("convenios.urls")),
    path("", include("tramite.urls_publicas")),
    path("transparencia/", include("convenios.urls_transparencia")),
    path("", include("cargos.urls_cuenta")),
    path("", include("ocisys.base.urls")),
    path("admin/", admin.site.urls),
]
