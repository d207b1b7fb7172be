"""Which warnings were given already, so that each window warns once."""

from django.db import models


class Alerta(models.Model):
    """One warning about one matter in one window; its text went to the outbox (`base.Aviso`)."""

    class Clase(models.TextChoices):
        OBLIGACION = "obligacion", "Obligación con fecha"
        DECISION = "decision", "Decisión de renovación"

    clase = models.CharField(max_length=12, choices=Clase.choices)
    clave = models.CharField(max_length=40, help_text="La obligación, o el convenio y su fin.")
    ventana = models.SmallIntegerField(help_text="Días antes; negativa, después de la fecha.")
    dada_el = models.DateField("dada el")

    class Meta:
        ordering = ["-dada_el", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["clase", "clave", "ventana"], name="alerta_una_por_ventana"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_clase_display()} {self.clave}, {self.ventana} d"
