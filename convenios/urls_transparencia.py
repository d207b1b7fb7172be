"""Routes of what the office publishes."""

from django.urls import path

from convenios.views import transparencia

app_name = "transparencia"
urlpatterns = [
    path("", transparencia.inicio, name="inicio"),
    path("<slug:conjunto>.<slug:formato>", transparencia.datos, name="datos"),
]
