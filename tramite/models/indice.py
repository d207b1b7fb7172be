"""The índice digital as it was when the file was closed: sealed bytes, and what they list."""

from typing import TYPE_CHECKING, Any

import pgtrigger
from django.db import models

from ocisys.base.models import Archivo
from tramite.models.actuacion import Actuacion
from tramite.models.documento import INTANGIBLE
from tramite.models.expediente import Acceso, Expediente, lo_visible

if TYPE_CHECKING:
    from cargos.models import Usuario


class IndiceSelladoQuerySet(models.QuerySet["IndiceSellado"]):
    def visibles_para(self, usuario: "Usuario") -> "IndiceSelladoQuerySet":
        """Indexes of the expedientes this person may know of."""
        return self.filter(lo_visible(usuario, "expediente__")).select_related("archivo")

    def publicos(self) -> "IndiceSelladoQuerySet":
        """Those that the page of verification may tell of: nothing restricted."""
        return self.filter(expediente__acceso=Acceso.OFICINA)


class IndiceSellado(models.Model):
    """One for each time the expediente was closed (DS 029-2021-PCM arts. 42–43).

    `contenido` is what the PDF lists, so that it can be compared with what the file has today:
    `[{"orden", "documento", "agregado", "folios": [1, 3], "archivos": [{"titulo", "sha256"}]}]`.
    """

    expediente = models.ForeignKey(
        Expediente, on_delete=models.PROTECT, related_name="indices_sellados"
    )
    cierre = models.OneToOneField(Actuacion, on_delete=models.PROTECT, related_name="indice")
    archivo = models.OneToOneField(Archivo, on_delete=models.PROTECT, related_name="+")
    abierto_en = models.DateTimeField("apertura")
    cerrado_en = models.DateTimeField("cierre")
    contenido: models.JSONField[Any, Any] = models.JSONField()
    firmado_por = models.CharField(
        "firmado por", max_length=200, blank=True, help_text="Vacío: la oficina no tiene agente."
    )

    objects = IndiceSelladoQuerySet.as_manager()

    class Meta:
        verbose_name = "índice sellado"
        verbose_name_plural = "índices sellados"
        ordering = ["-pk"]
        triggers = [pgtrigger.Protect(name="indice_sellado_intangible", operation=INTANGIBLE)]

    def __str__(self) -> str:
        return f"Índice del {self.expediente_id} al {self.cerrado_en:%d/%m/%Y}"
