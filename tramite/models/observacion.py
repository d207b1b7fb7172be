"""What was missing in a filing: said once, all of it, item by item (TUO LPAG arts. 125–126)."""

from typing import TYPE_CHECKING

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from cargos.models import Acto
from tramite.models.documento import INTANGIBLE
from tramite.models.expediente import Expediente, lo_visible
from tramite.models.plazo import Plazo

if TYPE_CHECKING:
    from datetime import datetime

    from cargos.models import Usuario


class ObservacionQuerySet(models.QuerySet["Observacion"]):
    def visibles_para(self, usuario: "Usuario") -> "ObservacionQuerySet":
        """Observations of the expedientes this person may know of."""
        return self.filter(lo_visible(usuario, "expediente__"))


class Observacion(Acto):
    """The only observation that an expediente may have; art. 126.2 forbids a second one."""

    expediente = models.OneToOneField(
        Expediente, on_delete=models.PROTECT, related_name="observacion"
    )
    plazo = models.ForeignKey(
        Plazo,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="plazo para subsanar",
    )

    objects = ObservacionQuerySet.as_manager()

    class Meta:
        verbose_name = "observación"
        verbose_name_plural = "observaciones"
        triggers = [pgtrigger.Protect(name="observacion_intangible", operation=INTANGIBLE)]

    def __str__(self) -> str:
        return f"Observación de {self.expediente}"


class RequisitoObservadoQuerySet(models.QuerySet["RequisitoObservado"]):
    def subsanado_en(self, expediente: Expediente) -> "datetime | None":
        """When the last thing that was missing came; None if nothing was, or something still is.

        From then on our terms count (TUO LPAG art. 131.1).
        """
        suyos = self.filter(observacion__expediente=expediente)
        fechas = list(suyos.values_list("subsanado_en", flat=True))
        llegaron = [f for f in fechas if f is not None]
        return max(llegaron) if fechas and len(llegaron) == len(fechas) else None


class RequisitoObservado(models.Model):
    """One thing that was missing, and when it was cured."""

    observacion = models.ForeignKey(
        Observacion, on_delete=models.PROTECT, related_name="requisitos"
    )
    orden = models.PositiveSmallIntegerField()
    texto = models.CharField(max_length=400)
    subsanado_en = models.DateTimeField(null=True, blank=True)
    subsanado_por = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = RequisitoObservadoQuerySet.as_manager()

    class Meta:
        ordering = ["observacion", "orden"]
        constraints = [
            models.UniqueConstraint(
                fields=["observacion", "orden"], name="requisito_observado_orden_unico"
            ),
            models.CheckConstraint(
                condition=Q(subsanado_en=None, subsanado_por=None)
                | Q(subsanado_en__isnull=False, subsanado_por__isnull=False),
                name="requisito_subsanado_ante_alguien",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="requisito_intangible", fields=["observacion", "orden", "texto"]
            ),
            pgtrigger.Protect(
                name="requisito_se_subsana_una_vez",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__subsanado_en__isnull=False),
            ),
            pgtrigger.Protect(name="requisito_no_se_borra", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.texto
