"""What trámite does by itself: reserves that must be reviewed, many deadlines moved at once."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from cargos.models import Designacion, Usuario
from ocisys.base.avisos import avisar
from ocisys.base.models import Nivel
from tramite.acciones.recalcular import mover_todos
from tramite.acciones.reservar import jefaturas
from tramite.models import Reserva


@transaction.atomic
def avisar_reservas_por_revisar(ahora: datetime) -> int:
    """Tell whoever holds the jefatura, once a reserve, that its date of review has come.

    Returns how many reserves were told of; without anybody in the post they wait.
    """
    hoy = timezone.localdate(ahora)
    vigentes = Designacion.objects.vigentes(hoy).filter(posicion__in=jefaturas())
    personas = list(
        Usuario.objects.filter(is_active=True, persona__designaciones__in=vigentes).distinct()
    )
    if not personas:
        return 0
    reservas = list(
        Reserva.objects.por_revisar(hoy)
        .filter(avisada_en=None)
        .select_for_update(of=("self",), skip_locked=True)
        .select_related("expediente")
    )
    for reserva in reservas:
        asunto = f"Expediente {reserva.expediente.numero}: toca revisar su reserva."
        enlace = reserva.expediente.get_absolute_url()
        for persona in personas:
            avisar(persona, asunto=asunto, enlace=enlace, nivel=Nivel.ATENCION, ahora=ahora)
        reserva.avisada_en = ahora
        reserva.save(update_fields=["avisada_en"])
    return len(reservas)


@task()
def recalcular_plazos(dia: str, por: int, motivo: str) -> int:
    """Move the deadlines that a change of the calendar or of a rule moved; returns how many.

    `dia` in ISO form, or "" when any day may have changed; `por` is the key of who changed it.
    """
    quien = Usuario.objects.get(pk=por)
    fecha = date.fromisoformat(dia) if dia else None
    return mover_todos(fecha, motivo=motivo, por=quien, ahora=timezone.now())
