"""Bars of a report, as numbers for our own SVG template. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

ANCHO, ALTO, BASE, IZQUIERDA = 720, 200, 176, 30
CIMA = 14


@dataclass(frozen=True)
class Barra:
    """One bar: place, size and figure, in units of the drawing."""

    x: float
    y: float
    ancho: float
    alto: float
    valor: int
    serie: int


@dataclass(frozen=True)
class Grupo:
    """The bars that stand together over one label; `enlace` opens what they count."""

    rotulo: str
    centro: float
    barras: tuple[Barra, ...]
    enlace: str


@dataclass(frozen=True)
class Barras:
    """A chart of groups of bars. `rayas` are `(y, figure)` of the lines behind them."""

    series: tuple[str, ...]
    grupos: tuple[Grupo, ...]
    rayas: tuple[tuple[float, int], ...]
    ancho: int = ANCHO
    alto: int = ALTO
    base: int = BASE
    izquierda: int = IZQUIERDA


def barras(
    series: Sequence[str], filas: Sequence[tuple[str, Sequence[int], str]], *, rotulos: int = 16
) -> Barras:
    """Bars side by side for each `(label, one value a series, link)`.

    Of many groups only some carry their label, so that none is written over another.
    """
    tope = max((v for _, valores, _ in filas for v in valores), default=0) or 1
    paso = (ANCHO - IZQUIERDA) / max(len(filas), 1)
    ancho = min(paso * 0.8 / max(len(series), 1), 26)
    cada = -(-len(filas) // rotulos) or 1
    grupos = []
    for i, (rotulo, valores, enlace) in enumerate(filas):
        centro = IZQUIERDA + paso * (i + 0.5)
        izquierda = centro - ancho * len(series) / 2
        propias = tuple(
            _barra(izquierda + ancho * s, ancho, v, tope, s) for s, v in enumerate(valores)
        )
        escrito = rotulo if i % cada == 0 else ""
        grupos.append(Grupo(escrito, round(centro, 1), propias, enlace))
    medio = tope // 2
    rayas = [(_y(v, tope), v) for v in ([medio, tope] if medio else [tope])]
    return Barras(tuple(series), tuple(grupos), tuple(rayas))


def _barra(x: float, ancho: float, valor: int, tope: int, serie: int) -> Barra:
    y = _y(valor, tope)
    return Barra(round(x, 1), y, round(ancho - 1, 1), round(BASE - y, 1), valor, serie)


def _y(valor: int, tope: int) -> float:
    return round(BASE - (BASE - CIMA) * valor / tope, 1)
