"""Routes of the papers themselves: scans, labels, folios, the physical file."""

from django.urls import URLPattern, path

from tramite.views import (
    cargo_por_correo,
    datos,
    disposicion,
    escaneos,
    fisico,
    papeles,
    series,
    tachar,
)

_EXPEDIENTE = "expedientes/<numero:numero>"


def rutas_de_papeles() -> list[URLPattern]:
    """To be called once the converters are registered."""
    return [
        path(f"{_EXPEDIENTE}/etiqueta-<tamanio:tamanio>.pdf", papeles.etiqueta, name="etiqueta"),
        path(f"{_EXPEDIENTE}/imprimir/", papeles.imprimir, name="imprimir"),
        path(f"{_EXPEDIENTE}/caratula.pdf", papeles.caratula, name="caratula"),
        path(f"{_EXPEDIENTE}/indice.pdf", papeles.indice, name="indice"),
        path("sin-digitalizar/", escaneos.sin_digitalizar, name="sin_digitalizar"),
        path("escaneos/<int:pk>/", escaneos.escaneo, name="escaneo"),
        path("escaneos/<int:pk>/partir/", escaneos.partir, name="escaneo_partir"),
        path("escaneos/<int:pk>/descartar/", escaneos.descartar, name="escaneo_descartar"),
        path("escaneos/<int:pk>/archivo/", escaneos.archivo, name="escaneo_archivo"),
        path("escaneos/<int:pk>/miniatura.png", escaneos.miniatura, name="escaneo_miniatura"),
        path(
            f"{_EXPEDIENTE}/documentos/<int:orden>/desglosar/", fisico.desglosar, name="desglosar"
        ),
        path(f"{_EXPEDIENTE}/documentos/<int:orden>/anexos/", datos.piezas, name="piezas"),
        path(
            f"{_EXPEDIENTE}/documentos/<int:orden>/anexos/<int:pieza>/retirar/",
            datos.pieza_retirar,
            name="pieza_retirar",
        ),
        path(
            f"{_EXPEDIENTE}/documentos/<int:orden>/datos/",
            datos.datos_documento,
            name="datos_documento",
        ),
        path(f"{_EXPEDIENTE}/responsable/", datos.encargar, name="encargar"),
        path(f"{_EXPEDIENTE}/marcadores/", datos.marcar, name="marcar"),
        path(
            f"{_EXPEDIENTE}/cargo-por-correo/",
            cargo_por_correo.cargo_por_correo,
            name="cargo_por_correo",
        ),
        path(
            f"{_EXPEDIENTE}/cargo-por-correo/<int:pk>/reenviar/",
            cargo_por_correo.reenviar,
            name="cargo_reenviar",
        ),
        path(f"{_EXPEDIENTE}/prestar/", fisico.prestar, name="prestar"),
        path("transferencias/estante/", fisico.estante, name="estante"),
        path("prestamos/", fisico.prestamos, name="prestamos"),
        path("prestamos/<int:pk>/devuelto/", fisico.devuelto, name="devuelto"),
        path(f"{_EXPEDIENTE}/clasificar/", series.clasificar, name="clasificar"),
        path("transferencias/", series.transferencias, name="transferencias"),
        path("transferencias/nueva/", series.transferir, name="transferir"),
        path(
            "transferencias/<int:pk>/inventario.<inventario:formato>",
            series.inventario,
            name="inventario",
        ),
        path("disposicion/", disposicion.disponer, name="disponer"),
        path("disposicion/<int:pk>/respuesta/", disposicion.respuesta, name="respuesta_agn"),
        path("disposicion/<int:pk>/agn/", disposicion.documento_agn, name="documento_agn"),
        path(
            "disposicion/<int:pk>/inventario.<inventario:formato>",
            disposicion.inventario,
            name="inventario_eliminacion",
        ),
        path("series/", series.series, name="series"),
        path("series.<lista:formato>", series.series_exportar, name="series_exportar"),
        path("series/nueva/", disposicion.serie_nueva, name="serie_nueva"),
        path("series/<slug:codigo>/", disposicion.serie_editar, name="serie_editar"),
        path(f"{_EXPEDIENTE}/archivos/<int:pk>/tachar/", tachar.tachar, name="tachar"),
        path(
            f"{_EXPEDIENTE}/archivos/<int:pk>/paginas/<int:n>.png",
            tachar.pagina_png,
            name="pagina_png",
        ),
        path(
            f"{_EXPEDIENTE}/archivos/<int:pk>/verificar/",
            tachar.verificar,
            name="verificar_digital",
        ),
        path(f"{_EXPEDIENTE}/copias/<int:pk>/", tachar.copia, name="copia_tachada"),
    ]
