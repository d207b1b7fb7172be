"""The text of an outgoing document as paragraphs: what is typed, drawn and remarked on. Pure.

A blank line separates paragraphs; lines that begin with «- » are a list, one that begins with «# »
is a heading. Nothing else has a meaning: what a person types is never code.
"""

import re
from dataclasses import dataclass

_SEPARADOR = re.compile(r"\n[ \t]*\n+")
# Alone between spaces; what is left out of a quotation is written «(…)» or «[…]».
_HUECO = re.compile(r"(?<!\S)(?:…|\.\.\.)(?=[\s.,;:]|$)")


@dataclass(frozen=True)
class Parrafo:
    """A block of the text; `numero` from 1 is what a remark points at."""

    numero: int
    clase: str
    texto: str

    @property
    def renglones(self) -> list[str]:
        """Items of a list, or the lines of a paragraph."""
        return [linea.removeprefix("- ").strip() for linea in self.texto.split("\n")]


def parrafos(cuerpo: str) -> list[Parrafo]:
    """The blocks of a text, in order; an empty text has none."""
    limpio = cuerpo.replace("\r\n", "\n").replace("\r", "\n").strip()
    trozos = [t.strip("\n") for t in _SEPARADOR.split(limpio) if t.strip()]
    return [Parrafo(i, _clase(t), t.removeprefix("# ")) for i, t in enumerate(trozos, 1)]


def huecos(cuerpo: str) -> list[int]:
    """Numbers of the paragraphs that still have the «…» with which a template asks for words."""
    return [p.numero for p in parrafos(cuerpo) if _HUECO.search(p.texto)]


def _clase(trozo: str) -> str:
    if trozo.startswith("# ") and "\n" not in trozo:
        return "titulo"
    if all(linea.startswith("- ") for linea in trozo.split("\n")):
        return "lista"
    return "parrafo"
