"""Who may open what: every URL of the house against every perfil, asked with a real browser.

A new URL needs one line in MATRIZ. The sets are written here again on purpose, without looking at
`cargos/permisos.py`: this is the office's decision, that is the code's.
"""

import pytest
from django.db import transaction
from django.test import Client

from cargos.permisos import Perfil
from tests import fabrica
from tests.rutas import rutas, rutas_del_admin

PUBLICO = "publico"
CUALQUIERA = "cualquiera"

JEFATURA = {Perfil.JEFATURA}
SECRETARIA = {Perfil.SECRETARIA}
ADMINISTRACION = {Perfil.ADMINISTRACION}
AUDITORIA = {Perfil.AUDITORIA}
ARCHIVO = {Perfil.ARCHIVO}
ALTA_DIRECCION = {Perfil.ALTA_DIRECCION}
ESPECIALISTAS = {Perfil.ESPECIALISTA_CI, Perfil.ESPECIALISTA_RS, Perfil.ESPECIALISTA_AI}
OFICINA = JEFATURA | ESPECIALISTAS | SECRETARIA
LECTORES = OFICINA | AUDITORIA
LEEN_TRAMITE = LECTORES | ARCHIVO
LEEN_CONVENIOS = LECTORES | ALTA_DIRECCION
TODOS = LEEN_TRAMITE | ALTA_DIRECCION | ADMINISTRACION
DESIGNAN = JEFATURA | ADMINISTRACION
REGISTRAN = JEFATURA | SECRETARIA
ARCHIVAN = REGISTRAN | ARCHIVO
DESPACHAN = SECRETARIA | ARCHIVO
ATIENDEN = JEFATURA | ESPECIALISTAS
LLEVAN_CONVENIOS = JEFATURA | {Perfil.ESPECIALISTA_CI, Perfil.ESPECIALISTA_AI}
LLEVAN_EMPRESAS = JEFATURA | {Perfil.ESPECIALISTA_RS}
LLEVAN_ESPACIOS = JEFATURA | {Perfil.ESPECIALISTA_AI}

MATRIZ: dict[str, set[Perfil] | str] = {
    "panel": CUALQUIERA,
    "base:salud": PUBLICO,
    "base:favicon": PUBLICO,
    # Accounts
    "account_login": PUBLICO,
    "account_logout": PUBLICO,
    "account_inactive": PUBLICO,
    "account_reset_password": PUBLICO,
    "account_reset_password_done": PUBLICO,
    "account_reset_password_from_key": PUBLICO,
    "account_reset_password_from_key_done": PUBLICO,
    "mfa_authenticate": PUBLICO,
    "primer_administrador": PUBLICO,
    "account_change_password": CUALQUIERA,
    "account_reauthenticate": CUALQUIERA,
    "mfa_index": CUALQUIERA,
    "mfa_reauthenticate": CUALQUIERA,
    "mfa_activate_totp": CUALQUIERA,
    "mfa_deactivate_totp": CUALQUIERA,
    "mfa_view_recovery_codes": CUALQUIERA,
    "mfa_generate_recovery_codes": CUALQUIERA,
    "mfa_download_recovery_codes": CUALQUIERA,
    "usersessions_list": CUALQUIERA,
    "calendario": PUBLICO,
    "avisos": CUALQUIERA,
    "avisos_leidos": CUALQUIERA,
    "aviso_abrir": CUALQUIERA,
    # Cargos
    "cargos:cap": TODOS,
    "cargos:ficha": TODOS,
    "cargos:organigrama": TODOS,
    "cargos:organigrama_archivo": TODOS,
    "cargos:directorio": TODOS,
    "cargos:vcard": TODOS,
    "cargos:vcards": TODOS,
    "cargos:funciones": TODOS,
    "cargos:funcion": TODOS,
    "cargos:mof": TODOS,
    "cargos:mof_version": TODOS,
    "cargos:mof_pdf": TODOS,
    "cargos:mof_docx": TODOS,
    "cargos:mi_puesto": CUALQUIERA,
    "cargos:reserva": CUALQUIERA,
    "cargos:calendario_renovar": CUALQUIERA,
    "cargos:calendario_retirar": CUALQUIERA,
    "cargos:solicitudes": CUALQUIERA,
    "cargos:solicitar": CUALQUIERA,
    "cargos:solicitud_responder": DESIGNAN,
    "cargos:solicitud_retirar": CUALQUIERA,
    "cargos:designaciones": TODOS,
    "cargos:designar": DESIGNAN,
    "cargos:designacion_anular": DESIGNAN,
    "cargos:designacion_acta": DESIGNAN,
    "cargos:entrega_preparar": DESIGNAN,
    "cargos:entrega": OFICINA,
    "cargos:entrega_asignar": DESIGNAN,
    "cargos:entrega_aceptar": OFICINA,
    "cargos:entrega_cerrar": DESIGNAN,
    "cargos:entrega_acta": OFICINA,
    "cargos:encargos": TODOS,
    "cargos:encargar": JEFATURA,
    "cargos:encargo_cumplir": TODOS,
    "cargos:encargo_retirar": JEFATURA,
    # Trámite
    "tramite:bandeja": LEEN_TRAMITE,
    "tramite:registrar": OFICINA,
    "tramite:remitentes": OFICINA,
    "tramite:fecha": OFICINA,
    "tramite:antecedentes": OFICINA,
    "tramite:expedientes": LEEN_TRAMITE,
    "tramite:exportar": LEEN_TRAMITE,
    "tramite:expediente": LEEN_TRAMITE,
    "tramite:cargo": LEEN_TRAMITE,
    "tramite:hoja_de_ruta": LEEN_TRAMITE,
    "tramite:manana": LEEN_TRAMITE,
    "tramite:coordinaciones": LEEN_TRAMITE,
    "tramite:informes": LECTORES,
    "tramite:anulados": LEEN_TRAMITE,
    "tramite:informe_exportar": LECTORES,
    "tramite:llamadas": OFICINA,
    "tramite:llamada": OFICINA,
    "tramite:busquedas": LEEN_TRAMITE,
    "tramite:busqueda_borrar": LEEN_TRAMITE,
    "tramite:proveer": OFICINA,
    "tramite:reparto": JEFATURA,
    "tramite:etiqueta": LEEN_TRAMITE,
    "tramite:imprimir": LEEN_TRAMITE,
    "tramite:caratula": LEEN_TRAMITE,
    "tramite:indice": LEEN_TRAMITE,
    "tramite:lote_recibir": LEEN_TRAMITE,
    "tramite:lote_derivar": OFICINA,
    "tramite:lote_atender": ATIENDEN,
    "tramite:lote_archivar": OFICINA | ARCHIVO,
    "tramite:lote_devolver": OFICINA,
    "tramite:lote_esperar": OFICINA,
    "tramite:lote_reabrir": REGISTRAN,
    "tramite:lote_clasificar": REGISTRAN,
    "tramite:lote_retirar": OFICINA,
    "tramite:lote_relacionar": OFICINA,
    "tramite:lote_acumular": JEFATURA,
    "tramite:examen": LEEN_TRAMITE,
    "tramite:encargar": OFICINA,
    "tramite:marcar": OFICINA,
    "tramite:piezas": REGISTRAN,
    "tramite:pieza_retirar": REGISTRAN,
    "tramite:datos_documento": REGISTRAN,
    "tramite:cargo_por_correo": REGISTRAN,
    "tramite:cargo_reenviar": REGISTRAN,
    "tramite:lote_anular": JEFATURA,
    "tramite:lote": LEEN_TRAMITE,
    "tramite:derivar": OFICINA,
    "tramite:recibir": LEEN_TRAMITE,
    "tramite:devolver": OFICINA,
    "tramite:retirar": OFICINA,
    "tramite:responder_parte": OFICINA,
    "tramite:anexo_plazos": LEEN_TRAMITE,
    "tramite:cola": LEEN_TRAMITE,
    "tramite:atender": ATIENDEN,
    "tramite:archivar": OFICINA | ARCHIVO,
    "tramite:reabrir": REGISTRAN,
    "tramite:anular": JEFATURA,
    "tramite:sin_digitalizar": REGISTRAN,
    "tramite:desglosar": REGISTRAN,
    "tramite:prestar": ARCHIVAN,
    "tramite:prestamos": LEEN_TRAMITE,
    "tramite:devuelto": ARCHIVAN,
    "tramite:clasificar": ARCHIVAN,
    "tramite:transferencias": LEEN_TRAMITE,
    "tramite:transferir": ARCHIVAN,
    "tramite:inventario": LEEN_TRAMITE,
    "tramite:cerrar": OFICINA | ARCHIVO,
    "tramite:disponer": ARCHIVAN,
    "tramite:respuesta_agn": ARCHIVAN,
    "tramite:documento_agn": LEEN_TRAMITE,
    "tramite:inventario_eliminacion": LEEN_TRAMITE,
    "tramite:serie_nueva": ARCHIVO | ADMINISTRACION,
    "tramite:serie_editar": ARCHIVO | ADMINISTRACION,
    "tramite:tachar": OFICINA,
    "tramite:pagina_png": OFICINA,
    "tramite:copia_tachada": LEEN_TRAMITE,
    "tramite:verificar_digital": REGISTRAN,
    "tramite:escaneo": REGISTRAN,
    "tramite:escaneo_partir": REGISTRAN,
    "tramite:escaneo_descartar": REGISTRAN,
    "tramite:escaneo_archivo": REGISTRAN,
    "tramite:escaneo_miniatura": REGISTRAN,
    "tramite:adjuntar": OFICINA,
    "tramite:archivo": LEEN_TRAMITE,
    "tramite:observar": OFICINA,
    "tramite:subsanar": OFICINA,
    "tramite:no_presentado": OFICINA,
    "tramite:esperar": OFICINA,
    "tramite:vista": OFICINA,
    "tramite:retomar": OFICINA,
    "tramite:prorrogar": JEFATURA,
    "tramite:agregar": REGISTRAN,
    "tramite:rectificar": REGISTRAN,
    "tramite:terminar": JEFATURA,
    "tramite:acumular": JEFATURA,
    "tramite:relacionar": OFICINA,
    "tramite:vincular": OFICINA,
    "tramite:desvincular": OFICINA,
    "tramite:evidencia": ATIENDEN,
    "tramite:de_convenio": LEEN_TRAMITE,
    "tramite:de_organizacion": LEEN_TRAMITE,
    "tramite:reservar": REGISTRAN,
    "tramite:pedir_levantamiento": OFICINA,
    "tramite:levantar": JEFATURA,
    "tramite:reservas": LEEN_TRAMITE,
    "tramite:lecturas": JEFATURA | AUDITORIA,
    "tramite:responder": OFICINA,
    "tramite:redactar": OFICINA,
    "tramite:salidas": LEEN_TRAMITE,
    "tramite:salidas_firmar": JEFATURA,
    "tramite:salida": LEEN_TRAMITE,
    "tramite:salida_pdf": LEEN_TRAMITE,
    "tramite:salida_corregir": OFICINA,
    "tramite:salida_enviar": OFICINA,
    "tramite:salida_visar": ATIENDEN,
    "tramite:salida_observar": ATIENDEN,
    "tramite:salida_anular": OFICINA,
    "tramite:salida_firmar": JEFATURA,
    "tramite:salida_preparar": JEFATURA,
    "tramite:salida_firmado": JEFATURA,
    "tramite:salida_despachar": DESPACHAN,
    "tramite:salidas_despachar": DESPACHAN,
    "tramite:salida_entrega": DESPACHAN,
    "tramite:masiva": OFICINA,
    "tramite:plantillas": OFICINA,
    "tramite:plantilla_word": OFICINA,
    "tramite:plantilla_subir": JEFATURA,
    "tramite:salidas_pasar": OFICINA,
    "tramite:salidas_reparto": DESPACHAN,
    "tramite:salida_promesas": OFICINA,
    "tramite:promesas": LEEN_TRAMITE,
    "tramite:promesa_cumplir": OFICINA,
    "tramite:salida_pide": DESPACHAN,
    "tramite:importar": REGISTRAN,
    "tramite:codigos": REGISTRAN,
    "tramite:en_json": LEEN_TRAMITE,
    "tramite:paquete": LEEN_TRAMITE,
    "tramite:opiniones": LEEN_TRAMITE,
    "tramite:opiniones_catalogo": LEEN_TRAMITE,
    "tramite:opinion": LEEN_TRAMITE,
    "tramite:opinion_elegir": ATIENDEN,
    "tramite:opinion_abrir": ATIENDEN,
    "tramite:opinion_datos": ATIENDEN,
    "tramite:opinion_requisitos": ATIENDEN,
    "tramite:opinion_consultar": ATIENDEN,
    "tramite:opinion_responder": ATIENDEN,
    "tramite:opinion_concluir": ATIENDEN,
    "tramite:opinion_devolver": ATIENDEN,
    "tramite:opinion_resultado": ATIENDEN,
    "publico:consulta": PUBLICO,
    "publico:verificar": PUBLICO,
    "publico:clasificada": PUBLICO,
    "publico:clasificada_datos": PUBLICO,
    "transparencia:inicio": PUBLICO,
    "transparencia:datos": PUBLICO,
    # Convenios
    "convenios:lista": LEEN_CONVENIOS,
    "convenios:lista_exportar": LEEN_CONVENIOS,
    "convenios:convenio": LEEN_CONVENIOS,
    "convenios:convenio_nuevo": LLEVAN_CONVENIOS,
    "convenios:convenio_editar": LLEVAN_CONVENIOS,
    "convenios:convenio_etapa": LLEVAN_CONVENIOS,
    "convenios:convenio_decidir": LLEVAN_CONVENIOS,
    "convenios:convenio_clasificar": LLEVAN_CONVENIOS,
    "convenios:parte_nueva": LLEVAN_CONVENIOS,
    "convenios:parte_retirar": LLEVAN_CONVENIOS,
    "convenios:hito_nuevo": LLEVAN_CONVENIOS,
    "convenios:evaluacion_nueva": LLEVAN_CONVENIOS,
    "convenios:evaluacion_editar": LLEVAN_CONVENIOS,
    "convenios:hito_elegir": LLEVAN_CONVENIOS,
    "convenios:parte_editar": LLEVAN_CONVENIOS,
    "convenios:resultados": LEEN_CONVENIOS,
    "convenios:resultados_exportar": LEEN_CONVENIOS,
    "convenios:resultado_nuevo": LLEVAN_CONVENIOS,
    "convenios:resultado_editar": LLEVAN_CONVENIOS,
    "convenios:resultado_anular": LLEVAN_CONVENIOS,
    "convenios:indicador_nuevo": LLEVAN_CONVENIOS,
    "convenios:indicador_editar": LLEVAN_CONVENIOS,
    "convenios:indicador_anular": LLEVAN_CONVENIOS,
    "convenios:medicion_nueva": LLEVAN_CONVENIOS,
    "convenios:medicion_corregir": LLEVAN_CONVENIOS,
    "convenios:medicion_aprobar": LLEVAN_CONVENIOS,
    "convenios:clausulas": LEEN_CONVENIOS,
    "convenios:clausula_nueva": LLEVAN_CONVENIOS,
    "convenios:clausulas_leer": LLEVAN_CONVENIOS,
    "convenios:clausula_editar": LLEVAN_CONVENIOS,
    "convenios:clausula_retirar": LLEVAN_CONVENIOS,
    "convenios:firma_nueva": LLEVAN_CONVENIOS,
    "convenios:firma_retirar": LLEVAN_CONVENIOS,
    "convenios:adenda_nueva": LLEVAN_CONVENIOS,
    "convenios:adenda": LEEN_CONVENIOS,
    "convenios:adenda_corregir": LLEVAN_CONVENIOS,
    "convenios:impacto_crear": LLEVAN_CONVENIOS,
    "convenios:impacto_cambiar": LLEVAN_CONVENIOS,
    "convenios:impacto_extender": LLEVAN_CONVENIOS,
    "convenios:impacto_terminar": LLEVAN_CONVENIOS,
    "convenios:impacto_aceptar": LLEVAN_CONVENIOS,
    "convenios:impacto_descartar": LLEVAN_CONVENIOS,
    "convenios:firmado_nuevo": LLEVAN_CONVENIOS,
    "convenios:firmado": LLEVAN_CONVENIOS,
    "convenios:firmado_pagina": LLEVAN_CONVENIOS,
    "convenios:firmado_archivo": LLEVAN_CONVENIOS,
    "convenios:dinero": LEEN_CONVENIOS,
    "convenios:aporte_nuevo": LLEVAN_CONVENIOS,
    "convenios:aporte_anular": LLEVAN_CONVENIOS,
    "convenios:desembolso_nuevo": LLEVAN_CONVENIOS,
    "convenios:desembolso_llego": LLEVAN_CONVENIOS,
    "convenios:desembolso_anular": LLEVAN_CONVENIOS,
    "convenios:perfeccionamiento": LEEN_CONVENIOS,
    "convenios:captacion": LEEN_CONVENIOS,
    "convenios:captacion_exportar": LEEN_CONVENIOS,
    "convenios:documento": LEEN_CONVENIOS,
    "convenios:documento_nuevo": LLEVAN_CONVENIOS,
    "convenios:evidencia_archivo": LEEN_CONVENIOS,
    "convenios:tablero": LEEN_CONVENIOS,
    "convenios:informe": LEEN_CONVENIOS,
    "convenios:informe_ver": LEEN_CONVENIOS,
    "convenios:parametros": DESIGNAN,
    "convenios:declaracion": LEEN_CONVENIOS,
    "convenios:declaracion_anotar": LLEVAN_CONVENIOS,
    "convenios:declaracion_archivo": LEEN_CONVENIOS,
    "convenios:borrador": LEEN_CONVENIOS,
    "convenios:modelos": LEEN_CONVENIOS,
    "convenios:modelo_editar": LLEVAN_CONVENIOS,
    "convenios:reportes": LEEN_CONVENIOS,
    "convenios:reporte_archivo": LEEN_CONVENIOS,
    "convenios:parametros_avisos": DESIGNAN,
    "convenios:alertas_exportar": LEEN_CONVENIOS,
    "convenios:materiales_exportar": LEEN_CONVENIOS,
    "convenios:perfeccionamiento_exportar": LEEN_CONVENIOS,
    "convenios:ocurrencia_prorrogar": LLEVAN_CONVENIOS,
    "convenios:convenio_simular": LEEN_CONVENIOS,
    "convenios:compromisos": LEEN_CONVENIOS,
    "convenios:compromisos_exportar": LEEN_CONVENIOS,
    "convenios:compromiso": LEEN_CONVENIOS,
    "convenios:compromiso_nuevo": LLEVAN_CONVENIOS,
    "convenios:compromiso_editar": LLEVAN_CONVENIOS,
    "convenios:ocurrencia": LEEN_CONVENIOS,
    "convenios:ocurrencia_avance": ATIENDEN,
    "convenios:ocurrencia_reportar": ATIENDEN,
    "convenios:ocurrencia_revisar": LLEVAN_CONVENIOS,
    "convenios:ocurrencia_cerrar": LLEVAN_CONVENIOS,
    "convenios:organizaciones": LEEN_CONVENIOS,
    "convenios:organizaciones_exportar": LEEN_CONVENIOS,
    "convenios:organizacion": LEEN_CONVENIOS,
    "convenios:organizaciones_parecidas": LEEN_CONVENIOS,
    "convenios:organizacion_nueva": LLEVAN_CONVENIOS,
    "convenios:organizacion_editar": LLEVAN_CONVENIOS,
    "convenios:organizacion_verificar": LLEVAN_CONVENIOS,
    "convenios:registro_nuevo": LLEVAN_CONVENIOS,
    "convenios:registro_editar": LLEVAN_CONVENIOS,
    "convenios:empresa_nueva": LLEVAN_EMPRESAS,
    "convenios:empresa_editar": LLEVAN_EMPRESAS,
    "convenios:empresa_verificar": LLEVAN_EMPRESAS,
    "convenios:espacios": LEEN_CONVENIOS,
    "convenios:espacios_exportar": LEEN_CONVENIOS,
    "convenios:espacio": LEEN_CONVENIOS,
    "convenios:espacio_nuevo": LLEVAN_ESPACIOS,
    "convenios:espacio_editar": LLEVAN_ESPACIOS,
    "convenios:representaciones": LEEN_CONVENIOS,
    "convenios:representaciones_exportar": LEEN_CONVENIOS,
    "convenios:representacion": LEEN_CONVENIOS,
    "convenios:representacion_nueva": LLEVAN_ESPACIOS,
    "convenios:representacion_terminar": LLEVAN_ESPACIOS,
    "convenios:reuniones": LEEN_CONVENIOS,
    "convenios:reuniones_exportar": LEEN_CONVENIOS,
    "convenios:reunion": LEEN_CONVENIOS,
    "convenios:reunion_nueva": ATIENDEN,
    "convenios:reunion_editar": ATIENDEN,
    "convenios:reunion_pasar": ATIENDEN,
    "convenios:reunion_reprogramar": ATIENDEN,
    "convenios:reunion_participantes": ATIENDEN,
    "convenios:reunion_asistencia": ATIENDEN,
    "convenios:reunion_documento_nuevo": ATIENDEN,
    "convenios:acuerdo_nuevo": ATIENDEN,
    "convenios:reunion_documento": LEEN_CONVENIOS,
    "convenios:reunion_acta": LEEN_CONVENIOS,
    "convenios:reunion_acta_sellar": ATIENDEN,
    "convenios:estrategia": LEEN_CONVENIOS,
    "convenios:estrategia_version": LEEN_CONVENIOS,
    "convenios:estrategia_archivo": LEEN_CONVENIOS,
    "convenios:estrategia_nueva": JEFATURA,
    "convenios:estrategia_aprobar": JEFATURA,
    "convenios:linea_nueva": JEFATURA,
    "convenios:linea_editar": JEFATURA,
    "convenios:linea_quitar": JEFATURA,
    "convenios:linea_vincular": JEFATURA,
    "convenios:vinculo_retirar": JEFATURA,
    "convenios:propuestas": LEEN_CONVENIOS,
    "convenios:propuestas_exportar": LEEN_CONVENIOS,
    "convenios:propuesta": LEEN_CONVENIOS,
    "convenios:propuesta_nueva": LLEVAN_EMPRESAS,
    "convenios:propuesta_editar": LLEVAN_EMPRESAS,
    "convenios:propuesta_pasar": LLEVAN_EMPRESAS,
    "convenios:donaciones": LEEN_CONVENIOS,
    "convenios:donaciones_exportar": LEEN_CONVENIOS,
    "convenios:donacion_nueva": LLEVAN_EMPRESAS,
    "convenios:donacion_recibir": LLEVAN_EMPRESAS,
    "convenios:donacion_anular": LLEVAN_EMPRESAS,
    "convenios:donacion_acta": LEEN_CONVENIOS,
    "convenios:materiales": LEEN_CONVENIOS,
    "convenios:material": LEEN_CONVENIOS,
    "convenios:material_nuevo": LLEVAN_EMPRESAS,
    "convenios:material_aprobar": LLEVAN_EMPRESAS,
    "convenios:material_distribuir": LLEVAN_EMPRESAS,
    "convenios:material_archivo": LEEN_CONVENIOS,
    "convenios:perfil_editar": ATIENDEN,
    "convenios:contacto_nuevo": ATIENDEN,
    "convenios:contacto_editar": ATIENDEN,
    "convenios:contactos_exportar": LEEN_CONVENIOS,
    "convenios:interaccion_nueva": ATIENDEN,
    "convenios:interaccion_rectificar": ATIENDEN,
    "convenios:interacciones": LEEN_CONVENIOS,
    "convenios:interacciones_exportar": LEEN_CONVENIOS,
    "convenios:organizacion_fusionar": ATIENDEN,
    "convenios:alertas": LEEN_CONVENIOS,
    "convenios:alerta_posponer": ATIENDEN,
    "convenios:alerta_reenviar": ATIENDEN,
    "convenios:requerimientos": LEEN_CONVENIOS,
    "convenios:requerimientos_exportar": LEEN_CONVENIOS,
    "convenios:requerimiento": LEEN_CONVENIOS,
    "convenios:requerimiento_nuevo": ATIENDEN,
    "convenios:requerimiento_paso": ATIENDEN,
    "convenios:requerimiento_anular": ATIENDEN,
    "convenios:paso_archivo": LEEN_CONVENIOS,
    "convenios:importaciones": ATIENDEN,
    "convenios:importacion": ATIENDEN,
    "convenios:importacion_modelo": ATIENDEN,
    "convenios:importacion_incorporar": ATIENDEN,
    "convenios:importacion_descartar": ATIENDEN,
    "convenios:importacion_por_corregir": ATIENDEN,
    "convenios:organizacion_fusionar_con": ATIENDEN,
}

CUENTAS = {
    Perfil.JEFATURA: {"cargo": "067"},
    Perfil.ESPECIALISTA_CI: {"cargo": "068"},
    Perfil.ESPECIALISTA_RS: {"cargo": "069"},
    Perfil.ESPECIALISTA_AI: {"cargo": "070"},
    Perfil.SECRETARIA: {"cargo": "071"},
    Perfil.ADMINISTRACION: {"administra": True},
    Perfil.AUDITORIA: {"audita": True},
    Perfil.ARCHIVO: {"archiva": True},
    Perfil.ALTA_DIRECCION: {"alta_direccion": True},
}
ANONIMO = "nadie"


def pedir(cliente, url):
    """Status and place of a GET whose effects are undone."""
    with transaction.atomic():
        respuesta = cliente.get(url)
        transaction.set_rollback(True)
    return respuesta.status_code, respuesta.get("Location", "")


def puede(quien, quienes):
    """Whether the matrix lets `quien` in."""
    if quienes == PUBLICO:
        return True
    return quien != ANONIMO and (quienes == CUALQUIERA or quien in quienes)


@pytest.mark.lento
@pytest.mark.parametrize("quien", [*Perfil, ANONIMO])
def test_cada_pagina_se_abre_a_quien_la_matriz_dice_y_a_nadie_mas(db, como, subtests, quien):
    fabrica.mof()
    cliente = Client() if quien == ANONIMO else como(fabrica.usuario(**CUENTAS[quien]))
    for ruta in rutas():
        with subtests.test(ruta.nombre):
            estado, destino = pedir(cliente, ruta.url)
            al_ingreso = estado == 302 and destino.startswith("/entrar/?next=")
            if puede(quien, MATRIZ[ruta.nombre]):
                # 404: no such row, or not visible to this person; the door had opened before.
                assert estado in (200, 302, 404, 405, 410, 503)
                assert not al_ingreso
            elif quien == ANONIMO:
                assert al_ingreso
            else:
                assert estado == 403


@pytest.mark.parametrize("quien", [*Perfil, ANONIMO])
def test_los_datos_maestros_se_abren_solo_a_quien_administra(db, como, quien):
    cliente = Client() if quien == ANONIMO else como(fabrica.usuario(**CUENTAS[quien]))
    estados = {r.nombre: pedir(cliente, r.url)[0] for r in rutas_del_admin()}
    assert len(estados) > 80
    if quien == Perfil.ADMINISTRACION:
        # 403: of what is never deleted; 405: what only takes a form.
        assert {200, 302} <= set(estados.values()) <= {200, 302, 403, 404, 405}
        assert estados["admin:index"] == estados["admin:tramite_procedimiento_changelist"] == 200
    else:
        assert set(estados.values()) == {302 if quien == ANONIMO else 403}


def test_cada_ruta_tiene_su_linea_en_la_matriz_y_cada_linea_su_ruta():
    nombres = {ruta.nombre for ruta in rutas()}
    assert nombres - set(MATRIZ) == set(), "rutas sin línea en MATRIZ"
    assert set(MATRIZ) - nombres == set(), "líneas de MATRIZ sin ruta"


def test_cada_perfil_de_la_prueba_es_el_que_dice_ser(db):
    for perfil, campos in CUENTAS.items():
        assert fabrica.usuario(**campos).perfiles == {perfil}
