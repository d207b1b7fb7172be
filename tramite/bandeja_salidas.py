"""The tray of outgoing documents: each tab is a query, and its counter is the same query."""

from dataclasses import dataclass
from enum import StrEnum

from cargos.models import Usuario
from tramite.models import Salida
from tramite.models.salida import SalidaQuerySet

TOPE = 99


class PestanaSalida(StrEnum):
    MIAS = "mias"
    POR_REVISAR = "por-revisar"
    POR_FIRMAR = "por-firmar"
    POR_DESPACHAR = "por-despachar"
    POR_ACUSAR = "por-acusar"
    EMITIDOS = "emitidos"

    @property
    def titulo(self) -> str:
        return {
            "mias": "Mis borradores",
            "por-revisar": "Por revisar",
            "por-firmar": "Por firmar",
            "por-despachar": "Por despachar",
            "por-acusar": "Por acusar",
            "emitidos": "Emitidos",
        }[self.value]


@dataclass(frozen=True)
class CuentaSalida:
    """A tab and how many rows it has, at most `TOPE` + 1; None when they are not counted."""

    pestana: PestanaSalida
    cantidad: int | None

    @property
    def texto(self) -> str:
        if self.cantidad is None:
            return ""
        return f"{TOPE}+" if self.cantidad > TOPE else str(self.cantidad)


def salidas_de(usuario: Usuario, pestana: PestanaSalida) -> SalidaQuerySet:
    """The rows of one tab for that person, today."""
    filas = Salida.objects.visibles_para(usuario)
    match pestana:
        case PestanaSalida.MIAS:
            return filas.mias(usuario)
        case PestanaSalida.POR_REVISAR:
            return filas.por_revisar(usuario)
        case PestanaSalida.POR_FIRMAR:
            return filas.por_firmar(usuario)
        case PestanaSalida.POR_DESPACHAR:
            return filas.por_despachar(usuario)
        case PestanaSalida.POR_ACUSAR:
            return filas.por_acusar(usuario)
        case PestanaSalida.EMITIDOS:
            return filas.emitidas()


def contar_salidas(usuario: Usuario) -> list[CuentaSalida]:
    """How much waits in each tab; what was issued is not counted, it only grows."""
    return [
        CuentaSalida(
            p,
            None
            if p is PestanaSalida.EMITIDOS
            else salidas_de(usuario, p).order_by()[: TOPE + 1].count(),
        )
        for p in PestanaSalida
    ]
