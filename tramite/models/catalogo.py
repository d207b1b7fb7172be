"""Catalogues of the desk: kinds of document, procedures, proveídos. Data with validity and source.

Loaded by `cargar_tramite` from `tramite/datos/catalogos.toml`; the office edits them in the admin.
"""

from datetime import date
from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from ocisys.base.auditado import auditado
from ocisys.base.models.norma import DatoMaestro
from tramite.estados_opinion import TipoOpinion

if TYPE_CHECKING:
    from cargos.models import Usuario

CLAVE_MOF = RegexValidator(r"^\d{3}-\d{2}$", "Clave de función del MOF, por ejemplo 067-09.")


@auditado()
class TipoDocumento(DatoMaestro):
    """The nature of a document (TUO LPAG art. 117.2): oficio, carta, nota…"""

    codigo = models.SlugField("código", max_length=30, unique=True)
    nombre = models.CharField(max_length=80)
    codigo_pide = models.CharField(
        "código en la PIDE",
        max_length=10,
        blank=True,
        help_text="El del catálogo getTipoDocumento; vacío: se envía el nuestro.",
    )
    orden = models.PositiveSmallIntegerField(default=100)
    activo = models.BooleanField(default=True)

    class Meta:
        verbose_name = "tipo de documento"
        verbose_name_plural = "tipos de documento"
        ordering = ["orden", "nombre"]

    def __str__(self) -> str:
        return self.nombre


class ProcedimientoQuerySet(models.QuerySet["Procedimiento"]):
    def visibles_para(self, usuario: "Usuario") -> "ProcedimientoQuerySet":
        """The catalogue is known to all the office."""
        return self

    def vigentes(self, dia: date) -> "ProcedimientoQuerySet":
        """Procedures that may be chosen for something filed on `dia`."""
        return self.filter(
            Q(vigente_desde=None) | Q(vigente_desde__lte=dia),
            Q(vigente_hasta=None) | Q(vigente_hasta__gte=dia),
            activo=True,
        )

    def de_opinion(self) -> "ProcedimientoQuerySet":
        """The catalogue of sectoral opinions, with their requisites; two queries."""
        return self.exclude(tipo_opinion="").prefetch_related("requisitos")


class Silencio(models.TextChoices):
    """What the law makes of our not answering in time (TUO LPAG arts. 33, 34 and 188)."""

    POSITIVO = "positivo", "Positivo"
    NEGATIVO = "negativo", "Negativo"


@auditado()
class Procedimiento(DatoMaestro):
    """What is asked of the office: brings the MOF duty served and the rule of its deadline."""

    codigo = models.SlugField("código", max_length=40, unique=True)
    nombre = models.CharField(max_length=160)
    orden = models.PositiveSmallIntegerField(default=100)
    funciones_mof = ArrayField(
        models.CharField(max_length=6, validators=[CLAVE_MOF]),
        default=list,
        blank=True,
        verbose_name="funciones del MOF",
    )
    regla_plazo = models.CharField(
        "regla de plazo",
        max_length=20,
        blank=True,
        help_text="Código de la regla; vacío: sin plazo legal.",
    )
    regla_derivar = models.CharField(
        "regla de la derivación",
        max_length=20,
        default="DERIVAR",
        db_default="DERIVAR",
        help_text="Código de la regla que dice cuándo debe llegar a quien decide.",
    )
    regla_encauzar = models.CharField(
        "regla del envío a otra entidad",
        max_length=20,
        blank=True,
        db_default="",
        help_text="Código de la regla; vacío: la ley no le fija días.",
    )
    otros_plazos = ArrayField(
        models.CharField(max_length=20),
        default=list,
        db_default=[],
        blank=True,
        verbose_name="otros plazos que trae",
        help_text="Códigos de las reglas que pueden nacer en él, separados por comas.",
    )
    materia = models.CharField(max_length=14, default="general")
    tipo_opinion = models.CharField(
        "opinión sectorial",
        max_length=12,
        choices=TipoOpinion.choices,
        blank=True,
        help_text="De qué opinión es el procedimiento; vacío: no pide opinión sectorial.",
    )
    silencio = models.CharField(
        "silencio administrativo",
        max_length=8,
        choices=Silencio.choices,
        blank=True,
        db_default="",
        help_text="El que dice su TUPA o su ley; vacío: no se muestra ninguno.",
    )
    restringido = models.BooleanField(
        "restringido al grupo",
        default=False,
        db_default=False,
        help_text="Al registrarlo se propone que no lo vea toda la oficina.",
    )
    vigente_desde = models.DateField("rige desde", null=True, blank=True)
    vigente_hasta = models.DateField("rigió hasta", null=True, blank=True)
    verificado = models.BooleanField("fuente leída", default=False)
    activo = models.BooleanField(default=False)
    fuente = models.CharField(max_length=300, blank=True)
    nota = models.CharField(max_length=400, blank=True)

    objects = ProcedimientoQuerySet.as_manager()

    class Meta:
        ordering = ["orden", "nombre"]
        constraints = [
            models.CheckConstraint(
                condition=Q(vigente_hasta__gte=F("vigente_desde")),
                name="procedimiento_vigencia_en_orden",
                violation_error_message="La vigencia termina antes de empezar.",
            ),
            models.CheckConstraint(
                condition=Q(activo=False) | Q(verificado=True),
                name="procedimiento_activo_verificado",
                violation_error_message="Lea la fuente antes de activar el procedimiento.",
            ),
        ]

    def __str__(self) -> str:
        return self.nombre

    def exigibles(self, dia: date) -> "list[RequisitoProcedimiento]":
        """What may be asked, in the name of the law, of something filed on `dia`."""
        return [r for r in self.requisitos.all() if r.verificado and r.rige(dia)]


@auditado()
class RequisitoProcedimiento(DatoMaestro):
    """What a procedure asks for, with the article that says so and since when.

    Without `verificado` it is only a reminder: nobody may be asked for it in the name of the law.
    """

    procedimiento = models.ForeignKey(
        Procedimiento, on_delete=models.PROTECT, related_name="requisitos"
    )
    codigo = models.SlugField("código", max_length=60, unique=True)
    orden = models.PositiveSmallIntegerField(default=10)
    texto = models.CharField(max_length=400)
    base = models.CharField("norma y artículo", max_length=200, blank=True)
    vigente_desde = models.DateField("rige desde", null=True, blank=True)
    vigente_hasta = models.DateField("rigió hasta", null=True, blank=True)
    verificado = models.BooleanField("norma leída", default=False)

    class Meta:
        verbose_name = "requisito de un procedimiento"
        verbose_name_plural = "requisitos de procedimientos"
        ordering = ["procedimiento", "orden"]
        constraints = [
            models.CheckConstraint(
                condition=Q(vigente_hasta__gte=F("vigente_desde")),
                name="requisito_vigencia_en_orden",
                violation_error_message="La vigencia termina antes de empezar.",
            ),
            models.CheckConstraint(
                condition=Q(verificado=False) | ~Q(base=""),
                name="requisito_verificado_con_base",
                violation_error_message="Un requisito verificado cita su norma.",
            ),
        ]

    def __str__(self) -> str:
        return self.texto

    def rige(self, dia: date) -> bool:
        """Whether it is asked for something filed on `dia`."""
        return (self.vigente_desde is None or self.vigente_desde <= dia) and (
            self.vigente_hasta is None or dia <= self.vigente_hasta
        )


@auditado()
class Proveido(DatoMaestro):
    """What the holder asks of the next one: «para atención», «para opinión», «conocimiento»…"""

    codigo = models.SlugField("código", max_length=30, unique=True)
    nombre = models.CharField(max_length=80)
    tecla = models.CharField(max_length=1, blank=True, help_text="1–9: se elige con esa tecla.")
    orden = models.PositiveSmallIntegerField(default=100)
    activo = models.BooleanField(default=True)

    class Meta:
        verbose_name = "proveído"
        verbose_name_plural = "proveídos"
        ordering = ["orden", "nombre"]

    def __str__(self) -> str:
        return self.nombre
