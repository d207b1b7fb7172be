"""Annulment: the number is burnt, not freed, and it always shows why."""

from datetime import datetime

from django.db import transaction

from cargos.models import Usuario
from cargos.permisos import Permiso
from ocisys.base.reglas import ReglaIncumplida
from tramite.acciones.comun import actuar, bloquear, cerrar
from tramite.acciones.plazos import dejar_sin_efecto
from tramite.estados import Estado, Resultado, verificar
from tramite.models import Actuacion, Expediente, Movimiento


@transaction.atomic
def anular(
    expediente: Expediente,
    *,
    motivo: str,
    por: Usuario,
    ahora: datetime,
    version: int | None = None,
) -> Actuacion:
    """Annul a registration made by mistake. Two people: never the one who registered it.

    Raises ReglaIncumplida on one's own registration, or when it is already answered or closed.
    """
    expediente = bloquear(expediente, version=version)
    comprobar_anular(expediente, por=por)
    por = por.actuando_con(Permiso.EXPEDIENTE_ANULAR)
    for movimiento in expediente.movimientos.abiertos():
        cerrar(movimiento, Resultado.ANULADO, por=por, ahora=ahora)
    dejar_sin_efecto(expediente, por_que=f"Expediente anulado: {motivo}", ahora=ahora)
    return actuar(
        expediente, Actuacion.Clase.ANULACION, a=Estado.ANULADO, texto=motivo, por=por, ahora=ahora
    )


def comprobar_anular(
    expediente: Expediente, actual: Movimiento | None = None, *, por: Usuario
) -> None:
    """Raise ReglaIncumplida, saying why, unless `por` may annul it, whoever has it."""
    verificar(expediente.estado, Estado.ANULADO)
    if expediente.por_id == por.pk:
        raise ReglaIncumplida("Quien registró un expediente no lo anula: lo hace otra persona.")
