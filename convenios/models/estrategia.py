"""The general strategy before the sources: versions approved one after another, and their lines."""

from datetime import date
from typing import TYPE_CHECKING, Any

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from cargos.models import Acto
from convenios.models.convenio import Convenio
from convenios.models.convenios import acceso
from ocisys.base.auditado import auditado
from ocisys.base.models import Archivo, Norma

if TYPE_CHECKING:
    from cargos.models import Usuario


class EstrategiaQuerySet(models.QuerySet["Estrategia"]):
    def visibles_para(self, usuario: "Usuario") -> "EstrategiaQuerySet":
        """Whoever may see agreements."""
        return self

    def vigente(self, al: date) -> "Estrategia | None":
        """The version in force on `al`: the last one that began by then, unless it had its end."""
        aprobadas = self.filter(desde__lte=al).select_related("norma", "archivo", "por__persona")
        ultima = aprobadas.order_by("-desde", "-version").first()
        return None if ultima is None or (ultima.hasta and ultima.hasta < al) else ultima


@auditado()
class Estrategia(Acto):
    """A version. While it is a draft its lines change; once approved nothing of it does, and
    another one takes its place on the day it begins."""

    version = models.PositiveSmallIntegerField("versión", unique=True, editable=False)
    titulo = models.CharField("título", max_length=200)
    sintesis = models.TextField(
        "síntesis", max_length=4000, blank=True, help_text="A qué apunta, en un párrafo."
    )
    norma = models.ForeignKey(
        Norma,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="norma que la aprueba",
    )
    documento = models.CharField(
        "documento que la aprueba", max_length=160, blank=True, editable=False
    )
    aprobada_el = models.DateField("aprobada el", null=True, editable=False)
    desde = models.DateField("rige desde", null=True, editable=False)
    hasta = models.DateField("rige hasta", null=True, editable=False)
    archivo = models.ForeignKey(
        Archivo, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    es_ficticia = models.BooleanField("ficticia", default=False, editable=False)

    objects = EstrategiaQuerySet.as_manager()

    class Meta:
        verbose_name = "estrategia"
        ordering = ["-version"]
        constraints = [
            models.CheckConstraint(
                condition=Q(aprobada_el=None, desde=None)
                | Q(aprobada_el__isnull=False, desde__isnull=False)
                & (Q(norma__isnull=False) | ~Q(documento="")),
                name="estrategia_aprobada_con_documento",
                violation_error_message="Diga qué norma o qué documento la aprueba.",
            ),
            models.CheckConstraint(
                condition=Q(hasta=None) | Q(hasta__gte=models.F("desde")),
                name="estrategia_fechas_en_orden",
                violation_error_message="La estrategia termina antes de empezar.",
            ),
            # One draft at a time: two would be approved over each other.
            models.UniqueConstraint(
                models.Value(1),
                condition=Q(aprobada_el=None),
                name="estrategia_un_solo_proyecto",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="estrategia_aprobada_intangible",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__aprobada_el__isnull=False),
            ),
            pgtrigger.Protect(name="estrategia_no_se_borra", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"Versión {self.version}"

    def get_absolute_url(self) -> str:
        return reverse("convenios:estrategia_version", args=[self.pk])

    @property
    def es_proyecto(self) -> bool:
        return self.aprobada_el is None

    @property
    def aprueba(self) -> str:
        """The norm as lawyers cite it, the other document, or both."""
        return " · ".join(str(d) for d in (self.norma, self.documento) if d)

    def meses(self, al: date) -> int:
        """Whole months since it began, on `al`."""
        if self.desde is None or al < self.desde:
            return 0
        meses = (al.year - self.desde.year) * 12 + al.month - self.desde.month
        return meses - (al.day < self.desde.day)


class LineaQuerySet(models.QuerySet["LineaEstrategica"]):
    def visibles_para(self, usuario: "Usuario") -> "LineaQuerySet":
        """Those of the versions that the person may see."""
        return self.filter(estrategia__in=Estrategia.objects.visibles_para(usuario).order_by())


@auditado()
class LineaEstrategica(models.Model):
    """One line of a version: what is sought, how much a year, and by what it is measured."""

    estrategia = models.ForeignKey(Estrategia, on_delete=models.PROTECT, related_name="lineas")
    numero = models.PositiveSmallIntegerField("número", editable=False)
    objetivo = models.CharField(max_length=300)
    meta_anual = models.CharField(
        "meta del año", max_length=300, help_text="Cuánto, de qué y para cuándo."
    )
    indicadores = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    viene_de = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="sigue a la línea",
    )

    objects = LineaQuerySet.as_manager()

    class Meta:
        verbose_name = "línea estratégica"
        verbose_name_plural = "líneas estratégicas"
        ordering = ["numero"]
        constraints = [
            models.UniqueConstraint(fields=["estrategia", "numero"], name="linea_numero_unico")
        ]

    def __str__(self) -> str:
        return f"{self.numero}. {self.objetivo}"


class ConvenioEnLineaQuerySet(models.QuerySet["ConvenioEnLinea"]):
    def visibles_para(self, usuario: "Usuario") -> "ConvenioEnLineaQuerySet":
        """Those of the agreements that the person may know of."""
        return self.filter(acceso(usuario, "convenio__"))

    def puestos(self, al: date) -> "ConvenioEnLineaQuerySet":
        """Links that stood on `al`."""
        return self.filter(Q(retirado_el=None) | Q(retirado_el__gt=al), desde__lte=al)

    def de(self, estrategia: Any, al: date) -> "ConvenioEnLineaQuerySet":
        """Those of the lines of a version (None: of none) that stood on `al`."""
        return self.filter(linea__estrategia=estrategia).puestos(al) if estrategia else self.none()


@auditado()
class ConvenioEnLinea(Acto):
    """That an agreement serves a line, from a day on; taken back on another, never erased."""

    linea = models.ForeignKey(LineaEstrategica, on_delete=models.PROTECT, related_name="vinculos")
    convenio = models.ForeignKey(Convenio, on_delete=models.PROTECT, related_name="lineas")
    desde = models.DateField(editable=False)
    retirado_el = models.DateField(null=True, editable=False)
    retirado_por = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    retirado_motivo = models.CharField(max_length=300, blank=True, editable=False)

    objects = ConvenioEnLineaQuerySet.as_manager()

    class Meta:
        verbose_name = "convenio en una línea"
        verbose_name_plural = "convenios en líneas"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["linea", "convenio"],
                condition=Q(retirado_el=None),
                name="convenio_en_linea_una_vez",
            ),
            models.CheckConstraint(
                condition=Q(retirado_el=None)
                | Q(retirado_el__gte=models.F("desde"), retirado_por__isnull=False)
                & ~Q(retirado_motivo=""),
                name="convenio_en_linea_retirado_con_motivo",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="convenio_en_linea_intangible", fields=["linea", "convenio", "desde"]
            ),
            pgtrigger.Protect(name="convenio_en_linea_no_se_borra", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.convenio} en la línea {self.linea.numero}"
