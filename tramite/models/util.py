"""Office supplies and their kárdex: what there is, what moved it, who received. Append-only."""

from datetime import date
from typing import TYPE_CHECKING

import pgtrigger
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce, Lower
from django.urls import reverse

from cargos.models import Acto
from cargos.permisos import Permiso
from ocisys.base.auditado import auditado
from ocisys.base.busqueda import ordena_es, sin_tildes_contiene
from tramite.models.documento import INTANGIBLE

if TYPE_CHECKING:
    from cargos.models import Usuario

VEN = frozenset({Permiso.EXPEDIENTE_VER, Permiso.UTILES_PEDIR})
"""With any of them one sees what there is and what moved."""


def medida(cuantos: int, unidad: str) -> str:
    """«3 cajas», «1 caja»; a unit that is more than a word is left as it is written."""
    if cuantos == 1 or not unidad.isalpha() or unidad[-1] in "sx":
        return f"{cuantos} {unidad}"
    if unidad[-1] == "z":
        return f"{cuantos} {unidad[:-1]}ces"
    return f"{cuantos} {unidad}{'s' if unidad[-1] in 'aeiouéó' else 'es'}"


class UtilQuerySet(models.QuerySet["Util"]):
    def visibles_para(self, usuario: "Usuario") -> "UtilQuerySet":
        """What there is in the cupboard is open to all the office."""
        return self if any(usuario.puede(p) for p in VEN) else self.none()

    def activos(self) -> "UtilQuerySet":
        return self.filter(activo=True)

    def con_stock(self) -> "UtilQuerySet":
        """Annotate `stock`: the sum of its movements, which is nowhere else."""
        suma = MovimientoUtil.objects.filter(util=OuterRef("pk")).order_by().values("util")
        return self.annotate(stock=Coalesce(Subquery(suma.values(n=Sum("cantidad"))), 0))

    def bajo_el_minimo(self) -> "UtilQuerySet":
        """Those of which there is less than should be; needs `con_stock`."""
        return self.filter(stock__lt=F("minimo"))

    def con_existencia(self) -> "UtilQuerySet":
        """Those of which there is enough; needs `con_stock`."""
        return self.filter(stock__gte=F("minimo"))

    def buscar(self, texto: str) -> "UtilQuerySet":
        """Every word in the name or the place, accents forgiven."""
        resultado = self
        for palabra in texto.split()[:6]:
            resultado = resultado.filter(sin_tildes_contiene(palabra, "nombre", "ubicacion"))
        return resultado

    def en_orden(self) -> "UtilQuerySet":
        return self.order_by(ordena_es("nombre"), "pk")


@auditado()
class Util(models.Model):
    """A kind of supply, how it is counted, how much there should always be and where it is."""

    nombre = models.CharField(max_length=120)
    unidad = models.CharField(max_length=30, help_text="Como se cuenta: unidad, caja, millar.")
    minimo = models.PositiveIntegerField("mínimo", help_text="Con menos se pide reposición.")
    ubicacion = models.CharField("dónde se guarda", max_length=120, blank=True)
    activo = models.BooleanField("se usa", default=True)

    objects = UtilQuerySet.as_manager()

    class Meta:
        verbose_name = "útil"
        verbose_name_plural = "útiles"
        ordering = ["nombre"]
        constraints = [
            models.UniqueConstraint(
                Lower("nombre"),
                name="util_nombre_unico",
                violation_error_message="Ya hay un útil con ese nombre.",
            )
        ]

    def __str__(self) -> str:
        return self.nombre

    def get_absolute_url(self) -> str:
        return reverse("tramite:util", args=[self.pk])

    @property
    def existencia(self) -> str:
        """How much there is, with its unit; needs `con_stock`."""
        return medida(int(getattr(self, "stock", 0)), self.unidad)


class MovimientoUtilQuerySet(models.QuerySet["MovimientoUtil"]):
    def visibles_para(self, usuario: "Usuario") -> "MovimientoUtilQuerySet":
        """The kárdex is open to all the office."""
        return self if any(usuario.puede(p) for p in VEN) else self.none()

    def del_periodo(self, desde: date | None, hasta: date | None) -> "MovimientoUtilQuerySet":
        """Between two days of Lima, both included; None leaves that end open."""
        filas = self.filter(en__date__gte=desde) if desde else self
        return filas.filter(en__date__lte=hasta) if hasta else filas

    def entregas(self) -> "MovimientoUtilQuerySet":
        return self.filter(clase=MovimientoUtil.Clase.SALIDA)

    def por_confirmar(self, usuario: "Usuario") -> "MovimientoUtilQuerySet":
        """Delivered to that person, who has not said yet whether it came."""
        return self.entregas().filter(pedido__para=usuario.pk, conformidad=None)

    def para_lista(self) -> "MovimientoUtilQuerySet":
        """What a line of the kárdex shows; one query."""
        return self.select_related(
            "util", "por__persona", "pedido__para__persona", "conformidad", "conteo"
        )


class MovimientoUtil(Acto):
    """A line of the kárdex: what came in, went out to somebody, or an inventory put right.

    `cantidad` has its sign; the stock is their sum and can never fall below nothing: the trigger
    holds it for whoever writes, one at a time for each supply.
    """

    class Clase(models.TextChoices):
        ENTRADA = "entrada", "Entrada"
        SALIDA = "salida", "Entrega"
        AJUSTE = "ajuste", "Ajuste por inventario"

    util = models.ForeignKey(Util, on_delete=models.PROTECT, related_name="movimientos")
    clase = models.CharField(max_length=8, choices=Clase.choices)
    cantidad = models.IntegerField()
    documento = models.CharField(max_length=120, blank=True)
    proveedor = models.CharField(max_length=160, blank=True)
    pedido = models.ForeignKey(
        "tramite.PedidoUtil", on_delete=models.PROTECT, null=True, related_name="entregas"
    )
    conteo = models.ForeignKey(
        "tramite.ConteoUtil", on_delete=models.PROTECT, null=True, related_name="ajustes"
    )
    motivo = models.CharField(max_length=200, blank=True)

    objects = MovimientoUtilQuerySet.as_manager()

    class Meta:
        verbose_name = "movimiento de útiles"
        verbose_name_plural = "movimientos de útiles"
        ordering = ["-pk"]
        indexes = [models.Index("util", F("id").desc(), name="movimiento_util_por_util")]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(clase="entrada", cantidad__gt=0, pedido=None, conteo=None) & ~Q(documento="")
                )
                | Q(clase="salida", cantidad__lt=0, pedido__isnull=False, conteo=None)
                | (
                    Q(clase="ajuste", pedido=None, conteo__isnull=False)
                    & ~Q(cantidad=0)
                    & ~Q(motivo="")
                ),
                name="movimiento_util_de_su_clase",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="movimiento_util_intangible", operation=INTANGIBLE),
            pgtrigger.Trigger(
                name="movimiento_util_nunca_negativo",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    PERFORM 1 FROM tramite_util WHERE id = NEW.util_id FOR UPDATE;
                    IF (SELECT COALESCE(SUM(cantidad), 0) FROM tramite_movimientoutil
                        WHERE util_id = NEW.util_id) + NEW.cantidad < 0 THEN
                        RAISE EXCEPTION 'no hay tanto de ese útil';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_clase_display()} {self.cantidad:+d}"

    @property
    def cuanto(self) -> int:
        """The quantity without its sign."""
        return abs(self.cantidad)

    @property
    def medida(self) -> str:
        """«3 cajas de Clips»."""
        return f"{medida(self.cuanto, self.util.unidad)} de {self.util}"

    @property
    def detalle(self) -> str:
        """Where it came from, who has it, or why it was put right."""
        if self.pedido is not None:
            return f"A {self.pedido.para}"
        partes = (self.documento, self.proveedor, self.motivo)
        return " · ".join(p for p in partes if p)

    @property
    def conforme(self) -> "ConformidadUtil | None":
        """What the receiver said, None while nothing; needs `conformidad` read with it."""
        return getattr(self, "conformidad", None)


class ConformidadUtil(Acto):
    """«Recibí»: the receiver's word over a delivery, which is its signature; or what was wrong."""

    movimiento = models.OneToOneField(
        MovimientoUtil, on_delete=models.PROTECT, related_name="conformidad"
    )
    conforme = models.BooleanField()
    nota = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(conforme=True) | ~Q(nota=""), name="disconformidad_dice_por_que"
            )
        ]
        triggers = [pgtrigger.Protect(name="conformidad_util_intangible", operation=INTANGIBLE)]

    def __str__(self) -> str:
        return "Recibí conforme" if self.conforme else f"No conforme: {self.nota}"
