"""Addresses of demand and offer; `convenios.urls` puts them before the code of an agreement."""

from django.urls import path

from convenios.views import capacitacion, convocatoria, demanda, emparejamiento, gestion

urlpatterns = [
    path("demandas/", demanda.demandas, name="demandas"),
    path("demandas/exportar.<hoja:formato>", demanda.demandas_exportar, name="demandas_exportar"),
    path("demandas/nueva/", demanda.demanda_nueva, name="demanda_nueva"),
    path("demandas/criterios/", demanda.criterios_prioridad, name="criterios_prioridad"),
    path("demandas/<int:pk>/", demanda.demanda, name="demanda"),
    path("demandas/<int:pk>/editar/", demanda.demanda_editar, name="demanda_editar"),
    path("demandas/<int:pk>/priorizar/", demanda.demanda_priorizar, name="demanda_priorizar"),
    path("demandas/<int:pk>/pasar/", demanda.demanda_pasar, name="demanda_pasar"),
    path("demandas/<int:pk>/financiar/", demanda.demanda_financiar, name="demanda_financiar"),
    path("convocatorias/", convocatoria.convocatorias, name="convocatorias"),
    path(
        "convocatorias/exportar.<hoja:formato>",
        convocatoria.convocatorias_exportar,
        name="convocatorias_exportar",
    ),
    path("convocatorias/nueva/", convocatoria.convocatoria_nueva, name="convocatoria_nueva"),
    path("convocatorias/<int:pk>/", convocatoria.convocatoria, name="convocatoria"),
    path(
        "convocatorias/<int:pk>/editar/",
        convocatoria.convocatoria_editar,
        name="convocatoria_editar",
    ),
    path(
        "convocatorias/<int:pk>/anular/",
        convocatoria.convocatoria_anular,
        name="convocatoria_anular",
    ),
    path("oferta-y-demanda/", emparejamiento.emparejamientos, name="emparejamientos"),
    path(
        "oferta-y-demanda/decisiones/",
        emparejamiento.emparejamientos_decididos,
        name="emparejamientos_decididos",
    ),
    path(
        "oferta-y-demanda/decisiones/exportar.<hoja:formato>",
        emparejamiento.emparejamientos_exportar,
        name="emparejamientos_exportar",
    ),
    path(
        "oferta-y-demanda/<int:demanda>/<int:convocatoria>/",
        emparejamiento.emparejamiento,
        name="emparejamiento",
    ),
    path(
        "oferta-y-demanda/<int:demanda>/<int:convocatoria>/decidir/",
        emparejamiento.emparejamiento_decidir,
        name="emparejamiento_decidir",
    ),
    path("gestiones/", gestion.gestiones, name="gestiones"),
    path("gestiones/por-etapa/", gestion.gestiones_tablero, name="gestiones_tablero"),
    path(
        "gestiones/exportar.<hoja:formato>", gestion.gestiones_exportar, name="gestiones_exportar"
    ),
    path("gestiones/nueva/", gestion.gestion_nueva, name="gestion_nueva"),
    path("gestiones/<int:pk>/", gestion.gestion, name="gestion"),
    path("gestiones/<int:pk>/avanzar/", gestion.gestion_avanzar, name="gestion_avanzar"),
    path("gestiones/<int:pk>/ganar/", gestion.gestion_ganar, name="gestion_ganar"),
    path("capacitaciones/", capacitacion.capacitaciones, name="capacitaciones"),
    path(
        "capacitaciones/exportar.<hoja:formato>",
        capacitacion.capacitaciones_exportar,
        name="capacitaciones_exportar",
    ),
    path("capacitaciones/nueva/", capacitacion.capacitacion_nueva, name="capacitacion_nueva"),
    path("capacitaciones/<int:pk>/", capacitacion.capacitacion, name="capacitacion"),
    path(
        "capacitaciones/<int:pk>/editar/",
        capacitacion.capacitacion_editar,
        name="capacitacion_editar",
    ),
    path(
        "capacitaciones/<int:pk>/difundir/",
        capacitacion.capacitacion_difundir,
        name="capacitacion_difundir",
    ),
    path(
        "capacitaciones/<int:pk>/anotar/",
        capacitacion.capacitacion_anotar,
        name="capacitacion_anotar",
    ),
]
