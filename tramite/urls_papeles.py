"""Routes of the papers themselves: scans, labels, folios, the physical file."""

from django.urls import path

from tramite.views import escaneos

rutas = [
    path("sin-digitalizar/", escaneos.sin_digitalizar, name="sin_digitalizar"),
    path("escaneos/<int:pk>/", escaneos.escaneo, name="escaneo"),
    path("escaneos/<int:pk>/partir/", escaneos.partir, name="escaneo_partir"),
    path("escaneos/<int:pk>/descartar/", escaneos.descartar, name="escaneo_descartar"),
    path("escaneos/<int:pk>/archivo/", escaneos.archivo, name="escaneo_archivo"),
    path("escaneos/<int:pk>/miniatura.png", escaneos.miniatura, name="escaneo_miniatura"),
]
