"""Training abroad: an offer that is spread among the units, how many applied, how many went, and
the report that is owed on the way back (068-01). Nobody's name is kept: units and how many."""

from datetime import date
from typing import TYPE_CHECKING

import pgtrigger
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from cargos.models import Acto, UnidadOrganica
from convenios.models.convocatoria import Convocatoria
from convenios.models.demanda import Demanda, lleva_toda
from convenios.models.organizacion import Organizacion
from convenios.territorio import validar_pais
from ocisys.base.auditado import auditado
from ocisys.base.busqueda import con_todas

if TYPE_CHECKING:
    from cargos.models import Usuario


class TipoPaso(models.TextChoices):
    DIFUSION = "difusion", "Se difundió"
    POSTULANTES = "postulantes", "Postularon"
    SELECCION = "seleccion", "Seleccionados"
    INFORME = "informe", "Informe de retorno recibido"


class CapacitacionQuerySet(models.QuerySet["Capacitacion"]):
    def visibles_para(self, usuario: "Usuario") -> "CapacitacionQuerySet":
        """Whoever may see agreements."""
        return self

    def editables_para(self, usuario: "Usuario") -> "CapacitacionQuerySet":
        """067 and 068 all of them; 069 those that companies offer."""
        if not usuario.puede("demanda_editar"):
            return self.none()
        if lleva_toda(usuario):
            return self
        return self.filter(convocatoria__organizacion__clase=Organizacion.Clase.EMPRESA)

    def con_informe_tarde(self, hoy: date) -> "CapacitacionQuerySet":
        """Those from which somebody came back and has not reported by the day agreed."""
        return self.filter(Exists(deben_informe().filter(informe_hasta__lt=hoy)))

    def con_informe_pendiente(self) -> "CapacitacionQuerySet":
        """Those of which a report is owed, late or not."""
        return self.filter(Exists(deben_informe()))

    def difundidas(self, desde: date | None, hasta: date | None) -> "CapacitacionQuerySet":
        """Those that some unit was told of between those days."""
        dias = {"fecha__gte": desde, "fecha__lte": hasta}
        difusiones = PasoCapacitacion.objects.filter(
            capacitacion=OuterRef("pk"),
            tipo=TipoPaso.DIFUSION,
            **{c: v for c, v in dias.items() if v is not None},
        )
        return self.filter(Exists(difusiones))

    def buscar(self, texto: str) -> "CapacitacionQuerySet":
        """Every word in its code, the offer, who offers it or its profile."""
        campos = (
            "codigo",
            "perfil",
            "convocatoria__codigo",
            "convocatoria__titulo",
            "convocatoria__organizacion__nombre",
        )
        return self.filter(con_todas(texto, *campos))

    def para_lista(self) -> "CapacitacionQuerySet":
        """What a row prints; its acts in the order in which they were written."""
        con = ("convocatoria__organizacion", "convocatoria__responsable", "demanda", "por__persona")
        return self.select_related(*con).prefetch_related("pasos")


@auditado()
class Capacitacion(Acto):
    """A training abroad that an offer opens."""

    codigo = models.CharField("código", max_length=16, unique=True, editable=False)
    convocatoria = models.OneToOneField(
        Convocatoria,
        on_delete=models.PROTECT,
        related_name="capacitacion",
        verbose_name="convocatoria",
    )
    demanda = models.ForeignKey(
        Demanda,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="capacitaciones",
        verbose_name="demanda que atiende",
    )
    pais = models.CharField("país", max_length=3, validators=[validar_pais])
    desde = models.DateField("empieza", null=True, blank=True)
    hasta = models.DateField("termina", null=True, blank=True)
    cupos = models.PositiveSmallIntegerField(null=True, blank=True)
    perfil = models.TextField("perfil que se pide", max_length=2000)
    registrada_el = models.DateField("registrada el", editable=False)
    es_ficticia = models.BooleanField("ficticia", default=False, editable=False)

    objects = CapacitacionQuerySet.as_manager()

    class Meta:
        verbose_name = "capacitación en el exterior"
        verbose_name_plural = "capacitaciones en el exterior"
        ordering = ["-registrada_el", "-pk"]
        indexes = [models.Index(fields=["-registrada_el", "-id"], name="capacitacion_por_fecha")]
        constraints = [
            models.CheckConstraint(
                condition=Q(desde=None) | Q(hasta=None) | Q(hasta__gte=F("desde")),
                name="capacitacion_fechas_en_orden",
                violation_error_message="Termina antes de empezar.",
            ),
        ]
        triggers = [pgtrigger.Protect(name="capacitacion_no_se_borra", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.codigo} {self.convocatoria.titulo}"

    def get_absolute_url(self) -> str:
        return reverse("convenios:capacitacion", args=[self.pk])


class PasoCapacitacion(Acto):
    """What happened in a unit: it was told, so many applied or were chosen, their report came.
    Append-only: what changes is said again."""

    capacitacion = models.ForeignKey(Capacitacion, on_delete=models.PROTECT, related_name="pasos")
    tipo = models.CharField("qué pasó", max_length=12, choices=TipoPaso.choices)
    unidad = models.ForeignKey(
        UnidadOrganica, on_delete=models.PROTECT, related_name="+", verbose_name="unidad"
    )
    fecha = models.DateField()
    cantidad = models.PositiveSmallIntegerField("cuántas personas", null=True, blank=True)
    informe_hasta = models.DateField("informe de retorno hasta", null=True, blank=True)
    documento = models.CharField(
        max_length=160, blank=True, help_text="Memorando, oficio o expediente: su número."
    )

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["capacitacion", "tipo", "unidad", "id"], name="paso_capacitacion_por_unidad"
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(tipo__in=["postulantes", "seleccion"]) | Q(cantidad__isnull=False),
                name="paso_capacitacion_con_cantidad",
                violation_error_message="Diga cuántas personas.",
            ),
            models.CheckConstraint(
                condition=~Q(tipo="seleccion") | Q(cantidad=0) | Q(informe_hasta__isnull=False),
                name="paso_capacitacion_debe_informe",
                violation_error_message="Quien viaja debe un informe: diga hasta cuándo.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="paso_capacitacion_intangible", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_tipo_display()} el {self.fecha:%d/%m/%Y}"


def deben_informe() -> "models.QuerySet[PasoCapacitacion]":
    """The last selections of units of `OuterRef("pk")` whose report has not come."""
    misma = {"capacitacion": OuterRef("capacitacion"), "unidad": OuterRef("unidad")}
    despues = PasoCapacitacion.objects.filter(**misma, tipo="seleccion", pk__gt=OuterRef("pk"))
    informe = PasoCapacitacion.objects.filter(**misma, tipo="informe")
    return PasoCapacitacion.objects.filter(
        ~Exists(despues),
        ~Exists(informe),
        capacitacion=OuterRef("pk"),
        tipo="seleccion",
        cantidad__gt=0,
    )
