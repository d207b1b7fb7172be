"""Acts done on several expedientes at once: what was asked, what changed, what stayed and why."""

from typing import TYPE_CHECKING, Any

import pgtrigger
from django.db import models
from django.urls import reverse

from cargos.models import Acto
from tramite.models.documento import INTANGIBLE

if TYPE_CHECKING:
    from cargos.models import Usuario


class ActoEnLote(models.TextChoices):
    """What may be done on several at once."""

    RECIBIR = "recibir", "Recibir"
    DERIVAR = "derivar", "Derivar"
    ATENDER = "atender", "Atender"
    ARCHIVAR = "archivar", "Archivar"
    DEVOLVER = "devolver", "Devolver"
    ESPERAR = "esperar", "Esperar"
    REABRIR = "reabrir", "Reabrir"
    CLASIFICAR = "rectificar", "Clasificar"
    RETIRAR = "retirar", "Retirar"
    RELACIONAR = "relacionar", "Relacionar"
    ACUMULAR = "acumular", "Acumular"
    ANULAR = "anular", "Anular"


class LoteQuerySet(models.QuerySet["Lote"]):
    def visibles_para(self, usuario: "Usuario") -> "LoteQuerySet":
        """One's own: it names expedientes that another person may not know of."""
        return self.filter(por=usuario)


class Lote(Acto):
    """One bulk act. `clave` belongs to the form: the same one twice is the same click twice.

    `cambian` is a list of numbers; `quedan` of `{"numero", "razon", "norma"}`.
    """

    clave = models.UUIDField(unique=True, editable=False)
    acto = models.CharField(max_length=10, choices=ActoEnLote.choices)
    cambian: models.JSONField[Any, Any] = models.JSONField(default=list)
    quedan: models.JSONField[Any, Any] = models.JSONField(default=list)

    objects = LoteQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        triggers = [pgtrigger.Protect(name="lote_intangible", operation=INTANGIBLE)]

    def __str__(self) -> str:
        return f"{self.get_acto_display()}: {len(self.cambian)}"

    def get_absolute_url(self) -> str:
        return reverse("tramite:lote", args=[self.clave])
