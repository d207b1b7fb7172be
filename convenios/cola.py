"""Work about agreements that a page does not wait for."""

import logging

from django.utils import timezone
from django_tasks import task

from convenios.acciones import importacion as acciones
from convenios.models import Importacion

registro = logging.getLogger(__name__)


@task()
def trabajar_importacion(pk: int) -> None:
    """Look at the file, or take it in, whichever is next; nothing if somebody else is at it."""
    ahora = timezone.now()
    importacion = acciones.tomar(pk, ahora)
    if importacion is None:
        return
    hoy = timezone.localdate(ahora)
    if importacion.estado == Importacion.Estado.POR_INCORPORAR:
        acciones.incorporar(importacion, hoy=hoy)
    else:
        acciones.examinar(importacion, hoy=hoy)


def retomar_importaciones() -> int:
    """Work the imports whose worker gave no sign of life; returns how many."""
    pendientes = Importacion.objects.por_trabajar(timezone.now()).values_list("pk", flat=True)
    for pk in list(pendientes):
        registro.info("Se retoma la importación %s.", pk)
        trabajar_importacion.enqueue(pk)
    return len(pendientes)
