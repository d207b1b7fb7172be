"""Putting a warning off, and mailing it again."""

from datetime import date, datetime, timedelta

from django.db import transaction

from cargos.models import Usuario
from convenios.models import Alerta
from ocisys.base.avisos import reenviar
from ocisys.base.models import Aviso
from ocisys.base.reglas import ReglaIncumplida

MAXIMO = timedelta(days=30)
"""Nobody silences a matter for longer at once."""


@transaction.atomic
def posponer(alerta: Alerta, *, hasta: date, motivo: str, por: Usuario, hoy: date) -> Alerta:
    """Not to be told of it until `hasta`; the matter itself goes on as it was.

    Raises `ReglaIncumplida` if it is closed, or the day is not within the next 30.
    """
    alerta = Alerta.objects.select_for_update(of=("self",)).get(pk=alerta.pk)
    if alerta.cerrada_el is not None:
        raise ReglaIncumplida("La alerta ya está cerrada.")
    if not hoy < hasta <= hoy + MAXIMO:
        raise ReglaIncumplida(f"Se pospone hasta {MAXIMO.days} días, contados desde mañana.")
    alerta.pospuesta_hasta, alerta.pospuesta_por = hasta, por
    alerta.motivo_pospuesta = motivo
    alerta.save(update_fields=["pospuesta_hasta", "pospuesta_por", "motivo_pospuesta"])
    return alerta


@transaction.atomic
def reenviar_alerta(alerta: Alerta, *, aviso: Aviso, ahora: datetime) -> Aviso:
    """Mail one of its notices again, at once."""
    otro = reenviar(aviso, ahora=ahora)
    alerta.avisos.add(otro)
    return otro
