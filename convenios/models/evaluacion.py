"""Evaluations of an agreement, and what each one advises to do with it."""

from django.conf import settings
from django.db import models

from convenios.models.convenio import Convenio
from convenios.models.documento import Documento
from convenios.models.resultado import Resultado
from ocisys.base.auditado import auditado


@auditado()
class Evaluacion(models.Model):
    """One evaluation: what it advises helps to decide the renewal, it does not decide it."""

    class Tipo(models.TextChoices):
        MEDIO_TERMINO = "medio_termino", "De medio término"
        FINAL = "final", "Final"
        PREVIA = "previa", "Previa a la renovación"

    class Recomendacion(models.TextChoices):
        RENOVAR = "renovar", "Renovar"
        MODIFICAR = "modificar", "Modificar"
        NO_RENOVAR = "no_renovar", "No renovar"

    convenio = models.ForeignKey(Convenio, on_delete=models.PROTECT, related_name="evaluaciones")
    tipo = models.CharField(max_length=13, choices=Tipo.choices)
    fecha = models.DateField()
    recomendacion = models.CharField("recomendación", max_length=10, choices=Recomendacion.choices)
    fuente = models.CharField(max_length=300, help_text="El informe o acta donde consta.")
    documento = models.ForeignKey(
        Documento, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    resultados = models.ManyToManyField(
        Resultado,
        through="ResultadoCitado",
        blank=True,
        related_name="evaluaciones",
        verbose_name="resultados que cita",
    )
    registrada_por = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )
    registrada_en = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "evaluación"
        verbose_name_plural = "evaluaciones"
        ordering = ["-fecha", "-pk"]

    def __str__(self) -> str:
        return f"Evaluación {self.get_tipo_display().lower()}, {self.fecha:%d/%m/%Y}"


@auditado()
class ResultadoCitado(models.Model):
    """That an evaluation cites a result: who added or took out the citation stays in the audit."""

    evaluacion = models.ForeignKey(Evaluacion, on_delete=models.CASCADE, related_name="citas")
    resultado = models.ForeignKey(Resultado, on_delete=models.PROTECT, related_name="citas")

    class Meta:
        verbose_name = "resultado citado"
        verbose_name_plural = "resultados citados"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["evaluacion", "resultado"], name="resultado_citado_una_vez"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evaluacion} cita «{self.resultado}»"
