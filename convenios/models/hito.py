"""A dated fact and where it was read, for agreements and for international instruments."""

from django.conf import settings
from django.db import models


class HitoConFuente(models.Model):
    """Base of dated facts. Two sources may disagree: both stay, one is chosen.

    What was read is never changed nor deleted: a mistake is another row, chosen with its reason.
    """

    class Precision(models.TextChoices):
        DIA = "dia", "Día"
        MES = "mes", "Sólo el mes"
        ANIO = "anio", "Sólo el año"

    class Confianza(models.TextChoices):
        OFICIAL = "oficial", "Oficial"
        SECUNDARIA = "secundaria", "Secundaria"
        DEDUCIDA = "deducida", "Deducida"

    fecha = models.DateField()
    precision = models.CharField(
        "precisión", max_length=4, choices=Precision.choices, default=Precision.DIA
    )
    fuente = models.CharField(max_length=300, help_text="Dónde se leyó: norma, diario, documento.")
    url = models.URLField("dirección", max_length=300, blank=True)
    confianza = models.CharField(
        max_length=10, choices=Confianza.choices, default=Confianza.OFICIAL
    )
    elegido = models.BooleanField(default=True)
    motivo_eleccion = models.CharField("por qué se eligió", max_length=300, blank=True)
    elegido_por = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    elegido_el = models.DateField("elegido el", null=True, blank=True)
    registrado_por = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    registrado_en = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True

    @property
    def fecha_escrita(self) -> str:
        """The date no more precise than its source."""
        formato = {"dia": "%d/%m/%Y", "mes": "%m/%Y", "anio": "%Y"}[self.precision]
        return self.fecha.strftime(formato)
