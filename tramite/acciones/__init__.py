"""What the office does with an expediente; each act leaves its row and its author."""

from tramite.acciones.anular import anular
from tramite.acciones.archivar import archivar, reabrir
from tramite.acciones.atender import atender
from tramite.acciones.mover import derivar, devolver, recibir
from tramite.acciones.registrar import Ingreso, registrar

__all__ = [
    "Ingreso",
    "anular",
    "archivar",
    "atender",
    "derivar",
    "devolver",
    "reabrir",
    "recibir",
    "registrar",
]
