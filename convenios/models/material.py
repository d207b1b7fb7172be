"""Informative material for companies, approved by Comunicación before it goes out (069-04)."""

from typing import TYPE_CHECKING

import pgtrigger
from django.db import models
from django.db.models import Q, Sum
from django.urls import reverse

from cargos.models import Acto
from convenios.models.organizacion import Organizacion
from ocisys.base.auditado import auditado
from ocisys.base.models import Archivo

if TYPE_CHECKING:
    from cargos.models import Usuario


class MaterialQuerySet(models.QuerySet["MaterialInformativo"]):
    def visibles_para(self, usuario: "Usuario") -> "MaterialQuerySet":
        """Whoever may see agreements."""
        return self

    def para_lista(self) -> "MaterialQuerySet":
        """What a row prints; `ejemplares`: how many copies went out."""
        con_copias = self.annotate(ejemplares=Sum("distribuciones__cantidad"))
        return con_copias.select_related("archivo", "por__persona")


@auditado()
class MaterialInformativo(Acto):
    """A leaflet, a presentation: the file as it will be seen. Another text is another version."""

    titulo = models.CharField("título", max_length=160)
    version = models.PositiveSmallIntegerField("versión", default=1)
    publico = models.CharField(
        "para quién", max_length=160, blank=True, help_text="Empresas de qué rubro o de qué región."
    )
    archivo = models.ForeignKey(Archivo, on_delete=models.PROTECT, related_name="+")
    elaborado_el = models.DateField("elaborado el", editable=False)
    aprobado_el = models.DateField("aprobado el", null=True, editable=False)
    aprobado_por = models.CharField(
        "quién aprobó en Comunicación", max_length=160, blank=True, editable=False
    )
    aprobacion = models.CharField(
        "documento de aprobación", max_length=160, blank=True, editable=False
    )

    objects = MaterialQuerySet.as_manager()

    class Meta:
        verbose_name = "material informativo"
        verbose_name_plural = "materiales informativos"
        ordering = ["-elaborado_el", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["titulo", "version"],
                name="material_version_unica",
                violation_error_message="Ya hay un material con ese título y esa versión.",
            ),
            models.CheckConstraint(
                condition=Q(aprobado_el=None) | ~Q(aprobado_por="") & ~Q(aprobacion=""),
                name="material_aprobado_por_alguien",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="material_intangible", fields=["titulo", "version", "archivo", "elaborado_el"]
            ),
            pgtrigger.Protect(name="material_no_se_borra", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.titulo}, versión {self.version}"

    def get_absolute_url(self) -> str:
        return reverse("convenios:material", args=[self.pk])


class Distribucion(Acto):
    """To whom approved material was given, how many and when; append-only."""

    material = models.ForeignKey(
        MaterialInformativo, on_delete=models.PROTECT, related_name="distribuciones"
    )
    organizacion = models.ForeignKey(
        Organizacion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="organización",
    )
    destinatario = models.CharField(
        max_length=160, blank=True, help_text="Si no es una organización registrada: feria, gremio."
    )
    fecha = models.DateField()
    cantidad = models.PositiveIntegerField("ejemplares", default=1)
    medio = models.CharField(max_length=120, blank=True, help_text="Correo, reunión, feria.")

    class Meta:
        verbose_name = "distribución"
        verbose_name_plural = "distribuciones"
        ordering = ["fecha", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(organizacion=None, destinatario="") & Q(cantidad__gt=0),
                name="distribucion_a_alguien",
                violation_error_message="Diga a quién se entregó.",
            ),
        ]
        triggers = [pgtrigger.Protect(name="distribucion_no_se_borra", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.organizacion or self.destinatario}, {self.fecha:%d/%m/%Y}"
