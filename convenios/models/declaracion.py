"""The yearly declaration to APCI: when it is due, what norm moved it, its receipt."""

from datetime import date
from typing import TYPE_CHECKING, Any

import pgtrigger
from django.db import models

from cargos.models import Acto
from convenios.models.parametro import datos_iniciales
from ocisys.base.models import Archivo

if TYPE_CHECKING:
    from cargos.models import Usuario


def declaracion_anual() -> dict[str, Any]:
    """`dia` and `mes` of each year on which it is due, and the `norma` that says so."""
    return dict(datos_iniciales()["declaracion_anual"])


def vence_por_ley(anio: int) -> date:
    """Calendar day on which the declaration of `anio` is due, the year after."""
    datos = declaracion_anual()
    return date(anio + 1, datos["mes"], datos["dia"])


class ActoDeclaracionQuerySet(models.QuerySet["ActoDeclaracion"]):
    def visibles_para(self, usuario: "Usuario") -> "ActoDeclaracionQuerySet":
        """Whoever may see agreements: that it was declared is no secret."""
        return self

    def para_lista(self) -> "ActoDeclaracionQuerySet":
        """What a row prints."""
        return self.select_related("por__persona", "archivo")


class ActoDeclaracion(Acto):
    """That a norm moved the date of a year's declaration, or that it was presented; append-only."""

    class Tipo(models.TextChoices):
        PRORROGA = "prorroga", "Una norma movió la fecha"
        PRESENTADA = "presentada", "Se presentó"

    anio = models.PositiveSmallIntegerField("año que se declara")
    tipo = models.CharField("qué pasó", max_length=10, choices=Tipo.choices)
    fecha = models.DateField(help_text="La nueva fecha límite, o el día en que se presentó.")
    sustento = models.CharField(
        "norma o constancia", max_length=200, help_text="Por ejemplo: RDE 026-2026/APCI-DE."
    )
    archivo = models.ForeignKey(
        Archivo, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ActoDeclaracionQuerySet.as_manager()

    class Meta:
        verbose_name = "acto de la declaración anual"
        verbose_name_plural = "actos de la declaración anual"
        ordering = ["-anio", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["anio"],
                condition=models.Q(tipo="presentada"),
                name="declaracion_presentada_una_vez",
                violation_error_message="La declaración de ese año ya figura presentada.",
            ),
            models.CheckConstraint(
                condition=~models.Q(sustento=""), name="declaracion_con_sustento"
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="declaracion_intangible", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_tipo_display()}: declaración de {self.anio}"
