"""Registers of APCI in which an organisation is inscribed, and until when: it changes with time."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from convenios.models.organizacion import Organizacion
from ocisys.base.auditado import auditado

if TYPE_CHECKING:
    from cargos.models import Usuario


class RegistroApciQuerySet(models.QuerySet["RegistroApci"]):
    def visibles_para(self, usuario: "Usuario") -> "RegistroApciQuerySet":
        """Known to all the office."""
        return self

    def ultimo_por_organizacion(self) -> "RegistroApciQuerySet":
        """The inscription that lasts longest of each organisation and register."""
        orden = ("organizacion", "registro", F("hasta").desc(nulls_first=True), "-pk")
        return self.order_by(*orden).distinct("organizacion", "registro")


@auditado()
class RegistroApci(models.Model):
    """An inscription as APCI's own page said on a day; validity is stored, never computed."""

    class Registro(models.TextChoices):
        ONGD = "ongd", "ONGD"
        ENIEX = "eniex", "ENIEX"
        IPREDA = "ipreda", "IPREDA"
        FUENTES = "fuentes", "Fuentes cooperantes"
        DONANTES = "donantes", "Donantes"

    class Estado(models.TextChoices):
        VIGENTE = "vigente", "Vigente"
        EN_TRAMITE = "en_tramite", "Renovación en trámite"
        NO_VIGENTE = "no_vigente", "No vigente"
        CANCELADO = "cancelado", "Cancelado"

    organizacion = models.ForeignKey(
        Organizacion, on_delete=models.PROTECT, related_name="registros"
    )
    registro = models.CharField(max_length=8, choices=Registro.choices)
    numero = models.CharField("número", max_length=40, blank=True)
    resolucion = models.CharField("resolución", max_length=120, blank=True)
    desde = models.DateField(null=True, blank=True)
    hasta = models.DateField("vigente hasta", null=True, blank=True)
    estado = models.CharField(
        "estado según APCI",
        max_length=10,
        choices=Estado.choices,
        blank=True,
        help_text="Lo que dice su página; no se deduce de la fecha.",
    )
    sancion = models.CharField(
        "sanción", max_length=200, blank=True, help_text="Si figura en el registro de sancionados."
    )
    consultado_el = models.DateField("consultado el")
    fuente_url = models.URLField("dirección consultada", max_length=300, blank=True)

    objects = RegistroApciQuerySet.as_manager()

    class Meta:
        verbose_name = "registro en APCI"
        verbose_name_plural = "registros en APCI"
        ordering = ["organizacion", "registro", "-hasta"]
        constraints = [
            models.CheckConstraint(
                condition=Q(hasta=None) | Q(desde=None) | Q(hasta__gte=F("desde")),
                name="registro_apci_fechas_en_orden",
                violation_error_message="El registro vence antes de empezar.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_registro_display()} {self.numero}".strip()

    @property
    def dado_de_baja(self) -> bool:
        """Whether APCI's page itself said that it no longer stands."""
        return self.estado in (self.Estado.NO_VIGENTE, self.Estado.CANCELADO)

    def dias_al(self, dia: date) -> int | None:
        """Days left on `dia`; negative once expired, None without an end."""
        return None if self.hasta is None else (self.hasta - dia).days
