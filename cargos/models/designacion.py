"""Who holds each post, since when, until when and by which act."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery

from cargos.models.cargo import CargoVersion, Posicion
from cargos.models.persona import Persona
from ocisys.base.auditado import auditado
from ocisys.base.models import Norma

if TYPE_CHECKING:
    from cargos.models.usuario import Usuario


class Modalidad(models.TextChoices):
    """How a post is held; the first three make a titular."""

    DESIGNACION = "designacion", "Designación"
    NOMBRAMIENTO = "nombramiento", "Nombramiento"
    CONTRATO = "contrato", "Contrato"
    ENCARGO_PUESTO = "encargo_puesto", "Encargo de puesto"
    ENCARGO_FUNCIONES = "encargo_funciones", "Encargo de funciones"
    SUPLENCIA = "suplencia", "Suplencia"
    DESTAQUE = "destaque", "Destaque"


TITULARES = (Modalidad.DESIGNACION, Modalidad.NOMBRAMIENTO, Modalidad.CONTRATO)


class MotivoTermino(models.TextChoices):
    RENUNCIA = "renuncia", "Renuncia"
    REMOCION = "remocion", "Remoción"
    CESE = "cese", "Cese"
    FIN_ENCARGO = "fin_encargo", "Fin del encargo"
    REORGANIZACION = "reorganizacion", "Reorganización"
    OTRO = "otro", "Otro"


class DesignacionQuerySet(models.QuerySet["Designacion"]):
    def visibles_para(self, usuario: "Usuario") -> "DesignacionQuerySet":
        """Who holds each post is public inside the office."""
        return self

    def vigentes(self, dia: date) -> "DesignacionQuerySet":
        """Designaciones in force on `dia` (annulled ones never are)."""
        return self.filter(rango__contains=dia, anulada_en=None)

    def para_lista(self) -> "DesignacionQuerySet":
        """With person, seat and, for a suplencia, the person being replaced."""
        return self.select_related("persona", "posicion__cargo", "suple_a__persona")

    def con_denominacion(self, dia: date) -> "DesignacionQuerySet":
        """Annotate `denominacion`: the name of the post in the MOF in force on `dia`."""
        version = CargoVersion.objects.vigentes(dia).filter(cargo=OuterRef("posicion__cargo"))
        return self.annotate(denominacion=Subquery(version.values("denominacion")[:1]))

    def con_entrega(self) -> "DesignacionQuerySet":
        """Annotate `entrega_pk`: the handover that ends it, if one was begun."""
        return self.annotate(entrega_pk=F("entrega"))

    def titulares(self) -> "DesignacionQuerySet":
        """Only the kinds that fill the seat."""
        return self.filter(modalidad__in=TITULARES)


@auditado()
class Designacion(models.Model):
    """A person in a position during some days; `rango` is `[first day, day after the last)`.

    Ending one is `acciones.designacion.cesar`, which refuses while open work is not handed over.
    """

    persona = models.ForeignKey(Persona, on_delete=models.PROTECT, related_name="designaciones")
    posicion = models.ForeignKey(Posicion, on_delete=models.PROTECT, related_name="designaciones")
    modalidad = models.CharField(max_length=20, choices=Modalidad.choices)
    rango = DateRangeField()
    norma_inicio = models.ForeignKey(
        Norma, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    documento_inicio = models.CharField(
        "resolución o documento", max_length=120, blank=True, help_text="RM 123-2026-MIMP"
    )
    documento_fin = models.CharField("documento de término", max_length=120, blank=True)
    motivo_termino = models.CharField(
        "motivo del término", max_length=20, choices=MotivoTermino.choices, blank=True
    )
    suple_a = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="suplencias"
    )
    anulada_en = models.DateTimeField(null=True, blank=True)
    motivo_anulacion = models.CharField("motivo de la anulación", max_length=300, blank=True)

    objects = DesignacionQuerySet.as_manager()

    class Meta:
        verbose_name = "designación"
        verbose_name_plural = "designaciones"
        ordering = ["posicion", "rango"]
        constraints = [
            ExclusionConstraint(
                name="designacion_un_titular_por_posicion",
                expressions=[
                    ("posicion", RangeOperators.EQUAL),
                    ("rango", RangeOperators.OVERLAPS),
                ],
                condition=Q(modalidad__in=[m.value for m in TITULARES], anulada_en=None),
                violation_error_message="Esa posición ya tiene titular en esas fechas.",
            ),
            ExclusionConstraint(
                name="designacion_una_titularidad_por_persona",
                expressions=[
                    ("persona", RangeOperators.EQUAL),
                    ("rango", RangeOperators.OVERLAPS),
                ],
                condition=Q(modalidad__in=[m.value for m in TITULARES], anulada_en=None),
                violation_error_message="Esa persona ya es titular de otra en esas fechas.",
            ),
            models.CheckConstraint(
                condition=Q(rango__startswith__isnull=False) & Q(rango__isempty=False),
                name="designacion_con_inicio",
                violation_error_message="La designación necesita una fecha de inicio.",
            ),
            models.CheckConstraint(
                condition=Q(suple_a=None) | ~Q(suple_a=F("id")), name="designacion_no_se_suple"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.persona} · {self.posicion} · {self.get_modalidad_display()}"

    @property
    def es_titular(self) -> bool:
        return self.modalidad in TITULARES

    @property
    def desde(self) -> date:
        return self.rango.lower

    @property
    def hasta(self) -> date | None:
        """Last day in force, or None while it has no end."""
        return self.rango.upper - timedelta(days=1) if self.rango.upper else None

    @property
    def en_calidad_de(self) -> str:
        """How acts done under this designación are signed."""
        nombre = f"cargo {self.posicion.nro_orden}"
        return (
            nombre if self.es_titular else f"{nombre}, por {self.get_modalidad_display().lower()}"
        )
