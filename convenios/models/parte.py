"""Who signs a convenio, on which side, and the milestones of its life with their sources."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from convenios.models.caducidad import caduca_foto
from convenios.models.convenio import Convenio
from convenios.models.hito import HitoConFuente
from convenios.models.organizacion import Organizacion
from ocisys.base.auditado import auditado


class Lado(models.TextChoices):
    """Whose obligation it is: ours or theirs; the two figures are never mixed."""

    SECTOR = "sector", "Sector"
    CONTRAPARTE = "contraparte", "Contraparte"


class Rol(models.IntegerChoices):
    """Role in the activity (IATI participating-org@role; DS 050-2012-RE §57)."""

    FUENTE = 1, "Fuente"
    SOCIO = 2, "Socio receptor"
    CANALIZA = 3, "Agencia que canaliza"
    EJECUTA = 4, "Ejecutor"


@auditado()
class Parte(models.Model):
    """An organisation in a convenio, once, with every role it plays there."""

    convenio = models.ForeignKey(Convenio, on_delete=models.PROTECT, related_name="partes")
    organizacion = models.ForeignKey(
        Organizacion, on_delete=models.PROTECT, related_name="partes", verbose_name="organización"
    )
    lado = models.CharField(max_length=12, choices=Lado.choices)
    roles = ArrayField(
        models.PositiveSmallIntegerField(choices=Rol.choices), default=list, blank=True
    )
    denominacion_al_firmar = models.CharField(
        "nombre al firmar", max_length=200, blank=True, help_text="Si entonces se llamaba distinto."
    )
    orden = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["-lado", "orden", "pk"]
        triggers = [caduca_foto()]
        constraints = [
            # One row per organisation: nobody stands on both sides of the same agreement.
            models.UniqueConstraint(
                fields=["convenio", "organizacion"],
                name="parte_una_vez_por_convenio",
                violation_error_message="Esa organización ya es parte de este convenio.",
            ),
        ]

    def __str__(self) -> str:
        return self.denominacion_al_firmar or str(self.organizacion)

    @property
    def nombre_corto(self) -> str:
        return self.organizacion.siglas or self.organizacion.nombre

    @property
    def roles_texto(self) -> str:
        return ", ".join(Rol(r).label for r in sorted(self.roles))


class TipoHito(models.TextChoices):
    NEGOCIACION = "negociacion", "Inicio de negociación"
    OPINION_TECNICA = "opinion_tecnica", "Opinión técnica"
    OPINION_OGPP = "opinion_ogpp", "Opinión de OGPP"
    OPINION_OGAJ = "opinion_ogaj", "Opinión de OGAJ"
    OPINION_RREE = "opinion_rree", "Opinión de Relaciones Exteriores"
    CONFORMIDAD_APCI = "conformidad_apci", "Conformidad de APCI"
    SUSCRIPCION = "suscripcion", "Suscripción"
    RESOLUCION_LEGISLATIVA = "rl", "Resolución legislativa"
    DECRETO_SUPREMO = "ds", "Decreto supremo de ratificación"
    PUBLICACION = "publicacion", "Publicación"
    CANJE = "canje", "Canje de instrumentos"
    VIGOR = "vigor", "Entrada en vigor"
    PLAN_OPERACIONES = "plan_operaciones", "Registro del plan de operaciones"
    EVALUACION = "evaluacion", "Evaluación"
    CIERRE = "cierre", "Acta de cierre"


@auditado()
class Hito(HitoConFuente):
    """A dated fact of an agreement."""

    convenio = models.ForeignKey(Convenio, on_delete=models.PROTECT, related_name="hitos")
    tipo = models.CharField(max_length=20, choices=TipoHito.choices)
    parte = models.ForeignKey(
        Parte, on_delete=models.PROTECT, null=True, blank=True, related_name="hitos"
    )

    class Meta:
        ordering = ["fecha", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["convenio", "tipo", "parte"],
                condition=Q(elegido=True),
                nulls_distinct=False,
                name="hito_uno_elegido_por_tipo",
                violation_error_message="Ya hay una fecha elegida para ese hito.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="hito_no_se_borra", operation=pgtrigger.Delete),
            # A party recorded by mistake is taken out of the agreement; its dates stay.
            pgtrigger.ReadOnly(
                name="hito_intangible",
                exclude=["parte", "elegido", "motivo_eleccion", "elegido_por", "elegido_el"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_tipo_display()}: {self.fecha_escrita}"
