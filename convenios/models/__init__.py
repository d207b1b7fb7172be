"""Organisations, agreements, commitments and their evidence."""

from convenios.models.acuerdo_reunion import AcuerdoReunion
from convenios.models.adenda import Adenda, EfectoAdenda
from convenios.models.alerta import Alerta, RondaAlertas
from convenios.models.asistencia import DocumentoReunion, ParticipanteReunion
from convenios.models.capacitacion import Capacitacion, PasoCapacitacion
from convenios.models.clasificacion import Clasificacion
from convenios.models.clausula import Clausula, Materia, materias_esperadas
from convenios.models.compromiso import (
    ClaseCompromiso,
    Compromiso,
    Exigibilidad,
)
from convenios.models.confirmacion import ConfirmacionFecha
from convenios.models.contacto import Contacto, Interaccion
from convenios.models.convenio import Convenio
from convenios.models.convocatoria import Convocatoria
from convenios.models.criterio_prioridad import CriteriosPrioridad
from convenios.models.declaracion import ActoDeclaracion, declaracion_anual, vence_por_ley
from convenios.models.demanda import Demanda, PasoDemanda
from convenios.models.dinero import AporteComprometido, Desembolso
from convenios.models.documento import Documento
from convenios.models.donacion import Donacion
from convenios.models.emparejamiento import Emparejamiento, ParametroEmparejamiento
from convenios.models.espacio import Ambito, EspacioConcertacion
from convenios.models.estrategia import ConvenioEnLinea, Estrategia, LineaEstrategica
from convenios.models.etapa import DecisionRenovacion, TransicionEtapa
from convenios.models.evaluacion import Evaluacion, ResultadoCitado
from convenios.models.firma import FeErratas, Firma
from convenios.models.foto import FotoCarga, FotoConvenio
from convenios.models.fusion import Fusion
from convenios.models.gestion import Gestion, PasoGestion
from convenios.models.impacto import ImpactoAdenda
from convenios.models.importacion import FilaImportacion, Importacion
from convenios.models.instrumento import (
    Eje,
    HitoInstrumento,
    InstrumentoInternacional,
    VinculoInstrumento,
)
from convenios.models.lectura import Lectura
from convenios.models.material import Distribucion, MaterialInformativo
from convenios.models.modelo_clausula import ModeloClausula, textos_iniciales
from convenios.models.ocurrencia import Evidencia, Ocurrencia, Seguimiento
from convenios.models.organizacion import Organizacion
from convenios.models.origen import ORIGENES, Origen
from convenios.models.parametro import (
    ParametroCumplimiento,
    conformidad_apci,
    parametros_iniciales,
)
from convenios.models.parte import Hito, Lado, Parte, Rol, TipoHito
from convenios.models.perfil import (
    Modalidad,
    PerfilEmpresa,
    PerfilEntidad,
    PerfilFuente,
    PerfilOng,
)
from convenios.models.plan_internacional import LineaPlan, PlanInternacional
from convenios.models.propuesta import PasoPropuesta, PropuestaEmpresa
from convenios.models.propuesta_acuerdo import EstadoAcuerdo, PasoAcuerdo, PropuestaAcuerdo
from convenios.models.recomendacion import (
    AccionImplementacion,
    CambioNivel,
    Nivel,
    Recomendacion,
)
from convenios.models.recurrencia import ReglaRecurrencia
from convenios.models.registro import RegistroApci
from convenios.models.regla_alerta import (
    ParametroAlertas,
    ReglasAlerta,
    peso_por_clase,
    reglas_iniciales,
)
from convenios.models.reporte import Reporte
from convenios.models.representacion import RepresentacionInstitucional
from convenios.models.requerimiento import PasoRequerimiento, Requerimiento
from convenios.models.resultado import ConformidadMedicion, Indicador, Medicion, Resultado
from convenios.models.reunion import EstadoReunion, PasoReunion, Reunion
from convenios.models.tipos import MARCOS, Idioma, Moneda, Plazo, TipoInstrumento

__all__ = [
    "MARCOS",
    "ORIGENES",
    "AccionImplementacion",
    "ActoDeclaracion",
    "AcuerdoReunion",
    "Adenda",
    "Alerta",
    "Ambito",
    "AporteComprometido",
    "Capacitacion",
    "CambioNivel",
    "ClaseCompromiso",
    "Clasificacion",
    "Clausula",
    "Compromiso",
    "ConfirmacionFecha",
    "ConformidadMedicion",
    "Contacto",
    "Convenio",
    "Convocatoria",
    "ConvenioEnLinea",
    "DecisionRenovacion",
    "CriteriosPrioridad",
    "Demanda",
    "Desembolso",
    "Distribucion",
    "Documento",
    "DocumentoReunion",
    "Donacion",
    "EfectoAdenda",
    "Emparejamiento",
    "Eje",
    "EstadoAcuerdo",
    "EspacioConcertacion",
    "EstadoReunion",
    "Estrategia",
    "Evaluacion",
    "Evidencia",
    "Exigibilidad",
    "FeErratas",
    "FilaImportacion",
    "Firma",
    "FotoCarga",
    "FotoConvenio",
    "Fusion",
    "Gestion",
    "Hito",
    "HitoInstrumento",
    "Idioma",
    "ImpactoAdenda",
    "Importacion",
    "Indicador",
    "InstrumentoInternacional",
    "Interaccion",
    "Lado",
    "Lectura",
    "LineaPlan",
    "LineaEstrategica",
    "Materia",
    "MaterialInformativo",
    "Medicion",
    "Modalidad",
    "ModeloClausula",
    "Moneda",
    "Nivel",
    "Ocurrencia",
    "Organizacion",
    "Origen",
    "ParametroAlertas",
    "ParametroCumplimiento",
    "ParametroEmparejamiento",
    "Parte",
    "PasoCapacitacion",
    "PasoDemanda",
    "PasoGestion",
    "PasoAcuerdo",
    "ParticipanteReunion",
    "PasoPropuesta",
    "PasoRequerimiento",
    "PasoReunion",
    "PerfilEmpresa",
    "PerfilEntidad",
    "PerfilFuente",
    "PerfilOng",
    "PlanInternacional",
    "Plazo",
    "PropuestaAcuerdo",
    "PropuestaEmpresa",
    "Recomendacion",
    "RegistroApci",
    "ReglaRecurrencia",
    "ReglasAlerta",
    "Reporte",
    "RepresentacionInstitucional",
    "Requerimiento",
    "Resultado",
    "ResultadoCitado",
    "Reunion",
    "Rol",
    "RondaAlertas",
    "Seguimiento",
    "TipoHito",
    "TipoInstrumento",
    "TransicionEtapa",
    "VinculoInstrumento",
    "conformidad_apci",
    "declaracion_anual",
    "materias_esperadas",
    "parametros_iniciales",
    "peso_por_clase",
    "reglas_iniciales",
    "textos_iniciales",
    "vence_por_ley",
]
