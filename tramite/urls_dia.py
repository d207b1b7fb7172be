"""Routes of the working day: the morning, requests, the telephone, saved searches, reports."""

from django.urls import path

from tramite.views import anulados, busquedas, informes, llamada, manana, pedidos

rutas = [
    path("manana/", manana.manana, name="manana"),
    path("pedidos/", pedidos.pedidos, name="pedidos"),
    path("pedidos/<int:pk>/", pedidos.pedido, name="pedido"),
    path("pedidos/<int:pk>/decidir/", pedidos.pedido_decidir, name="pedido_decidir"),
    path("reparto/", manana.reparto, name="reparto"),
    path("coordinaciones/", manana.coordinaciones, name="coordinaciones"),
    path("llamadas/", llamada.llamadas, name="llamadas"),
    path("llamadas/<int:pk>/", llamada.llamada, name="llamada"),
    path("anulados/", anulados.anulados, name="anulados"),
    path("informes/", informes.informes, name="informes"),
    path("informes/<slug:clave>.xlsx", informes.exportar, name="informe_exportar"),
    path("busquedas/", busquedas.busquedas, name="busquedas"),
    path("busquedas/<int:pk>/borrar/", busquedas.borrar, name="busqueda_borrar"),
]
