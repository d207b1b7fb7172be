"""Who answers for an expediente from its beginning to its end, whoever holds it meanwhile."""

from typing import TYPE_CHECKING

import pgtrigger
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery

from cargos.models import Acto, Posicion
from tramite.models.expediente import Expediente, lo_visible

if TYPE_CHECKING:
    from cargos.models import Usuario


class ResponsableQuerySet(models.QuerySet["Responsable"]):
    def visibles_para(self, usuario: "Usuario") -> "ResponsableQuerySet":
        """Those of the expedientes this person may know of."""
        return self.filter(lo_visible(usuario, "expediente__"))

    def vigentes(self) -> "ResponsableQuerySet":
        """Who answers today."""
        return self.filter(relevado_en=None)


def puesto_responsable() -> Subquery:
    """N.º de orden of the post that answers for an expediente, for `annotate`."""
    suyo = Responsable.objects.vigentes().filter(expediente=OuterRef("pk"))
    return Subquery(suyo.values("posicion__nro_orden")[:1])


class Responsable(Acto):
    """A post in charge of an expediente until another one relieves it. Append-only."""

    expediente = models.ForeignKey(
        Expediente, on_delete=models.PROTECT, related_name="responsables"
    )
    posicion = models.ForeignKey(
        Posicion, on_delete=models.PROTECT, related_name="+", verbose_name="cargo"
    )
    relevado_en = models.DateTimeField("relevado", null=True, blank=True)

    objects = ResponsableQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["expediente"], condition=Q(relevado_en=None), name="responsable_uno"
            )
        ]
        indexes = [
            models.Index(
                F("posicion"),
                F("expediente"),
                name="responsable_de_que",
                condition=Q(relevado_en=None),
            )
        ]
        triggers = [
            pgtrigger.ReadOnly(name="responsable_intangible", exclude=["relevado_en"]),
            pgtrigger.Protect(
                name="responsable_se_releva_una_vez",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__relevado_en__isnull=False),
            ),
            pgtrigger.Protect(name="responsable_no_se_borra", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.expediente_id}: {self.posicion_id}"
