"""The stickers as the office's printer takes them: measures, margin and what each one shows."""

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from ocisys.base.auditado import auditado
from ocisys.base.models.norma import DatoMaestro

if TYPE_CHECKING:
    from cargos.models import Usuario

LADO_MINIMO = 14
"""Millimetres of a QR that a scanner at 200 dots per inch still reads."""

LADO_MAXIMO = 27
ALTAS_DESDE = 40
"""Millimetres of height from which the bars are tall."""


class FormatoEtiquetaQuerySet(models.QuerySet["FormatoEtiqueta"]):
    def visibles_para(self, usuario: "Usuario") -> "FormatoEtiquetaQuerySet":
        """The three sizes are known to all the office."""
        return self


@auditado()
class FormatoEtiqueta(DatoMaestro):
    """One of the three sizes; the office adjusts it to its rolls in the admin."""

    class Codigo(models.TextChoices):
        GRANDE = "grande", "Grande"
        MEDIANA = "mediana", "Mediana"
        CHICA = "chica", "Chica"

    codigo = models.CharField("tamaño", max_length=8, choices=Codigo.choices, unique=True)
    ancho = models.PositiveSmallIntegerField(
        "ancho en mm", validators=[MinValueValidator(40), MaxValueValidator(150)]
    )
    alto = models.PositiveSmallIntegerField(
        "alto en mm", validators=[MinValueValidator(20), MaxValueValidator(100)]
    )
    margen = models.DecimalField(
        "margen en mm",
        max_digits=3,
        decimal_places=1,
        default=1.8,
        validators=[MinValueValidator(0), MaxValueValidator(8)],
    )
    con_remitente = models.BooleanField("con el remitente", default=True)
    con_asunto = models.BooleanField("con el asunto", default=False)
    con_documento = models.BooleanField("con el tipo y número del documento", default=True)
    con_barras = models.BooleanField("con código de barras", default=True)

    objects = FormatoEtiquetaQuerySet.as_manager()

    class Meta:
        verbose_name = "formato de etiqueta"
        verbose_name_plural = "formatos de etiqueta"
        ordering = ["-ancho"]

    def __str__(self) -> str:
        return f"{self.get_codigo_display()}, {self.ancho} × {self.alto} mm"

    def clean(self) -> None:
        """A sticker on which the code cannot be read again is of no use."""
        if None not in (self.alto, self.margen) and self.lado < LADO_MINIMO:
            raise ValidationError(
                f"El código QR quedaría de {self.lado:.0f} mm y no se leería: aumente el alto, "
                "reduzca el margen o quite el código de barras."
            )

    @property
    def barras(self) -> float:
        """Height of the bars in millimetres, 0 without them."""
        return 0.0 if not self.con_barras else 14.0 if self.alto >= ALTAS_DESDE else 5.5

    @property
    def lado(self) -> float:
        """Side of the QR in millimetres: what the bars and the margin leave."""
        return min(float(LADO_MAXIMO), self.alto - 2 * float(self.margen) - self.barras - 0.9)


DE_FABRICA = {
    "grande": FormatoEtiqueta(codigo="grande", ancho=100, alto=50),
    "mediana": FormatoEtiqueta(codigo="mediana", ancho=62, alto=29),
    "chica": FormatoEtiqueta(
        codigo="chica",
        ancho=50,
        alto=25,
        con_remitente=False,
        con_documento=False,
        con_barras=False,
    ),
}
"""The three common rolls, for an office that has not loaded its catalogues."""
