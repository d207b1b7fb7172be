"""What companies and fuentes promise outside an agreement, and what of it arrived (067-08)."""

from typing import TYPE_CHECKING

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from cargos.models import UnidadOrganica
from convenios.models.anulable import Anulable
from convenios.models.organizacion import Organizacion
from convenios.models.propuesta import Apoyo, PropuestaEmpresa
from convenios.models.tipos import Moneda
from convenios.territorio import decir_ambito, validar_lugar
from ocisys.base.auditado import auditado
from ocisys.base.busqueda import con_todas
from ocisys.base.models import Archivo

if TYPE_CHECKING:
    from cargos.models import Usuario


class DonacionQuerySet(models.QuerySet["Donacion"]):
    def visibles_para(self, usuario: "Usuario") -> "DonacionQuerySet":
        """Whoever may see agreements."""
        return self

    def sin_anular(self) -> "DonacionQuerySet":
        """All but the ones recorded by mistake."""
        return self.filter(anulado_en=None)

    def por_recibir(self) -> "DonacionQuerySet":
        """Promised and not yet arrived."""
        return self.sin_anular().filter(recibido_el=None)

    def buscar(self, texto: str) -> "DonacionQuerySet":
        """Every word in what was given, to whom, or by whom."""
        campos = ("descripcion", "destino", "organizacion__nombre", "organizacion__siglas")
        return self.filter(con_todas(texto, *campos))

    def para_lista(self) -> "DonacionQuerySet":
        """What a row prints."""
        return self.select_related("organizacion", "propuesta", "acta_archivo", "por__persona")


@auditado()
class Donacion(Anulable):
    """Promised on a day; received on another with its acta. What was promised is not rewritten."""

    organizacion = models.ForeignKey(
        Organizacion,
        on_delete=models.PROTECT,
        related_name="donaciones",
        verbose_name="quién la da",
    )
    propuesta = models.ForeignKey(
        PropuestaEmpresa,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="donaciones",
        verbose_name="por la propuesta",
    )
    apoyo = models.CharField("qué es", max_length=12, choices=Apoyo.choices)
    descripcion = models.CharField("descripción", max_length=200)
    cantidad = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    medida = models.CharField(
        "unidad de medida", max_length=40, blank=True, help_text="Frazadas, kilos, horas."
    )
    moneda = models.CharField(max_length=3, choices=Moneda.choices, blank=True)
    valor = models.DecimalField(
        max_digits=16,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="De los bienes, el estimado.",
    )
    unidad = models.ForeignKey(
        UnidadOrganica,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="programa o unidad que la recibe",
    )
    lugares = ArrayField(
        models.CharField(max_length=6, validators=[validar_lugar]),
        verbose_name="a dónde va",
        default=list,
        blank=True,
    )
    destino = models.CharField(
        "lugar de entrega", max_length=160, blank=True, help_text="El local o centro que lo recibe."
    )
    prometido_el = models.DateField("prometida el")
    recibido_el = models.DateField("recibida el", null=True, editable=False)
    acta = models.CharField("acta de recepción", max_length=160, blank=True, editable=False)
    acta_archivo = models.ForeignKey(
        Archivo, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    es_ficticia = models.BooleanField("ficticia", default=False, editable=False)

    objects = DonacionQuerySet.as_manager()

    class Meta:
        verbose_name = "donación"
        verbose_name_plural = "donaciones"
        ordering = ["-prometido_el", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valor=None) | Q(valor__gt=0) & ~Q(moneda=""),
                name="donacion_valor_con_moneda",
                violation_error_message="El valor es mayor que cero y dice su moneda.",
            ),
            models.CheckConstraint(
                condition=~Q(apoyo="bienes")
                | Q(cantidad__isnull=False, cantidad__gt=0) & ~Q(medida=""),
                name="donacion_bienes_con_cantidad",
                violation_error_message="Los bienes llevan su cantidad y su unidad de medida.",
            ),
            models.CheckConstraint(
                condition=~Q(apoyo="dinero") | Q(valor__isnull=False),
                name="donacion_dinero_con_monto",
                violation_error_message="Diga cuánto dinero es.",
            ),
            models.CheckConstraint(
                condition=Q(recibido_el=None) | ~Q(acta="") & Q(recibido_el__gte=F("prometido_el")),
                name="donacion_recibida_con_acta",
                violation_error_message="Lo recibido consta en un acta, y no antes de prometerse.",
            ),
        ]
        triggers = [pgtrigger.Protect(name="donacion_no_se_borra", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.descripcion

    @property
    def adonde(self) -> str:
        """The place by its UBIGEO and the door where it was left."""
        return ": ".join(p for p in (decir_ambito(self.lugares), self.destino) if p)

    @property
    def cuanto(self) -> str:
        """«250 frazadas», or nothing for what is not counted."""
        return f"{self.cantidad.normalize():f} {self.medida}" if self.cantidad else ""
