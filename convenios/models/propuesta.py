"""What is proposed to a company, from the draft to its answer (069-03)."""

from typing import TYPE_CHECKING

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse

from cargos.models import Acto, UnidadOrganica
from convenios.models.organizacion import Organizacion
from convenios.models.tipos import Moneda
from ocisys.base.auditado import auditado
from ocisys.base.busqueda import con_todas

if TYPE_CHECKING:
    from cargos.models import Usuario


class Apoyo(models.TextChoices):
    """How a company may help."""

    DINERO = "dinero", "Dinero"
    BIENES = "bienes", "Bienes"
    SERVICIOS = "servicios", "Servicios"
    VOLUNTARIADO = "voluntariado", "Voluntariado"


class EstadoPropuesta(models.TextChoices):
    BORRADOR = "borrador", "Borrador"
    REVISADA = "revisada", "Revisada"
    ENVIADA = "enviada", "Enviada"
    NEGOCIACION = "negociacion", "En negociación"
    ACEPTADA = "aceptada", "Aceptada"
    RECHAZADA = "rechazada", "Rechazada"

    @property
    def tono(self) -> str:
        """Tono of its chip."""
        return {
            EstadoPropuesta.ACEPTADA: "bien",
            EstadoPropuesta.RECHAZADA: "neutro",
            EstadoPropuesta.BORRADOR: "espera",
        }.get(self, "info")


_P = EstadoPropuesta
TRANSICIONES_PROPUESTA: dict[EstadoPropuesta, frozenset[EstadoPropuesta]] = {
    _P.BORRADOR: frozenset({_P.REVISADA, _P.RECHAZADA}),
    # What is to be said otherwise is drafted again: a new version, to be reviewed again.
    _P.REVISADA: frozenset({_P.ENVIADA, _P.BORRADOR}),
    _P.ENVIADA: frozenset({_P.NEGOCIACION, _P.ACEPTADA, _P.RECHAZADA}),
    _P.NEGOCIACION: frozenset({_P.BORRADOR, _P.ACEPTADA, _P.RECHAZADA}),
    _P.ACEPTADA: frozenset(),
    _P.RECHAZADA: frozenset(),
}
CERRADAS = frozenset({_P.ACEPTADA, _P.RECHAZADA})


class PropuestaQuerySet(models.QuerySet["PropuestaEmpresa"]):
    def visibles_para(self, usuario: "Usuario") -> "PropuestaQuerySet":
        """Whoever may see agreements."""
        return self

    def buscar(self, texto: str) -> "PropuestaQuerySet":
        """Every word in the code, the matter, the need or the company."""
        campos = ("codigo", "titulo", "necesidad", "empresa__nombre", "empresa__siglas")
        return self.filter(con_todas(texto, *campos))

    def para_lista(self) -> "PropuestaQuerySet":
        """What a row prints."""
        return self.select_related("empresa", "por__persona")


@auditado()
class PropuestaEmpresa(Acto):
    """One proposal to one company: each answers for itself. Its text changes only as a draft, and
    every version stays in the audit table."""

    codigo = models.CharField("código", max_length=16, unique=True, editable=False)
    empresa = models.ForeignKey(Organizacion, on_delete=models.PROTECT, related_name="propuestas")
    titulo = models.CharField("qué se propone", max_length=160)
    necesidad = models.TextField(
        "qué necesidad atiende", max_length=4000, help_text="A quiénes, cuántos y dónde."
    )
    unidad = models.ForeignKey(
        UnidadOrganica,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="programa o unidad que la necesita",
    )
    apoyo = models.CharField("qué se pide", max_length=12, choices=Apoyo.choices)
    especie = models.CharField(
        "qué y cuánto", max_length=200, blank=True, help_text="Para lo que no es dinero."
    )
    moneda = models.CharField(max_length=3, choices=Moneda.choices, blank=True)
    monto = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    imagen = models.CharField(
        "qué recibe la empresa",
        max_length=300,
        blank=True,
        help_text="Cómo se reconoce su apoyo: mención, logotipo, ceremonia.",
    )
    registrada_el = models.DateField("registrada el", editable=False)
    version = models.PositiveSmallIntegerField("versión", default=1, editable=False)
    estado = models.CharField(
        max_length=12, choices=EstadoPropuesta.choices, default=_P.BORRADOR, editable=False
    )

    objects = PropuestaQuerySet.as_manager()

    class Meta:
        verbose_name = "propuesta a empresa"
        verbose_name_plural = "propuestas a empresas"
        ordering = ["-registrada_el", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(monto=None) | Q(monto__gt=0) & ~Q(moneda=""),
                name="propuesta_monto_con_moneda",
                violation_error_message="El monto es mayor que cero y dice su moneda.",
            ),
        ]
        triggers = [pgtrigger.Protect(name="propuesta_no_se_borra", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.codigo} {self.titulo}"

    def get_absolute_url(self) -> str:
        return reverse("convenios:propuesta", args=[self.pk])

    @property
    def tono(self) -> str:
        return EstadoPropuesta(self.estado).tono


class PasoPropuesta(Acto):
    """A change of state of a proposal, with its reason; append-only."""

    propuesta = models.ForeignKey(PropuestaEmpresa, on_delete=models.PROTECT, related_name="pasos")
    de = models.CharField(max_length=12, choices=EstadoPropuesta.choices, blank=True)
    a = models.CharField("pasa a", max_length=12, choices=EstadoPropuesta.choices)
    fecha = models.DateField()
    nota = models.TextField("motivo o nota", max_length=2000, blank=True)
    documento = models.CharField(
        max_length=160, blank=True, help_text="Carta u oficio: su número, si lo hay."
    )

    class Meta:
        ordering = ["en", "pk"]
        triggers = [
            pgtrigger.Protect(
                name="paso_propuesta_intangible", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_a_display()} el {self.fecha:%d/%m/%Y}"
