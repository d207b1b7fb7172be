"""Ground floor: norms, calendar, numbering, sealed files, outbox."""

from ocisys.base.models.archivo import Archivo, Derivado
from ocisys.base.models.aviso import Aviso, Correo, Nivel
from ocisys.base.models.calendario import (
    DiaNoLaborable,
    DiaSinAtencion,
    FeriadoNacional,
    HorarioSede,
    Sede,
)
from ocisys.base.models.correlativo import Correlativo
from ocisys.base.models.norma import DatoMaestro, Norma, NormaRelacion
from ocisys.base.models.regla import ReglaComputo, ReglaCorte, ReglaPlazo
from ocisys.base.models.sello import SelloDiario

__all__ = [
    "Archivo",
    "Aviso",
    "Correlativo",
    "Correo",
    "DatoMaestro",
    "Derivado",
    "DiaNoLaborable",
    "DiaSinAtencion",
    "FeriadoNacional",
    "HorarioSede",
    "Nivel",
    "Norma",
    "NormaRelacion",
    "ReglaComputo",
    "ReglaCorte",
    "ReglaPlazo",
    "Sede",
    "SelloDiario",
]
