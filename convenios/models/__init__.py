"""Organisations, agreements, commitments and their evidence."""

from convenios.models.adenda import Adenda, EfectoAdenda
from convenios.models.compromiso import (
    ClaseCompromiso,
    Compromiso,
    Evidencia,
    Exigibilidad,
    Ocurrencia,
    ReglaRecurrencia,
    Seguimiento,
)
from convenios.models.convenio import (
    MARCOS,
    Convenio,
    DecisionRenovacion,
    Plazo,
    TipoInstrumento,
    TransicionEtapa,
)
from convenios.models.organizacion import Organizacion
from convenios.models.parametro import (
    ParametroCumplimiento,
    conformidad_apci,
    parametros_iniciales,
    peso_por_clase,
)
from convenios.models.parte import Hito, Lado, Parte, Rol, TipoHito

__all__ = [
    "MARCOS",
    "Adenda",
    "ClaseCompromiso",
    "Compromiso",
    "Convenio",
    "DecisionRenovacion",
    "EfectoAdenda",
    "Evidencia",
    "Exigibilidad",
    "Hito",
    "Lado",
    "Ocurrencia",
    "Organizacion",
    "ParametroCumplimiento",
    "Parte",
    "Plazo",
    "ReglaRecurrencia",
    "Rol",
    "Seguimiento",
    "TipoHito",
    "TipoInstrumento",
    "TransicionEtapa",
    "conformidad_apci",
    "parametros_iniciales",
    "peso_por_clase",
]
