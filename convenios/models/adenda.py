"""Adendas: they change a convenio without ever editing it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse

from cargos.models import Acto
from convenios.models.caducidad import caduca_foto
from convenios.models.convenio import Convenio
from convenios.models.tipos import Moneda


class EfectoAdenda(models.TextChoices):
    PLAZO = "plazo", "Plazo"
    MONTO = "monto", "Monto"
    OBJETO = "objeto", "Objeto"
    PARTES = "partes", "Partes"
    COMPROMISOS = "compromisos", "Compromisos"
    OTROS = "otros", "Otros"


class Adenda(Acto):
    """A signed amendment; the parent's own data stay as signed, the effect is read from here."""

    DEL_PAPEL = (
        "fecha",
        "norma_aprobatoria",
        "efectos",
        "nueva_fecha_fin",
        "delta_monto",
        "delta_moneda",
        "objeto",
        "extemporanea_razon",
    )
    """Fields copied from the signed paper: see `acciones.errata.corregir_adenda`."""

    convenio = models.ForeignKey(Convenio, on_delete=models.PROTECT, related_name="adendas")
    numero = models.PositiveSmallIntegerField("número")
    fecha = models.DateField("suscrita el")
    norma_aprobatoria = models.CharField("norma que la aprueba", max_length=200, blank=True)
    efectos = ArrayField(models.CharField(max_length=12, choices=EfectoAdenda.choices))
    nueva_fecha_fin = models.DateField("nueva fecha de fin", null=True, blank=True)
    delta_monto = models.DecimalField(
        "en cuánto cambia el monto",
        max_digits=16,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="Con signo menos si lo reduce. Los aportes de cada parte se anotan aparte.",
    )
    delta_moneda = models.CharField(
        "en qué moneda", max_length=3, choices=Moneda.choices, blank=True
    )
    objeto = models.TextField("qué cambia", blank=True)
    extemporanea_razon = models.TextField(
        "razón de que se firme fuera de la vigencia",
        blank=True,
        help_text="Si se suscribió tras el vencimiento, o antes de que el convenio rigiera.",
    )
    es_ficticia = models.BooleanField("ficticia", default=False)
    fuente_dato = models.CharField("fuente del dato", max_length=300, blank=True)

    class Meta:
        ordering = ["convenio", "numero"]
        triggers = [caduca_foto()]
        constraints = [
            models.UniqueConstraint(
                fields=["convenio", "numero"],
                name="adenda_numero_unico",
                violation_error_message="El convenio ya tiene una adenda con ese número.",
            ),
            models.CheckConstraint(
                condition=models.Q(delta_monto=None, delta_moneda="")
                | ~models.Q(delta_monto=0)
                & models.Q(delta_monto__isnull=False)
                & ~models.Q(delta_moneda=""),
                name="adenda_monto_con_moneda",
                violation_error_message="Lo que cambia el monto no es cero y lleva su moneda.",
            ),
            models.CheckConstraint(
                condition=~models.Q(efectos__contains=["plazo"])
                | models.Q(nueva_fecha_fin__isnull=False),
                name="adenda_de_plazo_con_fecha",
                violation_error_message="Una adenda de plazo dice la nueva fecha de fin.",
            ),
        ]

    def __str__(self) -> str:
        return f"Adenda {self.numero}"

    def get_absolute_url(self) -> str:
        return reverse("convenios:adenda", args=[self.convenio.codigo, self.numero])

    @property
    def efectos_texto(self) -> str:
        return ", ".join(EfectoAdenda(e).label.lower() for e in self.efectos)
