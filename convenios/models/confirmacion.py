"""Which dates the international body itself has confirmed, and where it said so (070-05)."""

import pgtrigger
from django.db import models

from cargos.models import Acto
from convenios.models.ocurrencia import Ocurrencia
from ocisys.base.models import Archivo


class ConfirmacionFecha(Acto):
    """That a body confirmed the date of an obligation; append-only.

    It counts while the date that it confirmed is the one that is owed.
    """

    ocurrencia = models.ForeignKey(
        Ocurrencia, on_delete=models.PROTECT, related_name="confirmaciones"
    )
    fecha = models.DateField("fecha que confirma")
    organismo = models.CharField("quién la confirma", max_length=160)
    documento = models.CharField(
        max_length=200, help_text="Nota, correo o calendario publicado: su número y fecha."
    )
    enlace = models.URLField("dirección", max_length=300, blank=True)
    archivo = models.ForeignKey(
        Archivo, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "confirmación de una fecha"
        verbose_name_plural = "confirmaciones de fechas"
        ordering = ["en", "pk"]
        triggers = [
            pgtrigger.Protect(
                name="confirmacion_intangible", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.organismo} confirmó el {self.fecha:%d/%m/%Y}"
