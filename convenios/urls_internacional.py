"""Pages about what the State took on abroad; part of `convenios.urls`."""

from django.urls import path

from convenios.views import (
    instrumento,
    internacional,
    propuesta_acuerdo,
    recomendacion,
    requerimiento,
)

urlpatterns = [
    path("instrumentos/", instrumento.instrumentos, name="instrumentos"),
    path(
        "instrumentos/exportar.<hoja:formato>",
        instrumento.instrumentos_exportar,
        name="instrumentos_exportar",
    ),
    path("instrumentos/nuevo/", instrumento.instrumento_nuevo, name="instrumento_nuevo"),
    path("instrumentos/<int:pk>/", instrumento.instrumento, name="instrumento"),
    path(
        "instrumentos/<int:pk>/editar/", instrumento.instrumento_editar, name="instrumento_editar"
    ),
    path(
        "instrumentos/<int:pk>/hitos/nuevo/",
        instrumento.instrumento_hito,
        name="instrumento_hito",
    ),
    path(
        "instrumentos/<int:pk>/hitos/<int:hito>/elegir/",
        instrumento.instrumento_hito_elegir,
        name="instrumento_hito_elegir",
    ),
    path(
        "instrumentos/<int:pk>/obligaciones/nueva/",
        instrumento.obligacion_nueva,
        name="obligacion_nueva",
    ),
    path(
        "instrumentos/<int:pk>/requerimientos/nuevo/",
        requerimiento.requerimiento_internacional,
        name="requerimiento_internacional",
    ),
    path(
        "instrumentos/obligaciones/<int:pk>/editar/",
        instrumento.obligacion_editar,
        name="obligacion_editar",
    ),
    path(
        "internacional/calendario/",
        internacional.calendario_internacional,
        name="calendario_internacional",
    ),
    path("internacional/calendario.ics", internacional.calendario_ics, name="calendario_ics"),
    path(
        "internacional/calendario/exportar.<hoja:formato>",
        internacional.calendario_exportar,
        name="calendario_exportar",
    ),
    path("internacional/plan/", internacional.plan_internacional, name="plan_internacional"),
    path(
        "internacional/plan/<int:anio>/aprobar/",
        internacional.plan_internacional_aprobar,
        name="plan_internacional_aprobar",
    ),
    path(
        "internacional/plan/<int:anio>/<int:version>/",
        internacional.plan_internacional_version,
        name="plan_internacional_version",
    ),
    path(
        "internacional/plan/<int:anio>/<int:version>/plan.pdf",
        internacional.plan_internacional_pdf,
        name="plan_internacional_pdf",
    ),
    path(
        "obligaciones/<int:pk>/confirmar/",
        internacional.ocurrencia_confirmar,
        name="ocurrencia_confirmar",
    ),
    path(
        "confirmaciones/<int:pk>/archivo/",
        internacional.confirmacion_archivo,
        name="confirmacion_archivo",
    ),
    path("recomendaciones/", recomendacion.recomendaciones, name="recomendaciones"),
    path(
        "recomendaciones/exportar.<hoja:formato>",
        recomendacion.recomendaciones_exportar,
        name="recomendaciones_exportar",
    ),
    path("recomendaciones/nueva/", recomendacion.recomendacion_nueva, name="recomendacion_nueva"),
    path("recomendaciones/<int:pk>/", recomendacion.recomendacion, name="recomendacion"),
    path(
        "recomendaciones/<int:pk>/editar/",
        recomendacion.recomendacion_editar,
        name="recomendacion_editar",
    ),
    path(
        "recomendaciones/<int:pk>/nivel/",
        recomendacion.recomendacion_nivel,
        name="recomendacion_nivel",
    ),
    path(
        "recomendaciones/<int:pk>/acciones/nueva/", recomendacion.accion_nueva, name="accion_nueva"
    ),
    path(
        "recomendaciones/acciones/<int:pk>/anular/",
        recomendacion.accion_anular,
        name="accion_anular",
    ),
    path(
        "propuestas-de-acuerdo/",
        propuesta_acuerdo.propuestas_acuerdo,
        name="propuestas_acuerdo",
    ),
    path(
        "propuestas-de-acuerdo/exportar.<hoja:formato>",
        propuesta_acuerdo.propuestas_acuerdo_exportar,
        name="propuestas_acuerdo_exportar",
    ),
    path(
        "propuestas-de-acuerdo/nueva/",
        propuesta_acuerdo.propuesta_acuerdo_nueva,
        name="propuesta_acuerdo_nueva",
    ),
    path(
        "propuestas-de-acuerdo/<int:pk>/",
        propuesta_acuerdo.propuesta_acuerdo,
        name="propuesta_acuerdo",
    ),
    path(
        "propuestas-de-acuerdo/<int:pk>/editar/",
        propuesta_acuerdo.propuesta_acuerdo_editar,
        name="propuesta_acuerdo_editar",
    ),
    path(
        "propuestas-de-acuerdo/<int:pk>/pasar/",
        propuesta_acuerdo.propuesta_acuerdo_pasar,
        name="propuesta_acuerdo_pasar",
    ),
]
