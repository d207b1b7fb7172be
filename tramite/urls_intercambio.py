"""Routes of what goes to other systems and comes from them; tramite/urls.py includes them."""

from django.urls import path

from tramite.views import intercambio

_EXPEDIENTE = "expedientes/<numero:numero>"

urlpatterns = [
    path("importar/", intercambio.importar, name="importar"),
    path(f"{_EXPEDIENTE}/codigos/", intercambio.codigos, name="codigos"),
    path(f"{_EXPEDIENTE}/expediente.json", intercambio.en_json, name="en_json"),
    path(f"{_EXPEDIENTE}/paquete/", intercambio.paquete, name="paquete"),
    path("salidas/<int:pk>/pide/", intercambio.consultar_pide, name="salida_pide"),
]
