"""Whoever audits reads what is reserved only after saying why; the jefatura is told."""

from datetime import datetime, timedelta

from django.db import transaction

from cargos.models import Usuario, autoria
from cargos.permisos import Permiso
from ocisys.base.reglas import ReglaIncumplida
from tramite.acciones.comun import avisar_a
from tramite.acciones.reservar import jefaturas
from tramite.models import Expediente, LecturaMotivada

SE_ABRE = timedelta(hours=24)
"""For how long a reason opens it: a working session, not a standing permission."""


@transaction.atomic
def motivar_lectura(
    expediente: Expediente, *, motivo: str, por: Usuario, ahora: datetime
) -> LecturaMotivada:
    """Open a restricted expediente to an auditor for a day; each opening leaves its `Lectura`.

    Raises ReglaIncumplida when `por` does not audit or it is not restricted.
    """
    if not por.puede(Permiso.RESERVA_MOTIVAR):
        raise ReglaIncumplida("Sólo quien audita abre lo reservado diciendo por qué.")
    if not expediente.esta_restringido:
        raise ReglaIncumplida("No está reservado: puede leerlo sin decir por qué.")
    lectura = LecturaMotivada.objects.create(
        expediente=expediente, motivo=motivo, hasta=ahora + SE_ABRE, **autoria(por, ahora)
    )
    asunto = f"Expediente {expediente.numero}: auditoría lo leerá y dijo por qué."
    avisar_a(jefaturas(), expediente, asunto, por=por, ahora=ahora)
    return lectura
