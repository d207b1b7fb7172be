"""What an issued document promised, watched until it is done."""

from typing import TYPE_CHECKING

import pgtrigger
from django.db import models
from django.db.models import Q

from cargos.models import Acto
from tramite.models.expediente import lo_visible
from tramite.models.salida import Salida

if TYPE_CHECKING:
    from cargos.models import Usuario


class PromesaQuerySet(models.QuerySet["Promesa"]):
    def visibles_para(self, usuario: "Usuario") -> "PromesaQuerySet":
        """Those of the expedientes this person may know of."""
        return self.filter(lo_visible(usuario, "salida__expediente__"))

    def vigiladas(self) -> "PromesaQuerySet":
        """Taken as a deadline, done or not."""
        return self.filter(vence_el__isnull=False)

    def pendientes(self) -> "PromesaQuerySet":
        """Watched and not done yet, the nearest first."""
        return self.vigiladas().filter(cumplida_el=None).order_by("vence_el", "pk")

    def para_lista(self) -> "PromesaQuerySet":
        return self.select_related("salida__expediente", "salida__tipo").defer("salida__cuerpo")


class Promesa(Acto):
    """A sentence of an issued document that somebody took as a deadline, or discarded.

    Discarded: without a date, so that it is not proposed again.
    """

    class Obligado(models.TextChoices):
        NOSOTROS = "nosotros", "La oficina"
        DESTINATARIO = "destinatario", "El destinatario"

    salida = models.ForeignKey(Salida, on_delete=models.PROTECT, related_name="promesas")
    frase = models.CharField(max_length=400)
    obligado = models.CharField("a quién le toca", max_length=12, choices=Obligado.choices)
    vence_el = models.DateField("vence", null=True, blank=True)
    cumplida_el = models.DateField("cumplida", null=True, blank=True)
    como = models.CharField("con qué se cumplió", max_length=200, blank=True)

    objects = PromesaQuerySet.as_manager()

    class Meta:
        ordering = ["vence_el", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["salida", "frase"], name="promesa_una_por_frase"),
            models.CheckConstraint(
                condition=Q(cumplida_el=None) | Q(vence_el__isnull=False),
                name="promesa_cumplida_si_se_vigila",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="promesa_intangible", exclude=["cumplida_el", "como"]),
            pgtrigger.Protect(
                name="promesa_se_cumple_una_vez",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__cumplida_el__isnull=False),
            ),
            pgtrigger.Protect(name="promesa_no_se_borra", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.frase
