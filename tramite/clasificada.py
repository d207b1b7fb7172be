"""The public register of what is secret or reserved: a list written here, never the row itself.

DS 007-2024-JUS art. 39.2 says what it tells, and 39.3 that it is public. It never tells of what is
confidential, nor of the working discretion of the office («restringido al grupo»), nor the number,
subject, sender or ground of the expediente.
"""

from dataclasses import dataclass
from datetime import date

from ocisys.base.exportar import Columna
from tramite.models import Acceso, Reserva


@dataclass(frozen=True)
class Entrada:
    """All that the public register says of one classification."""

    clase: str
    resolucion: str
    resolucion_el: date | None
    designacion: str
    denominacion: str
    codigo: str
    prorroga: str
    sustento: str
    desclasificacion: str
    desclasificada_el: date | None


COLUMNAS = [
    Columna("Clase", "clase", 12),
    Columna("Resolución de clasificación", "resolucion", 30),
    Columna("Fecha de la resolución", "resolucion_el", 12),
    Columna("Designación de quien clasifica", "designacion", 30),
    Columna("Denominación", "denominacion", 40),
    Columna("Código", "codigo", 16),
    Columna("Prórroga", "prorroga", 30),
    Columna("Sustento ante el Consejo de Ministros", "sustento", 30),
    Columna("Resolución de desclasificación", "desclasificacion", 30),
    Columna("Fecha de la desclasificación", "desclasificada_el", 12),
]

CLASES = (Acceso.SECRETA, Acceso.RESERVADA)
"""The two parts of the register (art. 39.1)."""

_CAMPOS = (
    "clase",
    "resolucion",
    "resolucion_el",
    "designacion",
    "denominacion",
    "codigo",
    "prorroga",
    "sustento",
    "desclasificacion",
    "desclasificada_el",
)


def entradas() -> list[Entrada]:
    """Every entry, secret first, the newest resolution first; one query, only those columns."""
    filas = Reserva.objects.del_registro_publico().order_by("-clase", "-resolucion_el", "codigo")
    return [
        Entrada(**(fila | {"clase": Acceso(fila["clase"]).label}))
        for fila in filas.values(*_CAMPOS)
    ]
