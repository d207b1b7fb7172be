"""What an agreement set out to achieve, how it is measured, and what was measured (IATI result).

A result and its indicators are corrected while nothing has been measured; afterwards they are
annulled with a reason. A measurement is never touched: another one corrects it and says why.
"""

from decimal import ROUND_DOWN, Decimal
from typing import TYPE_CHECKING, Any

import pgtrigger
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Prefetch, Q
from django.urls import reverse

from cargos.models import Acto
from convenios.models.anulable import Anulable
from convenios.models.clausula import Clausula
from convenios.models.convenio import Convenio
from convenios.models.convenios import acceso
from convenios.models.documento import Documento
from ocisys.base.auditado import auditado

if TYPE_CHECKING:
    from cargos.models import Usuario


class ResultadoQuerySet(models.QuerySet["Resultado"]):
    def visibles_para(self, usuario: "Usuario") -> "ResultadoQuerySet":
        """Those of the convenios that the person may know of."""
        return self.filter(acceso(usuario, "convenio__"))

    def sin_anular(self) -> "ResultadoQuerySet":
        """All but the ones taken back."""
        return self.filter(anulado_en=None)

    def con_mediciones(self) -> "ResultadoQuerySet":
        """With its indicators and what was measured of each: three queries, however many."""
        indicadores = Indicador.objects.filter(anulado_en=None).prefetch_related(
            Prefetch("mediciones", Medicion.objects.para_lista())
        )
        return self.select_related("clausula").prefetch_related(
            Prefetch("indicadores", indicadores)
        )


@auditado()
class Resultado(Anulable):
    """What has to be better at the end, at one of the three levels of IATI."""

    class Nivel(models.IntegerChoices):
        PRODUCTO = 1, "Producto"
        EFECTO = 2, "Efecto"
        IMPACTO = 3, "Impacto"

    convenio = models.ForeignKey(Convenio, on_delete=models.PROTECT, related_name="resultados")
    nivel = models.PositiveSmallIntegerField(
        choices=Nivel.choices,
        help_text="Producto: lo que se entrega. Efecto: lo que cambia. Impacto: lo que perdura.",
    )
    titulo = models.CharField("qué se espera lograr", max_length=200)
    clausula = models.ForeignKey(
        Clausula,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="resultados",
        verbose_name="cláusula que lo dice",
    )
    es_ficticio = models.BooleanField("ficticio", default=False, editable=False)

    objects = ResultadoQuerySet.as_manager()

    class Meta:
        ordering = ["nivel", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(nivel__in=[1, 2, 3]), name="resultado_nivel_iati"),
        ]
        triggers = [pgtrigger.Protect(name="resultado_no_se_borra", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.titulo

    def get_absolute_url(self) -> str:
        url = reverse("convenios:resultados", args=[self.convenio.codigo])
        return f"{url}#resultado-{self.pk}"


def _cantidad(rotulo: str, **opciones: Any) -> models.DecimalField:
    return models.DecimalField(rotulo, max_digits=16, decimal_places=4, **opciones)


class IndicadorQuerySet(models.QuerySet["Indicador"]):
    def editables_para(self, usuario: "Usuario") -> "IndicadorQuerySet":
        """Those of the convenios that the person edits."""
        return self.filter(resultado__convenio__in=Convenio.objects.editables_para(usuario))

    def sin_anular(self) -> "IndicadorQuerySet":
        """Still measured: neither they nor their result were taken back."""
        return self.filter(anulado_en=None, resultado__anulado_en=None)


@auditado()
class Indicador(Anulable):
    """How a result is measured: from where it starts, and where it should be on which day."""

    class Medida(models.TextChoices):
        """IATI indicator@measure 1 and 2; those that are not figures are told in an evaluation."""

        UNIDAD = "unidad", "Una cantidad"
        PORCENTAJE = "porcentaje", "Un porcentaje"

    resultado = models.ForeignKey(Resultado, on_delete=models.PROTECT, related_name="indicadores")
    nombre = models.CharField("qué se mide", max_length=200)
    medida = models.CharField(
        "cómo se mide", max_length=10, choices=Medida.choices, default=Medida.UNIDAD
    )
    unidad = models.CharField(
        "unidad", max_length=40, blank=True, help_text="Mujeres, centros, informes."
    )
    decimales = models.PositiveSmallIntegerField(
        default=0, validators=[MaxValueValidator(4)], help_text="Cuántos admite: de 0 a 4."
    )
    linea_base = _cantidad(
        "línea base", null=True, blank=True, help_text="En blanco si no se midió al empezar."
    )
    linea_base_el = models.DateField("medida el", null=True, blank=True)
    meta = _cantidad("meta")
    meta_al = models.DateField("para el")
    medio = models.CharField(
        "medio de verificación", max_length=200, blank=True, help_text="De dónde saldrá el dato."
    )

    objects = IndicadorQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "indicadores"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(linea_base=None, linea_base_el=None)
                | Q(linea_base__isnull=False, linea_base_el__isnull=False),
                name="indicador_base_con_fecha",
                violation_error_message="La línea base y su fecha van juntas.",
            ),
            models.CheckConstraint(
                condition=Q(linea_base_el=None) | Q(meta_al__gt=F("linea_base_el")),
                name="indicador_meta_despues_de_la_base",
                violation_error_message="La meta es de un día posterior al de la línea base.",
            ),
            models.CheckConstraint(
                condition=Q(linea_base=None) | ~Q(meta=F("linea_base")),
                name="indicador_meta_distinta_de_la_base",
                violation_error_message="La meta es igual a la línea base: no habría qué lograr.",
            ),
            models.CheckConstraint(
                condition=Q(medida="porcentaje") | ~Q(unidad=""),
                name="indicador_con_unidad",
                violation_error_message="Diga en qué unidad se mide.",
            ),
            models.CheckConstraint(
                condition=Q(decimales__range=(0, 4)), name="indicador_decimales_0_a_4"
            ),
        ]
        triggers = [pgtrigger.Protect(name="indicador_no_se_borra", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.nombre

    @property
    def vigentes(self) -> "list[Medicion]":
        """Measurements that no other one corrects, oldest first; reads `mediciones`."""
        filas = list(self.mediciones.all())
        corregidas = {m.corrige_id for m in filas}
        return [m for m in filas if m.pk not in corregidas]

    @property
    def ultima(self) -> "Medicion | None":
        """The measurement in force of the latest period; reads `mediciones`."""
        return max(self.vigentes, key=lambda m: (m.hasta, m.pk), default=None)

    @property
    def avance(self) -> Decimal | None:
        """How much of the way from the baseline (or zero) to the target was covered, in per cent.

        It may pass 100, or be negative when things are worse. None while nothing was measured.
        """
        ultima = self.ultima
        desde = self.linea_base or Decimal(0)
        if ultima is None or self.meta == desde:
            return None
        camino = (ultima.real - desde) * 100 / (self.meta - desde)
        return camino.quantize(Decimal(1), ROUND_DOWN)

    def decir(self, valor: Decimal | None) -> str:
        """`1250` → «1,250 mujeres»; `12.5` → «12.5 %»; "" for nothing."""
        if valor is None:
            return ""
        return f"{valor:,.{self.decimales}f} {self.rotulo_unidad}"

    @property
    def es_porcentaje(self) -> bool:
        return self.medida == self.Medida.PORCENTAJE

    @property
    def rotulo_unidad(self) -> str:
        return "%" if self.es_porcentaje else self.unidad

    def redondear(self, valor: Decimal | None) -> Decimal | None:
        """The figure with the decimals of the indicator, as it was typed."""
        return None if valor is None else valor.quantize(Decimal(1).scaleb(-self.decimales))

    def es_raro(self, valor: Decimal) -> bool:
        """A percentage below 0 or over 100: it happens (a rate of growth), so it only warns."""
        return self.es_porcentaje and not 0 <= valor <= 100


class MedicionQuerySet(models.QuerySet["Medicion"]):
    def visibles_para(self, usuario: "Usuario") -> "MedicionQuerySet":
        """Those of the convenios that the person may know of."""
        return self.filter(acceso(usuario, "indicador__resultado__convenio__"))

    def editables_para(self, usuario: "Usuario") -> "MedicionQuerySet":
        """Those of the convenios that the person edits."""
        editables = Convenio.objects.editables_para(usuario)
        return self.filter(indicador__resultado__convenio__in=editables)

    def sin_corregir(self) -> "MedicionQuerySet":
        """Those that no other one corrects."""
        return self.filter(corregida_por=None)

    def para_lista(self) -> "MedicionQuerySet":
        """What a row prints."""
        return self.select_related(
            "documento", "por__persona", "conformidad__por__persona"
        ).order_by("hasta", "pk")


class Medicion(Acto):
    """What an indicator was in a period and where that is written; append-only."""

    indicador = models.ForeignKey(Indicador, on_delete=models.PROTECT, related_name="mediciones")
    desde = models.DateField("periodo desde")
    hasta = models.DateField("hasta")
    meta = _cantidad(
        "meta del periodo", null=True, blank=True, help_text="Si el plan la fija para ese periodo."
    )
    real = _cantidad("valor real", help_text="A fin del periodo, no lo añadido en él.")
    fuente = models.CharField(max_length=300, help_text="El informe o registro de donde sale.")
    documento = models.ForeignKey(
        Documento, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    corrige = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, editable=False, related_name="corregida_por"
    )
    motivo = models.CharField("por qué se corrige", max_length=300, blank=True, editable=False)

    objects = MedicionQuerySet.as_manager()

    class Meta:
        verbose_name = "medición"
        verbose_name_plural = "mediciones"
        ordering = ["hasta", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(hasta__gte=F("desde")),
                name="medicion_periodo_en_orden",
                violation_error_message="El periodo termina antes de empezar.",
            ),
            models.CheckConstraint(
                condition=Q(corrige=None, motivo="") | Q(corrige__isnull=False) & ~Q(motivo=""),
                name="medicion_corregida_con_motivo",
                violation_error_message="Diga por qué se corrige.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="medicion_intangible", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.periodo}: {self.indicador.decir(self.real)}"

    @property
    def periodo(self) -> str:
        return f"{self.desde:%d/%m/%Y} al {self.hasta:%d/%m/%Y}"

    @property
    def aprobacion(self) -> "ConformidadMedicion | None":
        """Who agreed with it, or None; reads `conformidad`."""
        return getattr(self, "conformidad", None)

    def alcanza(self) -> bool | None:
        """Whether it reached the target of its own period; None where the plan sets none."""
        if self.meta is None:
            return None
        sube = self.indicador.meta >= (self.indicador.linea_base or 0)
        return self.real >= self.meta if sube else self.real <= self.meta


class ConformidadMedicion(Acto):
    """That somebody other than its author agreed with a measurement; append-only."""

    medicion = models.OneToOneField(Medicion, on_delete=models.PROTECT, related_name="conformidad")

    class Meta:
        verbose_name = "conformidad de una medición"
        verbose_name_plural = "conformidades de las mediciones"
        triggers = [
            pgtrigger.Protect(
                name="conformidad_intangible", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.por}, {self.en:%d/%m/%Y}"
