"""The Manual de Organización y Funciones as the office approved it, word for word.

Norma → DocumentoGestion (a version of the MOF) → LineaCap (a line of the CAP table) and
`models.cargo.CargoVersion` (a post as that version describes it). Texts of a version in force
never change (trigger in the migration); a correction is a new version.
"""

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.urls import reverse

from ocisys.base.models import Norma

if TYPE_CHECKING:
    from cargos.models.usuario import Usuario


class Clasificacion(models.TextChoices):
    """Classes of the CAP (Ley 28175, art. 4)."""

    FP = "FP", "Funcionario público"
    EC = "EC", "Empleado de confianza"
    SP_DS = "SP-DS", "Servidor público – directivo superior"
    SP_EJ = "SP-EJ", "Servidor público – ejecutivo"
    SP_ES = "SP-ES", "Servidor público – especialista"
    SP_AP = "SP-AP", "Servidor público – de apoyo"
    RE = "RE", "Régimen especial"


class DocumentoGestionQuerySet(models.QuerySet["DocumentoGestion"]):
    def visibles_para(self, usuario: "Usuario") -> "DocumentoGestionQuerySet":
        """Management documents are public inside the office."""
        return self

    def vigentes(self, dia: date) -> "DocumentoGestionQuerySet":
        """Documents in force on `dia`."""
        return self.filter(vigencia__contains=dia)

    def mof(self) -> "DocumentoGestionQuerySet":
        """Only the versions of the MOF, the last one first."""
        return self.filter(tipo="MOF").order_by("-version")

    def para_lista(self) -> "DocumentoGestionQuerySet":
        """With its norm and how many posts and duties each one has (`n_cargos`, `n_funciones`)."""
        return self.select_related("norma").annotate(
            n_cargos=models.Count("cargos", distinct=True),
            n_funciones=models.Count("cargos__funciones", distinct=True),
        )


class DocumentoGestion(models.Model):
    """One version of a management document (MOF, CAP…) of one organ."""

    class Tipo(models.TextChoices):
        MOF = "MOF", "Manual de Organización y Funciones"
        CAP = "CAP", "Cuadro para Asignación de Personal"
        ROF = "ROF", "Reglamento de Organización y Funciones"

    tipo = models.CharField(max_length=4, choices=Tipo.choices, default=Tipo.MOF)
    organo = models.CharField("órgano", max_length=200)
    unidad_organica = models.CharField("unidad orgánica", max_length=200)
    version = models.PositiveSmallIntegerField("versión")
    titulo = models.CharField("título", max_length=200)
    subtitulo = models.CharField("subtítulo", max_length=200, blank=True)
    nota = models.TextField("nota (**)", blank=True)
    norma = models.ForeignKey(
        Norma,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="documentos",
        verbose_name="norma que lo aprueba",
    )
    nota_fuente = models.CharField("nota de fuente", max_length=400, blank=True)
    vigencia = DateRangeField()
    rotulos = models.JSONField(
        "rótulos",
        default=dict,
        help_text="Encabezados y columnas tal como los escribe el documento "
        "(cargos.mof.RotulosMof).",
    )
    huella = models.CharField("SHA-256 del texto cargado", max_length=64)
    cargado_en = models.DateTimeField(auto_now_add=True)

    objects = DocumentoGestionQuerySet.as_manager()

    class Meta:
        verbose_name = "documento de gestión"
        verbose_name_plural = "documentos de gestión"
        ordering = ["-version"]
        triggers = [
            # Only the validity and where the text comes from may still be completed.
            pgtrigger.ReadOnly(
                name="documento_gestion_intangible",
                exclude=["norma", "nota_fuente", "vigencia"],
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["tipo", "organo", "version"], name="documento_gestion_version_unica"
            ),
            ExclusionConstraint(
                name="documento_gestion_uno_vigente",
                expressions=[
                    ("tipo", RangeOperators.EQUAL),
                    ("organo", RangeOperators.EQUAL),
                    ("vigencia", RangeOperators.OVERLAPS),
                ],
                violation_error_message="Ya hay una versión de ese documento en esas fechas.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tipo} v{self.version}"

    def get_absolute_url(self) -> str:
        return reverse("cargos:mof_version", args=[self.version])

    @property
    def desde(self) -> date | None:
        """First day in force; None when the source does not say it."""
        return self.vigencia.lower

    @property
    def hasta(self) -> date | None:
        """Last day in force; None while no other version replaces it."""
        return self.vigencia.upper - timedelta(days=1) if self.vigencia.upper else None

    def rige(self, dia: date) -> bool:
        """Whether it is in force on `dia`."""
        return (not self.desde or self.desde <= dia) and (not self.hasta or dia <= self.hasta)


class LineaCap(models.Model):
    """A line of the official table «Estructura de cargos», e.g. 068 / 070 · SP-ES · 3."""

    documento = models.ForeignKey(
        DocumentoGestion, on_delete=models.PROTECT, related_name="lineas_cap"
    )
    orden = models.PositiveSmallIntegerField()
    nro_literal = models.CharField("N.º de orden", max_length=20)
    nro_desde = models.CharField(max_length=3)
    nro_hasta = models.CharField(max_length=3)
    cargo_estructural = models.CharField(max_length=120)
    codigo = models.CharField("código", max_length=20, help_text="Cadena opaca, sin estructura.")
    clasificacion = models.CharField("clasificación", max_length=5, choices=Clasificacion.choices)
    total = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = "línea del CAP"
        verbose_name_plural = "líneas del CAP"
        ordering = ["documento", "orden"]
        triggers = [
            pgtrigger.Protect(
                name="linea_cap_intangible", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["documento", "orden"], name="linea_cap_orden_unico"),
            models.CheckConstraint(
                condition=models.Q(nro_hasta__gte=models.F("nro_desde")),
                name="linea_cap_numeros_en_orden",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nro_literal} {self.cargo_estructural}"
