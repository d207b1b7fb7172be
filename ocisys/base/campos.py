"""Merge fields: `{{ remitente }}` in a text becomes the sender. A closed list, nothing runs."""

import re
from collections.abc import Mapping

from ocisys.base.reglas import ReglaIncumplida

_CAMPO = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")


class CampoDesconocido(ReglaIncumplida):
    """The text asks for something that does not exist; `str()` says which and what there is."""


def campos_de(texto: str) -> list[str]:
    """Names of the fields that a text asks for, in order, repeated ones included."""
    return _CAMPO.findall(texto)


def verificar(texto: str, campos: Mapping[str, str], *, que: str = "La plantilla") -> None:
    """Raise CampoDesconocido if the text asks for a field outside `campos` (name → what it is)."""
    desconocidos = sorted({c for c in campos_de(texto) if c not in campos})
    if desconocidos:
        raise CampoDesconocido(
            f"{que} pide «{'», «'.join(desconocidos)}», que no existe. "
            f"Los campos son: {', '.join(campos)}."
        )


def combinar(texto: str, valores: Mapping[str, str], campos: Mapping[str, str]) -> str:
    """The text with its fields filled; what has no value is left as a gap to be seen: `[RUC…]`.

    Raises CampoDesconocido. A value is never read again: a sender called `{{ ruc }}` stays so.
    """
    verificar(texto, campos)
    return _CAMPO.sub(lambda c: valores.get(c[1], "") or f"[{campos[c[1]]}]", texto)
