"""A signed paper that was uploaded and read, waiting to become an agreement."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse

from convenios.models.convenio import Convenio
from ocisys.base.models import Archivo

if TYPE_CHECKING:
    from cargos.models import Usuario


class LecturaQuerySet(models.QuerySet["Lectura"]):
    def visibles_para(self, usuario: "Usuario") -> "LecturaQuerySet":
        """One's own that are not recorded yet: nobody knows yet whether it is reserved."""
        return self.filter(leida_por=usuario, convenio=None)


class Lectura(models.Model):
    """The sealed PDF of a signed instrument with the text of each of its pages."""

    archivo = models.ForeignKey(Archivo, on_delete=models.PROTECT, related_name="+")
    paginas = ArrayField(models.TextField(blank=True), default=list)
    convenio = models.OneToOneField(
        Convenio, on_delete=models.PROTECT, null=True, blank=True, related_name="lectura"
    )
    leida_por = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    leida_en = models.DateTimeField(auto_now_add=True)

    objects = LecturaQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.archivo.nombre_original

    def get_absolute_url(self) -> str:
        return reverse("convenios:firmado", args=[self.pk])

    @property
    def tiene_texto(self) -> bool:
        return any(pagina.strip() for pagina in self.paginas)
