"""Where a message of the interoperability platform (PIDE) stands.

Put at the other entity's disposal is not delivered: only its desk makes it so, by accepting.
"""

from django.db.models import TextChoices


class EstadoPide(TextChoices):
    """States of a message that the office sends (investigación de trámite, §4.2)."""

    POR_ENVIAR = "por_enviar", "Por enviar"
    EN_CASILLA = "en_casilla", "A disposición de la otra entidad, sin aceptar"
    RECIBIDO = "recibido", "Aceptado por la otra entidad"
    OBSERVADO = "observado", "Observado por la otra entidad"
    ERROR = "error", "No se pudo enviar"


ABIERTOS = frozenset({EstadoPide.POR_ENVIAR, EstadoPide.EN_CASILLA, EstadoPide.ERROR})
"""Nothing was said by the other side yet."""
