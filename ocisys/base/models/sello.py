"""The seal of a day of history."""

from typing import Any

import pgtrigger
from django.db import models


class SelloDiarioQuerySet(models.QuerySet["SelloDiario"]):
    def visibles_para(self, usuario: Any) -> "SelloDiarioQuerySet":
        """Seals hold no content, only counts and hashes."""
        return self


class SelloDiario(models.Model):
    """Hash of every audited event since the previous seal, chained to it. Never changed.

    `detalle` is `{table: {"n": rows, "columnas": [...], "huella": hex}}`: the columns are kept so
    that a column added next year does not break the seals of this one, and the hash of each table
    so that a difference can be named. How it is computed: `ocisys.base.auditoria`.
    """

    fecha = models.DateField("último día que cubre", unique=True)
    n = models.PositiveIntegerField("eventos")
    detalle = models.JSONField()
    huella_anterior = models.CharField(max_length=64, unique=True)
    huella = models.CharField(max_length=64, unique=True)
    sellado_en = models.DateTimeField(auto_now_add=True)

    objects = SelloDiarioQuerySet.as_manager()

    class Meta:
        verbose_name = "sello diario"
        verbose_name_plural = "sellos diarios"
        ordering = ["fecha"]
        triggers = [
            pgtrigger.Protect(name="sellado", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.fecha:%d/%m/%Y} {self.huella[:12]}"
