"""When the retention of a file ends, and what then: pure, by what its series says.

A series without a norm has no retention: what it holds is kept and never appears here.
"""

from datetime import date
from typing import Protocol


class ConRetencion(Protocol):
    """A documentary series: years in the office and in the central archive, and then what."""

    anios_gestion: int | None
    anios_central: int | None
    disposicion: str
    norma: str


def retencion_cumplida_el(serie: ConRetencion, cerrado_el: date) -> date | None:
    """The day from which its disposition may be applied; None if no norm fixes one.

    Years are whole and are counted from the closing of the file; 29 February becomes 1 March.
    """
    anios = (serie.anios_gestion, serie.anios_central)
    if not serie.norma or not serie.disposicion or anios == (None, None):
        return None
    anio = cerrado_el.year + sum(a or 0 for a in anios)
    try:
        return cerrado_el.replace(year=anio)
    except ValueError:
        return date(anio, 3, 1)
