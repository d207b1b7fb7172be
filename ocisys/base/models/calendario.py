"""Which days count: sedes, national holidays by rule, declared days and days without service.

A declared day moves deadlines only once it is CONFIRMADO, and it cannot be without a norm (TUO LPAG
art. 137: non-working days are set by decreto supremo). Until then it is kept in sight and counts as
an ordinary working day.
"""

from datetime import date, time
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q

from ocisys.base.auditado import auditado
from ocisys.base.models.norma import DatoMaestro, Norma

UBIGEO = RegexValidator(r"^(\d{2}|\d{4}|\d{6})$", "Ubigeo de 2, 4 o 6 dígitos.")

SIN_NORMA = "Para confirmar el día indique la norma que lo declara (TUO LPAG art. 137.1)."

HORAS_DE_ATENCION = 8
POCAS_HORAS = (
    f"La atención dura {HORAS_DE_ATENCION} horas consecutivas como mínimo (TUO LPAG art. 138)."
)


def _horas_despues(abre: time) -> time:
    """Earliest closing of a sede that opens then; the end of the day if it would pass midnight."""
    if abre.hour + HORAS_DE_ATENCION > 23:
        return time.max
    return abre.replace(hour=abre.hour + HORAS_DE_ATENCION)


class SedeQuerySet(models.QuerySet["Sede"]):
    def visibles_para(self, usuario: Any) -> "SedeQuerySet":
        """Where the office serves the public is public."""
        return self


@auditado()
class Sede(DatoMaestro):
    """A place where the office serves the public; its ubigeo decides which days concern it."""

    codigo = models.SlugField("código", max_length=20, unique=True)
    nombre = models.CharField(max_length=120)
    ubigeo = models.CharField(
        max_length=6,
        validators=[RegexValidator(r"^\d{6}$", "El ubigeo del distrito tiene 6 dígitos.")],
        help_text="INEI: departamento, provincia y distrito (150101).",
    )

    objects = SedeQuerySet.as_manager()

    class Meta:
        ordering = ["nombre"]

    def __str__(self) -> str:
        return self.nombre


class HorarioSedeQuerySet(models.QuerySet["HorarioSede"]):
    def visibles_para(self, usuario: Any) -> "HorarioSedeQuerySet":
        """The hours of attention are public."""
        return self

    def vigentes(self, dia: date) -> "HorarioSedeQuerySet":
        """Those in force on `dia`, the last one of each sede first."""
        return self.filter(desde__lte=dia).order_by("sede", "-desde")


@auditado()
class HorarioSede(DatoMaestro):
    """Hours of attention of a sede since a date (TUO LPAG art. 138: at least eight in a row)."""

    sede = models.ForeignKey(Sede, on_delete=models.PROTECT, related_name="horarios")
    desde = models.DateField("rige desde")
    abre = models.TimeField("abre a las")
    cierra = models.TimeField("cierra a las")
    sustento = models.CharField(max_length=200, help_text="Directiva o comunicado que lo fija.")

    objects = HorarioSedeQuerySet.as_manager()

    class Meta:
        verbose_name = "horario de la sede"
        verbose_name_plural = "horarios de la sede"
        ordering = ["sede", "-desde"]
        constraints = [
            models.UniqueConstraint(fields=["sede", "desde"], name="horario_sede_unico"),
            models.CheckConstraint(
                condition=Q(cierra__gt=F("abre")),
                name="horario_sede_en_orden",
                violation_error_message="La sede no puede cerrar antes de abrir.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sede}: {self.abre:%H:%M}–{self.cierra:%H:%M} desde {self.desde:%d/%m/%Y}"

    def clean(self) -> None:
        """Fewer hours than the law asks are refused beside their field."""
        if self.abre and self.cierra and self.abre < self.cierra < _horas_despues(self.abre):
            raise ValidationError({"cierra": POCAS_HORAS})


@auditado()
class FeriadoNacional(DatoMaestro):
    """A yearly holiday by rule: a fixed day and month, or days away from Easter Sunday."""

    codigo = models.SlugField("código", max_length=30, unique=True)
    nombre = models.CharField(max_length=120)
    mes = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    dia = models.PositiveSmallIntegerField(
        "día", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(31)]
    )
    dias_de_pascua = models.SmallIntegerField(
        "días desde el Domingo de Pascua", null=True, blank=True
    )
    norma = models.ForeignKey(Norma, on_delete=models.PROTECT, related_name="feriados")
    articulo = models.CharField("artículo", max_length=40)
    vigente_desde = models.DateField("rige desde")
    vigente_hasta = models.DateField("rigió hasta", null=True, blank=True)
    nota = models.CharField(max_length=400, blank=True)

    class Meta:
        verbose_name = "feriado nacional"
        verbose_name_plural = "feriados nacionales"
        ordering = ["mes", "dia", "dias_de_pascua"]
        constraints = [
            models.CheckConstraint(
                condition=Q(mes__isnull=False, dia__isnull=False, dias_de_pascua__isnull=True)
                | Q(mes__isnull=True, dia__isnull=True, dias_de_pascua__isnull=False),
                name="feriado_nacional_una_regla",
                violation_error_message="Indique el día y el mes, o los días desde la Pascua.",
            ),
            models.CheckConstraint(
                condition=Q(mes__isnull=True) | Q(mes__range=(1, 12), dia__range=(1, 31)),
                name="feriado_nacional_fecha_posible",
                violation_error_message="Ese día no existe.",
            ),
            models.CheckConstraint(
                condition=Q(vigente_hasta__gte=F("vigente_desde")),
                name="feriado_nacional_vigencia_en_orden",
                violation_error_message="La vigencia termina antes de empezar.",
            ),
        ]

    def __str__(self) -> str:
        return self.nombre


class DiaNoLaborableQuerySet(models.QuerySet["DiaNoLaborable"]):
    def visibles_para(self, usuario: Any) -> "DiaNoLaborableQuerySet":
        """The calendar is public."""
        return self

    def por_confirmar(self) -> "DiaNoLaborableQuerySet":
        """Days known only by hearsay: they wait for an administrator and the norm."""
        return self.filter(estado=DiaNoLaborable.Estado.SIN_CONFIRMAR)


@auditado()
class DiaNoLaborable(DatoMaestro):
    """A single date that a norm makes non-working, or gives back to work."""

    class Efecto(models.TextChoices):
        DECLARA = "declara", "Se declara no laborable"
        RESTITUYE = "restituye", "Se trabaja (feriado suspendido o declaración retirada)"

    class Estado(models.TextChoices):
        CONFIRMADO = "confirmado", "Confirmado"
        SIN_CONFIRMAR = "sin_confirmar", "Sin confirmar"
        DESCARTADO = "descartado", "Descartado"

    fecha = models.DateField()
    efecto = models.CharField(max_length=10, choices=Efecto.choices, default=Efecto.DECLARA)
    motivo = models.CharField(max_length=160)
    parcial = models.BooleanField(
        "sólo parte del día",
        default=False,
        help_text="El día sigue contando, pero ningún plazo vence en él (TUO LPAG art. 134.2).",
    )
    ubigeos = ArrayField(
        models.CharField(max_length=6, validators=[UBIGEO]),
        default=list,
        blank=True,
        verbose_name="ámbito (ubigeos)",
        help_text="Departamentos, provincias o distritos separados por comas; vacío es nacional.",
    )
    norma = models.ForeignKey(
        Norma, on_delete=models.PROTECT, null=True, blank=True, related_name="dias"
    )
    articulo = models.CharField("artículo", max_length=40, blank=True)
    excluye_lpag = models.BooleanField("no cuenta en plazos administrativos", default=True)
    excluye_tributario = models.BooleanField(
        "no cuenta en plazos tributarios",
        default=False,
        help_text="Los decretos de días compensables suelen declararlos hábiles para tributos.",
    )
    estado = models.CharField(
        max_length=13, choices=Estado.choices, default=Estado.SIN_CONFIRMAR, db_index=True
    )
    fuente = models.CharField(max_length=300, help_text="Dónde se leyó.")
    nota = models.CharField(max_length=400, blank=True)

    objects = DiaNoLaborableQuerySet.as_manager()

    class Meta:
        verbose_name = "día no laborable"
        verbose_name_plural = "días no laborables"
        ordering = ["-fecha"]
        constraints = [
            models.UniqueConstraint(
                fields=["fecha", "efecto", "ubigeos"],
                name="dia_no_laborable_unico",
                violation_error_message="Ese día ya está registrado para ese ámbito.",
            ),
            models.CheckConstraint(
                condition=~Q(estado="confirmado") | Q(norma__isnull=False),
                name="dia_no_laborable_confirmado_con_norma",
                violation_error_message=SIN_NORMA,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fecha:%d/%m/%Y} {self.motivo}"

    def clean(self) -> None:
        # The constraint says it too; here the sentence lands beside its field.
        if self.estado == self.Estado.CONFIRMADO and self.norma is None:
            raise ValidationError({"norma": SIN_NORMA})


@auditado()
class DiaSinAtencion(DatoMaestro):
    """A day when a sede did not serve the public for its normal hours (TUO LPAG art. 134.2).

    The day counts; a deadline that would end on it moves to the next working day.
    """

    sede = models.ForeignKey(Sede, on_delete=models.PROTECT, related_name="dias_sin_atencion")
    fecha = models.DateField()
    motivo = models.CharField(max_length=160)
    sustento = models.CharField(max_length=200, help_text="Acta o comunicado que lo prueba.")

    class Meta:
        verbose_name = "día sin atención"
        verbose_name_plural = "días sin atención"
        ordering = ["-fecha"]
        constraints = [
            models.UniqueConstraint(fields=["sede", "fecha"], name="dia_sin_atencion_unico")
        ]

    def __str__(self) -> str:
        return f"{self.fecha:%d/%m/%Y} {self.motivo}"
