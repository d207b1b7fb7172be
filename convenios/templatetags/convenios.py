"""Tags of the pages about agreements."""

from datetime import date

from django import template
from django.utils.safestring import SafeString

from convenios.models import Ocurrencia
from ocisys.base.templatetags.oci import chip

register = template.Library()


@register.simple_tag
def situacion_chip(ocurrencia: Ocurrencia, al: date) -> SafeString:
    """The chip of an obligation on day `al`: overdue is derived, never stored."""
    return chip(*ocurrencia.situacion(al))
