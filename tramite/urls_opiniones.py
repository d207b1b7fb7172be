"""Routes of sectoral opinions; tramite/urls.py includes them."""

from django.urls import path

from tramite.views import opinion_actos, opiniones

_OPINION = "expedientes/<numero:numero>/opinion"

urlpatterns = [
    path("opiniones/", opiniones.opiniones, name="opiniones"),
    path("opiniones/catalogo/", opiniones.catalogo, name="opiniones_catalogo"),
    path(f"{_OPINION}/", opiniones.opinion, name="opinion"),
    path(f"{_OPINION}/abrir/", opiniones.elegir, name="opinion_elegir"),
    path(f"{_OPINION}/abrir/<slug:tipo>/", opinion_actos.abrir, name="opinion_abrir"),
    path(f"{_OPINION}/datos/", opinion_actos.datos_de, name="opinion_datos"),
    path(f"{_OPINION}/requisitos/", opinion_actos.requisitos, name="opinion_requisitos"),
    path(f"{_OPINION}/consultar/", opinion_actos.consultar, name="opinion_consultar"),
    path(
        f"{_OPINION}/consultas/<int:pk>/responder/",
        opinion_actos.responder,
        name="opinion_responder",
    ),
    path(f"{_OPINION}/concluir/", opinion_actos.concluir, name="opinion_concluir"),
    path(f"{_OPINION}/devolver/", opinion_actos.devolver, name="opinion_devolver"),
    path(f"{_OPINION}/resultado/", opinion_actos.resultado, name="opinion_resultado"),
]
