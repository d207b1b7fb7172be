"""Links between expedientes: antecedent, answer, same matter."""

from typing import TYPE_CHECKING

import pgtrigger
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from cargos.models import Acto
from tramite.models.documento import INTANGIBLE
from tramite.models.expediente import Expediente, lo_visible

if TYPE_CHECKING:
    from cargos.models import Usuario


class RelacionQuerySet(models.QuerySet["Relacion"]):
    def visibles_para(self, usuario: "Usuario") -> "RelacionQuerySet":
        """Links whose two ends this person may know of: neither end gives the other away."""
        return self.filter(lo_visible(usuario, "expediente__"), lo_visible(usuario, "con__"))

    def de(self, expediente: Expediente) -> "RelacionQuerySet":
        """Links in which that expediente is one of the ends."""
        return self.filter(Q(expediente=expediente) | Q(con=expediente)).select_related(
            "expediente", "con"
        )


def enlazado() -> Exists:
    """Condition of an expediente that is one end of some link, for `annotate`."""
    extremo = Q(expediente=OuterRef("pk")) | Q(con=OuterRef("pk"))
    return Exists(Relacion.objects.filter(extremo))


class Relacion(Acto):
    """`expediente` is to `con` what `tipo` says."""

    class Tipo(models.TextChoices):
        ANTECEDENTE = "antecedente", "Tiene como antecedente"
        RESPONDE = "responde", "Responde a"
        MISMO_ASUNTO = "mismo_asunto", "Trata el mismo asunto que"
        PROYECTO = "proyecto", "Es del mismo proyecto que"
        DUPLICA = "duplica", "Repite lo que trae"
        IMPUGNA = "impugna", "Impugna lo resuelto en"
        ACUMULADO = "acumulado", "Se acumuló a"

    expediente = models.ForeignKey(Expediente, on_delete=models.PROTECT, related_name="relaciones")
    con = models.ForeignKey(Expediente, on_delete=models.PROTECT, related_name="relacionados")
    tipo = models.CharField(max_length=12, choices=Tipo.choices)
    nota = models.CharField(max_length=400, blank=True)

    objects = RelacionQuerySet.as_manager()

    class Meta:
        verbose_name = "relación"
        verbose_name_plural = "relaciones"
        ordering = ["-en"]
        constraints = [
            models.UniqueConstraint(
                fields=["expediente", "con", "tipo"],
                name="relacion_unica",
                violation_error_message="Esos expedientes ya están relacionados así.",
            ),
            models.CheckConstraint(
                condition=~Q(expediente=F("con")),
                name="relacion_entre_dos",
                violation_error_message="Un expediente no se relaciona consigo mismo.",
            ),
        ]
        triggers = [pgtrigger.Protect(name="relacion_intangible", operation=INTANGIBLE)]

    def __str__(self) -> str:
        return f"{self.expediente_id} {self.get_tipo_display().lower()} {self.con_id}"
