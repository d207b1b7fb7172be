"""What companies are proposed and give, and what is left with them (069-03, 069-04)."""

from django.urls import path

from convenios.views import donacion, material, propuesta

urlpatterns = [
    path("empresas/", propuesta.propuestas, name="propuestas"),
    path(
        "empresas/propuestas/exportar.<hoja:formato>",
        propuesta.propuestas_exportar,
        name="propuestas_exportar",
    ),
    path("empresas/propuestas/nueva/", propuesta.propuesta_nueva, name="propuesta_nueva"),
    path("empresas/propuestas/<int:pk>/", propuesta.propuesta, name="propuesta"),
    path(
        "empresas/propuestas/<int:pk>/editar/", propuesta.propuesta_editar, name="propuesta_editar"
    ),
    path("empresas/propuestas/<int:pk>/pasar/", propuesta.propuesta_pasar, name="propuesta_pasar"),
    path("empresas/donaciones/", donacion.donaciones, name="donaciones"),
    path(
        "empresas/donaciones/exportar.<hoja:formato>",
        donacion.donaciones_exportar,
        name="donaciones_exportar",
    ),
    path("empresas/donaciones/nueva/", donacion.donacion_nueva, name="donacion_nueva"),
    path(
        "empresas/donaciones/<int:pk>/recibir/", donacion.donacion_recibir, name="donacion_recibir"
    ),
    path("empresas/donaciones/<int:pk>/anular/", donacion.donacion_anular, name="donacion_anular"),
    path("empresas/donaciones/<int:pk>/acta/", donacion.donacion_acta, name="donacion_acta"),
    path("empresas/material/", material.materiales, name="materiales"),
    path(
        "empresas/material/exportar.<hoja:formato>",
        material.materiales_exportar,
        name="materiales_exportar",
    ),
    path("empresas/material/nuevo/", material.material_nuevo, name="material_nuevo"),
    path("empresas/material/<int:pk>/", material.material, name="material"),
    path("empresas/material/<int:pk>/aprobar/", material.material_aprobar, name="material_aprobar"),
    path(
        "empresas/material/<int:pk>/distribuir/",
        material.material_distribuir,
        name="material_distribuir",
    ),
    path("empresas/material/<int:pk>/archivo/", material.material_archivo, name="material_archivo"),
]
