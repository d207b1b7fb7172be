"""Geometry of our charts: numbers in, coordinates out. The templates only draw it.

Pure. Units are those of the SVG's viewBox; colours and patterns are classes of convenios.css.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Tramo:
    """A piece of a stacked bar."""

    serie: str
    rotulo: str
    valor: int
    x: float
    y: float
    ancho: float
    alto: float


@dataclass(frozen=True)
class Barra:
    """A stacked bar with its label, its total and the link to its rows."""

    rotulo: str
    enlace: str
    total: int
    centro: float
    cima: float
    tramos: tuple[Tramo, ...]
    valores: tuple[int, ...]


@dataclass(frozen=True)
class Raya:
    """A line of the grid with its value."""

    y: float
    valor: int


@dataclass(frozen=True)
class BarrasApiladas:
    """A whole chart, ready to be drawn in a viewBox of `ancho` × `alto`."""

    ancho: int
    alto: int
    base: float
    barras: tuple[Barra, ...]
    rayas: tuple[Raya, ...]
    series: tuple[tuple[str, str], ...]

    @property
    def total(self) -> int:
        return sum(b.total for b in self.barras)

    @property
    def chispa(self) -> "list[Chispa]":
        """The totals alone, as a sparkline; a week with nothing keeps its place."""
        mayor = max((b.total for b in self.barras), default=0) or 1
        altos = [max(round(b.total * 18 / mayor, 1), 1.0) for b in self.barras]
        return [Chispa(5 * i, round(20 - alto, 1), alto) for i, alto in enumerate(altos)]


@dataclass(frozen=True)
class Chispa:
    """A bar of a sparkline in a viewBox 60 × 20."""

    x: int
    y: float
    alto: float


MARGEN_IZQ, MARGEN_ARRIBA, MARGEN_ABAJO = 30, 14, 34


def paso_de_rejilla(maximo: int) -> int:
    """A round step that gives at most five lines: 1, 2, 5, 10, 20…"""
    base = 1
    while True:
        for paso in (base, 2 * base, 5 * base):
            if maximo <= paso * 4:
                return paso
        base *= 10


def barras_apiladas(
    grupos: Sequence[tuple[str, str, Mapping[str, int]]],
    series: Sequence[tuple[str, str]],
    *,
    ancho: int = 720,
    alto: int = 220,
) -> BarrasApiladas:
    """Stacked bars of `grupos` (label, link, count of each series), in the order of `series`.

    The scale starts at zero and ends at a round number not below the tallest bar.
    """
    maximo = max((sum(valores.values()) for _, _, valores in grupos), default=0)
    paso = paso_de_rejilla(maximo)
    cima = max(paso * -(-maximo // paso), paso)
    base = float(alto - MARGEN_ABAJO)
    escala = (base - MARGEN_ARRIBA) / cima
    celda = (ancho - MARGEN_IZQ) / max(len(grupos), 1)
    barras = [
        _barra(grupo, series, MARGEN_IZQ + celda * i, celda, base, escala)
        for i, grupo in enumerate(grupos)
    ]
    rayas = [Raya(round(base - v * escala, 1), v) for v in range(0, cima + 1, paso)]
    return BarrasApiladas(ancho, alto, base, tuple(barras), tuple(rayas), tuple(series))


def _barra(
    grupo: tuple[str, str, Mapping[str, int]],
    series: Sequence[tuple[str, str]],
    x: float,
    celda: float,
    base: float,
    escala: float,
) -> Barra:
    rotulo, enlace, valores = grupo
    tramos: list[Tramo] = []
    y = base
    for clave, nombre in series:
        valor = valores.get(clave, 0)
        if not valor:
            continue
        alto = valor * escala
        y -= alto
        tramos.append(
            Tramo(
                clave,
                nombre,
                valor,
                round(x + celda * 0.16, 1),
                round(y, 1),
                round(celda * 0.68, 1),
                round(alto, 1),
            )
        )
    total = sum(valores.values())
    return Barra(
        rotulo,
        enlace,
        total,
        round(x + celda / 2, 1),
        round(y - 4, 1),
        tuple(tramos),
        tuple(valores.get(c, 0) for c, _ in series),
    )


@dataclass(frozen=True)
class Bala:
    """A bullet in a viewBox 366 × 24: from the baseline to what is real, with a mark on the target.

    Positions are of the axis; `real` is None while nothing was measured.
    """

    base: float
    meta: float
    real: float | None

    @property
    def x(self) -> float:
        """Where the bar starts: what got worse goes the other way."""
        return self.base if self.real is None else min(self.base, self.real)

    @property
    def ancho(self) -> float:
        """At least one unit, so that no progress is seen as such and not as nothing measured."""
        return 0 if self.real is None else max(round(abs(self.real - self.base), 1), 1.0)

    @property
    def camino_x(self) -> float:
        return min(self.base, self.meta)

    @property
    def camino_ancho(self) -> float:
        """The way to go, from the baseline to the target."""
        return round(abs(self.meta - self.base), 1)


BALA_MARGEN, BALA_ANCHO = 6, 366


def bala(linea_base: Decimal | None, meta: Decimal, real: Decimal | None) -> Bala:
    """The bullet of an indicator; without a baseline it starts at zero.

    The axis holds the three figures and nothing else: these are no amounts to compare by length.
    """
    desde = linea_base if linea_base is not None else Decimal(0)
    figuras = [desde, meta, *([] if real is None else [real])]
    menor, mayor = min(figuras), max(figuras)
    tramo = (mayor - menor) or Decimal(1)

    def lugar(valor: Decimal) -> float:
        util = BALA_ANCHO - 2 * BALA_MARGEN
        return round(BALA_MARGEN + float((valor - menor) / tramo) * util, 1)

    return Bala(lugar(desde), lugar(meta), None if real is None else lugar(real))
