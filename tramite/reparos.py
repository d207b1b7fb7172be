"""The remarks that an outgoing document has to attend: those of its last return."""

from collections.abc import Sequence

from tramite.estados_salida import EstadoSalida
from tramite.models import PasoSalida, Salida


def reparos_de(salida: Salida, pasos: Sequence[PasoSalida]) -> list[PasoSalida]:
    """In the order of the text; none once it was sent again. `pasos`: its history, newest first."""
    if salida.estado != EstadoSalida.OBSERVADO:
        return []
    ultimo = next((p.en for p in pasos if p.clase == PasoSalida.Clase.REPARO), None)
    return [p for p in reversed(pasos) if p.clase == PasoSalida.Clase.REPARO and p.en == ultimo]
