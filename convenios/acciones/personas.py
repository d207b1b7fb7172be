"""Whom to tell: the accounts behind a post."""

from datetime import date

from django.db.models import QuerySet

from cargos.models import Usuario


def de_la_posicion(posicion: int | None, dia: date) -> QuerySet[Usuario]:
    """Active accounts of whoever holds that position on `dia`, titular or standing in."""
    return Usuario.objects.filter(
        persona__designaciones__posicion=posicion,
        persona__designaciones__rango__contains=dia,
        persona__designaciones__anulada_en=None,
        is_active=True,
    ).distinct()
