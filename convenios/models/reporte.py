"""Lists too long to wait for: asked for on a page, written by the worker, told by a notice."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.urls import reverse

from cargos.models import Acto
from ocisys.base.models import Archivo

if TYPE_CHECKING:
    from cargos.models import Usuario

SE_GUARDA = timedelta(days=7)
"""What its rows say grows old, and what its reader may see changes."""


class ReporteQuerySet(models.QuerySet["Reporte"]):
    def visibles_para(self, usuario: "Usuario") -> "ReporteQuerySet":
        """One's own only: it holds what this person could see, and nobody else need."""
        return self.filter(por=usuario)

    def al_alcance(self, ahora: datetime) -> "ReporteQuerySet":
        """Those still kept."""
        return self.filter(en__gt=ahora - SE_GUARDA)

    def por_escribir(self) -> "ReporteQuerySet":
        """Asked for and not written yet."""
        return self.filter(terminado_en=None)


class Reporte(Acto):
    """One list asked for, with the filters of the page; `archivo` once it is written."""

    class Lista(models.TextChoices):
        CONVENIOS = "convenios", "Convenios"
        COMPROMISOS = "compromisos", "Compromisos"

    lista = models.CharField("qué lista", max_length=12, choices=Lista.choices)
    consulta = models.TextField("filtros", blank=True)
    formato = models.CharField(max_length=4, choices=[("xlsx", "XLSX"), ("csv", "CSV")])
    filas = models.PositiveIntegerField(default=0)
    archivo = models.ForeignKey(Archivo, on_delete=models.PROTECT, null=True, related_name="+")
    terminado_en = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True)

    objects = ReporteQuerySet.as_manager()

    class Meta:
        verbose_name = "lista pedida"
        verbose_name_plural = "listas pedidas"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(terminado_en=None, archivo=None, error="")
                | models.Q(terminado_en__isnull=False)
                & (models.Q(archivo__isnull=False) ^ ~models.Q(error="")),
                name="reporte_escrito_o_fallido",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_lista_display()}, {self.get_formato_display()}"

    def get_absolute_url(self) -> str:
        return reverse("convenios:reportes")

    @property
    def hasta(self) -> datetime:
        """Until when it can be downloaded."""
        return self.en + SE_GUARDA
