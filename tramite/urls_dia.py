"""Routes of the working day: the morning, the telephone, saved searches, reports."""

from django.urls import path

from tramite.views import manana

rutas = [
    path("manana/", manana.manana, name="manana"),
    path("reparto/", manana.reparto, name="reparto"),
]
