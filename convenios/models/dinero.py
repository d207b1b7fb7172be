"""What each party puts, and what really arrived; corrected only by new rows."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pgtrigger
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q

from convenios.models.adenda import Adenda
from convenios.models.anulable import Anulable
from convenios.models.clausula import Clausula
from convenios.models.compromiso import Compromiso
from convenios.models.convenio import Convenio
from convenios.models.convenios import acceso
from convenios.models.parte import Parte
from convenios.models.tipos import Moneda

if TYPE_CHECKING:
    from cargos.models import Usuario


def _monto(rotulo: str, **opciones: Any) -> models.DecimalField:
    minimo = MinValueValidator(Decimal("0.01"), "Escriba un monto mayor que cero.")
    return models.DecimalField(
        rotulo, max_digits=16, decimal_places=2, validators=[minimo], **opciones
    )


class DineroQuerySet(models.QuerySet[Any]):
    def visibles_para(self, usuario: "Usuario") -> "DineroQuerySet":
        """Those of the convenios that the person may know of."""
        return self.filter(acceso(usuario, "convenio__"))

    def sin_anular(self) -> "DineroQuerySet":
        """All but the ones recorded by mistake."""
        return self.filter(anulado_en=None)


class AporteQuerySet(DineroQuerySet):
    def vigentes(self, al: date) -> "AporteQuerySet":
        """What the parties have committed as known on `al`: an adenda counts from its date."""
        revisiones = AporteComprometido.objects.filter(
            sustituye=OuterRef("pk"), adenda__fecha__lte=al, anulado_en=None
        )
        nacidos = Q(adenda=None) | Q(adenda__fecha__lte=al)
        return self.filter(nacidos, anulado_en=None).exclude(Exists(revisiones))


class AporteComprometido(Anulable):
    """What a party commits itself to put, in money or in kind, in the currency of the paper."""

    class Estado(models.TextChoices):
        INDICATIVO = "indicativo", "Indicativo"
        COMPROMETIDO = "comprometido", "Comprometido"

    convenio = models.ForeignKey(Convenio, on_delete=models.PROTECT, related_name="aportes")
    parte = models.ForeignKey(
        Parte, on_delete=models.PROTECT, related_name="aportes", verbose_name="quién aporta"
    )
    anio = models.PositiveSmallIntegerField(
        "año",
        null=True,
        blank=True,
        validators=[MinValueValidator(1900), MaxValueValidator(2150)],
        help_text="En blanco si el documento no lo divide por años.",
    )
    moneda = models.CharField(max_length=3, choices=Moneda.choices)
    monto = _monto("monto")
    en_especie = models.BooleanField("en especie (valorizado)", default=False)
    estado = models.CharField(max_length=12, choices=Estado.choices, default=Estado.COMPROMETIDO)
    clausula = models.ForeignKey(
        Clausula,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="aportes",
        verbose_name="cláusula que lo dice",
    )
    adenda = models.ForeignKey(
        Adenda,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="aportes",
        verbose_name="lo dice la adenda",
    )
    sustituye = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sustituido_por",
        verbose_name="en lugar de",
    )
    fuente_dato = models.CharField("fuente del dato", max_length=300, blank=True)
    es_ficticio = models.BooleanField("ficticio", default=False)

    objects = AporteQuerySet.as_manager()

    class Meta:
        verbose_name = "aporte comprometido"
        verbose_name_plural = "aportes comprometidos"
        ordering = ["-parte__lado", "parte", "anio", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(monto__gt=0), name="aporte_mayor_que_cero"),
            models.CheckConstraint(
                condition=Q(moneda__regex=r"^[A-Z]{3}$"), name="aporte_moneda_iso"
            ),
            models.CheckConstraint(
                condition=Q(sustituye=None) | Q(adenda__isnull=False),
                name="aporte_cambia_por_adenda",
                violation_error_message="Un aporte pactado sólo cambia por una adenda.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="aporte_no_se_borra", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="aporte_intangible",
                exclude=["anulado_en", "anulado_por", "anulado_motivo"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.moneda} {self.monto:,.2f} de {self.parte}"


class Desembolso(Anulable):
    """Money planned for a day, and what really arrived; the second is written once."""

    class Tipo(models.IntegerChoices):
        """IATI TransactionType; commitments (2, 11, 13) are `AporteComprometido`."""

        INGRESO = 1, "Ingreso de fondos"
        DESEMBOLSO = 3, "Desembolso a otra parte"
        GASTO = 4, "Gasto"

    convenio = models.ForeignKey(Convenio, on_delete=models.PROTECT, related_name="desembolsos")
    parte = models.ForeignKey(
        Parte, on_delete=models.PROTECT, related_name="desembolsos", verbose_name="quién desembolsa"
    )
    destino = models.ForeignKey(
        Parte,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="recibidos",
        verbose_name="quién recibe",
    )
    tipo = models.PositiveSmallIntegerField("qué es", choices=Tipo.choices, default=Tipo.DESEMBOLSO)
    moneda = models.CharField(max_length=3, choices=Moneda.choices)
    programado_el = models.DateField("programado para el", null=True, blank=True)
    programado = _monto("monto programado", null=True, blank=True)
    real_el = models.DateField("desembolsado el", null=True, blank=True)
    real = _monto("monto desembolsado", null=True, blank=True)
    documento = models.CharField(
        max_length=160, blank=True, help_text="Constancia, nota de abono u oficio."
    )
    condicion = models.ForeignKey(
        Compromiso,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="desembolsos",
        verbose_name="compromiso que lo condiciona",
    )
    exceso_razon = models.CharField("por qué excede lo comprometido", max_length=300, blank=True)
    fuente_dato = models.CharField("fuente del dato", max_length=300, blank=True)
    es_ficticio = models.BooleanField("ficticio", default=False)

    objects = DineroQuerySet.as_manager()

    class Meta:
        ordering = ["programado_el", "real_el", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(programado_el=None, programado=None)
                | Q(programado_el__isnull=False, programado__gt=0),
                name="desembolso_programado_completo",
                violation_error_message="Lo programado lleva fecha y monto.",
            ),
            models.CheckConstraint(
                condition=Q(real_el=None, real=None) | Q(real_el__isnull=False, real__gt=0),
                name="desembolso_real_completo",
                violation_error_message="Lo desembolsado lleva fecha y monto.",
            ),
            models.CheckConstraint(condition=Q(tipo__in=[1, 3, 4]), name="desembolso_tipo_iati"),
            models.CheckConstraint(
                condition=Q(programado__isnull=False) | Q(real__isnull=False),
                name="desembolso_dice_algo",
            ),
            models.CheckConstraint(
                condition=Q(moneda__regex=r"^[A-Z]{3}$"), name="desembolso_moneda_iso"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="desembolso_no_se_borra", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="desembolso_intangible",
                exclude=[
                    "real_el",
                    "real",
                    "documento",
                    "exceso_razon",
                    "anulado_en",
                    "anulado_por",
                    "anulado_motivo",
                ],
            ),
            # What arrived is written once.
            pgtrigger.Protect(
                name="desembolso_real_una_vez",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__real__isnull=False)
                & (
                    pgtrigger.Q(old__real__df=pgtrigger.F("new__real"))
                    | pgtrigger.Q(old__real_el__df=pgtrigger.F("new__real_el"))
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.moneda} {self.real or self.programado:,.2f} de {self.parte}"


def que_aportan(moneda: str, al: date, *, fuente: int | None = None) -> Q:
    """Condition on convenios: a counterpart (`fuente`, or those it absorbed) put money in `moneda`.

    The same rows that `convenios.captacion` adds on `al`.
    """
    suyos = Q(parte__lado="contraparte", moneda=moneda)
    if fuente is not None:
        suyos &= Q(parte__organizacion=fuente) | Q(parte__organizacion__absorbida_por=fuente)
    hasta_el_dia = Q(programado_el__lte=al) | Q(real_el__lte=al)
    aportes = AporteComprometido.objects.vigentes(al).filter(suyos)
    desembolsos = Desembolso.objects.sin_anular().filter(hasta_el_dia, suyos)
    return Q(pk__in=aportes.values("convenio")) | Q(pk__in=desembolsos.values("convenio"))
