"""Handover of a post: nothing open stays without an owner (TUO LPAG art. 148.4)."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from cargos.models.acto import Acto
from cargos.models.designacion import Designacion

if TYPE_CHECKING:
    from cargos.models.usuario import Usuario


class EntregaCargoQuerySet(models.QuerySet["EntregaCargo"]):
    def visibles_para(self, usuario: "Usuario") -> "EntregaCargoQuerySet":
        """Whoever hands over, receives an item or designates; and auditors."""
        if usuario.puede("cargos_designar") or usuario.puede("auditoria_ver"):
            return self
        return self.filter(
            Q(por=usuario) | Q(designacion__persona__usuario=usuario) | Q(items__receptor=usuario)
        ).distinct()


class EntregaCargo(Acto):
    """The inventory of open work of a designación that ends; closed once every item is accepted."""

    designacion = models.OneToOneField(
        Designacion, on_delete=models.PROTECT, related_name="entrega", verbose_name="designación"
    )
    fecha_termino = models.DateField("último día")
    observaciones = models.TextField(blank=True)
    cerrada_en = models.DateTimeField(null=True, blank=True)

    objects = EntregaCargoQuerySet.as_manager()

    class Meta:
        verbose_name = "entrega de cargo"
        verbose_name_plural = "entregas de cargo"

    def __str__(self) -> str:
        return f"Entrega de {self.designacion}"


class EntregaItem(models.Model):
    """One open thing that changes hands; `clase` and `clave` name it, `enlace` opens it."""

    entrega = models.ForeignKey(EntregaCargo, on_delete=models.PROTECT, related_name="items")
    clase = models.CharField(max_length=40)
    clave = models.CharField(max_length=80)
    descripcion = models.CharField("descripción", max_length=300)
    enlace = models.CharField(max_length=300, blank=True)
    receptor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="entregas_por_recibir",
    )
    aceptado_en = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "asunto que se entrega"
        verbose_name_plural = "asuntos que se entregan"
        ordering = ["clase", "clave"]
        constraints = [
            models.UniqueConstraint(
                fields=["entrega", "clase", "clave"], name="entrega_item_unico"
            ),
            models.CheckConstraint(
                condition=Q(aceptado_en=None) | Q(receptor__isnull=False),
                name="entrega_item_aceptado_por_alguien",
            ),
        ]

    def __str__(self) -> str:
        return self.descripcion
