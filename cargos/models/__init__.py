"""Who is who: accounts, people, the MOF with its posts and duties, who holds each post and when."""

from cargos.models.acto import Acto, atribuir, autoria
from cargos.models.cargo import Cargo, CargoVersion, Funcion, Posicion, Requisito
from cargos.models.designacion import Designacion, Modalidad, MotivoTermino
from cargos.models.encargo import Encargo, ReservaConfidencialidad
from cargos.models.entrega import ActaEntrega, EntregaCargo, EntregaItem
from cargos.models.mof import Clasificacion, DocumentoGestion, LineaCap
from cargos.models.persona import Persona
from cargos.models.solicitud import Solicitud
from cargos.models.suscripcion import Suscripcion
from cargos.models.unidad import UnidadOrganica, UnidadVersion
from cargos.models.usuario import Usuario

__all__ = [
    "ActaEntrega",
    "Acto",
    "Cargo",
    "CargoVersion",
    "Clasificacion",
    "Designacion",
    "DocumentoGestion",
    "Encargo",
    "EntregaCargo",
    "EntregaItem",
    "Funcion",
    "LineaCap",
    "Modalidad",
    "MotivoTermino",
    "Persona",
    "Posicion",
    "Requisito",
    "ReservaConfidencialidad",
    "Solicitud",
    "Suscripcion",
    "UnidadOrganica",
    "UnidadVersion",
    "Usuario",
    "atribuir",
    "autoria",
]
