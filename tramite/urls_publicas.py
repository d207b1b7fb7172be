"""Routes of the public pages; their addresses are printed on paper and never change."""

from django.urls import path

from tramite.views import publico

app_name = "publico"
urlpatterns = [
    path("consulta/", publico.consulta, name="consulta"),
    path("verificar/", publico.verificar, name="verificar"),
]
