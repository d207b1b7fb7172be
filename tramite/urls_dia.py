"""Routes of the working day: the morning, requests, the telephone, the agenda, reports."""

from django.urls import path

from tramite.views import (
    agenda,
    anulados,
    atenciones,
    busquedas,
    informes,
    llamada,
    manana,
    pedidos,
)

rutas = [
    path("manana/", manana.manana, name="manana"),
    path("pedidos/", pedidos.pedidos, name="pedidos"),
    path("pedidos/<int:pk>/", pedidos.pedido, name="pedido"),
    path("pedidos/<int:pk>/decidir/", pedidos.pedido_decidir, name="pedido_decidir"),
    path("reparto/", manana.reparto, name="reparto"),
    path("coordinaciones/", manana.coordinaciones, name="coordinaciones"),
    path("llamadas/", llamada.llamadas, name="llamadas"),
    path("llamadas/<int:pk>/", llamada.llamada, name="llamada"),
    path("agenda/", agenda.agenda, name="agenda"),
    path("agenda/citas/", agenda.citas, name="citas"),
    path("agenda/citas.<lista:formato>", agenda.citas_exportar, name="citas_exportar"),
    path("agenda/nueva/", agenda.cita_nueva, name="cita_nueva"),
    path("agenda/con/", agenda.con_quien, name="con_quien"),
    path("agenda/<int:pk>/", agenda.cita, name="cita"),
    path("agenda/<int:pk>/reprogramar/", agenda.cita_reprogramar, name="cita_reprogramar"),
    path("agenda/<int:pk>/<slug:acto>/", agenda.cita_acto, name="cita_acto"),
    path("agenda/atenciones/", atenciones.atenciones, name="atenciones"),
    path("agenda/atenciones/<int:pk>/volver/", atenciones.volver, name="atencion_volver"),
    path("anulados/", anulados.anulados, name="anulados"),
    path("informes/", informes.informes, name="informes"),
    path("informes/<slug:clave>.xlsx", informes.exportar, name="informe_exportar"),
    path("busquedas/", busquedas.busquedas, name="busquedas"),
    path("busquedas/<int:pk>/borrar/", busquedas.borrar, name="busqueda_borrar"),
]
