"""Where an offer stands on a day: always derived from its dates, never stored. Pure."""

from datetime import date
from enum import StrEnum

from convenios.prioridad import juego_en_vigor


class EstadoOferta(StrEnum):
    """What its dates say on a day, or that it was annulled."""

    POR_ABRIR = "por_abrir"
    ABIERTA = "abierta"
    CIERRA_PRONTO = "cierra_pronto"
    CERRADA = "cerrada"
    ANULADA = "anulada"

    @property
    def palabra(self) -> str:
        """How it is said."""
        return {
            EstadoOferta.POR_ABRIR: "Por abrir",
            EstadoOferta.ABIERTA: "Abierta",
            EstadoOferta.CIERRA_PRONTO: "Cierra pronto",
            EstadoOferta.CERRADA: "Cerrada",
            EstadoOferta.ANULADA: "Anulada",
        }[self]

    @property
    def tono(self) -> str:
        """Tono of its chip."""
        return {
            EstadoOferta.POR_ABRIR: "espera",
            EstadoOferta.ABIERTA: "bien",
            EstadoOferta.CIERRA_PRONTO: "atencion",
        }.get(self, "neutro")


VIVAS = (EstadoOferta.POR_ABRIR, EstadoOferta.ABIERTA, EstadoOferta.CIERRA_PRONTO)
"""Those that can still be answered."""


def dias_cierra_pronto(al: date) -> int:
    """From how many days before its closing it closes soon, as decided on `al` [D]."""
    return int(juego_en_vigor("oferta", al)["dias_cierra_pronto"])


def estado_de_oferta(
    abre: date | None, cierra: date | None, *, anulada: bool, hoy: date, pronto: int
) -> EstadoOferta:
    """Where an offer stands on `hoy`: both its days are still of it; without a closing day it stays
    open."""
    if anulada:
        return EstadoOferta.ANULADA
    if cierra is not None and cierra < hoy:
        return EstadoOferta.CERRADA
    if abre is not None and abre > hoy:
        return EstadoOferta.POR_ABRIR
    if cierra is not None and (cierra - hoy).days <= pronto:
        return EstadoOferta.CIERRA_PRONTO
    return EstadoOferta.ABIERTA
