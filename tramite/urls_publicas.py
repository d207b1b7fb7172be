"""Routes of the public pages; their addresses are printed on paper and never change."""

from django.urls import path

from tramite.views import clasificada, publico

app_name = "publico"
urlpatterns = [
    path("consulta/", publico.consulta, name="consulta"),
    path("verificar/", publico.verificar, name="verificar"),
    path("transparencia/informacion-clasificada/", clasificada.inicio, name="clasificada"),
    path(
        "transparencia/informacion-clasificada.<slug:formato>",
        clasificada.datos,
        name="clasificada_datos",
    ),
]
