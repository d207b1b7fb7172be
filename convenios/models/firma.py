"""Who signed for each party, in which capacity and when; and corrections of what was copied."""

import pgtrigger
from django.db import models
from django.db.models import Q

from cargos.models import Acto
from convenios.models.convenio import Convenio
from convenios.models.parte import Parte
from ocisys.base.auditado import auditado


@auditado()
class Firma(models.Model):
    """One signature. A party may have several, and each on a day of its own."""

    class Calidad(models.TextChoices):
        TITULAR = "titular", "Como titular"
        DELEGADO = "delegado", "Por delegación"
        APODERADO = "apoderado", "Con poder"
        ENCARGADO = "encargado", "Por encargo"
        TESTIGO = "testigo", "Como testigo de honor"

    parte = models.ForeignKey(Parte, on_delete=models.PROTECT, related_name="firmas")
    persona = models.CharField("quién firma", max_length=160)
    cargo = models.CharField("cargo", max_length=160, blank=True)
    calidad = models.CharField(
        "en qué calidad", max_length=10, choices=Calidad.choices, default=Calidad.TITULAR
    )
    facultad = models.CharField(
        "facultad", max_length=200, blank=True, help_text="Norma que delega, o poder."
    )
    fecha = models.DateField("firmó el", null=True, blank=True)
    lugar = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = [models.F("fecha").asc(nulls_last=True), "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(calidad__in=["delegado", "apoderado"]) | ~Q(facultad=""),
                name="firma_delegada_dice_su_facultad",
                violation_error_message="Quien firma por otro dice con qué norma o poder.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.persona}, por {self.parte}"


class FeErratas(Acto):
    """A correction of data copied wrongly from a signed document; append-only.

    What the paper says is changed by an adenda; this only makes our copy say what it says.
    """

    convenio = models.ForeignKey(Convenio, on_delete=models.PROTECT, related_name="erratas")
    motivo = models.TextField()
    cambios = models.JSONField(help_text="Dato → [lo que decía, lo que dice el documento].")

    class Meta:
        verbose_name = "fe de erratas"
        verbose_name_plural = "fes de erratas"
        ordering = ["en", "pk"]
        triggers = [
            pgtrigger.Protect(
                name="errata_intangible", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"Fe de erratas del {self.en:%d/%m/%Y}"
