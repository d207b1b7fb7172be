"""Supplies that somebody needs: asked for, delivered whole or in parts, or closed. Append-only."""

from typing import TYPE_CHECKING

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from cargos.models import Acto
from cargos.permisos import Permiso
from tramite.models.util import MovimientoUtil, Util, medida

if TYPE_CHECKING:
    from cargos.models import Usuario


class PedidoUtilQuerySet(models.QuerySet["PedidoUtil"]):
    def visibles_para(self, usuario: "Usuario") -> "PedidoUtilQuerySet":
        """One's own; who keeps the supplies, the head and the auditors see everybody's."""
        if usuario.puede(Permiso.UTILES_LLEVAR) or usuario.puede(Permiso.AUDITORIA_VER):
            return self
        return self.filter(Q(para=usuario.pk) | Q(por=usuario.pk))

    def editables_para(self, usuario: "Usuario") -> "PedidoUtilQuerySet":
        """Those that this person may withdraw or close: one's own, or who keeps the supplies."""
        if usuario.puede(Permiso.UTILES_LLEVAR):
            return self
        return self.filter(Q(para=usuario.pk) | Q(por=usuario.pk))

    def pendientes(self) -> "PedidoUtilQuerySet":
        """Nobody has delivered all of it, nor closed it; the oldest first."""
        return self.filter(cerrado_en=None).order_by("pk")

    def con_entregado(self) -> "PedidoUtilQuerySet":
        """Annotate `entregado`: how much of it was delivered."""
        suma = MovimientoUtil.objects.filter(pedido=OuterRef("pk")).order_by().values("pedido")
        return self.annotate(entregado=Coalesce(Subquery(suma.values(n=-Sum("cantidad"))), 0))

    def para_lista(self) -> "PedidoUtilQuerySet":
        """What a row shows; one query."""
        return self.con_entregado().select_related("util", "para__persona", "por__persona")


class PedidoUtil(Acto):
    """What somebody needs; delivered whole or in parts, or closed with a reason."""

    util = models.ForeignKey(Util, on_delete=models.PROTECT, related_name="pedidos")
    cantidad = models.PositiveIntegerField()
    para = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="para quién",
    )
    motivo = models.CharField("para qué", max_length=200, blank=True)
    cerrado_en = models.DateTimeField(null=True, editable=False)
    cerrado_por = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    cierre = models.CharField("cómo terminó", max_length=200, blank=True, editable=False)

    objects = PedidoUtilQuerySet.as_manager()

    class Meta:
        verbose_name = "pedido de útiles"
        verbose_name_plural = "pedidos de útiles"
        ordering = ["-pk"]
        indexes = [
            models.Index("id", name="pedido_util_pendiente", condition=Q(cerrado_en=None)),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(cantidad__gte=1), name="pedido_util_de_algo"),
            models.CheckConstraint(
                condition=Q(cerrado_en=None, cerrado_por=None, cierre="")
                | (Q(cerrado_en__isnull=False, cerrado_por__isnull=False) & ~Q(cierre="")),
                name="pedido_util_cerrado_por_alguien",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="pedido_util_intangible", exclude=["cerrado_en", "cerrado_por", "cierre"]
            ),
            pgtrigger.Protect(
                name="pedido_util_se_cierra_una_vez",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__cerrado_en__isnull=False),
            ),
            pgtrigger.Protect(name="pedido_util_no_se_borra", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{medida(self.cantidad, self.util.unidad)} de {self.util}"

    @property
    def falta(self) -> int:
        """How much is still to be delivered; needs `con_entregado`."""
        return max(0, self.cantidad - int(getattr(self, "entregado", 0)))
