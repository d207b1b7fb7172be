"""Tags of the pages about agreements."""

from datetime import date
from decimal import ROUND_DOWN, Decimal

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
def corto(valor: Decimal) -> str:
    """`2_140_000` → «2.1 M», `840_000` → «840 mil»: an amount that fits a tile, cut."""
    for unidad, rotulo in ((Decimal(1_000_000), "M"), (Decimal(1000), "mil")):
        if valor >= unidad:
            decimales = "0.1" if rotulo == "M" else "1"
            return f"{(valor / unidad).quantize(Decimal(decimales), ROUND_DOWN):,} {rotulo}"
    return f"{valor:,.0f}"


@register.filter
def tono_de_color(color: Color) -> str:
    """The tono of a chip for a colour of the semaphore."""
    return TONO_COLOR[color]


@register.filter
def rotulo_de_parametro(nombre: str) -> str:
    """The words of a setting, as its form asks it."""
    return CAMPOS[nombre][0]
