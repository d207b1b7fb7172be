"""The office's own wording of each clause, with merge fields; each change is a new row."""

import tomllib
from functools import cache
from typing import TYPE_CHECKING

import pgtrigger
from django.db import models

from cargos.models import Acto
from convenios.models.clausula import ARCHIVO, Materia

if TYPE_CHECKING:
    from cargos.models import Usuario


@cache
def textos_iniciales() -> dict[str, str]:
    """Materia → the product's wording (datos/instrumentos.toml)."""
    filas = tomllib.loads(ARCHIVO.read_text(encoding="utf-8"))["modelos"]
    return {f["materia"]: f["texto"].strip() for f in filas}


class ModeloClausulaQuerySet(models.QuerySet["ModeloClausula"]):
    def visibles_para(self, usuario: "Usuario") -> "ModeloClausulaQuerySet":
        """Whoever may see agreements: it is wording, of no agreement in particular."""
        return self

    def en_uso(self) -> dict[str, str]:
        """Materia → the wording of today; one query."""
        ultimos = self.order_by("materia", "-pk").distinct("materia")
        return textos_iniciales() | dict(ultimos.values_list("materia", "texto"))


class ModeloClausula(Acto):
    """How the office words the clauses about a materia from now on; append-only."""

    materia = models.CharField("de qué trata", max_length=16, choices=Materia.choices)
    texto = models.TextField()
    motivo = models.CharField("por qué cambia", max_length=300)

    objects = ModeloClausulaQuerySet.as_manager()

    class Meta:
        verbose_name = "modelo de cláusula"
        verbose_name_plural = "modelos de cláusula"
        ordering = ["materia", "-pk"]
        triggers = [
            pgtrigger.Protect(
                name="modelo_clausula_intangible", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"Modelo: {self.get_materia_display()}"
