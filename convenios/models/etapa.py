"""What was done about the paperwork of a convenio: stages passed, renewals decided."""

import pgtrigger
from django.db import models

from cargos.models import Acto
from convenios.estados import Etapa
from convenios.models.caducidad import caduca_foto
from convenios.models.convenio import Convenio


class TransicionEtapa(Acto):
    """A change of stage, with who, why and which requirements were waived; append-only."""

    convenio = models.ForeignKey(Convenio, on_delete=models.PROTECT, related_name="transiciones")
    de = models.CharField(max_length=24, choices=Etapa.choices, blank=True)
    a = models.CharField(max_length=24, choices=Etapa.choices)
    fecha = models.DateField("fecha del hecho")
    motivo = models.TextField(blank=True)
    dispensas = models.JSONField(
        default=dict, blank=True, help_text="Requisito dispensado → razón."
    )
    advertencias = models.JSONField(default=list, blank=True)

    class Meta:
        verbose_name = "cambio de etapa"
        verbose_name_plural = "cambios de etapa"
        ordering = ["en", "pk"]
        triggers = [
            pgtrigger.Protect(
                name="transicion_intangible", operation=pgtrigger.Update | pgtrigger.Delete
            ),
            caduca_foto(operation=pgtrigger.Insert),
        ]

    def __str__(self) -> str:
        return f"{self.convenio_id}: {self.de} → {self.a}"


class DecisionRenovacion(Acto):
    """What was decided before an end: renew, amend, or let it go; append-only.

    It counts for the end it was taken on (`sobre_fin`): a later adenda asks for a new decision.
    """

    class Sentido(models.TextChoices):
        RENOVAR = "renovar", "Renovar por adenda"
        NO_RENOVAR = "no_renovar", "No renovar"
        NOVAR = "novar", "Celebrar uno nuevo"

    convenio = models.ForeignKey(Convenio, on_delete=models.PROTECT, related_name="decisiones")
    sentido = models.CharField("decisión", max_length=12, choices=Sentido.choices)
    fecha = models.DateField("decidido el")
    sobre_fin = models.DateField("sobre el fin previsto el")
    motivo = models.TextField()

    class Meta:
        verbose_name = "decisión de renovación"
        verbose_name_plural = "decisiones de renovación"
        ordering = ["-fecha", "-pk"]
        triggers = [
            pgtrigger.Protect(
                name="decision_intangible", operation=pgtrigger.Update | pgtrigger.Delete
            ),
            caduca_foto(operation=pgtrigger.Insert),
        ]

    def __str__(self) -> str:
        return f"{self.get_sentido_display()} ({self.fecha:%d/%m/%Y})"
