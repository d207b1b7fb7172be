"""Merge fields: `{{ remitente }}` in a template becomes the sender. A closed list, nothing runs."""

import re
from collections.abc import Mapping

from ocisys.base.reglas import ReglaIncumplida

_CAMPO = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")

CAMPOS: dict[str, str] = {
    "expediente": "número del expediente",
    "asunto": "asunto del expediente",
    "remitente": "nombre del remitente",
    "domicilio": "domicilio del remitente",
    "documento": "documento que se responde, con su número y fecha",
    "presentado": "día en que se presentó",
    "organizacion": "nombre de la organización vinculada, con sus siglas",
    "ruc": "RUC del remitente o de la organización",
    "fecha": "fecha de hoy, en letras",
    "fecha_limite": "día hasta el que se espera respuesta, diez días hábiles",
    "destinatario": "a quién se dirige",
    "destinatario_cargo": "su cargo y entidad",
    "direccion": "su dirección o correo",
    "opinion_tipo": "de qué es la opinión sectorial",
    "opinion_solicitante": "organización sobre la que se opina",
    "opinion_intervencion": "la intervención, con su ámbito, fuente y monto",
    "opinion_antecedentes": "opiniones anteriores sobre la misma organización",
    "opinion_requisitos": "los requisitos, uno por línea, con lo que se halló",
    "opinion_analisis": "cada cuestión con su fundamento",
    "opinion_sentido": "el sentido de la opinión, con su vigencia",
}
"""What a template may ask for, and what each one is."""


class CampoDesconocido(ReglaIncumplida):
    """The template asks for something that does not exist; `str()` says which and what there is."""


def campos_de(texto: str) -> list[str]:
    """Names of the fields that a text asks for, in order, repeated ones included."""
    return _CAMPO.findall(texto)


def verificar(texto: str) -> None:
    """Raise CampoDesconocido if the text asks for a field outside the list."""
    desconocidos = sorted({c for c in campos_de(texto) if c not in CAMPOS})
    if desconocidos:
        raise CampoDesconocido(
            f"La plantilla pide «{'», «'.join(desconocidos)}», que no existe. "
            f"Los campos son: {', '.join(CAMPOS)}."
        )


def combinar(texto: str, valores: Mapping[str, str]) -> str:
    """The text with its fields filled; what has no value is left as a gap to be seen: `[RUC…]`.

    Raises CampoDesconocido. A value is never read again: a sender called `{{ ruc }}` stays so.
    """
    verificar(texto)
    return _CAMPO.sub(lambda c: valores.get(c[1], "") or f"[{CAMPOS[c[1]]}]", texto)
