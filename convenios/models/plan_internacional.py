"""The yearly plan of international commitments: a copy of the calendar, approved (070-01)."""

from typing import TYPE_CHECKING

import pgtrigger
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse

from cargos.models import Acto
from convenios.models.compromiso import Compromiso

if TYPE_CHECKING:
    from cargos.models import Usuario

ANIO = (MinValueValidator(2000), MaxValueValidator(2100))
_INTANGIBLE = pgtrigger.Update | pgtrigger.Delete


class PlanQuerySet(models.QuerySet["PlanInternacional"]):
    def visibles_para(self, usuario: "Usuario") -> "PlanQuerySet":
        """Whoever reads agreements reads the plan."""
        return self if usuario.puede("convenio_ver") else self.none()

    def para_lista(self) -> "PlanQuerySet":
        """With who approved each, newest version first."""
        return self.select_related("por__persona").order_by("-anio", "-version")


class PlanInternacional(Acto):
    """One approved version of the plan of a year; append-only. A change is another version."""

    anio = models.PositiveSmallIntegerField("año", validators=list(ANIO))
    version = models.PositiveSmallIntegerField("versión")
    aprobado_el = models.DateField("aprobado el")
    motivo = models.TextField("por qué se aprueba", max_length=2000)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "plan de compromisos internacionales"
        verbose_name_plural = "planes de compromisos internacionales"
        ordering = ["-anio", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["anio", "version"], name="plan_version_unica")
        ]
        triggers = [pgtrigger.Protect(name="plan_intangible", operation=_INTANGIBLE)]

    def __str__(self) -> str:
        return f"Plan {self.anio}, versión {self.version}"

    def get_absolute_url(self) -> str:
        return reverse("convenios:plan_internacional_version", args=[self.anio, self.version])


class LineaPlan(models.Model):
    """A date of the calendar as it stood when the plan was approved; append-only.

    It names the commitment and the date that the instrument gives, not the row of the calendar: a
    rule corrected later takes future rows away, and the plan goes on saying what it said.
    """

    plan = models.ForeignKey(PlanInternacional, on_delete=models.PROTECT, related_name="lineas")
    compromiso = models.ForeignKey(Compromiso, on_delete=models.PROTECT, related_name="+")
    fecha_legal = models.DateField("fecha del instrumento")
    siglas = models.CharField(max_length=24)
    titulo = models.CharField(max_length=160)
    fecha = models.DateField()
    confirmada = models.BooleanField("la confirmó el organismo", default=False)
    cargo = models.CharField(max_length=6, blank=True)

    class Meta:
        verbose_name = "línea del plan"
        verbose_name_plural = "líneas del plan"
        ordering = ["fecha", "siglas", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "compromiso", "fecha_legal"], name="linea_una_por_fecha"
            )
        ]
        triggers = [pgtrigger.Protect(name="linea_plan_intangible", operation=_INTANGIBLE)]

    def __str__(self) -> str:
        return f"{self.fecha:%d/%m/%Y} {self.siglas}: {self.titulo}"
