"""Which due dates were already told, so that each is told once in each window."""

from django.db import models

from tramite.models.movimiento import Movimiento
from tramite.models.plazo import Plazo


class AvisoPlazo(models.Model):
    """The holder of `movimiento` was told of `vence` in that window (tramite.plazos).

    `plazo` is the accessory deadline it was about; empty, what presses on the pass itself.
    """

    movimiento = models.ForeignKey(Movimiento, on_delete=models.PROTECT, related_name="+")
    plazo = models.ForeignKey(Plazo, on_delete=models.PROTECT, null=True, related_name="+")
    vence = models.DateField()
    ventana = models.SmallIntegerField()
    dado_en = models.DateTimeField()

    class Meta:
        verbose_name = "aviso de plazo"
        verbose_name_plural = "avisos de plazo"
        constraints = [
            models.UniqueConstraint(
                fields=["movimiento", "vence", "ventana", "plazo"],
                name="aviso_plazo_una_vez",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.movimiento_id}: {self.vence} ({self.ventana})"
