"""Classify, locate and send to the central archive; nothing is ever deleted."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from cargos.models import Usuario, autoria
from ocisys.base.numeros import tomar_numero
from ocisys.base.reglas import ReglaIncumplida
from tramite.acciones.comun import actuar, bloquear, dia_de
from tramite.estados import Estado, exigir_en_la_oficina, verificar
from tramite.folios import tomos_de
from tramite.models import (
    Actuacion,
    Clasificacion,
    Expediente,
    SerieDocumental,
    Transferencia,
    Transferido,
)

SERIE = "transferencia"
MAXIMO = 200
"""Expedientes in one delivery."""


@transaction.atomic
def clasificar(
    expediente: Expediente,
    *,
    serie: SerieDocumental,
    ubicacion: str,
    por: Usuario,
    ahora: datetime,
    version: int | None = None,
) -> Clasificacion:
    """Say to which series a file belongs and where it is; the earlier answers stay.

    Raises ReglaIncumplida for one annulled or already in the central archive.
    """
    expediente = bloquear(expediente, version=version)
    exigir_en_la_oficina(expediente.estado)
    return Clasificacion.objects.create(
        expediente=expediente, serie=serie, ubicacion=ubicacion, **autoria(por, ahora)
    )


def guardar_serie(serie: SerieDocumental) -> SerieDocumental:
    """Write a series as the office says it is: a reload of the product does not touch it again."""
    serie.origen = SerieDocumental.Origen.OFICINA
    serie.save()
    return serie


@transaction.atomic
def transferir(
    expedientes: Sequence[Expediente],
    *,
    destino: str,
    por: Usuario,
    ahora: datetime,
    nota: str = "",
) -> Transferencia:
    """Deliver filed expedientes to the central archive, all of them or none.

    Each must be filed, classified and not on loan. Raises ReglaIncumplida naming the first that
    is not.
    """
    if not expedientes or len(expedientes) > MAXIMO:
        raise ReglaIncumplida(f"Una transferencia lleva de 1 a {MAXIMO} expedientes.")
    bloqueados = [bloquear(e) for e in sorted(expedientes, key=lambda e: e.pk)]
    lineas = [(e, _lista(e)) for e in bloqueados]
    anio = dia_de(ahora).year
    transferencia = Transferencia.objects.create(
        anio=anio,
        correlativo=tomar_numero(SERIE, anio),
        destino=destino,
        nota=nota,
        **autoria(por, ahora),
    )
    for orden, (expediente, clasificacion) in enumerate(lineas, start=1):
        Transferido.objects.create(
            transferencia=transferencia,
            orden=orden,
            expediente=expediente,
            clasificacion=clasificacion,
            folios=expediente.folios,
            tomos=len(tomos_de(expediente.documentos.order_by("orden"))),
        )
        actuar(
            expediente,
            Actuacion.Clase.TRANSFERENCIA,
            a=Estado.TRANSFERIDO,
            texto=f"{transferencia}, a {destino}",
            por=por,
            ahora=ahora,
        )
    return transferencia


def _lista(expediente: Expediente) -> Clasificacion:
    """Its classification, once it is known that it may leave."""
    verificar(expediente.estado, Estado.TRANSFERIDO)
    if prestamo := expediente.prestamos.pendientes().first():
        raise ReglaIncumplida(f"El {expediente.numero} está prestado a {prestamo.a_quien}.")
    clasificacion = expediente.clasificaciones.first()
    if clasificacion is None:
        raise ReglaIncumplida(f"El {expediente.numero} no tiene serie ni ubicación.")
    return clasificacion
