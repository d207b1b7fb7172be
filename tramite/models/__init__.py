"""Documents in, documents moved, documents answered."""

from tramite.models.actuacion import Actuacion
from tramite.models.anexo import Anexo
from tramite.models.atencion import Atencion
from tramite.models.aviso_plazo import AvisoPlazo
from tramite.models.busqueda import Busqueda
from tramite.models.cargo_por_correo import CargoPorCorreo
from tramite.models.catalogo import (
    Procedimiento,
    Proveido,
    RequisitoProcedimiento,
    TipoDocumento,
)
from tramite.models.cita import AsistenteCita, Cita, PasoCita
from tramite.models.conteo_util import ConteoUtil, RenglonConteo
from tramite.models.disposicion import (
    AutorizadoAgn,
    PropuestaEliminacion,
    PropuestoEliminar,
    RespuestaAgn,
)
from tramite.models.distancia import TerminoDistancia
from tramite.models.documento import DecisionDuplicado, Documento
from tramite.models.emision import Plantilla, Serie
from tramite.models.escaneo import Escaneo
from tramite.models.expediente import Acceso, Expediente, Lector
from tramite.models.fisico import Desglose, Extravio, Prestamo, RecepcionFisica
from tramite.models.formato_etiqueta import FormatoEtiqueta
from tramite.models.indice import IndiceSellado
from tramite.models.llamada import Llamada
from tramite.models.lote import ActoEnLote, Lote
from tramite.models.marcador import Marcador
from tramite.models.movimiento import Movimiento, Visibilidad
from tramite.models.observacion import Observacion, RequisitoObservado
from tramite.models.opinion import (
    ConsultaOpinion,
    CuestionOpinion,
    Opinion,
    PasoOpinion,
    RequisitoOpinion,
)
from tramite.models.palabra import Palabra
from tramite.models.papel import CargoSellado
from tramite.models.pedido import Pedido
from tramite.models.pedido_util import PedidoUtil
from tramite.models.pide import CodigosExternos, EnvioPide
from tramite.models.pieza import DatosDocumento, PiezaAnexa, Soporte
from tramite.models.plazo import Plazo
from tramite.models.promesa import Promesa
from tramite.models.relacion import Relacion
from tramite.models.remitente import Remitente
from tramite.models.reparto import ReglaReparto
from tramite.models.reserva import Lectura, LecturaMotivada, PedidoLevantamiento, Reserva
from tramite.models.responsable import Responsable
from tramite.models.salida import Despacho, PasoSalida, ResultadoDespacho, Salida, Visto
from tramite.models.serie_documental import (
    Clasificacion,
    SerieDocumental,
    Transferencia,
    Transferido,
)
from tramite.models.tachado import CopiaTachada
from tramite.models.util import ConformidadUtil, MovimientoUtil, Util
from tramite.models.verificacion import VerificacionDigital
from tramite.models.vinculo import EvidenciaTomada, VinculoConvenio

__all__ = [
    "Acceso",
    "ActoEnLote",
    "AsistenteCita",
    "Atencion",
    "AutorizadoAgn",
    "Cita",
    "ConformidadUtil",
    "ConteoUtil",
    "MovimientoUtil",
    "PasoCita",
    "PedidoUtil",
    "RenglonConteo",
    "Util",
    "CopiaTachada",
    "IndiceSellado",
    "PropuestaEliminacion",
    "PropuestoEliminar",
    "RespuestaAgn",
    "VerificacionDigital",
    "Actuacion",
    "Anexo",
    "CargoPorCorreo",
    "CargoSellado",
    "Clasificacion",
    "CodigosExternos",
    "ConsultaOpinion",
    "CuestionOpinion",
    "DatosDocumento",
    "DecisionDuplicado",
    "Desglose",
    "Despacho",
    "Documento",
    "EnvioPide",
    "Escaneo",
    "EvidenciaTomada",
    "Expediente",
    "Extravio",
    "FormatoEtiqueta",
    "Lector",
    "Lectura",
    "LecturaMotivada",
    "AvisoPlazo",
    "Busqueda",
    "Llamada",
    "Lote",
    "Marcador",
    "Movimiento",
    "Observacion",
    "Opinion",
    "Palabra",
    "PasoOpinion",
    "PasoSalida",
    "Pedido",
    "PedidoLevantamiento",
    "PiezaAnexa",
    "Plantilla",
    "Plazo",
    "Prestamo",
    "Procedimiento",
    "Promesa",
    "Proveido",
    "RecepcionFisica",
    "ReglaReparto",
    "Relacion",
    "Remitente",
    "RequisitoObservado",
    "RequisitoOpinion",
    "RequisitoProcedimiento",
    "Reserva",
    "Responsable",
    "ResultadoDespacho",
    "Salida",
    "Serie",
    "SerieDocumental",
    "TerminoDistancia",
    "Soporte",
    "TipoDocumento",
    "Transferencia",
    "Transferido",
    "VinculoConvenio",
    "Visibilidad",
    "Visto",
]
