"""How each convenio stood on a day, kept so that the dashboard need not add every obligation again.

A foto is derived, never the truth: `convenios.fotos.asegurar` takes the missing ones from the same
sums and the same semaphore as the fichas, and a trigger drops them when what they saw changes.
"""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any
from zlib import crc32

from django.db import models
from django.db.models import Case, Count, ExpressionWrapper, F, FloatField, Q, Sum, Value, When
from django.db.models.functions import Cast, Coalesce

from cargos.models import Designacion, Posicion
from convenios.cifras import ESCALA, Parametros, Sumas, cumplimiento
from convenios.models.convenio import Convenio
from convenios.models.registro import RegistroApci
from convenios.plazos import Vigencia
from convenios.semaforo import Color

PESADAS = ("pesos", "logro", "a_tiempo", "mora", "pesos_todos", "avance")
CONTADAS = ("exigibles", "vencidas", "criticas", "en_revision", "todas", "sin_cumplir")


def huella(p: Parametros) -> int:
    """A number that changes with the settings: a foto taken with others is not of use."""
    return crc32(repr(p).encode())


class FotoConvenioQuerySet(models.QuerySet[Any]):
    def en_curso(self, dia: date) -> "FotoConvenioQuerySet":
        """The convenios that counted on `dia`."""
        return self.filter(dia=dia, en_curso=True)

    def con_color(self, dia: date, p: Parametros) -> "FotoConvenioQuerySet":
        """Annotate `color_visto`: the convenio's own colour, or amber when it would be green and a
        party's register expires or nobody answers for something; those two change elsewhere."""
        limite = dia + timedelta(days=p.dias_registro_ambar)
        registros = RegistroApci.objects.filter(
            pk__in=RegistroApci.objects.ultimo_por_organizacion().values("pk"), hasta__lte=limite
        )
        ajeno = Q(
            convenio__in=Convenio.objects.filter(
                partes__organizacion__in=registros.values("organizacion")
            ).values("pk")
        ) | Q(pk__in=FotoCarga.objects.huerfanas(dia).values("foto"))
        return self.annotate(
            color_visto=Case(
                When(Q(color=Color.VERDE) & ajeno, then=Value(Color.AMBAR.value)),
                default=F("color"),
                output_field=models.CharField(),
            )
        )

    def del_peor_al_mejor(self) -> "FotoConvenioQuerySet":
        """Worst first, as `SituacionConvenio.gravedad` orders them; needs `con_color`."""
        # `color_visto` only once: the database works its two subqueries out at each mention.
        propio = {c: Value(i) for i, c in enumerate(Color)}
        orden = Case(
            *(When(color=c.value, then=propio[c]) for c in Color if c != Color.VERDE),
            When(color_visto=Color.AMBAR.value, then=propio[Color.AMBAR]),
            default=propio[Color.VERDE],
            output_field=models.IntegerField(),
        )
        razon = Cast("logro", FloatField()) / (F("pesos") * float(ESCALA))
        retraso = Cast("mora", FloatField()) / F("pesos")
        return self.order_by(
            orden,
            Case(When(pesos=0, then=Value(2.0)), default=razon).asc(),
            Case(When(pesos=0, then=Value(0.0)), default=retraso).desc(),
            "convenio__codigo",
        )

    def sumadas(self) -> dict[str, Any]:
        """Totals of these fotos in one query: our sums weighted by importance (`propias`), theirs
        (`ajenas`) and how many convenios are in each plight."""
        peso = F("convenio__importancia")
        filas = self.aggregate(
            **{f"s_{c}": Coalesce(Sum(F(c) * peso), 0) for c in PESADAS},
            **{f"s_{c}": Coalesce(Sum(c), 0) for c in CONTADAS},
            s_dias_max=Coalesce(models.Max("dias_max"), 0),
            **{f"a_{c}": Coalesce(Sum(f"ajenas_{c}"), 0) for c in ("exigibles", "pesos", "logro")},
            tarde=Coalesce(Sum("tarde"), 0),
            convenios=Count("pk"),
            con_exigibles=Count("pk", filter=Q(exigibles__gt=0)),
            por_vencer=Count("pk", filter=Q(vigencia=Vigencia.POR_VENCER)),
            por_vencer_sin_decision=Count(
                "pk", filter=Q(vigencia=Vigencia.POR_VENCER, sin_decision=True)
            ),
            sin_decision=Count("pk", filter=Q(sin_decision=True)),
            por_revisar=Count("por_validar_desde"),
        )
        propias = {c: int(filas.pop(f"s_{c}")) for c in (*PESADAS, *CONTADAS, "dias_max")}
        ajenas = {c: int(filas.pop(f"a_{c}")) for c in ("exigibles", "pesos", "logro")}
        return filas | {"propias": Sumas(**propias), "ajenas": Sumas(**ajenas)}

    def mediana(self, con_exigibles: int) -> Fraction | None:
        """Median of C over the `con_exigibles` of these that had something due."""
        if not con_exigibles:
            return None
        numero = models.DecimalField(max_digits=20, decimal_places=0)
        razon = ExpressionWrapper(Cast("logro", numero) / F("pesos"), output_field=numero)
        centro = self.filter(pesos__gt=0).order_by(razon, "pk").values_list("logro", "pesos")
        medio = centro[(con_exigibles - 1) // 2 : con_exigibles // 2 + 1]
        valores = [cumplimiento(Sumas(logro=logro, pesos=pesos)) for logro, pesos in medio]
        return sum((v for v in valores if v is not None), Fraction()) / len(valores)


class FotoConvenio(models.Model):
    """The sums, dates and colour of one convenio on `dia`, with the settings of `huella`.

    The fields of `Sumas` are our obligations, unweighted by importance; `ajenas_…` the
    counterpart's. `color` is by its own facts: see `con_color`.
    """

    dia = models.DateField()
    convenio = models.ForeignKey(Convenio, on_delete=models.CASCADE, related_name="fotos")
    huella = models.BigIntegerField()
    en_curso = models.BooleanField()
    color = models.CharField(max_length=5, choices=[(c.value, c.palabra) for c in Color])
    vigencia = models.CharField(max_length=13, choices=[(v.value, v.palabra) for v in Vigencia])
    fin = models.DateField(null=True)
    limite = models.DateField("decidir antes de", null=True)
    sin_decision = models.BooleanField()
    exigibles = models.PositiveIntegerField()
    pesos = models.PositiveIntegerField()
    logro = models.BigIntegerField()
    a_tiempo = models.PositiveIntegerField()
    mora = models.BigIntegerField()
    vencidas = models.PositiveIntegerField()
    criticas = models.PositiveIntegerField()
    en_revision = models.PositiveIntegerField()
    dias_max = models.PositiveIntegerField()
    todas = models.PositiveIntegerField()
    sin_cumplir = models.PositiveIntegerField()
    pesos_todos = models.PositiveIntegerField()
    avance = models.BigIntegerField()
    tarde = models.PositiveIntegerField()
    por_validar_desde = models.DateField("espera revisión desde", null=True)
    ajenas_exigibles = models.PositiveIntegerField()
    ajenas_pesos = models.PositiveIntegerField()
    ajenas_logro = models.BigIntegerField()

    objects = FotoConvenioQuerySet.as_manager()

    class Meta:
        verbose_name = "foto de un convenio"
        verbose_name_plural = "fotos de convenios"
        ordering = ["dia", "convenio"]
        constraints = [
            models.UniqueConstraint(fields=["dia", "convenio"], name="foto_una_por_dia"),
        ]

    def __str__(self) -> str:
        return f"{self.convenio_id} al {self.dia:%d/%m/%Y}"


class FotoCargaQuerySet(models.QuerySet["FotoCarga"]):
    def huerfanas(self, dia: date) -> "FotoCargaQuerySet":
        """Open work on `dia` of a post that nobody holds that day, or of no post."""
        ocupados = Designacion.objects.vigentes(dia).values("posicion")
        sin_titular = Q(cargo=None) | ~Q(cargo__in=ocupados)
        return self.filter(sin_titular, foto__dia=dia, abiertas__gt=0)


class FotoCarga(models.Model):
    """What a post had before it in one convenio on the day of the foto; our side only."""

    foto = models.ForeignKey(FotoConvenio, on_delete=models.CASCADE, related_name="cargas")
    cargo = models.ForeignKey(Posicion, on_delete=models.PROTECT, null=True, related_name="+")
    vencidas = models.PositiveIntegerField()
    proximas = models.PositiveIntegerField()
    por_validar = models.PositiveIntegerField()
    abiertas = models.PositiveIntegerField()

    objects = FotoCargaQuerySet.as_manager()

    class Meta:
        verbose_name = "carga de un cargo"
        verbose_name_plural = "cargas de los cargos"
        ordering = ["foto", "cargo"]
        constraints = [
            models.UniqueConstraint(
                fields=["foto", "cargo"], name="foto_una_carga_por_cargo", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return f"{self.foto}: {self.cargo_id or 'sin cargo'}"


def campos_de(sumas: Sumas) -> dict[str, int]:
    """The fields of `Sumas` as columns of a foto."""
    return {c: getattr(sumas, c) for c in (*PESADAS, *CONTADAS, "dias_max")}


def nombres_de_columnas() -> list[str]:
    """Columns that a new foto of the same convenio and day replaces."""
    fijas = {"id", "dia", "convenio"}
    return [c.name for c in FotoConvenio._meta.concrete_fields if c.name not in fijas]
