"""Deciding the weights and thresholds with which the figures are judged, from a date on."""

from dataclasses import asdict
from datetime import date

from django.db import transaction

from cargos.models import Usuario, autoria
from convenios.cifras import Parametros
from convenios.models import ParametroCumplimiento
from ocisys.base.reglas import ReglaIncumplida


@transaction.atomic
def fijar_parametros(
    p: Parametros, *, desde: date, motivo: str, por: Usuario, hoy: date
) -> ParametroCumplimiento:
    """Record a whole set of settings in force from `desde`; earlier days keep theirs.

    Raises `ReglaIncumplida` for a past date (what was judged stays judged), without a reason, or if
    nothing changes.
    """
    if desde < hoy:
        raise ReglaIncumplida("Rige desde hoy o después: lo ya juzgado no cambia de regla.")
    if not motivo.strip():
        raise ReglaIncumplida("Diga por qué cambian.")
    if ParametroCumplimiento.objects.en_vigor(desde) == p:
        raise ReglaIncumplida("Esos valores ya rigen en esa fecha: no cambia nada.")
    return ParametroCumplimiento.objects.create(
        desde=desde, valores=asdict(p), motivo=motivo.strip(), **autoria(por)
    )
