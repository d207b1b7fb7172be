"""How a training abroad goes: what its acts add up to, and where it stands on a day. Pure.

Of what a unit said several times (how many applied, how many were chosen) the last one counts.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol


class Paso(Protocol):
    """What is read of an act; they come in the order in which they were written."""

    tipo: str
    unidad_id: int
    cantidad: int | None
    informe_hasta: date | None
    fecha: date


@dataclass
class DeUnidad:
    """What one unit did with it."""

    difundida_el: date | None = None
    postulantes: int | None = None
    seleccionados: int | None = None
    informe_hasta: date | None = None
    informe_el: date | None = None

    @property
    def debe_informe(self) -> bool:
        """Whether somebody of it went and has not reported."""
        return bool(self.seleccionados) and self.informe_el is None

    def esta_tarde(self, hoy: date) -> bool:
        """Whether the report it owes is late on `hoy`."""
        vencio = self.informe_hasta is not None and self.informe_hasta < hoy
        return self.debe_informe and vencio


class Situacion(StrEnum):
    """Where a training stands; computed, never stored."""

    POR_DIFUNDIR = "por_difundir"
    EN_DIFUSION = "en_difusion"
    EN_SELECCION = "en_seleccion"
    INFORME = "informe"
    INFORME_TARDE = "informe_tarde"
    CONCLUIDA = "concluida"

    @property
    def palabra(self) -> str:
        """How it is said."""
        return {
            Situacion.POR_DIFUNDIR: "Por difundir",
            Situacion.EN_DIFUSION: "En difusión",
            Situacion.EN_SELECCION: "En selección",
            Situacion.INFORME: "Informe por recibir",
            Situacion.INFORME_TARDE: "Informe vencido",
            Situacion.CONCLUIDA: "Concluida",
        }[self]

    @property
    def tono(self) -> str:
        """Tono of its chip."""
        return {
            Situacion.POR_DIFUNDIR: "atencion",
            Situacion.EN_DIFUSION: "info",
            Situacion.EN_SELECCION: "espera",
            Situacion.INFORME: "espera",
            Situacion.INFORME_TARDE: "peligro",
        }.get(self, "bien")


def por_unidad(pasos: Iterable[Paso]) -> dict[int, DeUnidad]:
    """What each unit did, from its acts."""
    unidades: dict[int, DeUnidad] = {}
    for paso in pasos:
        u = unidades.setdefault(paso.unidad_id, DeUnidad())
        if paso.tipo == "difusion":
            u.difundida_el = u.difundida_el or paso.fecha
        elif paso.tipo == "postulantes":
            u.postulantes = paso.cantidad
        elif paso.tipo == "seleccion":
            u.seleccionados, u.informe_hasta = paso.cantidad, paso.informe_hasta
        else:
            u.informe_el = paso.fecha
    return unidades


def situacion(unidades: Iterable[DeUnidad], *, abierta: bool, hoy: date) -> Situacion:
    """Where it stands on `hoy`; `abierta`: whether one can still apply."""
    todas = list(unidades)
    if any(u.esta_tarde(hoy) for u in todas):
        return Situacion.INFORME_TARDE
    if any(u.debe_informe for u in todas):
        return Situacion.INFORME
    if any(u.seleccionados is not None for u in todas):
        return Situacion.CONCLUIDA
    if not any(u.difundida_el for u in todas):
        return Situacion.POR_DIFUNDIR if abierta else Situacion.CONCLUIDA
    return Situacion.EN_DIFUSION if abierta else Situacion.EN_SELECCION
