"""When somebody is told of what falls due, and how heavy a commitment of a class is by default.

Dated settings as those of the figures (`convenios.models.parametro`): the product's file, then what
the office decides from a day on.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from typing import Any

import pgtrigger
from django.db import models

from cargos.models import Acto
from convenios.models.parametro import datos_iniciales


@dataclass(frozen=True)
class ReglasAlerta:
    """The windows of every kind of matter, in days before its date, and who hears of it.

    After the date each matter is told again every `repetir_cada` days until the fact closes it.
    """

    ventanas: Mapping[str, tuple[int, ...]]
    repetir_cada: int
    jefatura_desde: int
    """From this window on the head is told as well."""
    cargo_fuentes: str
    """Post that looks after fuentes and registers; the other one, after companies."""
    cargo_empresas: str
    pesos: Mapping[str, int]
    """Default weight (1–10) of a commitment by its class."""

    @property
    def en_datos(self) -> dict[str, Any]:
        """As it is stored."""
        crudos = {c.name: getattr(self, c.name) for c in fields(self)}
        return crudos | {
            "ventanas": {clase: list(dias) for clase, dias in self.ventanas.items()},
            "pesos": dict(self.pesos),
        }


@cache
def reglas_iniciales() -> ReglasAlerta:
    """The product's own, before the office decides any."""
    return _leidas(datos_iniciales()["alertas"] | {"pesos": datos_iniciales()["pesos"]})


def peso_por_clase(clase: str) -> int:
    """The product's default weight (1–10) of a commitment of that class."""
    return reglas_iniciales().pesos[clase]


def _leidas(datos: Mapping[str, Any]) -> ReglasAlerta:
    ventanas = {clase: tuple(dias) for clase, dias in datos["ventanas"].items()}
    return ReglasAlerta(**{**datos, "ventanas": ventanas})


class ParametroAlertasQuerySet(models.QuerySet["ParametroAlertas"]):
    def en_vigor(self, al: date) -> ReglasAlerta:
        """The rules of day `al`; one query. A kind younger than the row has the product's."""
        fila = self.filter(desde__lte=al).order_by("-desde", "-pk").first()
        return reglas_iniciales() if fila is None else fila.reglas


class ParametroAlertas(Acto):
    """A whole set of windows and default weights decided by the office; append-only."""

    desde = models.DateField("rige desde")
    valores = models.JSONField()
    motivo = models.TextField()

    objects = ParametroAlertasQuerySet.as_manager()

    class Meta:
        verbose_name = "parámetros de avisos"
        verbose_name_plural = "parámetros de avisos"
        ordering = ["-desde", "-pk"]
        triggers = [
            pgtrigger.Protect(
                name="parametro_alertas_intangible",
                operation=pgtrigger.Update | pgtrigger.Delete,
            )
        ]

    def __str__(self) -> str:
        return f"Avisos y pesos desde {self.desde:%d/%m/%Y}"

    @property
    def reglas(self) -> ReglasAlerta:
        """What it says, over the product's own."""
        iniciales = reglas_iniciales().en_datos
        ventanas = iniciales["ventanas"] | self.valores["ventanas"]
        return _leidas(iniciales | self.valores | {"ventanas": ventanas})
