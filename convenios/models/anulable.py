"""Acts that can be taken back; they stay in sight."""

from django.db import models

from cargos.models import Acto


class Anulable(Acto):
    """An act that is taken back with a reason, never deleted."""

    anulado_en = models.DateTimeField(null=True, editable=False)
    anulado_por = models.ForeignKey(
        "cargos.Usuario", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    anulado_motivo = models.CharField(max_length=300, blank=True, editable=False)

    class Meta:
        abstract = True
