"""Catalogues of what the office issues: built-in templates and numbering series, with dates."""

from datetime import date
from typing import TYPE_CHECKING

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models

from ocisys.base.auditado import auditado
from ocisys.base.models.norma import DatoMaestro
from tramite.campos_combinados import CAMPOS, CampoDesconocido, verificar
from tramite.models.catalogo import TipoDocumento

if TYPE_CHECKING:
    from cargos.models import Usuario

SIN_LLAVES = RegexValidator(r"^[^\n\r{}]*$", "Sin llaves ni saltos de línea.")


class PlantillaQuerySet(models.QuerySet["Plantilla"]):
    def visibles_para(self, usuario: "Usuario") -> "PlantillaQuerySet":
        """The templates are known to all the office."""
        return self

    def activas(self) -> "PlantillaQuerySet":
        return self.filter(activo=True, tipo__activo=True).select_related("tipo")


@auditado()
class Plantilla(DatoMaestro):
    """The starting text of a kind of document; `{{ campo }}` is filled from the expediente."""

    class Diseno(models.TextChoices):
        OFICIO = "oficio", "Oficio: destinatario, asunto, referencia, cuerpo"
        CARTA = "carta", "Carta: lugar y fecha, destinatario, cuerpo"
        INFORME = "informe", "Informe o memorando: A, De, Asunto, Referencia"
        AYUDA = "ayuda", "Ayuda memoria: sólo título y cuerpo"

    codigo = models.SlugField("código", max_length=40, unique=True)
    nombre = models.CharField(max_length=120)
    tipo = models.ForeignKey(
        TipoDocumento, on_delete=models.PROTECT, related_name="plantillas", verbose_name="tipo"
    )
    diseno = models.CharField("diseño", max_length=10, choices=Diseno.choices)
    cuerpo = models.TextField(
        help_text="Párrafos separados por una línea en blanco. Campos: "
        + ", ".join(f"{{{{ {c} }}}}" for c in CAMPOS)
    )
    se_numera = models.BooleanField("lleva número", default=True)
    se_notifica = models.BooleanField(
        "se notifica", default=True, help_text="Corre el plazo de notificar (TUO LPAG art. 24.1)."
    )
    orden = models.PositiveSmallIntegerField(default=100)
    activo = models.BooleanField(default=True)

    objects = PlantillaQuerySet.as_manager()

    class Meta:
        ordering = ["orden", "nombre"]

    def __str__(self) -> str:
        return self.nombre

    def clean(self) -> None:
        """A template with a field that nobody fills is refused here, not on the day it is used."""
        try:
            verificar(self.cuerpo)
        except CampoDesconocido as error:
            raise ValidationError({"cuerpo": str(error)}) from error


class SerieQuerySet(models.QuerySet["Serie"]):
    def de(self, tipo: TipoDocumento, dia: date) -> "Serie | None":
        """The series in which the office numbers that kind on `dia`; None: it does not."""
        return self.filter(tipo=tipo, vigencia__contains=dia).first()


@auditado()
class Serie(DatoMaestro):
    """The office's decision to number a kind of document itself, between two dates.

    Without a row in force the number is the one of the ministry's own system (SGD), typed at
    signature: ocisys never starts a parallel official series by itself. The count runs by kind,
    unit and year, whatever the pattern of its writing.
    """

    tipo = models.ForeignKey(TipoDocumento, on_delete=models.PROTECT, related_name="series")
    unidad = models.CharField("unidad", max_length=20, help_text="Como se escribe al final: OCI.")
    entidad = models.CharField(max_length=20, blank=True, help_text="MIMP", validators=[SIN_LLAVES])
    prefijo = models.CharField(max_length=4, blank=True, help_text="D, en D000123-2026-MIMP-OCI.")
    relleno = models.PositiveSmallIntegerField(
        "cifras", default=6, validators=[MinValueValidator(1), MaxValueValidator(9)]
    )
    separador = models.CharField("entre entidad y unidad", max_length=1, default="-")
    vigencia = DateRangeField(help_text="Primer día y día siguiente al último.")
    decision = models.CharField(
        "documento que lo dispone", max_length=200, help_text="La decisión de la oficina."
    )

    objects = SerieQuerySet.as_manager()

    class Meta:
        ordering = ["tipo", "vigencia"]
        constraints = [
            ExclusionConstraint(
                name="serie_una_por_tipo_y_dia",
                expressions=[("tipo", RangeOperators.EQUAL), ("vigencia", RangeOperators.OVERLAPS)],
                violation_error_message="Ese tipo de documento ya tiene serie en esas fechas.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.tipo}: {self.numerar(1, 0)[:-6]}…"

    @property
    def clave(self) -> str:
        """Name of its counter: kind and unit, at most 40 characters."""
        unidad = "".join(c for c in self.unidad.lower() if c.isalnum())
        return f"salida-{self.tipo_id}-{unidad}"[:40]

    def numerar(self, anio: int, correlativo: int) -> str:
        """How a number of the series is written: `D000123-2026-MIMP-OCI`."""
        partes = [p for p in (self.entidad, self.unidad) if p]
        cola = self.separador.join(partes)
        return f"{self.prefijo}{correlativo:0{self.relleno}d}-{anio}" + (f"-{cola}" if cola else "")
