"""How a stack of scanned papers is told apart by its labels. Pure: the person sees it first."""

from collections.abc import Sequence
from dataclasses import dataclass

from tramite.etiquetas import Etiqueta


@dataclass(frozen=True)
class Parte:
    """Pages from `desde` to `hasta` (from 1, both included) and the label that begins them.

    Without a label they are the sheets before the first one: they wait to be assigned by hand.
    """

    desde: int
    hasta: int
    etiqueta: Etiqueta | None

    @property
    def paginas(self) -> range:
        return range(self.desde, self.hasta + 1)

    @property
    def tramo(self) -> str:
        return f"{self.desde}–{self.hasta}" if self.hasta > self.desde else str(self.desde)


def partes_de(paginas: int, marcas: Sequence[tuple[int, Etiqueta]]) -> list[Parte]:
    """The documents of a stack: each begins at the first page where its label appears.

    A label repeated further on, in the same run, does not begin another; the same label after a
    different one does, because somebody mixed the sheets. Two labels on one page: the upper one.
    """
    inicios: list[tuple[int, Etiqueta]] = []
    for pagina, etiqueta in marcas:
        if not inicios or (inicios[-1][1] != etiqueta and inicios[-1][0] != pagina):
            inicios.append((pagina, etiqueta))
    if not inicios:
        return [Parte(1, paginas, None)]
    partes = [Parte(1, inicios[0][0] - 1, None)] if inicios[0][0] > 1 else []
    finales = [p - 1 for p, _ in inicios[1:]] + [paginas]
    return partes + [
        Parte(desde, hasta, etiqueta)
        for (desde, etiqueta), hasta in zip(inicios, finales, strict=True)
    ]
