"""The clauses of a signed instrument, word for word, each with what it is about and its page."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse

from convenios.models.adenda import Adenda
from convenios.models.convenio import Convenio
from convenios.models.documento import Documento
from ocisys.base.auditado import auditado

ARCHIVO = Path(__file__).resolve().parent.parent / "datos" / "instrumentos.toml"


class Materia(models.TextChoices):
    """What a clause is about: the slots of §4.2 that every instrument is read into."""

    PARTES = "partes", "Partes"
    BASE_LEGAL = "base_legal", "Base legal"
    OBJETO = "objeto", "Objeto"
    OBLIGACIONES = "obligaciones", "Obligaciones de cada parte"
    FINANCIAMIENTO = "financiamiento", "Aportes y financiamiento"
    ESPECIFICOS = "especificos", "Convenios específicos"
    COORDINADORES = "coordinadores", "Coordinadores"
    VIGENCIA = "vigencia", "Vigencia"
    RENOVACION = "renovacion", "Renovación"
    SEPARACION = "separacion", "Libre adhesión y separación"
    CONTROVERSIAS = "controversias", "Solución de controversias"
    RESOLUCION = "resolucion", "Resolución"
    FINALES = "finales", "Disposiciones finales"
    OTRA = "otra", "Otra"


@dataclass(frozen=True)
class MateriasEsperadas:
    """What an instrument of a kind usually says, and where that was read."""

    materias: tuple[Materia, ...]
    fuente: str


@cache
def materias_esperadas(tipo: str) -> MateriasEsperadas:
    """The slots of instruments of `tipo`, in order (datos/instrumentos.toml)."""
    filas = tomllib.loads(ARCHIVO.read_text(encoding="utf-8"))["materias"]
    fila = next(f for f in filas if tipo in f["tipos"] or "*" in f["tipos"])
    return MateriasEsperadas(tuple(Materia(m) for m in fila["esperadas"]), fila["fuente"])


@auditado()
class Clausula(models.Model):
    """One clause of a convenio or of one of its adendas, in the words of the document.

    `texto` may still be missing when only its number is known; `pagina` counts from 1 in the file
    of `documento`.
    """

    convenio = models.ForeignKey(Convenio, on_delete=models.PROTECT, related_name="clausulas")
    adenda = models.ForeignKey(
        Adenda,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="clausulas",
        verbose_name="es de la adenda",
    )
    numero = models.CharField("número", max_length=40, help_text="Como en el papel: 4.2, «quinta».")
    titulo = models.CharField("título", max_length=160, blank=True)
    materia = models.CharField("de qué trata", max_length=16, choices=Materia.choices)
    texto = models.TextField("texto literal", blank=True)
    documento = models.ForeignKey(
        Documento,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="clausulas",
        verbose_name="leída en",
    )
    pagina = models.PositiveSmallIntegerField(
        "página", null=True, blank=True, validators=[MinValueValidator(1)]
    )
    orden = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = "cláusula"
        ordering = [models.F("adenda").asc(nulls_first=True), "orden", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["convenio", "adenda", "numero"],
                nulls_distinct=False,
                name="clausula_numero_unico",
                violation_error_message="Ya hay una cláusula con ese número.",
            ),
            models.CheckConstraint(
                condition=models.Q(pagina=None) | models.Q(pagina__gte=1),
                name="clausula_pagina_desde_1",
                violation_error_message="Las páginas se cuentan desde 1.",
            ),
        ]

    def __str__(self) -> str:
        de = f" de la adenda {self.adenda.numero}" if self.adenda else ""
        return f"cláusula {self.numero}{de}"

    def get_absolute_url(self) -> str:
        url = reverse("convenios:clausulas", args=[self.convenio.codigo])
        return f"{url}#clausula-{self.pk}"

    @property
    def url_pagina(self) -> str:
        """The signed document opened at the page of this clause; "" when it is not known."""
        if self.documento is None:
            return ""
        url = self.documento.get_absolute_url()
        return f"{url}#page={self.pagina}" if self.pagina else url
