"""What an agreement is about, in the vocabularies in which it is declared: CRS, ODS, PNCTI."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from django.db import models
from django.db.models import Q

from convenios.models.convenio import Convenio
from ocisys.base.auditado import auditado

ARCHIVO = Path(__file__).resolve().parent.parent / "datos" / "clasificaciones.toml"
META_ODS = re.compile(r"^(1[0-7]|[1-9])\.(\d{1,2}|[a-d])$")


@cache
def _datos() -> dict[str, Any]:
    return tomllib.loads(ARCHIVO.read_text(encoding="utf-8"))


def codigos_crs() -> dict[str, str]:
    """The purpose codes that may be used, with their names (datos/clasificaciones.toml)."""
    return {f["codigo"]: f["nombre"] for f in _datos()["crs"] if not f.get("retirado")}


def rotulo_crs(codigo: str) -> str:
    """`"15180"` → «15180 Violencia…»; the code alone where its name is not known."""
    return f"{codigo} {codigos_crs().get(codigo, '')}".strip()


def crs_retirados() -> frozenset[str]:
    """Codes that the DAC withdrew."""
    return frozenset(f["codigo"] for f in _datos()["crs"] if f.get("retirado"))


def temas_pncti() -> dict[str, str]:
    """The temas prioritarios by number; one whose text was not read is only its number."""
    pncti = _datos()["pncti"]
    nombres = pncti["nombres"]
    numeros = map(str, range(1, pncti["cuantos"] + 1))
    return {n: f"{n}. {nombres[n]}" if n in nombres else f"N.º {n}" for n in numeros}


def decir_clasificacion(crs: list[str], ods: list[str], pncti: list[str]) -> list[str]:
    """Codes with their names, one line each."""
    temas = temas_pncti()
    return [
        *(f"CRS {rotulo_crs(c)}" for c in crs),
        *(f"Meta {m} de los ODS" for m in ods),
        *(f"Tema de la PNCTI {temas.get(t, t)}" for t in pncti),
    ]


class Vocabulario(models.TextChoices):
    CRS = "crs", "Sector CRS"
    ODS = "ods", "Meta de los ODS"
    PNCTI = "pncti", "Tema prioritario de la PNCTI"
    GENERO = "genero", "Marcador de igualdad de género"
    SALUD = "rmnch", "Marcador de salud reproductiva, materna e infantil"
    DISCAPACIDAD = "discap", "Marcador de discapacidad"
    NUTRICION = "nutric", "Marcador de nutrición"


MARCADORES: dict[Vocabulario, int] = {
    Vocabulario.GENERO: 1,
    Vocabulario.SALUD: 9,
    Vocabulario.DISCAPACIDAD: 11,
    Vocabulario.NUTRICION: 12,
}
"""Vocabularies whose code is a significance → their number in IATI's codelist PolicyMarker."""


class Significancia(models.TextChoices):
    """How much an agreement aims at what a marker names (IATI 6.14.1)."""

    NO = "0", "No orientado"
    SIGNIFICATIVO = "1", "Objetivo significativo"
    PRINCIPAL = "2", "Objetivo principal"


@auditado()
class Clasificacion(models.Model):
    """One code of one vocabulary; the CRS sectors of an agreement share out 100 %."""

    convenio = models.ForeignKey(Convenio, on_delete=models.PROTECT, related_name="clasificaciones")
    vocabulario = models.CharField(max_length=8, choices=Vocabulario.choices)
    codigo = models.CharField("código", max_length=8)
    porcentaje = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = "clasificación"
        verbose_name_plural = "clasificaciones"
        ordering = ["vocabulario", "-porcentaje", "codigo"]
        constraints = [
            models.UniqueConstraint(
                fields=["convenio", "vocabulario", "codigo"], name="clasificacion_una_vez"
            ),
            models.CheckConstraint(
                condition=Q(vocabulario="crs", porcentaje__gt=0, porcentaje__lte=100)
                | ~Q(vocabulario="crs") & Q(porcentaje=None),
                name="clasificacion_porcentaje_de_crs",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_vocabulario_display()}: {self.rotulo}"

    @property
    def rotulo(self) -> str:
        """The code with its name, where the name is known."""
        if self.vocabulario == Vocabulario.CRS:
            return rotulo_crs(self.codigo)
        if self.vocabulario == Vocabulario.PNCTI:
            return temas_pncti().get(self.codigo, self.codigo)
        if self.vocabulario in MARCADORES:
            return str(Significancia(self.codigo).label)
        return self.codigo
