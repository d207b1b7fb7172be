"""Standing rules of the Jefe: to whom each procedure goes and what for. Append-only."""

import pgtrigger
from django.db import models

from cargos.models import Acto, Posicion
from tramite.models.catalogo import Procedimiento, Proveido
from tramite.models.documento import INTANGIBLE


class ReglaRepartoQuerySet(models.QuerySet["ReglaReparto"]):
    def visibles_para(self, usuario: object) -> "ReglaRepartoQuerySet":
        """How work is shared out is known to all the office."""
        return self

    def vigentes(self) -> "ReglaRepartoQuerySet":
        """The last one of each procedure, unless it withdrew the rule."""
        ultimas = self.order_by("procedimiento_id", "-pk").distinct("procedimiento_id")
        return self.filter(pk__in=ultimas.values("pk")).exclude(posicion=None)

    def por_procedimiento(self) -> "dict[int, ReglaReparto]":
        """The rules in force by the key of their procedure; one query."""
        filas = self.vigentes().select_related("posicion", "proveido")
        return {regla.procedimiento_id: regla for regla in filas}


class ReglaReparto(Acto):
    """From now on this procedure goes to `posicion`; without one, the rule is withdrawn."""

    procedimiento = models.ForeignKey(Procedimiento, on_delete=models.PROTECT, related_name="+")
    posicion = models.ForeignKey(
        Posicion, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    proveido = models.ForeignKey(
        Proveido, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ReglaRepartoQuerySet.as_manager()

    class Meta:
        verbose_name = "regla de reparto"
        verbose_name_plural = "reglas de reparto"
        ordering = ["procedimiento__orden", "-pk"]
        indexes = [
            models.Index("procedimiento", models.F("id").desc(), name="reparto_del_procedimiento")
        ]
        triggers = [pgtrigger.Protect(name="reparto_intangible", operation=INTANGIBLE)]

    def __str__(self) -> str:
        return f"{self.procedimiento_id} → {self.posicion_id or 'sin regla'}"
