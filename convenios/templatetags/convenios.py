"""Tags of the pages about agreements."""

import re
from datetime import date
from decimal import ROUND_DOWN, Decimal

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from convenios.declaracion import Declaracion
from convenios.dinero import escrito
from convenios.forms.parametro import CAMPOS
from convenios.models import Alerta, Ocurrencia, RepresentacionInstitucional
from convenios.semaforo import Color
from convenios.situacion import TONO_COLOR
from ocisys.base.templatetags.oci import chip

register = template.Library()
CODIGO = re.compile(r"(OCI-\d{4}-\d{4,})")


@register.simple_tag
def situacion_chip(ocurrencia: Ocurrencia, al: date) -> SafeString:
    """The chip of an obligation on day `al`: overdue is derived, never stored."""
    return chip(*ocurrencia.situacion(al))


@register.simple_tag
def situacion_de(declaracion: Declaracion, hoy: date) -> SafeString:
    """The chip of a yearly declaration on `hoy`."""
    return chip(*declaracion.situacion(hoy))


@register.simple_tag
def plazo_chip(alerta: Alerta, hoy: date) -> SafeString:
    """The chip of how far the date of a warning is, seen on `hoy`."""
    return chip(*alerta.plazo(hoy))


@register.simple_tag
def vigencia_chip(representacion: RepresentacionInstitucional, al: date) -> SafeString:
    """The chip of a representation on day `al`."""
    return chip(*representacion.vigencia(al))


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
def con_enlaces(texto: str) -> SafeString:
    """The text with each code of an agreement leading to it."""
    trozos = CODIGO.split(texto)
    return format_html_join(
        "",
        "{}",
        (
            (format_html('<a href="{}">{}</a>', reverse("convenios:convenio", args=[t]), t),)
            if CODIGO.fullmatch(t)
            else (t,)
            for t in trozos
        ),
    )


@register.filter
def tono_de_color(color: Color) -> str:
    """The tono of a chip for a colour of the semaphore."""
    return TONO_COLOR[color]


@register.filter
def rotulo_de_parametro(nombre: str) -> str:
    """The words of a setting of the figures, as its form asks it; any other is in words already."""
    return CAMPOS[nombre][0] if nombre in CAMPOS else nombre
