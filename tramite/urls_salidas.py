"""Routes of what the office issues; tramite/urls.py includes them."""

from django.urls import path

from tramite.views import despachar, emitir, firmar, masiva, plantillas, promesas, salidas

urlpatterns = [
    path("salidas/", salidas.salidas, name="salidas"),
    path("salidas/firmar/", firmar.lote, name="salidas_firmar"),
    path("salidas/despachar/", despachar.varios, name="salidas_despachar"),
    path("salidas/cargos/", despachar.cargos, name="salidas_cargos"),
    path("salidas/<int:pk>/", salidas.salida, name="salida"),
    path("salidas/<int:pk>/documento.pdf", salidas.pdf, name="salida_pdf"),
    path("salidas/<int:pk>/corregir/", emitir.corregir, name="salida_corregir"),
    path("salidas/<int:pk>/enviar/", emitir.enviar, name="salida_enviar"),
    path("salidas/<int:pk>/visar/", emitir.visar, name="salida_visar"),
    path("salidas/<int:pk>/observar/", emitir.observar, name="salida_observar"),
    path("salidas/<int:pk>/anular/", emitir.anular, name="salida_anular"),
    path("salidas/<int:pk>/firmar/", firmar.firmar, name="salida_firmar"),
    path("salidas/<int:pk>/preparar/", firmar.preparar, name="salida_preparar"),
    path("salidas/<int:pk>/firmado/", firmar.firmado, name="salida_firmado"),
    path("salidas/<int:pk>/despachar/", despachar.despachar, name="salida_despachar"),
    path("salidas/<int:pk>/entrega/", despachar.entrega, name="salida_entrega"),
    path("expedientes/<numero:numero>/varios/<slug:codigo>/", masiva.redactar, name="masiva"),
    path("plantillas/", plantillas.plantillas, name="plantillas"),
    path("plantillas/<slug:codigo>/subir/", plantillas.subir, name="plantilla_subir"),
    path("plantillas/<slug:codigo>.docx", plantillas.en_word, name="plantilla_word"),
    path("salidas/hoja-de-reparto.pdf", despachar.reparto, name="salidas_reparto"),
    path("salidas/rotulos.pdf", despachar.rotulos, name="salidas_rotulos"),
    path("salidas/pasar/", masiva.pasar, name="salidas_pasar"),
    path("salidas/<int:pk>/promesas/", promesas.decidir, name="salida_promesas"),
    path("promesas/", promesas.promesas, name="promesas"),
    path("promesas/<int:pk>/cumplir/", promesas.cumplir, name="promesa_cumplir"),
    path("expedientes/<numero:numero>/responder/", emitir.elegir, name="responder"),
    path("expedientes/<numero:numero>/responder/<slug:codigo>/", emitir.redactar, name="redactar"),
]
