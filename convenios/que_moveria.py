"""What would move the order of two offers for a need: which weights, and how much of them. Pure.

The weights add up to 100, so one only grows by what another gives up. Nothing here changes them:
it tells whoever decides how firm an order is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from convenios.emparejador import COMPONENTES, PLENO, Componente, Puntaje


@dataclass(frozen=True)
class Traspaso:
    """`puntos` of weight that pass from one coincidence to another, and the totals that result."""

    puntos: int
    de: str
    a: str
    arriba: int
    abajo: int

    @property
    def frase(self) -> str:
        """What would have to be decided, in words."""
        plural = "" if self.puntos == 1 else "s"
        return (
            f"si {self.puntos} punto{plural} de peso pasara{'' if self.puntos == 1 else 'n'} de "
            f"«{COMPONENTES[self.de]}» a «{COMPONENTES[self.a]}»: {self.abajo} contra {self.arriba}"
        )


def que_moveria(arriba: Puntaje, abajo: Puntaje) -> Traspaso | None:
    """The least that would put `abajo` before `arriba`; None when no passing of weight would.

    Both must come from `puntuar`: what was stored does not say how far each coincidence went.
    """
    grados = [{c.clave: c.grado for c in p.componentes} for p in (arriba, abajo)]
    posibles = [
        t
        for de in arriba.componentes
        for a in arriba.componentes
        if a.clave != de.clave and (t := _pasando(de, a, (arriba, abajo), grados))
    ]
    return min(posibles, key=lambda t: t.puntos, default=None)


def _pasando(
    de: Componente,
    a: Componente,
    puntajes: tuple[Puntaje, Puntaje],
    grados: Sequence[dict[str, int]],
) -> Traspaso | None:
    """The fewest points that turn the order when they pass from `de` to `a`."""
    gana = [Decimal(g[a.clave] - g[de.clave]) / PLENO for g in grados]
    if gana[1] <= gana[0]:
        return None
    sumas = [sum((c.puntos for c in p.componentes), Decimal()) for p in puntajes]
    for t in range(1, de.sobre + 1):
        arriba, abajo = (int(s + t * g) for s, g in zip(sumas, gana, strict=True))
        if abajo > arriba:
            return Traspaso(t, de.clave, a.clave, arriba, abajo)
    return None


@dataclass(frozen=True)
class Efecto:
    """What one coincidence does to the total of a pair: what it lacks, what more weight gives."""

    componente: Componente

    @property
    def falta(self) -> Decimal:
        """Points that it would still add if it coincided fully."""
        return self.componente.sobre - self.componente.puntos

    @property
    def por_punto(self) -> Decimal:
        """What each point of weight given to it adds: 1, a half or nothing."""
        return Decimal(self.componente.grado) / PLENO


def efectos(puntaje: Puntaje) -> list[Efecto]:
    """Those of each coincidence, in their order."""
    return [Efecto(c) for c in puntaje.componentes]
