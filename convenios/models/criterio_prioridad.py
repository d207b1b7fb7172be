"""By which criteria a need earns its priority: data of the office, with its source and day."""

from datetime import date, datetime
from typing import TYPE_CHECKING

import pgtrigger
from django.db import models
from django.db.models import Q

from cargos.models import Acto
from convenios.prioridad import Criterio, Juego, juego_inicial

if TYPE_CHECKING:
    from cargos.models import Usuario


class CriteriosPrioridadQuerySet(models.QuerySet["CriteriosPrioridad"]):
    def visibles_para(self, usuario: "Usuario") -> "CriteriosPrioridadQuerySet":
        """The same for all the office."""
        return self

    def en_vigor(self, al: date, *, hasta: datetime | None = None) -> Juego:
        """The criteria of day `al`, as they were known at the moment `hasta`; one query."""
        filas = self.filter(desde__lte=al)
        if hasta is not None:
            filas = filas.filter(en__lte=hasta)
        fila = filas.order_by("-desde", "-pk").first()
        return fila.juego if fila else juego_inicial(al)


class CriteriosPrioridad(Acto):
    """A whole set decided by the office, from a date on; append-only."""

    desde = models.DateField("rige desde")
    criterios = models.JSONField()
    fuente = models.CharField(
        "de dónde salen", max_length=300, help_text="Norma, plan, acta o memorando que los fija."
    )
    motivo = models.TextField("por qué cambian")

    objects = CriteriosPrioridadQuerySet.as_manager()

    class Meta:
        verbose_name = "criterios de prioridad"
        verbose_name_plural = "criterios de prioridad"
        ordering = ["-desde", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(fuente="") & ~Q(motivo=""), name="criterios_con_fuente_y_motivo"
            )
        ]
        triggers = [
            pgtrigger.Protect(
                name="criterios_prioridad_intangible",
                operation=pgtrigger.Update | pgtrigger.Delete,
            )
        ]

    def __str__(self) -> str:
        return f"Criterios de prioridad desde {self.desde:%d/%m/%Y}"

    @property
    def juego(self) -> Juego:
        """What it says, as a value."""
        return Juego(self.desde, self.fuente, [Criterio(**c) for c in self.criterios])
