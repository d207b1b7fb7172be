"""Somebody compared the digital copy with the paper: pages, folios, legibility."""

import pgtrigger
from django.db import models

from cargos.models import Acto
from tramite.models.anexo import Anexo
from tramite.models.documento import INTANGIBLE


class VerificacionDigital(Acto):
    """The file of a received document, seen against its paper; one for each file."""

    anexo = models.OneToOneField(Anexo, on_delete=models.PROTECT, related_name="verificacion")
    paginas = models.PositiveIntegerField("páginas", null=True, blank=True)
    nota = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = "verificación de la digitalización"
        verbose_name_plural = "verificaciones de la digitalización"
        triggers = [pgtrigger.Protect(name="verificacion_intangible", operation=INTANGIBLE)]

    def __str__(self) -> str:
        return f"Verificado {self.anexo_id}"
