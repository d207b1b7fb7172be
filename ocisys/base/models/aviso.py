"""The outbox: what the office tells a person, on screen and by mail."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Nivel(models.TextChoices):
    """How much a notice presses: `rojo` is mailed at once, the others in the daily digest."""

    INFO = "info", "Información"
    ATENCION = "atencion", "Atención"
    ROJO = "rojo", "Urgente"


class Correo(models.TextChoices):
    """What became of the mail of a notice."""

    PENDIENTE = "pendiente", "Por enviar"
    ENVIADO = "enviado", "Enviado"
    LEIDO_ANTES = "leido_antes", "Leído en pantalla antes del envío"
    SIN_DIRECCION = "sin_direccion", "La persona no tiene correo"
    FALLIDO = "fallido", "No se pudo enviar"


class PorCorreo(models.Model):
    """Base of a row that is mailed: what became of it, and when it is tried again."""

    correo = models.CharField(
        "estado del correo", max_length=14, choices=Correo.choices, default=Correo.PENDIENTE
    )
    intentar_desde = models.DateTimeField("no enviar antes de")
    intentos = models.PositiveSmallIntegerField(default=0)
    enviado_en = models.DateTimeField(null=True, blank=True)
    error = models.CharField("último error", max_length=300, blank=True)

    class Meta:
        abstract = True


class AvisoQuerySet(models.QuerySet["Aviso"]):
    def visibles_para(self, usuario: Any) -> "AvisoQuerySet":
        """One's own notices; nobody reads those of another."""
        return self.filter(destinatario=usuario)

    def sin_leer(self) -> "AvisoQuerySet":
        return self.filter(leido_en=None)

    def por_enviar(self, ahora: datetime) -> "AvisoQuerySet":
        """Mails still owed whose next try has come."""
        return self.filter(correo=Correo.PENDIENTE, intentar_desde__lte=ahora)


class Aviso(PorCorreo):
    """One sentence for one person, written in the transaction of what caused it."""

    destinatario = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="avisos"
    )
    nivel = models.CharField(max_length=8, choices=Nivel.choices, default=Nivel.INFO)
    asunto = models.CharField(max_length=200)
    cuerpo = models.TextField(blank=True)
    enlace = models.CharField(max_length=300, blank=True, help_text="Ruta de la página del asunto.")
    creado_en = models.DateTimeField()
    leido_en = models.DateTimeField("leído", null=True, blank=True)

    objects = AvisoQuerySet.as_manager()

    class Meta:
        verbose_name = "aviso"
        verbose_name_plural = "avisos"
        ordering = ["-creado_en", "-pk"]
        indexes = [
            models.Index(fields=["destinatario", "-creado_en", "-id"], name="aviso_de_persona"),
            models.Index(
                fields=["destinatario"], condition=Q(leido_en=None), name="aviso_sin_leer"
            ),
            models.Index(
                F("intentar_desde"), condition=Q(correo="pendiente"), name="aviso_por_enviar"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(correo="enviado", enviado_en__isnull=False)
                | (~Q(correo="enviado") & Q(enviado_en=None)),
                name="aviso_enviado_con_fecha",
            ),
            models.CheckConstraint(
                condition=Q(enlace="") | Q(enlace__startswith="/"), name="aviso_enlace_de_la_casa"
            ),
        ]

    def __str__(self) -> str:
        return self.asunto
