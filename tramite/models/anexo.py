"""The scanned or electronic files of a document: sealed bytes with a title."""

from typing import TYPE_CHECKING

import pgtrigger
from django.conf import settings
from django.db import models

from cargos.models import Acto
from ocisys.base.busqueda import consulta
from ocisys.base.models import Archivo
from tramite.models.documento import INTANGIBLE, Documento
from tramite.models.expediente import lo_visible
from tramite.models.pieza import PiezaAnexa

if TYPE_CHECKING:
    from cargos.models import Usuario
    from tramite.models.escaneo import Escaneo


EN_UNA_BUSQUEDA = 500
"""Files whose text a search of expedientes takes into account: the newest that say it."""


class AnexoQuerySet(models.QuerySet["Anexo"]):
    def visibles_para(self, usuario: "Usuario") -> "AnexoQuerySet":
        """Files of the expedientes this person may know of."""
        return self.filter(lo_visible(usuario, "documento__expediente__"))

    def que_dicen(self, texto: str) -> "AnexoQuerySet":
        """Files whose own text has those words; accents and word forms forgiven."""
        return self.filter(archivo__derivados__busqueda=consulta(texto))

    def expedientes_que_dicen(self, texto: str) -> list[int]:
        """Keys of the expedientes of the newest files that say it; bounded, one query."""
        filas = self.que_dicen(texto).order_by("-pk")[:EN_UNA_BUSQUEDA]
        return list(filas.values_list("documento__expediente", flat=True))

    def con_los_bytes_de(self, escaneo: "Escaneo") -> "AnexoQuerySet":
        """Files with the very same bytes as a scan; none for one whose bytes were not received."""
        if escaneo.archivo is None:
            return self.none()
        iguales = self.filter(archivo__sha256=escaneo.archivo.sha256)
        return iguales.exclude(escaneo=escaneo).select_related("documento__expediente")

    def repetidos_de(self, anexos: "list[Anexo]") -> "AnexoQuerySet":
        """Others with the very same bytes as some of `anexos`, in any expediente."""
        huellas = {a.archivo.sha256 for a in anexos}
        otros = self.filter(archivo__sha256__in=huellas).exclude(pk__in=[a.pk for a in anexos])
        return otros.select_related("archivo", "documento__expediente").order_by("-pk")


class Anexo(Acto):
    """One file of a document; nobody replaces it: a better scan is one more row."""

    documento = models.ForeignKey(Documento, on_delete=models.PROTECT, related_name="anexos")
    archivo = models.OneToOneField(Archivo, on_delete=models.PROTECT, related_name="anexo")
    titulo = models.CharField("título", max_length=255)
    # Empty: it is of the document itself, or of all of it.
    pieza = models.ForeignKey(
        PiezaAnexa,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="archivos",
        verbose_name="anexo",
    )
    # Empty: the system itself attached it, because the paper carries our label.
    por = models.ForeignKey(  # type: ignore[assignment]
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = AnexoQuerySet.as_manager()

    class Meta:
        ordering = ["documento", "pk"]
        triggers = [pgtrigger.Protect(name="anexo_intangible", operation=INTANGIBLE)]

    def __str__(self) -> str:
        return self.titulo
