"""Papers that were given out: the cargo, kept as it was."""

from typing import TYPE_CHECKING

import pgtrigger
from django.db import models

from ocisys.base.models import Archivo
from tramite.models.documento import INTANGIBLE
from tramite.models.expediente import Expediente, lo_visible

if TYPE_CHECKING:
    from cargos.models import Usuario


class CargoSelladoQuerySet(models.QuerySet["CargoSellado"]):
    def visibles_para(self, usuario: "Usuario") -> "CargoSelladoQuerySet":
        """Cargos of the expedientes this person may know of."""
        return self.filter(lo_visible(usuario, "expediente__")).select_related("archivo")

    def del_expediente(self, expediente: Expediente) -> "CargoSelladoQuerySet":
        """Its versions, the one in force first."""
        return self.filter(expediente=expediente).order_by("-version")


def con_cargo_sustituido() -> models.Exists:
    """Annotation: whether the cargo of an expediente was issued again."""
    otros = CargoSellado.objects.filter(expediente=models.OuterRef("pk"), version__gt=1)
    return models.Exists(otros)


class CargoSellado(models.Model):
    """The cargo of an expediente as it was given to the party: its bytes never change.

    The stamped copy has the value of the original (TUO LPAG art. 114), so it is not drawn again.
    When two people correct the moment of filing another one is issued, and the earlier stays.
    """

    expediente = models.ForeignKey(
        Expediente, on_delete=models.PROTECT, related_name="cargos_sellados", db_index=False
    )
    version = models.PositiveSmallIntegerField("versión", default=1, db_default=1)
    archivo = models.OneToOneField(Archivo, on_delete=models.PROTECT, related_name="+")

    objects = CargoSelladoQuerySet.as_manager()

    class Meta:
        verbose_name = "cargo sellado"
        verbose_name_plural = "cargos sellados"
        constraints = [
            models.UniqueConstraint(
                fields=["expediente", "version"], name="cargo_sellado_una_vez_por_version"
            )
        ]
        triggers = [pgtrigger.Protect(name="cargo_intangible", operation=INTANGIBLE)]

    def __str__(self) -> str:
        return f"Cargo del {self.expediente_id}"
