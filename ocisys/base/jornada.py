"""Whether the office works on a day: nobody is written on a Sunday or on a holiday."""

from datetime import date

from django.conf import settings

from ocisys.base.calendario import PlazoInvalido
from ocisys.base.computo import calendario_de


def se_trabaja(dia: date) -> bool:
    """Whether `dia` is a working day of the office; Monday to Friday until its sede is loaded."""
    try:
        return calendario_de(settings.OCISYS_SEDE, dia, dia).es_habil(dia)
    except PlazoInvalido:
        return dia.weekday() < 5
