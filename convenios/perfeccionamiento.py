"""The clock of what was signed and is not yet perfected: how long, at which step, who has it.

Pure: the steps and their norms come from datos/perfeccionamiento.toml, the dates from the hitos.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any

ARCHIVO = Path(__file__).resolve().parent / "datos" / "perfeccionamiento.toml"


@cache
def _datos() -> dict[str, Any]:
    return tomllib.loads(ARCHIVO.read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Paso:
    """A step of the way, with its date once done."""

    hito: str
    quien: str
    norma: str
    fecha: date | None
    rotulo: str


@dataclass(frozen=True)
class Lapso:
    """How long others took from signature to ratification: calendar days, and how many they are."""

    mediana: Decimal
    maximo: int
    n: int
    fuente: str


@dataclass(frozen=True)
class Reloj:
    """The clock of one instrument on a day; `siguiente` is None once it is in force."""

    via: str
    norma: str
    pasos: tuple[Paso, ...]
    dias: int
    siguiente: Paso | None
    lapso: Lapso

    @property
    def se_demora(self) -> bool:
        """Not yet ratified and beyond the median of the others."""
        ratificado = any(p.fecha for p in self.pasos if p.hito == "ds")
        return not ratificado and self.dias > self.lapso.mediana


def vias() -> list[tuple[str, str]]:
    """The ways there are, as choices of a field."""
    return [(v["clave"], f"{v['nombre']} ({v['norma']})") for v in _datos()["vias"]]


def lapso_de(dias: Sequence[int], fuente: str) -> Lapso:
    """Median and maximum of some lags; raises ValueError for none."""
    if not dias:
        raise ValueError("No hay casos que medir.")
    return Lapso(Decimal(str(median(dias))), max(dias), len(dias), fuente)


def lapso_de_la_muestra() -> Lapso:
    """The lag of the cases read in the gazette."""
    muestra = _datos()["muestra"]
    return lapso_de([c["dias"] for c in muestra["casos"]], muestra["fuente"])


def reloj(
    via: str, suscripcion: date, hechos: Mapping[str, date], al: date, lapso: Lapso | None = None
) -> Reloj | None:
    """The clock on `al` of what was signed on `suscripcion`; None without a way.

    `hechos` are the chosen dates of its hitos; those after `al` had not happened yet. It stops on
    the day it entered into force. `lapso` is with what it is compared, the gazette's by default.
    """
    fila = next((v for v in _datos()["vias"] if v["clave"] == via), None)
    if fila is None:
        return None
    ya = {h: f for h, f in hechos.items() if f <= al}
    pasos = tuple(
        Paso(p["hito"], p["quien"], p["norma"], ya.get(p["hito"]), p["rotulo"])
        for p in fila["pasos"]
    )
    vigor = ya.get("vigor")
    ultimo = max((i for i, p in enumerate(pasos) if p.fecha), default=-1)
    siguiente = None if vigor else next((p for p in pasos[ultimo + 1 :] if not p.fecha), None)
    dias = ((vigor or al) - suscripcion).days
    return Reloj(
        fila["nombre"], fila["norma"], pasos, dias, siguiente, lapso or lapso_de_la_muestra()
    )
