"""Routes of convenios: the register, its dates and its office; each noun brings its own."""

from django.urls import include, path, re_path

from convenios.views import (
    alerta,
    borrador,
    compromiso,
    convenio,
    convenio_actos,
    declaracion,
    dinero,
    firmado,
    importar,
    ocurrencia,
    parametro,
    reporte,
    requerimiento,
    tablero,
)

app_name = "convenios"
urlpatterns = [
    path("", convenio.lista, name="lista"),
    path("nuevo/", convenio.convenio_nuevo, name="convenio_nuevo"),
    path("exportar.<hoja:formato>", convenio.lista_exportar, name="lista_exportar"),
    path("modelos/", borrador.modelos, name="modelos"),
    path("modelos/<slug:materia>/editar/", borrador.modelo_editar, name="modelo_editar"),
    path("declaracion/", declaracion.declaracion, name="declaracion"),
    path(
        "declaracion/<int:anio>/anotar/", declaracion.declaracion_anotar, name="declaracion_anotar"
    ),
    path(
        "declaracion/archivos/<int:pk>/",
        declaracion.declaracion_archivo,
        name="declaracion_archivo",
    ),
    path("listas/", reporte.reportes, name="reportes"),
    path("listas/<int:pk>/archivo/", reporte.reporte_archivo, name="reporte_archivo"),
    path("tablero/", tablero.tablero, name="tablero"),
    path("tablero/informe/", tablero.informe_ver, name="informe_ver"),
    re_path(r"^tablero/informe\.(?P<formato>pdf|docx)$", tablero.informe, name="informe"),
    path("firmado/", firmado.firmado_nuevo, name="firmado_nuevo"),
    path("firmado/<int:pk>/", firmado.firmado, name="firmado"),
    path("firmado/<int:pk>/archivo/", firmado.firmado_archivo, name="firmado_archivo"),
    path(
        "firmado/<int:pk>/paginas/<int:numero>.png", firmado.firmado_pagina, name="firmado_pagina"
    ),
    path("perfeccionamiento/", convenio.perfeccionamiento, name="perfeccionamiento"),
    path(
        "perfeccionamiento/exportar.<hoja:formato>",
        convenio.perfeccionamiento_exportar,
        name="perfeccionamiento_exportar",
    ),
    path("captacion/", dinero.captacion, name="captacion"),
    path("captacion/exportar.<hoja:formato>", dinero.captacion_exportar, name="captacion_exportar"),
    path("parametros/", parametro.parametros, name="parametros"),
    path("parametros/avisos/", parametro.parametros_avisos, name="parametros_avisos"),
    path(
        "parametros/emparejador/",
        parametro.parametros_emparejador,
        name="parametros_emparejador",
    ),
    path("parametros/prioridad/", parametro.parametros_prioridad, name="parametros_prioridad"),
    # Commitments and their due dates
    path("compromisos/", compromiso.compromisos, name="compromisos"),
    path(
        "compromisos/exportar.<hoja:formato>",
        compromiso.compromisos_exportar,
        name="compromisos_exportar",
    ),
    path("compromisos/<int:pk>/", compromiso.compromiso, name="compromiso"),
    path("compromisos/<int:pk>/editar/", compromiso.compromiso_editar, name="compromiso_editar"),
    path("obligaciones/<int:pk>/", ocurrencia.ocurrencia, name="ocurrencia"),
    path("obligaciones/<int:pk>/avance/", ocurrencia.ocurrencia_avance, name="ocurrencia_avance"),
    path(
        "obligaciones/<int:pk>/reportar/",
        ocurrencia.ocurrencia_reportar,
        name="ocurrencia_reportar",
    ),
    path(
        "obligaciones/<int:pk>/revisar/", ocurrencia.ocurrencia_revisar, name="ocurrencia_revisar"
    ),
    path("obligaciones/<int:pk>/cerrar/", ocurrencia.ocurrencia_cerrar, name="ocurrencia_cerrar"),
    path(
        "obligaciones/<int:pk>/prorrogar/",
        ocurrencia.ocurrencia_prorrogar,
        name="ocurrencia_prorrogar",
    ),
    path("evidencias/<int:pk>/archivo/", ocurrencia.evidencia_archivo, name="evidencia_archivo"),
    path("documentos/<int:pk>/", convenio_actos.documento, name="documento"),
    path("", include("convenios.urls_organizaciones")),
    path("", include("convenios.urls_empresas")),
    # Warnings
    path("alertas/", alerta.alertas, name="alertas"),
    path("alertas/exportar.<hoja:formato>", alerta.alertas_exportar, name="alertas_exportar"),
    path("alertas/<int:pk>/posponer/", alerta.alerta_posponer, name="alerta_posponer"),
    path("alertas/<int:pk>/reenviar/<int:aviso>/", alerta.alerta_reenviar, name="alerta_reenviar"),
    # Requirements to other units
    path("requerimientos/", requerimiento.requerimientos, name="requerimientos"),
    path(
        "requerimientos/exportar.<hoja:formato>",
        requerimiento.requerimientos_exportar,
        name="requerimientos_exportar",
    ),
    path("requerimientos/<int:pk>/", requerimiento.requerimiento, name="requerimiento"),
    path(
        "requerimientos/<int:pk>/anotar/",
        requerimiento.requerimiento_paso,
        name="requerimiento_paso",
    ),
    path(
        "requerimientos/<int:pk>/anular/",
        requerimiento.requerimiento_anular,
        name="requerimiento_anular",
    ),
    path("respuestas/<int:pk>/archivo/", requerimiento.paso_archivo, name="paso_archivo"),
    # Spreadsheets
    path("importar/", importar.importaciones, name="importaciones"),
    re_path(
        r"^importar/modelo-(?P<clase>organizaciones|convenios)\.xlsx$",
        importar.importacion_modelo,
        name="importacion_modelo",
    ),
    path("importar/<int:pk>/", importar.importacion, name="importacion"),
    path(
        "importar/<int:pk>/incorporar/",
        importar.importacion_incorporar,
        name="importacion_incorporar",
    ),
    path(
        "importar/<int:pk>/descartar/",
        importar.importacion_descartar,
        name="importacion_descartar",
    ),
    path(
        "importar/<int:pk>/por-corregir.xlsx",
        importar.importacion_por_corregir,
        name="importacion_por_corregir",
    ),
    path("", include("convenios.urls_demanda")),
    path("", include("convenios.urls_internacional")),
    path("", include("convenios.urls_reuniones")),
    # Last: the code of an agreement is the only free word
    path("", include("convenios.urls_convenio")),
]
