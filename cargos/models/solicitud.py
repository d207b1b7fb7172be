"""What a person asks of the Jefatura: to be replaced some days, a correction, anything else."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from cargos.models.acto import Acto
from cargos.models.persona import Persona

if TYPE_CHECKING:
    from cargos.models.usuario import Usuario


class SolicitudQuerySet(models.QuerySet["Solicitud"]):
    def visibles_para(self, usuario: "Usuario") -> "SolicitudQuerySet":
        """Whoever seats people and whoever audits see all; anyone else their own."""
        if usuario.puede("cargos_designar") or usuario.puede("auditoria_ver"):
            return self
        return self.filter(por=usuario)

    def de(self, persona: Persona | None) -> "SolicitudQuerySet":
        """What one person asked, ready to be listed; nothing for an account without a person."""
        return self.filter(persona=persona).para_lista() if persona else self.none()

    def para_lista(self) -> "SolicitudQuerySet":
        """With who asks and who answered."""
        return self.select_related("persona", "respondida_por__persona")

    def pendientes(self) -> "SolicitudQuerySet":
        """Neither answered nor withdrawn."""
        return self.filter(estado=Solicitud.Estado.PENDIENTE)

    def por_responder(self, usuario: "Usuario") -> "SolicitudQuerySet":
        """What waits for this person's answer, to be listed: nobody answers the own request."""
        if not usuario.puede("cargos_designar"):
            return self.none()
        return self.pendientes().exclude(por=usuario).para_lista()


class Solicitud(Acto):
    """A request and its single answer; both stay on the record."""

    class Clase(models.TextChoices):
        AUSENCIA = "ausencia", "Ausencia: que alguien me supla"
        DATOS = "datos", "Corregir mis datos"
        OTRA = "otra", "Otra"

    class Estado(models.TextChoices):
        PENDIENTE = "pendiente", "Pendiente"
        ACEPTADA = "aceptada", "Aceptada"
        DENEGADA = "denegada", "Denegada"
        RETIRADA = "retirada", "Retirada"

    persona = models.ForeignKey(Persona, on_delete=models.PROTECT, related_name="solicitudes")
    clase = models.CharField(max_length=10, choices=Clase.choices)
    desde = models.DateField("primer día", null=True, blank=True)
    hasta = models.DateField("último día", null=True, blank=True)
    texto = models.TextField()
    estado = models.CharField(max_length=10, choices=Estado.choices, default=Estado.PENDIENTE)
    respuesta = models.CharField(max_length=500, blank=True)
    respondida_por = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="respondida por",
    )
    respondida_en = models.DateTimeField("respondida", null=True, blank=True)

    objects = SolicitudQuerySet.as_manager()

    class Meta:
        verbose_name = "solicitud"
        verbose_name_plural = "solicitudes"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(clase="ausencia")
                | Q(desde__isnull=False, hasta__gte=models.F("desde")),
                name="solicitud_ausencia_con_fechas",
                violation_error_message="Una ausencia dice desde cuándo y hasta cuándo.",
            ),
            models.CheckConstraint(
                condition=~Q(estado__in=["aceptada", "denegada"])
                | Q(respondida_por__isnull=False, respondida_en__isnull=False),
                name="solicitud_respondida_por_alguien",
                violation_error_message="Una solicitud respondida dice quién y cuándo.",
            ),
            models.CheckConstraint(
                condition=~Q(estado="denegada") | ~Q(respuesta=""),
                name="solicitud_denegada_con_motivo",
                violation_error_message="Una solicitud denegada dice por qué.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_clase_display()}: {self.texto[:60]}"

    @property
    def tono(self) -> str:
        """Tono of its chip."""
        return {"pendiente": "info", "aceptada": "bien", "denegada": "peligro"}.get(
            self.estado, "neutro"
        )
