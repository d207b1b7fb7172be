"""Which warnings were given, to whom, and whether the fact has closed them."""

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from cargos.models import Posicion
from ocisys.base.models import Aviso

if TYPE_CHECKING:
    from cargos.models import Usuario


class RondaAlertasQuerySet(models.QuerySet["RondaAlertas"]):
    def visibles_para(self, usuario: "Usuario") -> "RondaAlertasQuerySet":
        """That the round ran is known to whoever sees alerts; how many it gave is not shown."""
        return self


class RondaAlertas(models.Model):
    """That the matters of a day were looked at, even if there was nothing to tell: without it the
    silence of a worker that died looks like a quiet day."""

    dia = models.DateField("día", unique=True)
    dadas = models.PositiveIntegerField(default=0)
    revisada_en = models.DateTimeField("revisada", auto_now=True)

    objects = RondaAlertasQuerySet.as_manager()

    class Meta:
        verbose_name = "ronda de alertas"
        verbose_name_plural = "rondas de alertas"
        ordering = ["-dia"]

    def __str__(self) -> str:
        return f"{self.dia:%d/%m/%Y}: {self.dadas}"


class AlertaQuerySet(models.QuerySet["Alerta"]):
    def visibles_para(self, usuario: "Usuario") -> "AlertaQuerySet":
        """Those told to this person or to a post held today; the head and the auditors, all."""
        if usuario.puede("cargos_encargar") or usuario.puede("auditoria_ver"):
            return self
        posiciones = [d.posicion_id for d in usuario.designaciones_hoy]
        propias = Q(avisos__destinatario=usuario) | Q(cargo__in=posiciones)
        return self.filter(pk__in=self.filter(propias).values("pk"))

    def abiertas(self) -> "AlertaQuerySet":
        """The last warning of each matter that is not settled."""
        return self.filter(cerrada_el=None)

    def para_lista(self) -> "AlertaQuerySet":
        """What a row prints."""
        return self.select_related("cargo", "pospuesta_por__persona").prefetch_related(
            "avisos__destinatario__persona"
        )


class Alerta(models.Model):
    """One warning about one matter in one window. Its notices (`base.Aviso`) say what became of
    the mail. It closes when the next window opens, or when the fact settles the matter."""

    class Clase(models.TextChoices):
        OBLIGACION = "obligacion", "Obligación con fecha"
        DECISION = "decision", "Decisión de renovación"
        REGISTRO = "registro", "Registro en APCI"
        CALIFICACION = "calificacion", "Calificación de SUNAT"
        REQUERIMIENTO = "pedido", "Requerimiento"
        PASO = "paso", "Siguiente paso"
        VERIFICACION = "verificacion", "Fichas por actualizar"
        DESIGNACION = "designacion", "Fin de una designación"
        DECLARACION = "declaracion", "Declaración anual a APCI"
        HUERFANA = "huerfana", "Sin titular que responda"
        CONVOCATORIA = "convocatoria", "Cierre de convocatoria"

    clase = models.CharField(max_length=12, choices=Clase.choices)
    clave = models.CharField(max_length=40, help_text="La obligación, o el convenio y su fin.")
    ventana = models.SmallIntegerField(help_text="Días antes; negativa, después de la fecha.")
    dada_el = models.DateField("dada el")
    vence_el = models.DateField("fecha del asunto", null=True, editable=False)
    asunto = models.CharField(max_length=200, blank=True)
    enlace = models.CharField(max_length=300, blank=True)
    es_grave = models.BooleanField("grave", default=False)
    cargo = models.ForeignKey(Posicion, on_delete=models.PROTECT, null=True, related_name="+")
    avisos = models.ManyToManyField(Aviso, related_name="+")
    cerrada_el = models.DateField(null=True)
    cerrada_por_hecho = models.BooleanField(default=False)
    pospuesta_hasta = models.DateField(null=True)
    pospuesta_por = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    motivo_pospuesta = models.CharField(max_length=300, blank=True)

    objects = AlertaQuerySet.as_manager()

    class Meta:
        ordering = ["-dada_el", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["clase", "clave", "ventana"], name="alerta_una_por_ventana"
            ),
            models.CheckConstraint(
                condition=Q(pospuesta_hasta=None, pospuesta_por=None, motivo_pospuesta="")
                | Q(pospuesta_hasta__isnull=False, pospuesta_por__isnull=False)
                & ~Q(motivo_pospuesta=""),
                name="alerta_pospuesta_con_motivo",
            ),
        ]
        indexes = [
            models.Index(
                fields=["clase", "clave"], condition=Q(cerrada_el=None), name="alerta_abierta"
            )
        ]

    def __str__(self) -> str:
        return self.asunto or f"{self.get_clase_display()} {self.clave}, {self.ventana} d"

    def plazo(self, hoy: date) -> tuple[str, str]:
        """Word and tono of its date seen on `hoy`, whatever day it was told; ("", "") without."""
        if self.vence_el is None:
            return "", ""
        dias = (self.vence_el - hoy).days
        if dias < 0:
            return f"Hace {-dias} {'día' if dias == -1 else 'días'}", "peligro"
        if not dias:
            return "Hoy", "atencion"
        return f"En {dias} {'día' if dias == 1 else 'días'}", "atencion" if dias <= 15 else "info"
