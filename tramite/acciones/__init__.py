"""What the office does with an expediente; each act leaves its row and its author."""

from tramite.acciones.adjuntar import adjuntar
from tramite.acciones.agregar import agregar, corregir_decision
from tramite.acciones.anular import anular
from tramite.acciones.archivar import archivar, cerrar_caso, reabrir
from tramite.acciones.atenciones import anotar_atencion
from tramite.acciones.atender import atender
from tramite.acciones.busqueda import guardar_busqueda
from tramite.acciones.cargo_por_correo import enviar_cargo, reenviar_cargo
from tramite.acciones.citas import Acordado, concertar, pasar_cita, reprogramar
from tramite.acciones.consultas_opinion import anotar_respuesta, consultar, prescindir
from tramite.acciones.despachar import anotar_entrega, despachar
from tramite.acciones.disposicion import conservar, proponer_eliminacion, responder_agn
from tramite.acciones.en_lote import hacer_en_lote, revisar_lote
from tramite.acciones.encargar import encargar
from tramite.acciones.escaneo import asignar, descartar, partir, recibir_escaneo
from tramite.acciones.esperar import esperar, retomar
from tramite.acciones.firmar import firmar_salida, preparar_firma, recibir_firmado
from tramite.acciones.fisico import (
    declarar_extravio,
    desglosar,
    firmar_recepcion,
    prestar,
    recibir_devuelto,
    reconstruir,
)
from tramite.acciones.importar import fijar_codigos, importar
from tramite.acciones.llamada import contestar, decir_quien
from tramite.acciones.marcar import marcar
from tramite.acciones.masiva import Destinatario, redactar_varias
from tramite.acciones.motivar import motivar_lectura
from tramite.acciones.mover import derivar, devolver, leer, recibir, responder_parte, retirar
from tramite.acciones.observar import observar, subsanar, tener_por_no_presentado
from tramite.acciones.opiniones import (
    abrir_opinion,
    anotar_resultado,
    concluir,
    corregir_datos,
    devolver_sin_informe,
    revisar_requisitos,
)
from tramite.acciones.otros_plazos import abrir_plazo, cerrar_plazo
from tramite.acciones.pedir import conceder, denegar, pedir
from tramite.acciones.pide import consultar_pide, despachar_por_pide
from tramite.acciones.piezas import agregar_pieza, fijar_datos, retirar_pieza
from tramite.acciones.plantillas import reescribir_plantilla
from tramite.acciones.plazos import prorrogar
from tramite.acciones.promesas import cumplir_promesa, decidir_promesa
from tramite.acciones.rectificar import rectificar
from tramite.acciones.registrar import Ingreso, registrar
from tramite.acciones.relacionar import acumular, relacionar
from tramite.acciones.reparto import fijar_reparto
from tramite.acciones.reservar import (
    anotar_descarga,
    anotar_lectura,
    levantar,
    pedir_levantamiento,
    reservar,
)
from tramite.acciones.salidas import (
    Texto,
    anular_salida,
    corregir,
    enviar,
    observar_salida,
    redactar,
    visar,
)
from tramite.acciones.series import clasificar, guardar_serie, transferir
from tramite.acciones.tachar import encargar_copia
from tramite.acciones.terminar import Fin, terminar
from tramite.acciones.utiles import (
    cerrar_pedido,
    confirmar_entrega,
    entregar_util,
    ingresar_utiles,
    inventariar,
    pedir_util,
)
from tramite.acciones.verificar_digital import verificar_digital
from tramite.acciones.vista import dar_vista

__all__ = [
    "Acordado",
    "anotar_atencion",
    "concertar",
    "pasar_cita",
    "reprogramar",
    "cerrar_pedido",
    "confirmar_entrega",
    "entregar_util",
    "ingresar_utiles",
    "inventariar",
    "pedir_util",
    "declarar_extravio",
    "firmar_recepcion",
    "reconstruir",
    "prescindir",
    "abrir_plazo",
    "cerrar_plazo",
    "conceder",
    "motivar_lectura",
    "denegar",
    "pedir",
    "encargar",
    "enviar_cargo",
    "reenviar_cargo",
    "marcar",
    "agregar_pieza",
    "retirar_pieza",
    "fijar_datos",
    "reescribir_plantilla",
    "Destinatario",
    "redactar_varias",
    "decidir_promesa",
    "cumplir_promesa",
    "despachar_por_pide",
    "consultar_pide",
    "importar",
    "fijar_codigos",
    "revisar_requisitos",
    "devolver_sin_informe",
    "corregir_datos",
    "corregir_decision",
    "consultar",
    "concluir",
    "anotar_resultado",
    "anotar_respuesta",
    "abrir_opinion",
    "Fin",
    "Ingreso",
    "Texto",
    "acumular",
    "adjuntar",
    "agregar",
    "anotar_descarga",
    "anotar_entrega",
    "anotar_lectura",
    "anular",
    "anular_salida",
    "archivar",
    "asignar",
    "cerrar_caso",
    "clasificar",
    "conservar",
    "encargar_copia",
    "leer",
    "proponer_eliminacion",
    "responder_agn",
    "verificar_digital",
    "atender",
    "corregir",
    "contestar",
    "dar_vista",
    "decir_quien",
    "guardar_busqueda",
    "guardar_serie",
    "derivar",
    "descartar",
    "despachar",
    "desglosar",
    "devolver",
    "enviar",
    "esperar",
    "firmar_salida",
    "fijar_reparto",
    "hacer_en_lote",
    "levantar",
    "observar",
    "observar_salida",
    "partir",
    "pedir_levantamiento",
    "preparar_firma",
    "prestar",
    "prorrogar",
    "reabrir",
    "recibir",
    "recibir_devuelto",
    "recibir_escaneo",
    "recibir_firmado",
    "redactar",
    "registrar",
    "rectificar",
    "relacionar",
    "reservar",
    "responder_parte",
    "retirar",
    "retomar",
    "revisar_lote",
    "subsanar",
    "terminar",
    "transferir",
    "tener_por_no_presentado",
    "visar",
]
