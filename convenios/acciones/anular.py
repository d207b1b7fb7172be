"""Taking back what was recorded by mistake: it stays in sight, with who, when and why."""

from typing import TypeVar

from django.db import transaction
from django.utils import timezone

from cargos.models import Usuario
from convenios.acciones.pasos import bloquear
from convenios.models.anulable import Anulable
from ocisys.base.reglas import ReglaIncumplida

Fila = TypeVar("Fila", bound=Anulable)


@transaction.atomic
def anular(fila: Fila, *, motivo: str, por: Usuario, ya: str = "Ya estaba anulado.") -> Fila:
    """Annul a row as it is stored now. Raises `ReglaIncumplida(ya)` if somebody came first."""
    actual = bloquear(fila)
    if actual.anulado_en is not None:
        raise ReglaIncumplida(ya)
    return dejar_anulada(actual, motivo=motivo, por=por)


def dejar_anulada(fila: Fila, *, motivo: str, por: Usuario) -> Fila:
    """Write it in a locked row, whose rules its noun has checked."""
    fila.anulado_en, fila.anulado_por = timezone.now(), por
    fila.anulado_motivo = motivo.strip()
    fila.save(update_fields=["anulado_en", "anulado_por", "anulado_motivo"])
    return fila
