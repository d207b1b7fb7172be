"""Organisations, who answers in them and what was spoken; part of `convenios.urls`.

Companies are edited under another permission (069-05).
"""

from django.urls import path

from convenios.views import fusion, organizacion, trato

urlpatterns = [
    path("organizaciones/", organizacion.organizaciones, name="organizaciones"),
    path(
        "organizaciones/exportar.<hoja:formato>",
        organizacion.organizaciones_exportar,
        name="organizaciones_exportar",
    ),
    path("organizaciones/nueva/", organizacion.organizacion_nueva, name="organizacion_nueva"),
    path("organizaciones/nueva-empresa/", organizacion.empresa_nueva, name="empresa_nueva"),
    path(
        "organizaciones/parecidas/",
        organizacion.organizaciones_parecidas,
        name="organizaciones_parecidas",
    ),
    path("organizaciones/<int:pk>/", organizacion.organizacion, name="organizacion"),
    path(
        "organizaciones/<int:pk>/editar/",
        organizacion.organizacion_editar,
        name="organizacion_editar",
    ),
    path(
        "organizaciones/<int:pk>/editar-empresa/",
        organizacion.empresa_editar,
        name="empresa_editar",
    ),
    path(
        "organizaciones/<int:pk>/verificar/",
        organizacion.organizacion_verificar,
        name="organizacion_verificar",
    ),
    path(
        "organizaciones/<int:pk>/verificar-empresa/",
        organizacion.empresa_verificar,
        name="empresa_verificar",
    ),
    path(
        "organizaciones/<int:pk>/registros/nuevo/",
        organizacion.registro_nuevo,
        name="registro_nuevo",
    ),
    path("registros/<int:pk>/editar/", organizacion.registro_editar, name="registro_editar"),
    path(
        "organizaciones/<int:pk>/perfiles/<slug:perfil>/",
        trato.perfil_editar,
        name="perfil_editar",
    ),
    path("organizaciones/<int:pk>/contactos/nuevo/", trato.contacto_nuevo, name="contacto_nuevo"),
    path("contactos/exportar.<hoja:formato>", trato.contactos_exportar, name="contactos_exportar"),
    path("contactos/<int:pk>/editar/", trato.contacto_editar, name="contacto_editar"),
    path(
        "organizaciones/<int:pk>/interacciones/nueva/",
        trato.interaccion_nueva,
        name="interaccion_nueva",
    ),
    path("interacciones/", trato.interacciones, name="interacciones"),
    path(
        "interacciones/exportar.<hoja:formato>",
        trato.interacciones_exportar,
        name="interacciones_exportar",
    ),
    path(
        "interacciones/<int:pk>/rectificar/",
        trato.interaccion_rectificar,
        name="interaccion_rectificar",
    ),
    path(
        "organizaciones/<int:pk>/fusionar/",
        fusion.organizacion_fusionar,
        name="organizacion_fusionar",
    ),
    path(
        "organizaciones/<int:pk>/fusionar/<int:otra>/",
        fusion.organizacion_fusionar_con,
        name="organizacion_fusionar_con",
    ),
]
