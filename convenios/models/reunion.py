"""A meeting, from its proposal to its acta; each change of state is a row of its own."""

from datetime import date, datetime, time

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from cargos.models import Acto, Posicion
from convenios.models.espacio import EspacioConcertacion
from convenios.models.organizacion import Organizacion
from convenios.models.reuniones import ReunionQuerySet
from ocisys.base.auditado import auditado
from ocisys.base.models import Norma


class EstadoReunion(models.TextChoices):
    PROPUESTA = "propuesta", "Propuesta"
    CONVOCADA = "convocada", "Convocada"
    REALIZADA = "realizada", "Realizada"
    CANCELADA = "cancelada", "Cancelada"
    REPROGRAMADA = "reprogramada", "Reprogramada"

    @property
    def tono(self) -> str:
        """Tono of its chip."""
        return {
            EstadoReunion.PROPUESTA: "espera",
            EstadoReunion.CONVOCADA: "info",
            EstadoReunion.REALIZADA: "hecho",
        }.get(self, "neutro")


_E = EstadoReunion
TRANSICIONES_REUNION: dict[EstadoReunion, frozenset[EstadoReunion]] = {
    _E.PROPUESTA: frozenset({_E.CONVOCADA, _E.CANCELADA, _E.REPROGRAMADA}),
    _E.CONVOCADA: frozenset({_E.REALIZADA, _E.CANCELADA, _E.REPROGRAMADA}),
    _E.REALIZADA: frozenset(),
    _E.CANCELADA: frozenset(),
    # The other date is another meeting, which says that it takes the place of this one.
    _E.REPROGRAMADA: frozenset(),
}
A_MANO = {de: siguientes - {_E.REPROGRAMADA} for de, siguientes in TRANSICIONES_REUNION.items()}
"""Where it is passed by saying so: to be «reprogramada» it is given its other date."""
POR_VENIR = frozenset({_E.PROPUESTA, _E.CONVOCADA})


class Modalidad(models.TextChoices):
    PRESENCIAL = "presencial", "Presencial"
    VIRTUAL = "virtual", "Virtual"
    MIXTA = "mixta", "Presencial y virtual"


@auditado()
class Reunion(Acto):
    """What is said of it changes only until it is held; every version stays in the audit table."""

    codigo = models.CharField("código", max_length=16, unique=True, editable=False)
    espacio = models.ForeignKey(
        EspacioConcertacion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reuniones",
        verbose_name="espacio de concertación",
    )
    organizacion = models.ForeignKey(
        Organizacion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reuniones",
        verbose_name="con qué organización",
    )
    titulo = models.CharField("asunto", max_length=200)
    fecha = models.DateField()
    desde = models.TimeField("de", null=True, blank=True)
    hasta = models.TimeField("a", null=True, blank=True)
    modalidad = models.CharField(max_length=10, choices=Modalidad.choices)
    lugar = models.CharField(
        max_length=200, blank=True, help_text="Sala y ciudad, o la dirección de la sala virtual."
    )
    convoca_posicion = models.ForeignKey(
        Posicion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="cargo nuestro que convoca",
    )
    agenda = ArrayField(
        models.CharField(max_length=300), verbose_name="orden del día", default=list, blank=True
    )
    comision_norma = models.ForeignKey(
        Norma,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="norma que autoriza el viaje",
    )
    comision_documento = models.CharField(
        "otro documento de la comisión de servicios", max_length=160, blank=True
    )
    intervencion = models.TextField(
        "intervención del Sector", max_length=8000, blank=True, editable=False
    )
    propuesta_el = models.DateField("propuesta el", editable=False)
    reprograma_a = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="reprogramada_en",
        verbose_name="toma el lugar de",
    )
    estado = models.CharField(
        max_length=14, choices=EstadoReunion.choices, default=_E.PROPUESTA, editable=False
    )
    es_ficticia = models.BooleanField("ficticia", default=False, editable=False)

    objects = ReunionQuerySet.as_manager()

    class Meta:
        verbose_name = "reunión"
        verbose_name_plural = "reuniones"
        ordering = ["-fecha", "-pk"]
        indexes = [models.Index(fields=["espacio", "fecha"], name="reunion_del_espacio")]
        constraints = [
            models.CheckConstraint(
                condition=Q(hasta=None) | Q(desde__isnull=False, hasta__gt=F("desde")),
                name="reunion_horas_en_orden",
                violation_error_message="La reunión termina después de empezar.",
            ),
            models.CheckConstraint(
                condition=~Q(espacio=None, organizacion=None, convoca_posicion=None),
                name="reunion_con_alguien",
                violation_error_message="Diga en qué espacio, con quién o quién convoca.",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="reunion_codigo_fijo", fields=["codigo", "propuesta_el", "reprograma_a"]
            ),
            pgtrigger.Protect(name="reunion_no_se_borra", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.codigo} {self.titulo}"

    def get_absolute_url(self) -> str:
        return reverse("convenios:reunion", args=[self.pk])

    @property
    def tono(self) -> str:
        return EstadoReunion(self.estado).tono

    @property
    def por_venir(self) -> bool:
        """Whether it may still be edited, held, cancelled or moved."""
        return self.estado in POR_VENIR

    @property
    def horas(self) -> str:
        """«de 09:00 a 11:30», «desde las 09:00», or nothing."""
        if self.desde is None:
            return ""
        if self.hasta is None:
            return f"desde las {self.desde:%H:%M}"
        return f"de {self.desde:%H:%M} a {self.hasta:%H:%M}"

    @property
    def inicia(self) -> datetime | None:
        """The moment in Lima at which it begins, when its hour is known."""
        return _momento(self.fecha, self.desde)

    @property
    def termina(self) -> datetime | None:
        """The moment at which it ends, when that is known."""
        return _momento(self.fecha, self.hasta)

    @property
    def convoca(self) -> str:
        """Who convenes: a post of ours, the secretariat of the space, or the organisation."""
        if self.convoca_posicion:
            return f"Cargo {self.convoca_posicion} de la oficina"
        if self.espacio and self.espacio.secretaria:
            return self.espacio.secretaria
        return str(self.organizacion or self.espacio)

    @property
    def comision(self) -> str:
        """What authorises the travel, or nothing."""
        return " · ".join(str(d) for d in (self.comision_norma, self.comision_documento) if d)

    @property
    def le_falta(self) -> list[str]:
        """Of agenda, attendance and acta, those that a held meeting lacks; needs `para_lista`."""
        hay = {
            "orden del día": bool(self.agenda),
            "asistencia": getattr(self, "con_asistencia", False),
            "acta": getattr(self, "con_acta", False),
        }
        return [cosa for cosa, esta in hay.items() if not esta]

    @property
    def falta_en_palabras(self) -> str:
        """«asistencia, acta»."""
        return ", ".join(self.le_falta)


def _momento(dia: date, hora: time | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(dia, hora)) if hora else None


class PasoReunion(Acto):
    """A change of state, with its reason or its document; append-only."""

    reunion = models.ForeignKey(Reunion, on_delete=models.PROTECT, related_name="pasos")
    de = models.CharField(max_length=14, choices=EstadoReunion.choices, blank=True)
    a = models.CharField("pasa a", max_length=14, choices=EstadoReunion.choices)
    fecha = models.DateField()
    nota = models.TextField("motivo o nota", max_length=2000, blank=True)
    documento = models.CharField(
        max_length=160, blank=True, help_text="Oficio u otra comunicación: su número, si lo hay."
    )

    class Meta:
        ordering = ["en", "pk"]
        triggers = [
            pgtrigger.Protect(
                name="paso_reunion_intangible", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_a_display()} el {self.fecha:%d/%m/%Y}"
