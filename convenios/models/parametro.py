"""The dated settings behind the figures: the product's file, then what the office decides."""

import tomllib
from dataclasses import fields
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pgtrigger
from django.db import models

from cargos.models import Acto
from convenios.cifras import Parametros

ARCHIVO = Path(__file__).resolve().parent.parent / "datos" / "parametros.toml"


@cache
def datos_iniciales() -> dict[str, Any]:
    """The product's file of settings, read once per process."""
    with ARCHIVO.open("rb") as archivo:
        return tomllib.load(archivo)


def parametros_iniciales(al: date) -> Parametros:
    """The product's own settings in force on `al`; the earliest set before its first date."""
    juegos = sorted(datos_iniciales()["parametros"], key=lambda j: j["desde"])
    juego = next((j for j in reversed(juegos) if j["desde"] <= al), juegos[0])
    return Parametros(**{c.name: juego[c.name] for c in fields(Parametros)})


def conformidad_apci() -> dict[str, Any]:
    """From which signing date (`desde`) APCI's prior conformity is demanded, and the `norma`."""
    return dict(datos_iniciales()["conformidad_apci"])


class ParametroCumplimientoQuerySet(models.QuerySet["ParametroCumplimiento"]):
    def en_vigor(self, al: date) -> Parametros:
        """The settings with which figures of day `al` are computed; one query."""
        fila = self.filter(desde__lte=al).order_by("-desde", "-pk").first()
        return parametros_iniciales(al) if fila is None else Parametros(**fila.valores)


class ParametroCumplimiento(Acto):
    """A whole set of weights and thresholds decided by the office, from a date on; append-only."""

    desde = models.DateField("rige desde")
    valores = models.JSONField()
    motivo = models.TextField()

    objects = ParametroCumplimientoQuerySet.as_manager()

    class Meta:
        verbose_name = "parámetros de cumplimiento"
        verbose_name_plural = "parámetros de cumplimiento"
        ordering = ["-desde", "-pk"]
        triggers = [
            pgtrigger.Protect(
                name="parametro_intangible", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"Parámetros desde {self.desde:%d/%m/%Y}"
