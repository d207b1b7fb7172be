"""Pages of one agreement; `convenios.urls` puts them last: its code is the only free word."""

from django.urls import path

from convenios.views import (
    adenda,
    borrador,
    clausula,
    compromiso,
    convenio,
    convenio_actos,
    dinero,
    requerimiento,
    resultado,
    simulacion,
)

urlpatterns = [
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
    path(
        "<slug:codigo>/resultados/exportar.<hoja:formato>",
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
