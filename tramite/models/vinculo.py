"""What an expediente has to do with agreements: the link, and the evidence taken from it."""

from typing import TYPE_CHECKING

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from cargos.models import Acto
from convenios.models import Convenio, Evidencia
from convenios.models.convenios import acceso
from tramite.models.documento import INTANGIBLE
from tramite.models.expediente import Expediente, lo_visible

if TYPE_CHECKING:
    from cargos.models import Usuario


class VinculoConvenioQuerySet(models.QuerySet["VinculoConvenio"]):
    def visibles_para(self, usuario: "Usuario") -> "VinculoConvenioQuerySet":
        """Links whose two ends this person may know of: neither gives the other away."""
        return self.filter(lo_visible(usuario, "expediente__"), acceso(usuario, "convenio__"))

    def vigentes(self) -> "VinculoConvenioQuerySet":
        """Those that nobody took back."""
        return self.filter(retirado_en=None)


def con_convenios() -> Exists:
    """Condition of an expediente that is linked to some agreement, for `annotate`."""
    return Exists(VinculoConvenio.objects.vigentes().filter(expediente=OuterRef("pk")))


class VinculoConvenio(Acto):
    """An expediente that treats of an agreement. Taken back with a reason, never erased."""

    expediente = models.ForeignKey(Expediente, on_delete=models.PROTECT, related_name="vinculos")
    convenio = models.ForeignKey(Convenio, on_delete=models.PROTECT, related_name="+")
    nota = models.CharField(max_length=400, blank=True)
    retirado_en = models.DateTimeField(null=True, editable=False)
    retirado_por = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    motivo_retiro = models.CharField(max_length=300, blank=True, editable=False)

    objects = VinculoConvenioQuerySet.as_manager()

    class Meta:
        verbose_name = "vínculo con un convenio"
        verbose_name_plural = "vínculos con convenios"
        ordering = ["-en", "-pk"]
        indexes = [models.Index(fields=["convenio"], name="vinculo_de_convenio")]
        constraints = [
            models.UniqueConstraint(
                fields=["expediente", "convenio"],
                condition=Q(retirado_en=None),
                name="vinculo_unico",
                violation_error_message="Ese expediente ya está vinculado a ese convenio.",
            ),
            models.CheckConstraint(
                condition=Q(retirado_en=None, retirado_por=None, motivo_retiro="")
                | Q(retirado_en__isnull=False, retirado_por__isnull=False) & ~Q(motivo_retiro=""),
                name="vinculo_retirado_con_motivo",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="vinculo_intangible",
                fields=["expediente", "convenio", "nota", "por", "por_posicion", "calidad", "en"],
            ),
            pgtrigger.Protect(name="vinculo_no_se_borra", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.expediente_id} · {self.convenio_id}"


class EvidenciaTomada(Acto):
    """The expediente from which an evidence of fulfilment was taken; append-only."""

    expediente = models.ForeignKey(Expediente, on_delete=models.PROTECT, related_name="evidencias")
    evidencia = models.OneToOneField(Evidencia, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "evidencia tomada de un expediente"
        verbose_name_plural = "evidencias tomadas de expedientes"
        ordering = ["-en", "-pk"]
        triggers = [pgtrigger.Protect(name="evidencia_tomada_intangible", operation=INTANGIBLE)]

    def __str__(self) -> str:
        return f"{self.expediente_id} · {self.evidencia_id}"
