"""New international agreements that the office proposes, from idea to signature (070-03)."""

from datetime import date
from typing import TYPE_CHECKING

import pgtrigger
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from cargos.models import Acto
from convenios.models.convenio import Convenio
from convenios.models.instrumento import Eje, InstrumentoInternacional
from ocisys.base.auditado import auditado
from ocisys.base.busqueda import con_todas

if TYPE_CHECKING:
    from cargos.models import Usuario


class EstadoAcuerdo(models.TextChoices):
    IDEA = "idea", "Idea"
    SUSTENTADA = "sustentada", "Sustentada"
    ELEVADA = "elevada", "Elevada"
    ACEPTADA = "aceptada", "Aceptada"
    ARCHIVADA = "archivada", "Archivada"

    @property
    def tono(self) -> str:
        """Tono of its chip."""
        return {
            EstadoAcuerdo.IDEA: "espera",
            EstadoAcuerdo.ACEPTADA: "bien",
            EstadoAcuerdo.ARCHIVADA: "neutro",
        }.get(self, "info")


_E = EstadoAcuerdo
TRANSICIONES_ACUERDO: dict[EstadoAcuerdo, frozenset[EstadoAcuerdo]] = {
    _E.IDEA: frozenset({_E.SUSTENTADA, _E.ARCHIVADA}),
    # What has to be said otherwise goes back to be written again.
    _E.SUSTENTADA: frozenset({_E.IDEA, _E.ELEVADA, _E.ARCHIVADA}),
    _E.ELEVADA: frozenset({_E.IDEA, _E.ACEPTADA, _E.ARCHIVADA}),
    _E.ACEPTADA: frozenset(),
    _E.ARCHIVADA: frozenset(),
}


class PropuestaAcuerdoQuerySet(models.QuerySet["PropuestaAcuerdo"]):
    def visibles_para(self, usuario: "Usuario") -> "PropuestaAcuerdoQuerySet":
        """Whoever reads agreements."""
        return self if usuario.puede("convenio_ver") else self.none()

    def buscar(self, texto: str) -> "PropuestaAcuerdoQuerySet":
        """Every word in the code, the matter or with whom; accents forgiven."""
        campos = ("codigo", "materia", "contraparte", "justificacion")
        return self.filter(con_todas(texto, *campos))

    def elevadas(self, desde: date, hasta: date) -> "PropuestaAcuerdoQuerySet":
        """Those that went up to the Alta Dirección between two days."""
        pasos = PasoAcuerdo.objects.filter(
            propuesta=OuterRef("pk"), a=_E.ELEVADA, fecha__range=(desde, hasta)
        )
        return self.filter(Exists(pasos))


@auditado()
class PropuestaAcuerdo(Acto):
    """One agreement that the office proposes to reach. Its text changes only as an idea; every
    version stays in the audit table."""

    codigo = models.CharField("código", max_length=16, unique=True, editable=False)
    materia = models.CharField("sobre qué", max_length=200)
    contraparte = models.CharField(
        "con quién", max_length=200, help_text="El Estado, organismo o foro."
    )
    eje = models.CharField("eje del Sector", max_length=12, choices=Eje.choices)
    justificacion = models.TextField("por qué conviene", max_length=4000)
    compatibilidad = models.TextField(
        "compatibilidad",
        max_length=4000,
        blank=True,
        help_text="Con la política exterior, las normas y los acuerdos que ya rigen. "
        "Hace falta para sustentarla.",
    )
    estado = models.CharField(
        max_length=10, choices=EstadoAcuerdo.choices, default=_E.IDEA, editable=False
    )
    convenio = models.ForeignKey(
        Convenio,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="propuestas_de_acuerdo",
    )
    instrumento = models.ForeignKey(
        InstrumentoInternacional,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="propuestas",
    )
    registrada_el = models.DateField("registrada el", editable=False)
    es_ficticia = models.BooleanField("ficticia", default=False, editable=False)

    objects = PropuestaAcuerdoQuerySet.as_manager()

    class Meta:
        verbose_name = "propuesta de acuerdo internacional"
        verbose_name_plural = "propuestas de acuerdos internacionales"
        ordering = ["-registrada_el", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(estado="aceptada")
                | Q(convenio__isnull=False, instrumento=None)
                | Q(convenio=None, instrumento__isnull=False),
                name="propuesta_acuerdo_dice_en_que_acabo",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="propuesta_acuerdo_no_se_borra", operation=pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.codigo} {self.materia}"

    def get_absolute_url(self) -> str:
        return reverse("convenios:propuesta_acuerdo", args=[self.pk])

    @property
    def tono(self) -> str:
        return EstadoAcuerdo(self.estado).tono


class PasoAcuerdo(Acto):
    """A change of state of such a proposal, with its reason; append-only."""

    propuesta = models.ForeignKey(PropuestaAcuerdo, on_delete=models.PROTECT, related_name="pasos")
    de = models.CharField(max_length=10, choices=EstadoAcuerdo.choices, blank=True)
    a = models.CharField("pasa a", max_length=10, choices=EstadoAcuerdo.choices)
    fecha = models.DateField()
    nota = models.TextField("motivo o nota", max_length=2000, blank=True)
    documento = models.CharField(max_length=160, blank=True)

    class Meta:
        verbose_name = "paso de una propuesta de acuerdo"
        verbose_name_plural = "pasos de las propuestas de acuerdo"
        ordering = ["en", "pk"]
        triggers = [
            pgtrigger.Protect(
                name="paso_acuerdo_intangible", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_a_display()} el {self.fecha:%d/%m/%Y}"
