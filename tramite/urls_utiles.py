"""Routes of the supplies; tramite/urls.py includes them."""

from django.urls import path

from tramite.views import utiles, utiles_llevar

urlpatterns = [
    path("utiles/", utiles.utiles, name="utiles"),
    path("utiles.<lista:formato>", utiles.utiles_exportar, name="utiles_exportar"),
    path("utiles/pedir/", utiles.util_pedir, name="util_pedir"),
    path("utiles/ingresar/", utiles_llevar.utiles_ingresar, name="utiles_ingresar"),
    path("utiles/nuevo/", utiles_llevar.util_nuevo, name="util_nuevo"),
    path("utiles/reposicion/", utiles_llevar.utiles_reposicion, name="utiles_reposicion"),
    path("utiles/inventario/", utiles_llevar.utiles_inventario, name="utiles_inventario"),
    path("utiles/inventarios/<int:pk>/", utiles_llevar.util_inventario, name="util_inventario"),
    path(
        "utiles/inventarios/<int:pk>/acta.pdf",
        utiles_llevar.util_inventario_acta,
        name="util_inventario_acta",
    ),
    path("utiles/pedidos/<int:pk>/entregar/", utiles_llevar.util_entregar, name="util_entregar"),
    path("utiles/pedidos/<int:pk>/cerrar/", utiles.util_pedido_cerrar, name="util_pedido_cerrar"),
    path("utiles/entregas/<int:pk>/recibi/", utiles.util_recibi, name="util_recibi"),
    path("utiles/entregas/<int:pk>/reparo/", utiles.util_reparo, name="util_reparo"),
    path("utiles/<int:pk>/", utiles.util, name="util"),
    path("utiles/<int:pk>/editar/", utiles_llevar.util_editar, name="util_editar"),
    path("utiles/<int:pk>/kardex.<lista:formato>", utiles.util_exportar, name="util_exportar"),
]
