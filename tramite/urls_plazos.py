"""Routes of the other deadlines and of the folder as a thing; tramite/urls.py includes them."""

from django.urls import path

from tramite.views import fisico, opinion_actos, plazos

_EXPEDIENTE = "expedientes/<numero:numero>"

urlpatterns = [
    path("plazos/", plazos.lista, name="plazos"),
    path(f"{_EXPEDIENTE}/plazos/abrir/", plazos.abrir, name="abrir_plazo"),
    path(f"{_EXPEDIENTE}/plazos/<int:pk>/cerrar/", plazos.cerrar, name="cerrar_plazo"),
    path(f"{_EXPEDIENTE}/recibir-fisico/", fisico.recepcion, name="firmar_recepcion"),
    path(f"{_EXPEDIENTE}/extravio/", fisico.extravio, name="extraviar"),
    path(f"{_EXPEDIENTE}/reconstruir/", fisico.reconstruir, name="reconstruir"),
    path(
        f"{_EXPEDIENTE}/opinion/consultas/<int:pk>/seguir/",
        opinion_actos.prescindir,
        name="opinion_prescindir",
    ),
]
