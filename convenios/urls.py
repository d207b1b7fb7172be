from django.urls import include, path, re_path

from convenios import urls_demanda, urls_internacional
from convenios.views import (
    adenda,
    alerta,
    borrador,
    clausula,
    compromiso,
    convenio,
    convenio_actos,
    declaracion,
    dinero,
    empresas,
    firmado,
    fusion,
    importar,
    material,
    ocurrencia,
    organizacion,
    parametro,
    reporte,
    requerimiento,
    resultado,
    simulacion,
    tablero,
    trato,
)

app_name = "convenios"

FORMATO = r"(?P<formato>xlsx|csv)"

urlpatterns = [
    path("", convenio.lista, name="lista"),
    path("nuevo/", convenio.convenio_nuevo, name="convenio_nuevo"),
    re_path(rf"^exportar\.{FORMATO}$", convenio.lista_exportar, name="lista_exportar"),
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
    re_path(
        rf"^perfeccionamiento/exportar\.{FORMATO}$",
        convenio.perfeccionamiento_exportar,
        name="perfeccionamiento_exportar",
    ),
    path("captacion/", dinero.captacion, name="captacion"),
    re_path(
        rf"^captacion/exportar\.{FORMATO}$", dinero.captacion_exportar, name="captacion_exportar"
    ),
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
    re_path(
        rf"^compromisos/exportar\.{FORMATO}$",
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
    # Organisations; companies are edited under another permission (069-05)
    path("organizaciones/", organizacion.organizaciones, name="organizaciones"),
    re_path(
        rf"^organizaciones/exportar\.{FORMATO}$",
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
    re_path(
        rf"^contactos/exportar\.{FORMATO}$", trato.contactos_exportar, name="contactos_exportar"
    ),
    path("contactos/<int:pk>/editar/", trato.contacto_editar, name="contacto_editar"),
    path(
        "organizaciones/<int:pk>/interacciones/nueva/",
        trato.interaccion_nueva,
        name="interaccion_nueva",
    ),
    path("interacciones/", trato.interacciones, name="interacciones"),
    re_path(
        rf"^interacciones/exportar\.{FORMATO}$",
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
    # What companies are proposed and give, and what is left with them (069-03, 069-04)
    path("empresas/", empresas.propuestas, name="propuestas"),
    re_path(
        rf"^empresas/propuestas/exportar\.{FORMATO}$",
        empresas.propuestas_exportar,
        name="propuestas_exportar",
    ),
    path("empresas/propuestas/nueva/", empresas.propuesta_nueva, name="propuesta_nueva"),
    path("empresas/propuestas/<int:pk>/", empresas.propuesta, name="propuesta"),
    path(
        "empresas/propuestas/<int:pk>/editar/", empresas.propuesta_editar, name="propuesta_editar"
    ),
    path("empresas/propuestas/<int:pk>/pasar/", empresas.propuesta_pasar, name="propuesta_pasar"),
    path("empresas/donaciones/", empresas.donaciones, name="donaciones"),
    re_path(
        rf"^empresas/donaciones/exportar\.{FORMATO}$",
        empresas.donaciones_exportar,
        name="donaciones_exportar",
    ),
    path("empresas/donaciones/nueva/", empresas.donacion_nueva, name="donacion_nueva"),
    path(
        "empresas/donaciones/<int:pk>/recibir/", empresas.donacion_recibir, name="donacion_recibir"
    ),
    path("empresas/donaciones/<int:pk>/anular/", empresas.donacion_anular, name="donacion_anular"),
    path("empresas/donaciones/<int:pk>/acta/", empresas.donacion_acta, name="donacion_acta"),
    path("empresas/material/", material.materiales, name="materiales"),
    re_path(
        rf"^empresas/material/exportar\.{FORMATO}$",
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
    # Warnings
    path("alertas/", alerta.alertas, name="alertas"),
    re_path(rf"^alertas/exportar\.{FORMATO}$", alerta.alertas_exportar, name="alertas_exportar"),
    path("alertas/<int:pk>/posponer/", alerta.alerta_posponer, name="alerta_posponer"),
    path("alertas/<int:pk>/reenviar/<int:aviso>/", alerta.alerta_reenviar, name="alerta_reenviar"),
    # Requirements to other units
    path("requerimientos/", requerimiento.requerimientos, name="requerimientos"),
    re_path(
        rf"^requerimientos/exportar\.{FORMATO}$",
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
    *urls_demanda.urlpatterns,
    *urls_internacional.urlpatterns,
    path("", include("convenios.urls_reuniones")),
    # One agreement, last: its code is the only free word
    path("<slug:codigo>/", convenio.convenio, name="convenio"),
    path("<slug:codigo>/proyecto.docx", borrador.borrador, name="borrador"),
    path("<slug:codigo>/editar/", convenio.convenio_editar, name="convenio_editar"),
    path("<slug:codigo>/etapa/", convenio_actos.convenio_etapa, name="convenio_etapa"),
    path("<slug:codigo>/simular/", simulacion.convenio_simular, name="convenio_simular"),
    path("<slug:codigo>/decidir/", convenio_actos.convenio_decidir, name="convenio_decidir"),
    path(
        "<slug:codigo>/clasificar/", convenio_actos.convenio_clasificar, name="convenio_clasificar"
    ),
    path("<slug:codigo>/partes/nueva/", convenio_actos.parte_nueva, name="parte_nueva"),
    path("<slug:codigo>/partes/<int:pk>/editar/", convenio_actos.parte_editar, name="parte_editar"),
    path(
        "<slug:codigo>/partes/<int:pk>/retirar/",
        convenio_actos.parte_retirar,
        name="parte_retirar",
    ),
    path("<slug:codigo>/clausulas/", clausula.clausulas, name="clausulas"),
    path("<slug:codigo>/clausulas/nueva/", clausula.clausula_nueva, name="clausula_nueva"),
    path("<slug:codigo>/clausulas/leer/<int:pk>/", clausula.clausulas_leer, name="clausulas_leer"),
    path(
        "<slug:codigo>/clausulas/<int:pk>/editar/",
        clausula.clausula_editar,
        name="clausula_editar",
    ),
    path(
        "<slug:codigo>/clausulas/<int:pk>/retirar/",
        clausula.clausula_retirar,
        name="clausula_retirar",
    ),
    path("<slug:codigo>/dinero/", dinero.dinero, name="dinero"),
    path("<slug:codigo>/dinero/aportes/nuevo/", dinero.aporte_nuevo, name="aporte_nuevo"),
    path(
        "<slug:codigo>/dinero/aportes/<int:pk>/anular/", dinero.aporte_anular, name="aporte_anular"
    ),
    path(
        "<slug:codigo>/dinero/desembolsos/nuevo/", dinero.desembolso_nuevo, name="desembolso_nuevo"
    ),
    path(
        "<slug:codigo>/dinero/desembolsos/<int:pk>/llego/",
        dinero.desembolso_llego,
        name="desembolso_llego",
    ),
    path(
        "<slug:codigo>/dinero/desembolsos/<int:pk>/anular/",
        dinero.desembolso_anular,
        name="desembolso_anular",
    ),
    path("<slug:codigo>/firmas/nueva/", clausula.firma_nueva, name="firma_nueva"),
    path("<slug:codigo>/firmas/<int:pk>/retirar/", clausula.firma_retirar, name="firma_retirar"),
    path("<slug:codigo>/hitos/nuevo/", convenio_actos.hito_nuevo, name="hito_nuevo"),
    path("<slug:codigo>/hitos/<int:pk>/elegir/", convenio_actos.hito_elegir, name="hito_elegir"),
    path(
        "<slug:codigo>/evaluaciones/nueva/",
        convenio_actos.evaluacion_nueva,
        name="evaluacion_nueva",
    ),
    path(
        "<slug:codigo>/evaluaciones/<int:pk>/editar/",
        convenio_actos.evaluacion_editar,
        name="evaluacion_editar",
    ),
    # What it set out to achieve
    path("<slug:codigo>/resultados/", resultado.resultados, name="resultados"),
    re_path(
        rf"^(?P<codigo>[-a-zA-Z0-9_]+)/resultados/exportar\.{FORMATO}$",
        resultado.resultados_exportar,
        name="resultados_exportar",
    ),
    path("<slug:codigo>/resultados/nuevo/", resultado.resultado_nuevo, name="resultado_nuevo"),
    path(
        "<slug:codigo>/resultados/<int:pk>/editar/",
        resultado.resultado_editar,
        name="resultado_editar",
    ),
    path(
        "<slug:codigo>/resultados/<int:pk>/anular/",
        resultado.resultado_anular,
        name="resultado_anular",
    ),
    path(
        "<slug:codigo>/resultados/<int:pk>/indicadores/nuevo/",
        resultado.indicador_nuevo,
        name="indicador_nuevo",
    ),
    path(
        "<slug:codigo>/indicadores/<int:pk>/editar/",
        resultado.indicador_editar,
        name="indicador_editar",
    ),
    path(
        "<slug:codigo>/indicadores/<int:pk>/anular/",
        resultado.indicador_anular,
        name="indicador_anular",
    ),
    path(
        "<slug:codigo>/indicadores/<int:pk>/medir/",
        resultado.medicion_nueva,
        name="medicion_nueva",
    ),
    path(
        "<slug:codigo>/mediciones/<int:pk>/corregir/",
        resultado.medicion_corregir,
        name="medicion_corregir",
    ),
    path(
        "<slug:codigo>/mediciones/<int:pk>/aprobar/",
        resultado.medicion_aprobar,
        name="medicion_aprobar",
    ),
    path(
        "<slug:codigo>/requerimientos/nuevo/",
        requerimiento.requerimiento_nuevo,
        name="requerimiento_nuevo",
    ),
    path("<slug:codigo>/documentos/nuevo/", convenio_actos.documento_nuevo, name="documento_nuevo"),
    path("<slug:codigo>/adendas/nueva/", adenda.adenda_nueva, name="adenda_nueva"),
    path("<slug:codigo>/adendas/<int:numero>/", adenda.adenda, name="adenda"),
    path(
        "<slug:codigo>/adendas/<int:numero>/corregir/",
        adenda.adenda_corregir,
        name="adenda_corregir",
    ),
    path("<slug:codigo>/adendas/<int:numero>/agrega/", adenda.impacto_crear, name="impacto_crear"),
    path(
        "<slug:codigo>/adendas/<int:numero>/<int:pk>/cambia/",
        adenda.impacto_cambiar,
        name="impacto_cambiar",
    ),
    path(
        "<slug:codigo>/adendas/<int:numero>/<int:pk>/extiende/",
        adenda.impacto_extender,
        name="impacto_extender",
    ),
    path(
        "<slug:codigo>/adendas/<int:numero>/<int:pk>/termina/",
        adenda.impacto_terminar,
        name="impacto_terminar",
    ),
    path(
        "<slug:codigo>/adendas/<int:numero>/lineas/<int:pk>/aceptar/",
        adenda.impacto_aceptar,
        name="impacto_aceptar",
    ),
    path(
        "<slug:codigo>/adendas/<int:numero>/lineas/<int:pk>/descartar/",
        adenda.impacto_descartar,
        name="impacto_descartar",
    ),
    path("<slug:codigo>/compromisos/nuevo/", compromiso.compromiso_nuevo, name="compromiso_nuevo"),
]
