"""Tags of trámite: what a due date means today, states as chips, the rows of the long tables."""

from collections.abc import Iterable
from datetime import date

from django import template
from django.utils.safestring import SafeString

from tramite import filas, tonos
from tramite.bandeja import Pestana
from tramite.models import Expediente, Movimiento
from tramite.tonos import (
    TONO_DE_CITA,
    TONO_DE_CORREO,
    TONO_DE_ESTADO,
    TONO_DE_OPINION,
    TONO_DE_PEDIDO,
    TONO_DE_SALIDA,
)

register = template.Library()
register.simple_tag(tonos.luz)


@register.simple_tag
def filas_de_expedientes(pagina: Iterable[Expediente], hoy: date, *, se_marcan: bool) -> SafeString:
    """The rows of the list of expedientes."""
    return filas.de_expedientes(pagina, hoy, se_marcan=se_marcan)


@register.simple_tag
def filas_de_bandeja(pagina: Iterable[Movimiento], pestana: Pestana, hoy: date) -> SafeString:
    """The rows of a tab of the tray."""
    return filas.de_bandeja(pagina, pestana, hoy)


@register.filter
def tono_de_salida(estado: str) -> str:
    """The tono of the chip of an outgoing document."""
    return TONO_DE_SALIDA.get(estado, "neutro")


@register.filter
def tono_de_pedido(situacion: str) -> str:
    """The tono of the chip of what was asked of the jefatura."""
    return TONO_DE_PEDIDO.get(situacion, "neutro")


@register.filter
def tono_de_estado(estado: str) -> str:
    """The tono of the chip of a state; closed states are neutral."""
    return TONO_DE_ESTADO.get(estado, "neutro")


@register.filter
def tono_de_opinion(estado: str) -> str:
    """The tono of the chip of an opinion, or of a requisite as it was found."""
    return TONO_DE_OPINION.get(estado, "neutro")


@register.filter
def en_frase(rotulo: str) -> str:
    """A label in the middle of a sentence: its first letter is small, its acronyms stay."""
    return rotulo[:1].lower() + rotulo[1:]


@register.filter
def tono_de_correo(estado: str) -> str:
    """The tono of the chip of a mail; one that nobody waits for is neutral."""
    return TONO_DE_CORREO.get(estado, "neutro")


@register.filter
def tono_de_cita(estado: str) -> str:
    """The tono of the chip of an appointment."""
    return TONO_DE_CITA.get(estado, "neutro")
