"""Folios and tomos: a body of the file has at most 200 folios and no document is cut in two.

TUO LPAG art. 152: bodies of up to 200 folios, unless that would divide a document that is one
text, whose unity is kept. A tomo is derived from the ranges of the documents, never stored.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

MAXIMO = 200


class ConFolios(Protocol):
    """A document in its place: its folios go from `folio_desde` to `folio_hasta`."""

    @property
    def folio_desde(self) -> int: ...
    @property
    def folio_hasta(self) -> int: ...


@dataclass(frozen=True)
class Tomo:
    """A physical body: its number and the folios it holds, both ends included."""

    numero: int
    desde: int
    hasta: int

    @property
    def folios(self) -> int:
        return self.hasta - self.desde + 1


def tomos_de(documentos: Iterable[ConFolios]) -> list[Tomo]:
    """The tomos of an expediente, from its documents in order.

    A document that does not fit whole in the current tomo begins the next one; one of more than
    200 folios is a tomo of its own.
    """
    tomos: list[Tomo] = []
    for d in documentos:
        if tomos and d.folio_hasta - tomos[-1].desde + 1 <= MAXIMO:
            tomos[-1] = Tomo(tomos[-1].numero, tomos[-1].desde, d.folio_hasta)
        else:
            tomos.append(Tomo(len(tomos) + 1, d.folio_desde, d.folio_hasta))
    return tomos


def en_su_tomo(documento: ConFolios, tomos: Iterable[Tomo]) -> int:
    """Number of the tomo where a document is; 1 when there is none."""
    return next((t.numero for t in tomos if t.desde <= documento.folio_desde <= t.hasta), 1)


def descuadre(documentos: Sequence[ConFolios], contados: int) -> str:
    """Why the folios counted in the folder are not those of the register; "" when they are."""
    registrados = documentos[-1].folio_hasta if documentos else 0
    if contados == registrados:
        return ""
    tramos = ", ".join(
        f"{n} ({d.folio_desde}–{d.folio_hasta})" for n, d in enumerate(documentos[:12], start=1)
    )
    mas = " y siguen" if len(documentos) > 12 else ""
    return (
        f"El registro llega al folio {registrados}. Por documento: {tramos}{mas}. Busque cuál "
        "falta o sobra; lo que se entregó se desglosa y lo perdido se declara extraviado."
    )
