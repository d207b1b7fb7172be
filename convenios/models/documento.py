"""The papers of an agreement: sealed files with what they are."""

from typing import TYPE_CHECKING

import pgtrigger
from django.conf import settings
from django.db import models
from django.urls import reverse

from convenios.iati import CategoriaIati, categoria_de
from convenios.models.adenda import Adenda
from convenios.models.convenio import Convenio
from convenios.models.convenios import acceso
from ocisys.base.models import Archivo

if TYPE_CHECKING:
    from cargos.models import Usuario


class DocumentoQuerySet(models.QuerySet["Documento"]):
    def visibles_para(self, usuario: "Usuario") -> "DocumentoQuerySet":
        """Those of the convenios that the person may know of."""
        return self.filter(acceso(usuario, "convenio__"))


class Documento(models.Model):
    """A sealed file of an agreement; it is never replaced: a better copy is another one."""

    class Clase(models.TextChoices):
        FIRMADO = "firmado", "Convenio firmado"
        ADENDA = "adenda", "Adenda firmada"
        NORMA = "norma", "Norma que lo aprueba"
        CONDICION = "condicion", "Condiciones o términos"
        OPINION = "opinion", "Informe u opinión"
        RESULTADO = "resultado", "Informe de resultados"
        EVALUACION = "evaluacion", "Informe de evaluación"
        ACTA = "acta", "Acta"
        OTRO = "otro", "Otro"

    convenio = models.ForeignKey(Convenio, on_delete=models.PROTECT, related_name="documentos")
    clase = models.CharField("qué es", max_length=10, choices=Clase.choices)
    descripcion = models.CharField("descripción", max_length=200, blank=True)
    adenda = models.ForeignKey(
        Adenda, on_delete=models.PROTECT, null=True, blank=True, related_name="documentos"
    )
    archivo = models.ForeignKey(Archivo, on_delete=models.PROTECT, related_name="+")
    publico = models.BooleanField("puede publicarse", default=False)
    subido_por = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    subido_en = models.DateTimeField(auto_now_add=True)

    objects = DocumentoQuerySet.as_manager()

    class Meta:
        verbose_name = "documento de convenio"
        verbose_name_plural = "documentos de convenio"
        ordering = ["subido_en", "pk"]
        triggers = [
            pgtrigger.Protect(
                name="documento_intangible", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return self.descripcion or self.get_clase_display()

    def get_absolute_url(self) -> str:
        return reverse("convenios:documento", args=[self.pk])

    @property
    def categoria(self) -> CategoriaIati | None:
        """What it is to IATI, by its class and the kind of its agreement; reads `convenio`."""
        return categoria_de(self.clase, self.convenio.tipo)
