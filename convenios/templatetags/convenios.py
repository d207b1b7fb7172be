"""Tags of the pages about agreements."""

from datetime import date
from decimal import Decimal

from django import template
from django.utils.safestring import SafeString

from convenios.dinero import escrito
from convenios.forms.parametro import CAMPOS
from convenios.models import Ocurrencia
from convenios.semaforo import Color
from convenios.situacion import TONO_COLOR
from ocisys.base.templatetags.oci import chip

register = template.Library()


@register.simple_tag
def situacion_chip(ocurrencia: Ocurrencia, al: date) -> SafeString:
    """The chip of an obligation on day `al`: overdue is derived, never stored."""
    return chip(*ocurrencia.situacion(al))


@register.filter
def monto(valor: Decimal | None, moneda: str) -> str:
    """`1500` in "EUR" → «EUR 1,500.00»; "" for nothing."""
    return escrito(valor, moneda) if valor else ""


@register.filter
def tono_de_color(color: Color) -> str:
    """The tono of a chip for a colour of the semaphore."""
    return TONO_COLOR[color]


@register.filter
def rotulo_de_parametro(nombre: str) -> str:
    """The words of a setting, as its form asks it."""
    return CAMPOS[nombre][0]
