"""The file as an object: folios taken out, who borrowed it, who signed for it, if it was lost."""

from datetime import date
from typing import TYPE_CHECKING

import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Func, Q, Value

from cargos.models import Acto
from tramite.models.documento import INTANGIBLE, Documento
from tramite.models.expediente import Expediente, lo_visible
from tramite.models.movimiento import Movimiento

if TYPE_CHECKING:
    from cargos.models import Usuario


class Desglose(Acto):
    """Folios given back to a party: their numbers stay, with the note of who has them and why.

    TUO LPAG art. 153: a copy is left in their place.
    """

    documento = models.ForeignKey(Documento, on_delete=models.PROTECT, related_name="desgloses")
    desde = models.PositiveIntegerField("del folio")
    hasta = models.PositiveIntegerField("al folio")
    motivo = models.CharField(max_length=400)
    a_quien = models.CharField("se entrega a", max_length=160)

    class Meta:
        ordering = ["desde"]
        constraints = [
            models.CheckConstraint(
                condition=Q(hasta__gte=F("desde")),
                name="desglose_en_orden",
                violation_error_message="El último folio es anterior al primero.",
            ),
            ExclusionConstraint(
                name="desglose_una_sola_vez",
                expressions=[
                    ("documento", "="),
                    (Func(F("desde"), F("hasta"), Value("[]"), function="int4range"), "&&"),
                ],
                violation_error_message="Alguno de esos folios ya fue desglosado.",
            ),
        ]
        triggers = [pgtrigger.Protect(name="desglose_intangible", operation=INTANGIBLE)]

    def __str__(self) -> str:
        return (
            f"folios {self.desde}–{self.hasta}"
            if self.hasta > self.desde
            else f"folio {self.desde}"
        )


class PrestamoQuerySet(models.QuerySet["Prestamo"]):
    def visibles_para(self, usuario: "Usuario") -> "PrestamoQuerySet":
        """Loans of the expedientes this person may know of."""
        return self.filter(lo_visible(usuario, "expediente__"))

    def pendientes(self) -> "PrestamoQuerySet":
        """Not returned yet."""
        return self.filter(devuelto_en=None)

    def vencidos(self, hoy: date) -> "PrestamoQuerySet":
        """Not returned and past their date on `hoy`."""
        return self.pendientes().filter(devolver_el__lt=hoy)

    def para_lista(self) -> "PrestamoQuerySet":
        """What a row of the list shows; one query."""
        return self.select_related("expediente", "por__persona", "devuelto_por__persona")


class Prestamo(Acto):
    """The physical file lent to somebody until a date; its return is written once."""

    expediente = models.ForeignKey(Expediente, on_delete=models.PROTECT, related_name="prestamos")
    a_quien = models.CharField("se presta a", max_length=160)
    motivo = models.CharField(max_length=400)
    folios = models.PositiveIntegerField("folios entregados")
    devolver_el = models.DateField("se devuelve el")
    devuelto_en = models.DateTimeField("devuelto", null=True, editable=False)
    devuelto_por = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="recibió la devolución",
    )
    nota_devolucion = models.CharField("al devolverlo", max_length=400, blank=True)

    objects = PrestamoQuerySet.as_manager()

    class Meta:
        verbose_name = "préstamo"
        verbose_name_plural = "préstamos"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["expediente"],
                condition=Q(devuelto_en=None),
                name="prestamo_uno_a_la_vez",
                violation_error_message="El expediente ya está prestado.",
            ),
            models.CheckConstraint(
                condition=Q(devuelto_en=None, devuelto_por=None, nota_devolucion="")
                | Q(devuelto_en__isnull=False, devuelto_por__isnull=False),
                name="prestamo_devuelto_por_alguien",
            ),
        ]
        indexes = [
            models.Index(
                "devolver_el", "id", name="prestamo_pendiente", condition=Q(devuelto_en=None)
            )
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="prestamo_intangible",
                fields=[
                    "expediente",
                    "a_quien",
                    "motivo",
                    "folios",
                    "devolver_el",
                    "por",
                    "por_posicion",
                    "calidad",
                    "en",
                ],
            ),
            pgtrigger.Protect(
                name="prestamo_se_devuelve_una_vez",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__devuelto_en__isnull=False),
            ),
            pgtrigger.Protect(name="prestamo_no_se_borra", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.expediente_id} a {self.a_quien}"

    @property
    def esta_pendiente(self) -> bool:
        return self.devuelto_en is None


class RecepcionFisica(Acto):
    """Whoever an expediente was sent to signs that its folder arrived: how many folios, and when.

    The signature is the act itself, with its person, post and capacity; nobody rewrites it.
    """

    movimiento = models.OneToOneField(
        Movimiento, on_delete=models.PROTECT, related_name="recepcion"
    )
    folios = models.PositiveIntegerField("folios recibidos")
    nota = models.CharField("observaciones", max_length=400, blank=True)

    class Meta:
        verbose_name = "recepción del físico"
        verbose_name_plural = "recepciones del físico"
        constraints = [
            models.CheckConstraint(
                condition=Q(folios__gte=0, folios__lte=10_000_000), name="recepcion_folios_posibles"
            )
        ]
        triggers = [pgtrigger.Protect(name="recepcion_fisica_intangible", operation=INTANGIBLE)]

    def __str__(self) -> str:
        return f"{self.folios} folios"


class ExtravioQuerySet(models.QuerySet["Extravio"]):
    def visibles_para(self, usuario: "Usuario") -> "ExtravioQuerySet":
        """Losses of the expedientes this person may know of."""
        return self.filter(lo_visible(usuario, "expediente__"))

    def pendientes(self) -> "ExtravioQuerySet":
        """Not rebuilt yet."""
        return self.filter(reconstruido_en=None)


class Extravio(Acto):
    """The folder, or part of it, is lost: the office must rebuild it (TUO LPAG art. 153.4).

    How it was rebuilt is written once; the folder may be lost again, and that is another row.
    """

    expediente = models.ForeignKey(Expediente, on_delete=models.PROTECT, related_name="extravios")
    que = models.CharField("qué se extravió", max_length=400)
    como = models.CharField("cómo se supo y qué se buscó", max_length=600)
    reconstruido_en = models.DateTimeField("reconstruido", null=True, editable=False)
    reconstruido_por = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="lo reconstruyó",
    )
    con_que = models.CharField("con qué se reconstruyó", max_length=600, blank=True)

    objects = ExtravioQuerySet.as_manager()

    class Meta:
        verbose_name = "extravío"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["expediente"],
                condition=Q(reconstruido_en=None),
                name="extravio_uno_a_la_vez",
                violation_error_message="El físico ya figura extraviado.",
            ),
            models.CheckConstraint(
                condition=Q(reconstruido_en=None, reconstruido_por=None, con_que="")
                | (
                    Q(reconstruido_en__isnull=False, reconstruido_por__isnull=False)
                    & ~Q(con_que="")
                ),
                name="extravio_reconstruido_con_que",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="extravio_intangible",
                exclude=["reconstruido_en", "reconstruido_por", "con_que"],
            ),
            pgtrigger.Protect(
                name="extravio_se_reconstruye_una_vez",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__reconstruido_en__isnull=False),
            ),
            pgtrigger.Protect(name="extravio_no_se_borra", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.que
