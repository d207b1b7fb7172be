"""How a need earns its priority, 1–5: written criteria, each with its weight, from a date on [D].

Pure but for the reading of the product's file, which holds the set with which an office starts;
those that it decides afterwards are rows (`CriteriosPrioridad`). The day is a parameter, so that
what was prioritised under one set can be explained with it afterwards.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

ARCHIVO = Path(__file__).resolve().parent / "datos" / "demanda.toml"
NIVELES = range(1, 6)


@dataclass(frozen=True)
class Criterio:
    """What is asked of a need, how much it weighs, and what its two ends mean."""

    clave: str
    pregunta: str
    peso: int
    uno: str
    cinco: str


@dataclass(frozen=True)
class Juego:
    """A set of criteria with the day from which it is in force and where it comes from."""

    desde: date
    fuente: str
    criterios: Sequence[Criterio]

    @property
    def pesos(self) -> int:
        """What the weights add up to."""
        return sum(c.peso for c in self.criterios)


@cache
def datos_de_demanda() -> dict[str, Any]:
    """The product's file about demand, read once per process."""
    return tomllib.loads(ARCHIVO.read_text(encoding="utf-8"))


def juego_en_vigor(tabla: str, al: date) -> dict[str, Any]:
    """The set of `tabla` in force on `al`; the earliest one before its first date."""
    juegos = sorted(datos_de_demanda()[tabla], key=lambda j: j["desde"])
    return next((j for j in reversed(juegos) if j["desde"] <= al), juegos[0])


def juego_inicial(dia: date) -> Juego:
    """The criteria with which an office starts, in the order in which they are asked."""
    juego = juego_en_vigor("criterios", dia)
    return Juego(juego["desde"], juego["fuente"], [Criterio(**c) for c in juego["criterio"]])


def prioridad_de(puntajes: Mapping[str, int], criterios: Sequence[Criterio]) -> int:
    """The weighted mean of the scores (1–5 each), to the nearest whole; a half goes up.

    Raises KeyError when a criterion has no score.
    """
    pesos = sum(c.peso for c in criterios)
    media = Fraction(sum(c.peso * puntajes[c.clave] for c in criterios), pesos)
    return int(media + Fraction(1, 2))
