"""Recording and correcting organisations."""

from datetime import date

from django.db import transaction

from convenios.models import Organizacion, RegistroApci


@transaction.atomic
def guardar_organizacion(organizacion: Organizacion, *, hoy: date) -> Organizacion:
    """Save what somebody has just checked: typing a ficha verifies its data today."""
    organizacion.verificada_el = hoy
    organizacion.save()
    return organizacion


@transaction.atomic
def verificar_organizacion(organizacion: Organizacion, *, hoy: date) -> Organizacion:
    """State that the ficha was checked today and nothing had changed."""
    organizacion.verificada_el = hoy
    organizacion.save(update_fields=["verificada_el"])
    return organizacion


@transaction.atomic
def anotar_registro(registro: RegistroApci, *, hoy: date) -> RegistroApci:
    """Record what APCI's register says of an organisation, consulted today."""
    registro.consultado_el = hoy
    registro.save()
    return registro
