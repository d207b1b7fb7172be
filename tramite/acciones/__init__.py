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
from tramite.acciones.reservar import (
    anotar_descarga,
    anotar_lectura,
    levantar,
    pedir_levantamiento,
    reservar,
)

__all__ = [
    "Ingreso",
    "acumular",
    "adjuntar",
    "agregar",
    "anotar_descarga",
    "anotar_lectura",
    "anular",
    "archivar",
    "asignar",
    "atender",
    "derivar",
    "descartar",
    "devolver",
    "esperar",
    "hacer_en_lote",
    "levantar",
    "observar",
    "partir",
    "pedir_levantamiento",
    "prorrogar",
    "reabrir",
    "recibir",
    "recibir_escaneo",
    "registrar",
    "relacionar",
    "reservar",
    "retomar",
    "revisar_lote",
    "subsanar",
    "tener_por_no_presentado",
]
