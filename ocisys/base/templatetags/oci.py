"""Filters and tags of the whole house; loaded as builtins, no `{% load %}` needed."""

from decimal import Decimal

from django import template
from django.utils.formats import number_format

register = template.Library()


@register.filter
def soles(valor: Decimal | int | None) -> str:
    """`1234567.5` → `S/ 1,234,567.50`; empty for None."""
    return "" if valor is None else f"S/ {number_format(valor, 2, force_grouping=True)}"
