"""Searches that a person keeps by name, for oneself or for the whole office."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

if TYPE_CHECKING:
    from cargos.models import Usuario


class BusquedaQuerySet(models.QuerySet["Busqueda"]):
    def visibles_para(self, usuario: "Usuario") -> "BusquedaQuerySet":
        """One's own and those that the others share."""
        return self.filter(Q(usuario=usuario) | Q(compartida=True))

    def editables_para(self, usuario: "Usuario") -> "BusquedaQuerySet":
        """Only one's own: what another one shares is read, not changed."""
        return self.filter(usuario=usuario)


class Busqueda(models.Model):
    """The filters of the list of expedientes under a name; whoever opens it sees what may be seen.

    `filtros` is the query of the address; `en_palabras` the same for a person, as it was saved.
    """

    usuario = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="busquedas"
    )
    nombre = models.CharField(max_length=80)
    filtros = models.CharField(max_length=1000)
    en_palabras = models.CharField(max_length=600)
    compartida = models.BooleanField("la ve toda la oficina", default=False)
    creada_en = models.DateTimeField()

    objects = BusquedaQuerySet.as_manager()

    class Meta:
        verbose_name = "búsqueda guardada"
        verbose_name_plural = "búsquedas guardadas"
        ordering = ["nombre", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["usuario", "nombre"],
                name="busqueda_nombre_unico",
                violation_error_message="Ya tiene una búsqueda con ese nombre.",
            )
        ]

    def __str__(self) -> str:
        return self.nombre

    def get_absolute_url(self) -> str:
        return f"{reverse('tramite:expedientes')}?{self.filtros}"
