"""Questions asked by telephone or at the window, and exactly what was answered. Append-only."""

from datetime import date
from typing import TYPE_CHECKING

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse

from cargos.models import Acto
from cargos.permisos import Permiso

if TYPE_CHECKING:
    from cargos.models import Usuario


class LlamadaQuerySet(models.QuerySet["Llamada"]):
    def visibles_para(self, usuario: "Usuario") -> "LlamadaQuerySet":
        """One's own; the head and the auditors see the office's."""
        return self if usuario.puede(Permiso.AUDITORIA_VER) else self.filter(por=usuario)

    def del_periodo(self, desde: date | None, hasta: date | None) -> "LlamadaQuerySet":
        """Answered between two days of Lima, both included; None leaves that end open."""
        filas = self.filter(en__date__gte=desde) if desde else self
        return filas.filter(en__date__lte=hasta) if hasta else filas

    def desde_el_cargo(self, nro_orden: str) -> "LlamadaQuerySet":
        """Answered by whoever held that post."""
        return self.filter(por_posicion__nro_orden=nro_orden)


class Llamada(Acto):
    """What was asked, who asked (written once, then or later) and what was read aloud."""

    class Medio(models.TextChoices):
        TELEFONO = "telefono", "Por teléfono"
        VENTANILLA = "ventanilla", "En ventanilla"

    medio = models.CharField(
        max_length=10, choices=Medio.choices, default=Medio.TELEFONO, db_default=Medio.TELEFONO
    )
    consulta = models.CharField(max_length=200)
    quien = models.CharField("quién pregunta", max_length=120, blank=True)
    respuesta = models.TextField()
    numeros = ArrayField(models.CharField(max_length=16), default=list, blank=True)

    objects = LlamadaQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index("por", models.F("id").desc(), name="llamada_de_quien_atiende"),
            models.Index(models.F("en").desc(), models.F("id").desc(), name="llamada_reciente"),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="llamada_intangible", exclude=["quien"]),
            pgtrigger.Protect(
                name="llamada_quien_una_vez",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__quien__df=""),
            ),
            pgtrigger.Protect(name="llamada_no_se_borra", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.consulta

    def get_absolute_url(self) -> str:
        return reverse("tramite:llamada", args=[self.pk])

    @property
    def frases(self) -> list[str]:
        """What was read aloud, one sentence for each expediente."""
        return self.respuesta.split("\n")
