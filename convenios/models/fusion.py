"""Two fichas that were the same organisation: which one stays, and the trace of the merge."""

from typing import Any

import pgtrigger
from django.db import models
from django.db.models import F, Q

from cargos.models import Acto
from convenios.models.organizacion import Organizacion


class Fusion(Acto):
    """`absorbida` became part of `conservada`: who said so, why, and what moved. Append-only."""

    conservada = models.ForeignKey(
        Organizacion, on_delete=models.PROTECT, related_name="fusiones_recibidas"
    )
    absorbida = models.OneToOneField(Organizacion, on_delete=models.PROTECT, related_name="fusion")
    motivo = models.CharField(max_length=500)
    ficha = models.JSONField("la ficha absorbida, como era")
    completado = models.JSONField("datos que tomó la que queda", default=dict)
    traslado: models.JSONField[Any, Any] = models.JSONField(
        "qué pasó a la que queda", default=dict, help_text="Modelo → claves de sus filas."
    )

    class Meta:
        verbose_name = "fusión de organizaciones"
        verbose_name_plural = "fusiones de organizaciones"
        ordering = ["-en", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(conservada=F("absorbida")), name="fusion_de_dos_distintas"
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="fusion_intangible", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.absorbida} en {self.conservada}"

    @property
    def cuantas(self) -> int:
        """Rows that changed hands."""
        return sum(len(claves) for claves in self.traslado.values())
