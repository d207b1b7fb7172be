"""Inventories of the supplies: what was counted by hand against what the kárdex said."""

from typing import TYPE_CHECKING

import pgtrigger
from django.db import models
from django.db.models import F, Q

from cargos.models import Acto
from tramite.models.documento import INTANGIBLE
from tramite.models.util import VEN, Util

if TYPE_CHECKING:
    from cargos.models import Usuario


class ConteoUtilQuerySet(models.QuerySet["ConteoUtil"]):
    def visibles_para(self, usuario: "Usuario") -> "ConteoUtilQuerySet":
        """Inventories are open to all the office."""
        return self if any(usuario.puede(p) for p in VEN) else self.none()


class ConteoUtil(Acto):
    """One inventory: what was counted by hand, on a day, by somebody."""

    nota = models.CharField(max_length=300, blank=True)

    objects = ConteoUtilQuerySet.as_manager()

    class Meta:
        verbose_name = "inventario de útiles"
        verbose_name_plural = "inventarios de útiles"
        ordering = ["-pk"]
        triggers = [pgtrigger.Protect(name="conteo_util_intangible", operation=INTANGIBLE)]

    def __str__(self) -> str:
        return f"inventario del {self.en:%d/%m/%Y}"


class RenglonConteo(models.Model):
    """One supply of an inventory: what the kárdex said and what there was."""

    conteo = models.ForeignKey(ConteoUtil, on_delete=models.PROTECT, related_name="renglones")
    util = models.ForeignKey(Util, on_delete=models.PROTECT, related_name="+")
    segun_kardex = models.IntegerField()
    contado = models.PositiveIntegerField()
    motivo = models.CharField("por qué difiere", max_length=200, blank=True)

    class Meta:
        ordering = ["util__nombre"]
        constraints = [
            models.UniqueConstraint(fields=["conteo", "util"], name="renglon_conteo_una_vez"),
            models.CheckConstraint(
                condition=Q(contado=F("segun_kardex")) | ~Q(motivo=""),
                name="renglon_conteo_que_difiere_dice_por_que",
            ),
        ]
        triggers = [pgtrigger.Protect(name="renglon_conteo_intangible", operation=INTANGIBLE)]

    def __str__(self) -> str:
        return f"{self.util_id}: {self.contado}"

    @property
    def diferencia(self) -> int:
        """What there was of more, or of less when it is negative."""
        return self.contado - self.segun_kardex
