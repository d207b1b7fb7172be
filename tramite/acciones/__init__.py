"""What the office does with an expediente; each act leaves its row and its author."""

from tramite.acciones.adjuntar import adjuntar, agregar
from tramite.acciones.anular import anular
from tramite.acciones.archivar import archivar, reabrir
from tramite.acciones.atender import atender
from tramite.acciones.en_lote import hacer_en_lote, revisar_lote
from tramite.acciones.escaneo import asignar, descartar, partir, recibir_escaneo
from tramite.acciones.esperar import esperar, retomar
from tramite.acciones.mover import derivar, devolver, recibir
from tramite.acciones.observar import observar, subsanar, tener_por_no_presentado
from tramite.acciones.plazos import prorrogar
from tramite.acciones.registrar import Ingreso, registrar
from tramite.acciones.relacionar import acumular, relacionar

__all__ = [
    "Ingreso",
    "acumular",
    "adjuntar",
    "agregar",
    "anular",
    "archivar",
    "asignar",
    "atender",
    "derivar",
    "descartar",
    "devolver",
    "esperar",
    "hacer_en_lote",
    "observar",
    "partir",
    "prorrogar",
    "reabrir",
    "recibir",
    "recibir_escaneo",
    "registrar",
    "relacionar",
    "retomar",
    "revisar_lote",
    "subsanar",
    "tener_por_no_presentado",
]
