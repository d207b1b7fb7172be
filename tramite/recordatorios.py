"""What the agenda reminds of: tomorrow's appointments, and the calls to be made again."""

from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from ocisys.base.avisos import avisar
from ocisys.base.jornada import siguiente_dia_habil
from ocisys.base.models import Nivel
from tramite.acciones.citas import cuando
from tramite.models import AsistenteCita, Atencion, Cita
from tramite.tareas import es_hora, ocupantes

ANTES_DE_LLAMAR = timedelta(minutes=10)


@transaction.atomic
def recordar_citas(ahora: datetime) -> int:
    """Remind, once, whoever attends an appointment of today or of the next working day.

    In waking hours of a working day; the notice says when, never with whom. Returns how many.
    """
    if not es_hora(ahora):
        return 0
    hoy = timezone.localdate(ahora)
    filas = Cita.objects.vivas().filter(recordada_en=None, inicia__gt=ahora)
    filas = filas.del_periodo(hoy, siguiente_dia_habil(hoy))
    citas = list(filas.select_for_update(of=("self",), skip_locked=True).order_by("inicia", "pk"))
    puestos: dict[int, list[int]] = {c.pk: [] for c in citas}
    asistentes = AsistenteCita.objects.filter(cita__in=citas)
    for clave, posicion in asistentes.values_list("cita", "posicion"):
        puestos[clave].append(posicion)
    personas = ocupantes({p for suyos in puestos.values() for p in suyos}, hoy)
    for cita in citas:
        for persona in {u for p in puestos[cita.pk] for u in personas.get(p, [])}:
            avisar(
                persona,
                asunto=f"Cita {cuando(cita)}.",
                enlace=cita.get_absolute_url(),
                nivel=Nivel.ATENCION,
                ahora=ahora,
            )
        cita.recordada_en = ahora
        cita.save(update_fields=["recordada_en"])
    return len(citas)


@transaction.atomic
def recordar_llamadas(ahora: datetime) -> int:
    """Tell whoever left a call for later that its hour has come, once. Returns how many."""
    filas = Atencion.objects.por_volver().filter(
        recordada_en=None, volver_en__lte=ahora + ANTES_DE_LLAMAR
    )
    llamadas = list(filas.select_for_update(of=("self",), skip_locked=True))
    for llamada in llamadas:
        hora = timezone.localtime(llamada.volver_en)
        avisar(
            llamada.por,
            asunto=f"Toca volver a llamar: quedó para las {hora:%H:%M} h.",
            enlace=reverse("tramite:atencion_volver", args=[llamada.pk]),
            nivel=Nivel.ATENCION,
            ahora=ahora,
        )
        llamada.recordada_en = ahora
        llamada.save(update_fields=["recordada_en"])
    return len(llamadas)
