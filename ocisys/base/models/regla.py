"""The legal rules of time, each valid between two dates: how long, how to count, when it is filed.

The law applied is the one in force at the fact, so a change of law is a new row; the old one gets
its last day and stays.
"""

from datetime import date
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, Q, Value

from ocisys.base.auditado import auditado
from ocisys.base.models.norma import DatoMaestro, Norma
from ocisys.base.plazos import Canal, Cita, Computo, Materia, Regimen, Regla, Unidad

# Both ends count; without an end the rule is still in force.
VIGENCIA = Func(
    F("vigente_desde"),
    F("vigente_hasta"),
    Value("[]"),
    function="daterange",
    output_field=DateRangeField(),
)


class VigenteQuerySet(models.QuerySet[Any]):
    def visibles_para(self, usuario: Any) -> "VigenteQuerySet":
        """The rules are public."""
        return self

    def vigentes(self, dia: date) -> "VigenteQuerySet":
        """Active rules in force on `dia`; both ends count."""
        return self.filter(
            Q(vigente_hasta__isnull=True) | Q(vigente_hasta__gte=dia),
            activa=True,
            vigente_desde__lte=dia,
        )


class Vigente(DatoMaestro):
    """Base of the rules: norm, validity, whether its source was read, whether it is applied."""

    norma = models.ForeignKey(Norma, on_delete=models.PROTECT, related_name="+")
    vigente_desde = models.DateField("rige desde")
    vigente_hasta = models.DateField("rigió hasta", null=True, blank=True)
    verificada = models.BooleanField("fuente leída", default=False)
    activa = models.BooleanField(
        "se aplica", default=False, help_text="Sólo se aplica una regla cuya fuente se leyó."
    )
    nota = models.CharField(max_length=400, blank=True)

    objects = VigenteQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(vigente_hasta__gte=F("vigente_desde")),
                name="%(class)s_vigencia_en_orden",
                violation_error_message="La vigencia termina antes de empezar.",
            ),
            models.CheckConstraint(
                condition=Q(activa=False) | Q(verificada=True),
                name="%(class)s_activa_verificada",
                violation_error_message="Lea la fuente antes de aplicar la regla.",
            ),
        ]

    def rige_en(self, dia: date) -> bool:
        """True if the rule is in force on `dia`; both ends count."""
        return self.vigente_desde <= dia and (
            self.vigente_hasta is None or dia <= self.vigente_hasta
        )

    def clean(self) -> None:
        # PostgreSQL refuses to build a range that ends before it starts: say so before asking it.
        if self.vigente_desde and self.vigente_hasta and self.vigente_hasta < self.vigente_desde:
            raise ValidationError({"vigente_hasta": "La vigencia termina antes de empezar."})
        # A form that shows the key as text leaves it out of its checks: the overlap is seen here.
        self.validate_constraints()


def _una_a_la_vez(nombre: str, *campos: str) -> ExclusionConstraint:
    """Two active rules for the same thing cannot be in force on the same day."""
    return ExclusionConstraint(
        name=nombre,
        expressions=[
            *((campo, RangeOperators.EQUAL) for campo in campos),
            (VIGENCIA, RangeOperators.OVERLAPS),
        ],
        condition=Q(activa=True),
        violation_error_message="Ya hay una regla vigente en esas fechas.",
    )


ARTICULOS = (
    "inicio",
    "dias",
    "ultimo_dia",
    "inicio_meses",
    "meses",
    "calendario",
    "distancia",
    "prorroga",
    "suspension",
)


@auditado()
class ReglaComputo(Vigente):
    """The articles of a version of the law that say how days, months and years are counted."""

    inicio = models.CharField("inicio en días", max_length=20)
    dias = models.CharField("días hábiles", max_length=20)
    ultimo_dia = models.CharField("último día inhábil", max_length=20)
    inicio_meses = models.CharField("inicio en meses", max_length=20)
    meses = models.CharField("meses y años", max_length=20)
    calendario = models.CharField("días calendario", max_length=20)
    distancia = models.CharField("término de la distancia", max_length=20)
    prorroga = models.CharField("prórroga", max_length=20)
    suspension = models.CharField("suspensión", max_length=20)

    class Meta(Vigente.Meta):
        verbose_name = "regla de cómputo"
        verbose_name_plural = "reglas de cómputo"
        ordering = ["-vigente_desde"]
        constraints = [*Vigente.Meta.constraints, _una_a_la_vez("regla_computo_una_vigente")]

    def __str__(self) -> str:
        return f"Cómputo de plazos, {self.norma}"

    def valor(self) -> Computo:
        """The value that the engine takes. Needs `norma` already fetched."""
        return Computo(
            norma=self.norma.corta,
            verificada=self.norma.verificada,
            desde=self.vigente_desde,
            hasta=self.vigente_hasta,
            **{articulo: getattr(self, articulo) for articulo in ARTICULOS},
        )


@auditado()
class ReglaPlazo(Vigente):
    """A legal term: how many days, months or years, from what fact and who owes it."""

    class Obligado(models.TextChoices):
        NOSOTROS = "nosotros", "La oficina"
        ADMINISTRADO = "administrado", "El administrado"
        SUPERIOR = "superior", "El superior jerárquico"
        QUEJADO = "quejado", "El funcionario quejado"
        ORGANIZACION = "organizacion", "La organización beneficiaria"

    codigo = models.CharField("código", max_length=20)
    nombre = models.CharField(max_length=160)
    cantidad = models.PositiveSmallIntegerField(help_text="0 sólo si vence el mismo día.")
    unidad = models.CharField(max_length=10, choices=[(u.value, u.etiqueta) for u in Unidad])
    regimen = models.CharField(
        "calendario",
        max_length=10,
        choices=[(r.value, r.etiqueta) for r in Regimen],
        default=Regimen.LPAG.value,
    )
    hecho = models.CharField("se cuenta desde", max_length=160)
    obligado = models.CharField(max_length=12, choices=Obligado.choices)
    articulo = models.CharField("artículo", max_length=60)
    prorroga_max = models.PositiveSmallIntegerField(
        "prórroga máxima", default=0, help_text="En la misma unidad; 0 si no se prorroga."
    )
    prorroga_articulo = models.CharField("artículo de la prórroga", max_length=60, blank=True)
    efecto = models.CharField("efecto al vencer", max_length=240, blank=True)

    class Meta(Vigente.Meta):
        verbose_name = "regla de plazo"
        verbose_name_plural = "reglas de plazo"
        ordering = ["codigo", "-vigente_desde"]
        constraints = [
            *Vigente.Meta.constraints,
            models.UniqueConstraint(
                fields=["codigo", "vigente_desde"], name="regla_plazo_version_unica"
            ),
            models.CheckConstraint(
                condition=Q(unidad="mismo_dia", cantidad=0)
                | (~Q(unidad="mismo_dia") & Q(cantidad__gte=1)),
                name="regla_plazo_cantidad_posible",
                violation_error_message="La cantidad debe ser mayor que cero.",
            ),
            _una_a_la_vez("regla_plazo_una_vigente", "codigo"),
        ]

    def __str__(self) -> str:
        return f"{self.codigo}: {self.nombre}"

    def valor(self) -> Regla:
        """The value that the engine takes. Needs `norma` already fetched."""
        norma = self.norma
        return Regla(
            codigo=self.codigo,
            nombre=self.nombre,
            cantidad=self.cantidad,
            unidad=Unidad(self.unidad),
            regimen=Regimen(self.regimen),
            cita=Cita(norma.corta, self.articulo, norma.verificada),
            prorroga_max=self.prorroga_max,
            prorroga_cita=Cita(norma.corta, self.prorroga_articulo, norma.verificada)
            if self.prorroga_articulo
            else None,
            nota=self.nota,
            obligado=self.obligado,
        )


@auditado()
class ReglaCorte(Vigente):
    """When something sent by a channel counts as filed, after hours or on a non-working day."""

    canal = models.CharField(max_length=12, choices=[(c.value, c.etiqueta) for c in Canal])
    materia = models.CharField(
        max_length=14,
        choices=[(m.value, m.etiqueta) for m in Materia],
        default=Materia.GENERAL.value,
    )
    fuera_de_hora_corre = models.BooleanField(
        "fuera de horario pasa al día hábil siguiente", default=False
    )
    inhabil_corre = models.BooleanField("en día inhábil pasa al día hábil siguiente", default=False)
    articulo = models.CharField("artículo", max_length=60)

    class Meta(Vigente.Meta):
        verbose_name = "regla de corte"
        verbose_name_plural = "reglas de corte"
        ordering = ["canal", "materia", "-vigente_desde"]
        constraints = [
            *Vigente.Meta.constraints,
            models.UniqueConstraint(
                fields=["canal", "materia", "vigente_desde"], name="regla_corte_version_unica"
            ),
            _una_a_la_vez("regla_corte_una_vigente", "canal", "materia"),
        ]

    def __str__(self) -> str:
        return f"{self.get_canal_display()} desde {self.vigente_desde:%d/%m/%Y}"
