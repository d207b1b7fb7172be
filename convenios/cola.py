"""Work about agreements that a page does not wait for."""

import logging
from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django_tasks import task

from cargos.permisos import Permiso
from convenios.acciones import importacion as acciones
from convenios.acciones.reporte import escribir_reporte
from convenios.listas import LISTAS
from convenios.models import Importacion, Reporte
from ocisys.base.reglas import ReglaIncumplida

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


@task()
def escribir(pk: int) -> None:
    """Write a list that somebody asked for; nothing if it was written or withdrawn meanwhile."""
    reporte = Reporte.objects.filter(pk=pk).first()
    if reporte is not None:
        ahora = timezone.now()
        escribir_reporte(reporte, lambda fila: _redactar(fila, ahora), ahora=ahora)


def _redactar(fila: Reporte, ahora: datetime) -> bytes:
    """The file, read with what its reader may see at this moment and not when it was asked for."""
    if not fila.por.puede(Permiso.CONVENIO_VER):
        raise ReglaIncumplida("Su cargo de hoy no permite ver esta lista.")
    datos = QueryDict(fila.consulta)
    lista = LISTAS[fila.lista](datos, fila.por, timezone.localdate(ahora))
    respuesta: Any = lista.escrita(fila.formato, por=fila.por, en=ahora)
    return b"".join(respuesta) if respuesta.streaming else bytes(respuesta.content)
