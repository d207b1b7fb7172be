"""Who speaks for the Sector before a source, APCI or a space, since when and by which document."""

from datetime import date
from typing import TYPE_CHECKING, Any

import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.urls import reverse

from cargos.models import Acto, Posicion
from convenios.models.espacio import EspacioConcertacion
from convenios.models.organizacion import Organizacion
from ocisys.base.auditado import auditado
from ocisys.base.busqueda import con_todas
from ocisys.base.models import Norma

if TYPE_CHECKING:
    from cargos.models import Usuario


class DiasDe(Func):
    """The days from one date to another, both included; open when there is no last one."""

    function = "daterange"
    output_field = DateRangeField()


class RepresentacionQuerySet(models.QuerySet["RepresentacionInstitucional"]):
    def visibles_para(self, usuario: "Usuario") -> "RepresentacionQuerySet":
        """Whoever may see agreements."""
        return self

    def vigentes(self, al: Any) -> "RepresentacionQuerySet":
        """Those in force on `al` (a day, or an expression that gives one); both ends count."""
        return self.filter(Q(hasta=None) | Q(hasta__gte=al), desde__lte=al)

    def buscar(self, texto: str) -> "RepresentacionQuerySet":
        """Every word in the space, the organisation or the document that designates."""
        campos = (
            "espacio__nombre",
            "espacio__siglas",
            "organizacion__nombre",
            "organizacion__siglas",
            "documento",
        )
        return self.filter(con_todas(texto, *campos))

    def para_lista(self) -> "RepresentacionQuerySet":
        """What a row prints."""
        return self.select_related("espacio", "organizacion", "posicion", "norma", "por__persona")


@auditado()
class RepresentacionInstitucional(Acto):
    """A post, never a person, represents the Sector: whoever holds the post on the day does it.

    What was designated is not rewritten: it is ended on a day, and another one begins.
    """

    class Caracter(models.TextChoices):
        TITULAR = "titular", "Titular"
        ALTERNO = "alterno", "Alterno"

    espacio = models.ForeignKey(
        EspacioConcertacion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="representaciones",
        verbose_name="en el espacio",
    )
    organizacion = models.ForeignKey(
        Organizacion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="representaciones",
        verbose_name="ante la organización",
    )
    caracter = models.CharField("carácter", max_length=8, choices=Caracter.choices)
    posicion = models.ForeignKey(
        Posicion, on_delete=models.PROTECT, related_name="representaciones", verbose_name="cargo"
    )
    norma = models.ForeignKey(
        Norma,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="norma que designa",
    )
    documento = models.CharField(
        "documento que designa", max_length=160, blank=True, help_text="Oficio o resolución."
    )
    desde = models.DateField()
    hasta = models.DateField(null=True, blank=True)
    fin_motivo = models.CharField("por qué terminó", max_length=300, blank=True, editable=False)
    terminada_por = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    terminada_en = models.DateTimeField(null=True, editable=False)
    es_ficticia = models.BooleanField("ficticia", default=False, editable=False)

    objects = RepresentacionQuerySet.as_manager()

    class Meta:
        verbose_name = "representación institucional"
        verbose_name_plural = "representaciones institucionales"
        ordering = ["-desde", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(espacio=None) ^ Q(organizacion=None),
                name="representacion_ante_uno",
                violation_error_message="Es en un espacio o ante una organización: elija uno.",
            ),
            models.CheckConstraint(
                condition=Q(norma__isnull=False) | ~Q(documento=""),
                name="representacion_con_documento",
                violation_error_message="Diga qué norma o qué documento designa.",
            ),
            models.CheckConstraint(
                condition=Q(hasta=None) | Q(hasta__gte=F("desde")),
                name="representacion_fechas_en_orden",
                violation_error_message="La representación termina antes de empezar.",
            ),
            ExclusionConstraint(
                name="representacion_un_titular_por_espacio",
                expressions=[
                    ("espacio", RangeOperators.EQUAL),
                    (
                        DiasDe("desde", "hasta", RangeBoundary(inclusive_upper=True)),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(caracter="titular", espacio__isnull=False),
                violation_error_message="Ese espacio ya tiene titular en esas fechas: termínela.",
            ),
        ]
        triggers = [
            # Not the organisation: two fichas of the same one may be merged.
            pgtrigger.ReadOnly(
                name="representacion_intangible",
                fields=[
                    "espacio",
                    "caracter",
                    "posicion",
                    "norma",
                    "documento",
                    "desde",
                ],
            ),
            pgtrigger.Protect(name="representacion_no_se_borra", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.get_caracter_display()} ante {self.ante}"

    def get_absolute_url(self) -> str:
        return reverse("convenios:representacion", args=[self.pk])

    @property
    def ante(self) -> EspacioConcertacion | Organizacion:
        """The space or the organisation."""
        ante: Any = self.espacio or self.organizacion
        return ante

    @property
    def designa(self) -> str:
        """The norm as lawyers cite it, the other document, or both."""
        return " · ".join(str(d) for d in (self.norma, self.documento) if d)

    def vigencia(self, al: date) -> tuple[str, str]:
        """Word and tono of its chip on `al`."""
        if self.desde > al:
            return f"Desde el {self.desde:%d/%m/%Y}", "info"
        if self.hasta is None or self.hasta >= al:
            return "En vigor", "bien"
        return "Terminada", "neutro"
