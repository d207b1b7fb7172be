"""The merge fields of a template of ours; how a text is filled is in `ocisys.base.campos`."""

from collections.abc import Mapping

from ocisys.base import campos
from ocisys.base.campos import CampoDesconocido, campos_de

__all__ = ["CAMPOS", "CampoDesconocido", "campos_de", "combinar", "verificar"]

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


def verificar(texto: str) -> None:
    """Raise CampoDesconocido if the text asks for a field outside the list."""
    campos.verificar(texto, CAMPOS)


def combinar(texto: str, valores: Mapping[str, str]) -> str:
    """The text with its fields filled; what has no value is left as a gap to be seen: `[RUC…]`."""
    return campos.combinar(texto, valores, CAMPOS)
