"""The first page of the two lists that everybody opens all day, with its query prepared.

The other pages, and those with a filter, are asked by `paginar` as any list is; a test holds that
both give the same.
"""

from datetime import date
from functools import cache
from typing import Any

from django.db.models import QuerySet

from cargos.models import Usuario
from ocisys.base.paginacion import Pagina, las_primeras, primera_pagina
from ocisys.base.preparada import Preparada
from tramite.bandeja import Pestana, movimientos_de
from tramite.forma import Forma, forma_de
from tramite.models import Expediente, Movimiento
from tramite.models.movimiento import MovimientoQuerySet
from tramite.plazos import MARGEN

ORDEN = ("-presentado_en", "-pk")
"""Of the list of expedientes: the last one to come in goes first."""


def de_expedientes(usuario: Usuario) -> Pagina[Expediente]:
    """The newest expedientes that this person may know of; one query."""
    forma, posiciones = forma_de(usuario, con_puestos=False)
    return primera_pagina(_expedientes(forma)(*posiciones), Expediente, orden=ORDEN)


@cache
def _expedientes(forma: Forma) -> Preparada[Expediente]:
    quien: Any = forma

    def hacer(*posiciones: int) -> QuerySet[Expediente]:
        filas = Expediente.objects.visibles_para(quien).para_lista()
        return las_primeras(filas, orden=ORDEN)

    return Preparada(hacer, *forma.muestras)


def filas_de_bandeja(usuario: Usuario, pestana: Pestana, hoy: date) -> MovimientoQuerySet:
    """What a tab of the tray shows, in no order."""
    filas = movimientos_de(usuario, pestana, hoy).para_bandeja()
    return filas.con_ocupante(hoy) if pestana is Pestana.ENVIADOS else filas


def de_bandeja(usuario: Usuario, pestana: Pestana, hoy: date) -> Pagina[Movimiento]:
    """The first page of a tab of the tray; one query."""
    forma, posiciones = forma_de(usuario)
    filas = _bandeja(forma, pestana)(*_dias(pestana, hoy), *posiciones)
    return primera_pagina(filas, Movimiento, orden=pestana.orden)


@cache
def _bandeja(forma: Forma, pestana: Pestana) -> Preparada[Movimiento]:
    quien: Any = forma
    muestra = date.min + MARGEN

    def hacer(*valores: Any) -> QuerySet[Movimiento]:
        return las_primeras(filas_de_bandeja(quien, pestana, muestra), orden=pestana.orden)

    return Preparada(hacer, *_dias(pestana, muestra), *forma.muestras)


def _dias(pestana: Pestana, hoy: date) -> tuple[date, ...]:
    """The days on which the rows of a tab depend."""
    match pestana:
        case Pestana.POR_VENCER:
            return (hoy + MARGEN,)
        case Pestana.ENVIADOS:
            return (hoy,)
        case _:
            return ()
