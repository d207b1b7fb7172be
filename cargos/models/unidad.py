"""Units of the ministry: an identity that lasts and a version for each name and place it had."""

from datetime import date
from typing import TYPE_CHECKING

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models

from ocisys.base.models import Norma

if TYPE_CHECKING:
    from cargos.models.usuario import Usuario


class UnidadOrganica(models.Model):
    """A unit through all its names (the OCI of MIMDES and of MIMP is one unit)."""

    codigo = models.SlugField("código", max_length=40, unique=True)
    es_externa = models.BooleanField(
        "fuera de la oficina", default=True, help_text="No es parte de la oficina que usa ocisys."
    )

    class Meta:
        verbose_name = "unidad orgánica"
        verbose_name_plural = "unidades orgánicas"
        ordering = ["codigo"]

    def __str__(self) -> str:
        return self.codigo


class TipoOrgano(models.TextChoices):
    """Kinds of organ (DS 054-2018-PCM)."""

    ALTA_DIRECCION = "alta_direccion", "Alta Dirección"
    ASESORAMIENTO = "asesoramiento", "Órgano de asesoramiento"
    APOYO = "apoyo", "Órgano de apoyo"
    LINEA = "linea", "Órgano de línea"
    PROGRAMA_NACIONAL = "programa_nacional", "Programa nacional"
    OTRO = "otro", "Otro"


class UnidadVersionQuerySet(models.QuerySet["UnidadVersion"]):
    def visibles_para(self, usuario: "Usuario") -> "UnidadVersionQuerySet":
        """Whoever sees the posts sees the units they stand in."""
        return self if usuario.puede("cargos_ver") else self.none()

    def vigentes(self, dia: date) -> "UnidadVersionQuerySet":
        """Versions in force on `dia`; both ends of a range follow PostgreSQL's `[)`."""
        return self.filter(vigencia__contains=dia)

    def para_organigrama(self) -> "UnidadVersionQuerySet":
        """With their unit and the one above, in the order in which siblings are drawn."""
        return self.select_related("unidad", "padre").order_by("denominacion", "pk")


class UnidadVersion(models.Model):
    """Name, kind and place of a unit during some dates, with the norm that says so."""

    unidad = models.ForeignKey(UnidadOrganica, on_delete=models.PROTECT, related_name="versiones")
    denominacion = models.CharField("denominación", max_length=200)
    siglas = models.CharField(max_length=20, blank=True)
    tipo = models.CharField(max_length=20, choices=TipoOrgano.choices, default=TipoOrgano.OTRO)
    padre = models.ForeignKey(
        UnidadOrganica,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="hijas",
        verbose_name="depende de",
    )
    norma = models.ForeignKey(Norma, on_delete=models.PROTECT, null=True, blank=True)
    nota_fuente = models.CharField("nota de fuente", max_length=300, blank=True)
    vigencia = DateRangeField()

    objects = UnidadVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "versión de unidad"
        verbose_name_plural = "versiones de unidad"
        constraints = [
            ExclusionConstraint(
                name="unidad_una_version_por_dia",
                expressions=[
                    ("unidad", RangeOperators.EQUAL),
                    ("vigencia", RangeOperators.OVERLAPS),
                ],
                violation_error_message="La unidad ya tiene una versión en esas fechas.",
            ),
            models.CheckConstraint(
                condition=models.Q(padre__isnull=True) | ~models.Q(padre=models.F("unidad")),
                name="unidad_no_depende_de_si_misma",
                violation_error_message="Una unidad no puede depender de sí misma.",
            ),
        ]

    def __str__(self) -> str:
        return self.denominacion
