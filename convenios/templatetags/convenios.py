"""Tags of the pages about agreements."""

from datetime import date
from decimal import Decimal

from django import template
from django.utils.safestring import SafeString

from convenios.dinero import escrito
from convenios.models import Ocurrencia
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
