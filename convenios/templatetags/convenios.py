"""Tags of the pages about agreements."""

from datetime import date

from django import template

from convenios.models import Ocurrencia
from ocisys.base.templatetags.oci import chip

register = template.Library()


@register.inclusion_tag("componentes/_chip.html")
def situacion_chip(ocurrencia: Ocurrencia, al: date) -> dict[str, str]:
    """The chip of an obligation on day `al`: overdue is derived, never stored."""
    return chip(*ocurrencia.situacion(al))
