"""Routes of trámite."""

from django.urls import include, path, register_converter

from tramite.convertidores import (
    FormatoDeInventario,
    FormatoDeLista,
    NumeroEscrito,
    TamanioDeEtiqueta,
)
from tramite.urls_dia import rutas as dia
from tramite.urls_papeles import rutas_de_papeles
from tramite.views import (
    agregar,
    archivos,
    bandeja,
    cola,
    convenios,
    expediente,
    lote,
    manana,
    mover,
    papeles,
    pedidos,
    registrar,
    reservas,
    tramitar,
)

register_converter(NumeroEscrito, "numero")
register_converter(FormatoDeLista, "formato")
register_converter(TamanioDeEtiqueta, "tamanio")
register_converter(FormatoDeInventario, "inventario")

app_name = "tramite"
urlpatterns = [
    path("", bandeja.bandeja, name="bandeja"),
    path("registrar/", registrar.registrar, name="registrar"),
    path("remitentes/", registrar.remitentes, name="remitentes"),
    path("memoria/", registrar.memoria, name="memoria"),
    path("antecedentes/", registrar.antecedentes, name="antecedentes"),
    path("fecha/", registrar.fecha, name="fecha"),
    path("lote/recibir/", lote.recibir, name="lote_recibir"),
    path("lote/derivar/", lote.derivar, name="lote_derivar"),
    path("lote/atender/", lote.atender, name="lote_atender"),
    path("lote/archivar/", lote.archivar, name="lote_archivar"),
    path("lote/devolver/", lote.devolver, name="lote_devolver"),
    path("lote/esperar/", lote.esperar, name="lote_esperar"),
    path("lote/reabrir/", lote.reabrir, name="lote_reabrir"),
    path("lote/clasificar/", lote.clasificar, name="lote_clasificar"),
    path("lote/retirar/", lote.retirar, name="lote_retirar"),
    path("lote/relacionar/", lote.relacionar, name="lote_relacionar"),
    path("lote/acumular/", lote.acumular, name="lote_acumular"),
    path("lote/anular/", lote.anular, name="lote_anular"),
    path("lote/<uuid:clave>/", lote.lote, name="lote"),
    path("expedientes/", expediente.expedientes, name="expedientes"),
    path("expedientes.<formato:formato>", expediente.exportar, name="exportar"),
    path("expedientes/<numero:numero>/", expediente.expediente, name="expediente"),
    path("expedientes/<numero:numero>/cargo.pdf", papeles.cargo, name="cargo"),
    path("expedientes/<numero:numero>/hoja-de-ruta.pdf", papeles.hoja_de_ruta, name="hoja_de_ruta"),
    *dia,
    *rutas_de_papeles(),
    path(
        "expedientes/<numero:numero>/documentos/<int:orden>/adjuntar/",
        archivos.adjuntar,
        name="adjuntar",
    ),
    path("expedientes/<numero:numero>/archivos/<int:pk>/", archivos.archivo, name="archivo"),
    path("expedientes/<numero:numero>/archivos/<int:pk>/examen/", archivos.examen, name="examen"),
    path("expedientes/<numero:numero>/derivar/", mover.derivar, name="derivar"),
    path("expedientes/<numero:numero>/proveer/", manana.proveer, name="proveer"),
    path("expedientes/<numero:numero>/recibir/", mover.recibir, name="recibir"),
    path("expedientes/<numero:numero>/devolver/", mover.devolver, name="devolver"),
    path(
        "expedientes/<numero:numero>/responder-parte/",
        mover.responder_parte,
        name="responder_parte",
    ),
    path("expedientes/<numero:numero>/retirar/", mover.retirar, name="retirar"),
    path("expedientes/<numero:numero>/plazos.pdf", papeles.anexo_plazos, name="anexo_plazos"),
    path("cola/", cola.cola, name="cola"),
    path("expedientes/<numero:numero>/atender/", mover.atender, name="atender"),
    path("expedientes/<numero:numero>/cerrar/", mover.cerrar, name="cerrar"),
    path("expedientes/<numero:numero>/archivar/", mover.archivar, name="archivar"),
    path("expedientes/<numero:numero>/reabrir/", mover.reabrir, name="reabrir"),
    path("expedientes/<numero:numero>/anular/", mover.anular, name="anular"),
    path("expedientes/<numero:numero>/observar/", tramitar.observar, name="observar"),
    path("expedientes/<numero:numero>/subsanar/", tramitar.subsanar, name="subsanar"),
    path(
        "expedientes/<numero:numero>/no-presentado/", tramitar.no_presentado, name="no_presentado"
    ),
    path("expedientes/<numero:numero>/esperar/", tramitar.esperar, name="esperar"),
    path("expedientes/<numero:numero>/retomar/", tramitar.retomar, name="retomar"),
    path("expedientes/<numero:numero>/vista/", tramitar.vista, name="vista"),
    path("expedientes/<numero:numero>/prorrogar/", tramitar.prorrogar, name="prorrogar"),
    path("expedientes/<numero:numero>/agregar/", agregar.agregar, name="agregar"),
    path("expedientes/<numero:numero>/decisiones/<int:pk>/", agregar.decision, name="decision"),
    path("expedientes/<numero:numero>/rectificar/", tramitar.rectificar, name="rectificar"),
    path("expedientes/<numero:numero>/terminar/", tramitar.terminar, name="terminar"),
    path("expedientes/<numero:numero>/acumular/", tramitar.acumular, name="acumular"),
    path("expedientes/<numero:numero>/convenio/", convenios.vincular, name="vincular"),
    path(
        "expedientes/<numero:numero>/convenio/<int:pk>/retirar/",
        convenios.desvincular,
        name="desvincular",
    ),
    path("expedientes/<numero:numero>/evidencia/", convenios.evidencia, name="evidencia"),
    path("de-convenio/<slug:codigo>/", convenios.de_convenio, name="de_convenio"),
    path("de-organizacion/<int:pk>/", convenios.de_organizacion, name="de_organizacion"),
    path("expedientes/<numero:numero>/relacionar/", tramitar.relacionar, name="relacionar"),
    path("expedientes/<numero:numero>/pedir/", pedidos.pedir, name="pedir"),
    path("expedientes/<numero:numero>/reservar/", reservas.reservar, name="reservar"),
    path(
        "expedientes/<numero:numero>/pedir-levantamiento/",
        reservas.pedir_levantamiento,
        name="pedir_levantamiento",
    ),
    path("expedientes/<numero:numero>/levantar/", reservas.levantar, name="levantar"),
    path("reservas/", reservas.reservas, name="reservas"),
    path("reservas/lecturas/", reservas.lecturas, name="lecturas"),
    path("reservas/lecturas/motivar/", reservas.motivar, name="motivar_lectura"),
    path("", include("tramite.urls_salidas")),
    path("", include("tramite.urls_opiniones")),
    path("", include("tramite.urls_intercambio")),
    path("", include("tramite.urls_utiles")),
    path("", include("tramite.urls_plazos")),
]
