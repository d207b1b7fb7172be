"""Free words that the office puts on an expediente to find it with others of its kind.

They are not the sticker, which is called etiqueta in this office (`tramite/etiquetas.py`).
"""

from typing import TYPE_CHECKING

import pgtrigger
from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef, Q

from cargos.models import Acto
from tramite.models.expediente import Expediente, lo_visible

if TYPE_CHECKING:
    from cargos.models import Usuario


class MarcadorQuerySet(models.QuerySet["Marcador"]):
    def visibles_para(self, usuario: "Usuario") -> "MarcadorQuerySet":
        """Those of the expedientes this person may know of."""
        return self.filter(lo_visible(usuario, "expediente__"))

    def puestos(self) -> "MarcadorQuerySet":
        """Still on their expediente."""
        return self.filter(retirado_en=None)


def marcadores_puestos() -> ArraySubquery:
    """The words on an expediente, in order, for `annotate`."""
    puestos = Marcador.objects.puestos().filter(expediente=OuterRef("pk"))
    return ArraySubquery(puestos.order_by("nombre").values("nombre"))


class Marcador(Acto):
    """One word on one expediente; taken off once, and it stays written that it was there."""

    expediente = models.ForeignKey(Expediente, on_delete=models.PROTECT, related_name="marcadores")
    nombre = models.CharField(max_length=40)
    retirado_en = models.DateTimeField("quitado", null=True, blank=True)
    retirado_por = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = MarcadorQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "marcadores"
        ordering = ["nombre"]
        constraints = [
            models.UniqueConstraint(
                fields=["expediente", "nombre"],
                condition=Q(retirado_en=None),
                name="marcador_una_vez",
            ),
            models.CheckConstraint(condition=~Q(nombre=""), name="marcador_con_nombre"),
            models.CheckConstraint(
                condition=Q(retirado_en=None, retirado_por=None)
                | Q(retirado_en__isnull=False, retirado_por__isnull=False),
                name="marcador_quitado_por_alguien",
            ),
        ]
        indexes = [
            models.Index(
                fields=["nombre", "expediente"],
                name="marcador_por_nombre",
                condition=Q(retirado_en=None),
            )
        ]
        triggers = [
            pgtrigger.ReadOnly(name="marcador_intangible", exclude=["retirado_en", "retirado_por"]),
            pgtrigger.Protect(
                name="marcador_se_quita_una_vez",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__retirado_en__isnull=False),
            ),
            pgtrigger.Protect(name="marcador_no_se_borra", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.nombre
