"""Spaces, meetings, representations and strategy; included before the code of one agreement."""

from django.urls import path

from convenios.views import asistencia, espacio, estrategia, representacion, reunion

urlpatterns = [
    path("espacios/", espacio.espacios, name="espacios"),
    path("espacios/exportar.<hoja:formato>", espacio.espacios_exportar, name="espacios_exportar"),
    path("espacios/nuevo/", espacio.espacio_nuevo, name="espacio_nuevo"),
    path("espacios/<int:pk>/", espacio.espacio, name="espacio"),
    path("espacios/<int:pk>/editar/", espacio.espacio_editar, name="espacio_editar"),
    # Who represents the Sector
    path("representaciones/", representacion.representaciones, name="representaciones"),
    path(
        "representaciones/exportar.<hoja:formato>",
        representacion.representaciones_exportar,
        name="representaciones_exportar",
    ),
    path(
        "representaciones/nueva/", representacion.representacion_nueva, name="representacion_nueva"
    ),
    path("representaciones/<int:pk>/", representacion.representacion, name="representacion"),
    path(
        "representaciones/<int:pk>/terminar/",
        representacion.representacion_terminar,
        name="representacion_terminar",
    ),
    # Meetings
    path("reuniones/", reunion.reuniones, name="reuniones"),
    path(
        "reuniones/exportar.<hoja:formato>", reunion.reuniones_exportar, name="reuniones_exportar"
    ),
    path("reuniones/nueva/", reunion.reunion_nueva, name="reunion_nueva"),
    path("reuniones/<int:pk>/", reunion.reunion, name="reunion"),
    path("reuniones/<int:pk>/editar/", reunion.reunion_editar, name="reunion_editar"),
    path("reuniones/<int:pk>/pasar/", reunion.reunion_pasar, name="reunion_pasar"),
    path(
        "reuniones/<int:pk>/reprogramar/", reunion.reunion_reprogramar, name="reunion_reprogramar"
    ),
    path(
        "reuniones/<int:pk>/participantes/",
        asistencia.reunion_participantes,
        name="reunion_participantes",
    ),
    path(
        "reuniones/<int:pk>/asistencia/", asistencia.reunion_asistencia, name="reunion_asistencia"
    ),
    path(
        "reuniones/<int:pk>/documentos/nuevo/",
        asistencia.reunion_documento_nuevo,
        name="reunion_documento_nuevo",
    ),
    path("reuniones/documentos/<int:pk>/", asistencia.reunion_documento, name="reunion_documento"),
    path("reuniones/<int:pk>/acuerdos/nuevo/", asistencia.acuerdo_nuevo, name="acuerdo_nuevo"),
    path("reuniones/<int:pk>/acta.pdf", asistencia.reunion_acta, name="reunion_acta"),
    path(
        "reuniones/<int:pk>/acta/sellar/",
        asistencia.reunion_acta_sellar,
        name="reunion_acta_sellar",
    ),
    # The strategy
    path("estrategia/", estrategia.estrategia, name="estrategia"),
    path("estrategia/nueva/", estrategia.estrategia_nueva, name="estrategia_nueva"),
    path("estrategia/<int:pk>/", estrategia.estrategia_version, name="estrategia_version"),
    path("estrategia/<int:pk>/aprobar/", estrategia.estrategia_aprobar, name="estrategia_aprobar"),
    path("estrategia/<int:pk>/archivo/", estrategia.estrategia_archivo, name="estrategia_archivo"),
    path("estrategia/<int:pk>/lineas/nueva/", estrategia.linea_nueva, name="linea_nueva"),
    path("estrategia/lineas/<int:pk>/editar/", estrategia.linea_editar, name="linea_editar"),
    path("estrategia/lineas/<int:pk>/quitar/", estrategia.linea_quitar, name="linea_quitar"),
    path("estrategia/lineas/<int:pk>/vincular/", estrategia.linea_vincular, name="linea_vincular"),
    path(
        "estrategia/vinculos/<int:pk>/retirar/", estrategia.vinculo_retirar, name="vinculo_retirar"
    ),
]
