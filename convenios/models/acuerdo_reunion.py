"""What a meeting decided that somebody does by a day; it is followed as any commitment."""

from datetime import date, datetime

import pgtrigger
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from cargos.models import Acto, Posicion
from convenios.models.organizacion import Organizacion
from convenios.models.parte import Lado
from convenios.models.reunion import Reunion
from ocisys.base.auditado import auditado


@auditado()
class AcuerdoReunion(Acto):
    """Of one post of ours, or of somebody outside; never rewritten. It answers as `Origen` says
    from its own columns: a list of due dates joins it and nothing else."""

    reunion = models.ForeignKey(Reunion, on_delete=models.PROTECT, related_name="acuerdos")
    numero = models.PositiveSmallIntegerField("número", editable=False)
    codigo = models.CharField("código", max_length=24, unique=True, editable=False)
    punto = models.PositiveSmallIntegerField(
        "punto del orden del día", null=True, blank=True, validators=[MinValueValidator(1)]
    )
    texto = models.TextField("qué se acordó", max_length=2000)
    posicion = models.ForeignKey(
        Posicion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="acuerdos",
        verbose_name="cargo nuestro que responde",
    )
    organizacion = models.ForeignKey(
        Organizacion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="acuerdos",
        verbose_name="organización que responde",
    )
    externo = models.CharField(
        "otro que responde", max_length=160, blank=True, help_text="Quien no está registrado."
    )
    plazo = models.DateField("para cuándo")

    class Meta:
        verbose_name = "acuerdo de reunión"
        verbose_name_plural = "acuerdos de reunión"
        ordering = ["reunion", "numero"]
        constraints = [
            models.UniqueConstraint(fields=["reunion", "numero"], name="acuerdo_numero_unico"),
            models.CheckConstraint(
                condition=Q(posicion__isnull=False, organizacion=None, externo="")
                | Q(posicion=None) & ~Q(externo=""),
                name="acuerdo_responde_uno",
                violation_error_message="Responde un cargo nuestro, una organización u otro.",
            ),
        ]
        triggers = [
            # Not the organisation: two fichas of the same one may be merged.
            pgtrigger.ReadOnly(
                name="acuerdo_reunion_intangible",
                fields=["reunion", "numero", "codigo", "punto", "texto", "posicion", "plazo"],
            ),
            pgtrigger.Protect(name="acuerdo_reunion_no_se_borra", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"Acuerdo {self.codigo}"

    def get_absolute_url(self) -> str:
        return f"{reverse('convenios:reunion', args=[self.reunion_id])}#acuerdos"

    @property
    def denominacion(self) -> str:
        reunion, _, numero = self.codigo.rpartition("-A")
        return f"Acuerdo {numero} de la reunión {reunion}"

    @property
    def coordinador_id(self) -> int | None:
        """The post that is told when it is reported: the one that wrote it down."""
        return self.por_posicion_id

    @property
    def registrado_en(self) -> datetime:
        return self.en

    def fin_al(self, al: date) -> date | None:
        """It has one date and no series."""
        return None

    @property
    def lado(self) -> Lado:
        """Whose it is."""
        return Lado.CONTRAPARTE if self.posicion_id is None else Lado.SECTOR

    @property
    def quien(self) -> str:
        """Who answers, in a cell."""
        return self.externo or "La oficina"
