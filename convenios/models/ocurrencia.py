"""Each due date of a commitment: what was reported, by whom it was reviewed, and the proof."""

from datetime import date

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from cargos.models import Acto
from convenios.estados import EXCLUIDOS, PARCIALES, PLENOS, SIN_REPORTE, EstadoOcurrencia
from convenios.models.caducidad import caduca_foto
from convenios.models.compromiso import Compromiso
from convenios.models.ocurrencias import OcurrenciaQuerySet
from convenios.models.origen import ORIGENES
from convenios.plazos import dias_vencido
from ocisys.base.models import Archivo


class Ocurrencia(models.Model):
    """One due date of a commitment; its state changes only by `acciones.ocurrencia`.

    Each change leaves a Seguimiento; `estado`, `avance` and `cumplida_el` mirror the last one so
    that they can be summed.
    """

    compromiso = models.ForeignKey(Compromiso, on_delete=models.PROTECT, related_name="ocurrencias")
    nro = models.PositiveSmallIntegerField("n.º")
    fecha_legal = models.DateField("fecha del convenio")
    fecha_exigible = models.DateField("vence el")
    norma_prorroga = models.CharField("norma que la movió", max_length=200, blank=True)
    prorroga_de = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="prorrogada_a",
        verbose_name="toma el lugar de",
    )
    estado = models.CharField(
        max_length=18, choices=EstadoOcurrencia.choices, default=EstadoOcurrencia.PENDIENTE
    )
    avance = models.PositiveSmallIntegerField(default=0)
    cumplida_el = models.DateField("cumplida el", null=True, blank=True)
    cambiada_el = models.DateField(null=True, blank=True, editable=False)
    desde = models.DateField(
        "existe desde",
        null=True,
        blank=True,
        editable=False,
        help_text="El día de la adenda que la trajo; vacío, desde siempre.",
    )
    reportada_por = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    validada_por = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    sustento = models.CharField(
        "norma o adenda que la exonera", max_length=200, blank=True, editable=False
    )

    objects = OcurrenciaQuerySet.as_manager()

    class Meta:
        verbose_name = "obligación con fecha"
        verbose_name_plural = "obligaciones con fecha"
        ordering = ["fecha_exigible", "pk"]
        indexes = [
            # Covers what `al(day)` looks at: the weeks of the dashboard read it and no table.
            models.Index(
                fields=["fecha_exigible", "estado"],
                include=["id", "compromiso", "cambiada_el", "desde"],
                name="ocurrencia_vence",
            )
        ]
        triggers = [
            caduca_foto(
                "(SELECT c.convenio_id FROM convenios_compromiso c"
                " WHERE c.id = COALESCE(NEW.compromiso_id, OLD.compromiso_id))"
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["compromiso", "nro"], name="ocurrencia_nro_unico"),
            models.CheckConstraint(
                condition=Q(avance__range=(0, 100)),
                name="ocurrencia_avance_0_a_100",
                violation_error_message="El avance va de 0 a 100.",
            ),
            models.CheckConstraint(
                condition=~Q(estado__in=["cumplido", "cumplido_parcial"])
                | Q(
                    cumplida_el__isnull=False,
                    reportada_por__isnull=False,
                    validada_por__isnull=False,
                )
                & ~Q(validada_por=F("reportada_por")),
                name="ocurrencia_cumplida_la_valida_otro",
                violation_error_message="La valida alguien distinto de quien la reportó.",
            ),
            models.CheckConstraint(
                condition=Q(prorroga_de=None) | ~Q(norma_prorroga=""),
                name="ocurrencia_movida_con_norma",
                violation_error_message="Sólo una norma o una adenda mueve la fecha.",
            ),
            models.CheckConstraint(
                condition=~Q(estado__in=["exonerado", "dejado_sin_efecto"]) | ~Q(sustento=""),
                name="ocurrencia_exonerada_con_norma",
                violation_error_message="Sólo una norma o una adenda exonera de una obligación.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.compromiso} · {self.fecha_exigible:%d/%m/%Y}"

    def get_absolute_url(self) -> str:
        return reverse("convenios:ocurrencia", args=[self.pk])

    @property
    def fue_movida(self) -> bool:
        return self.fecha_legal != self.fecha_exigible

    @property
    def por_que_se_movio(self) -> str:
        """«que no es hábil», or the norm that moved it."""
        return f"movida por {self.norma_prorroga}" if self.norma_prorroga else "que no es hábil"

    @property
    def es_intocable(self) -> bool:
        """Whether a change of the recurrence leaves it as it is: reported, or moved by a norm."""
        return self.estado not in SIN_REPORTE or bool(self.norma_prorroga)

    @property
    def estado_visto(self) -> EstadoOcurrencia:
        """The state as of the date asked, when the query was `al(…)`; else the present one."""
        return EstadoOcurrencia(getattr(self, "estado_al", self.estado))

    @property
    def cumplida_vista(self) -> date | None:
        """The day of the fulfilment as known on the date asked."""
        dia: date | None = getattr(self, "cumplida_al", self.cumplida_el)
        return dia

    def situacion(self, al: date) -> tuple[str, str]:
        """Word and tono of its chip on `al`: overdue is derived, never stored."""
        estado = self.estado_visto
        if estado in PLENOS:
            tarde = (self.cumplida_vista or self.fecha_exigible) > self.fecha_exigible
            return ("Cumplida tarde", "hecho") if tarde else ("Cumplida", "bien")
        if estado in EXCLUIDOS:
            return estado.label, "neutro"
        dias = dias_vencido(self.fecha_exigible, al)
        if dias:
            vencida = f"Vencida hace {dias} {'día' if dias == 1 else 'días'}"
            return (f"{vencida} · en revisión" if estado in PARCIALES else vencida), "peligro"
        if estado == EstadoOcurrencia.REPORTADO:
            return "Por validar", "espera"
        if estado == EstadoOcurrencia.OBSERVADO:
            return "Observada", "atencion"
        faltan = (self.fecha_exigible - al).days
        if faltan <= 30:
            cuando = "hoy" if not faltan else f"en {faltan} {'día' if faltan == 1 else 'días'}"
            return f"Vence {cuando}", "atencion"
        return estado.label, "info"


class SeguimientoQuerySet(models.QuerySet["Seguimiento"]):
    def ultimos_de(self, ocurrencias: models.QuerySet[Ocurrencia]) -> "SeguimientoQuerySet":
        """The last note of each of those obligations, with what a warning prints of it."""
        despues = Seguimiento.objects.filter(
            ocurrencia=OuterRef("ocurrencia"), pk__gt=OuterRef("pk")
        )
        return self.filter(~Exists(despues), ocurrencia__in=ocurrencias.order_by()).select_related(
            "por_posicion", *(f"ocurrencia__compromiso__{o}" for o in ORIGENES)
        )


class Seguimiento(Acto):
    """What happened to an ocurrencia, once per act, with the state it was left in; append-only.

    `fecha` is the day of the record: the figures of a past day are read from here.
    """

    class Tipo(models.TextChoices):
        AVANCE = "avance", "Avance"
        REPORTE = "reporte", "Reporte"
        OBSERVACION = "observacion", "Observación"
        VALIDACION = "validacion", "Validación"
        INCUMPLIMIENTO = "incumplimiento", "Incumplimiento"
        EXONERACION = "exoneracion", "Exoneración"
        PRORROGA = "prorroga", "Prórroga"
        FECHA = "fecha", "Cambio de fecha"

    class Riesgo(models.TextChoices):
        BAJO = "bajo", "Bajo"
        MEDIO = "medio", "Medio"
        ALTO = "alto", "Alto"

    ocurrencia = models.ForeignKey(
        Ocurrencia, on_delete=models.PROTECT, related_name="seguimientos"
    )
    tipo = models.CharField(max_length=14, choices=Tipo.choices)
    fecha = models.DateField()
    estado = models.CharField("queda en", max_length=18, choices=EstadoOcurrencia.choices)
    avance = models.PositiveSmallIntegerField(default=0)
    cumplida_el = models.DateField(null=True, blank=True)
    narrativa = models.TextField(blank=True)
    dificultad = models.TextField(blank=True)
    riesgo = models.CharField(max_length=6, choices=Riesgo.choices, blank=True)
    proxima_accion = models.CharField("próxima acción", max_length=200, blank=True)
    proxima_el = models.DateField("cuándo", null=True, blank=True)

    objects = SeguimientoQuerySet.as_manager()

    class Meta:
        ordering = ["en", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(proxima_el=None) | ~Q(proxima_accion=""),
                name="seguimiento_fecha_de_algo",
                violation_error_message="Diga qué es lo que toca ese día.",
            )
        ]
        indexes = [
            models.Index(fields=["ocurrencia", "fecha"], name="seguimiento_por_dia"),
            models.Index(fields=["-en", "-id"], name="seguimiento_reciente"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="seguimiento_intangible", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_tipo_display()} {self.fecha:%d/%m/%Y}"


class Evidencia(models.Model):
    """What proves a fulfilment; reviewed by somebody other than who presented it."""

    class Estado(models.TextChoices):
        PRESENTADA = "presentada", "Por revisar"
        VALIDADA = "validada", "Validada"
        OBSERVADA = "observada", "Observada"

    ocurrencia = models.ForeignKey(Ocurrencia, on_delete=models.PROTECT, related_name="evidencias")
    descripcion = models.CharField("descripción", max_length=300)
    documento = models.CharField(
        max_length=160, blank=True, help_text="Oficio, acta, informe: su número y fecha."
    )
    enlace = models.URLField("dirección", max_length=300, blank=True)
    archivo = models.ForeignKey(
        Archivo, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    publica = models.BooleanField("puede publicarse", default=False)
    estado = models.CharField(max_length=10, choices=Estado.choices, default=Estado.PRESENTADA)
    presentada_por = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    presentada_en = models.DateTimeField(auto_now_add=True)
    revisada_por = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    revisada_en = models.DateTimeField(null=True, blank=True)
    observacion = models.TextField("observación", blank=True)

    class Meta:
        ordering = ["presentada_en", "pk"]
        triggers = [
            pgtrigger.Protect(name="evidencia_no_se_borra", operation=pgtrigger.Delete),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(revisada_por=None) | ~Q(revisada_por=F("presentada_por")),
                name="evidencia_la_revisa_otro",
                violation_error_message="Nadie valida su propia evidencia.",
            ),
            models.CheckConstraint(
                condition=Q(estado="presentada", revisada_por=None, revisada_en=None)
                | ~Q(estado="presentada")
                & Q(revisada_por__isnull=False, revisada_en__isnull=False),
                name="evidencia_revisada_por_alguien",
            ),
            models.CheckConstraint(
                condition=~Q(estado="observada") | ~Q(observacion=""),
                name="evidencia_observada_dice_que",
                violation_error_message="Diga qué se observa.",
            ),
        ]

    def __str__(self) -> str:
        return self.descripcion
