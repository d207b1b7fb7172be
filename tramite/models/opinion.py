"""Sectoral opinions: what is asked, what was found, what the office concludes and why.

One for each expediente. The document that carries it is a `Salida`; the state follows the facts and
is written only by `tramite.acciones.opiniones`. Every change of the row leaves an audit row.
"""

from datetime import date
from typing import TYPE_CHECKING

import pgtrigger
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from cargos.models import Acto
from convenios.models import Organizacion
from ocisys.base.auditado import auditado
from tramite.estados_opinion import (
    EMITIDAS,
    Cumple,
    EstadoOpinion,
    SentidoOpinion,
    TipoOpinion,
)
from tramite.models.catalogo import Procedimiento
from tramite.models.documento import INTANGIBLE
from tramite.models.expediente import Expediente, lo_visible
from tramite.models.salida import Salida

if TYPE_CHECKING:
    from cargos.models import Usuario


class OpinionQuerySet(models.QuerySet["Opinion"]):
    def visibles_para(self, usuario: "Usuario") -> "OpinionQuerySet":
        """Those of the expedientes this person may know of; without a post, only the issued ones.

        What is not signed yet is an opinion before a decision (TUO Ley 27806 art. 17.1).
        """
        filas = self.filter(lo_visible(usuario, "expediente__"))
        return filas if usuario.designaciones_hoy else filas.emitidas()

    def emitidas(self, desde: date | None = None, hasta: date | None = None) -> "OpinionQuerySet":
        """Signed, between two days of Lima if they are given, both included."""
        filas = self.filter(estado__in=sorted(EMITIDAS))
        if desde:
            filas = filas.filter(salida__firmado_en__date__gte=desde)
        return filas.filter(salida__firmado_en__date__lte=hasta) if hasta else filas

    def pedidas(self, desde: date | None = None, hasta: date | None = None) -> "OpinionQuerySet":
        """Whose expediente was filed between two days of Lima, both included."""
        filas = self
        if desde:
            filas = filas.filter(expediente__presentado_en__date__gte=desde)
        return filas.filter(expediente__presentado_en__date__lte=hasta) if hasta else filas

    def para_lista(self) -> "OpinionQuerySet":
        """What a row shows; one query."""
        return self.select_related("expediente", "salida__tipo", "por__persona").defer(
            "salida__cuerpo"
        )

    def para_detalle(self) -> "OpinionQuerySet":
        """What the page of one shows."""
        return self.select_related(
            "expediente__remitente", "procedimiento", "organizacion", "salida__tipo", "por__persona"
        )


@auditado("update")
class Opinion(Acto):
    """The record of a sectoral opinion (investigación de trámite, §4.1)."""

    class Pide(models.TextChoices):
        APCI = "apci", "La APCI"
        ORGANIZACION = "organizacion", "La propia organización"
        OTRA = "otra", "Otra entidad"

    class Moneda(models.TextChoices):
        PEN = "PEN", "Soles"
        USD = "USD", "Dólares"
        EUR = "EUR", "Euros"

    expediente = models.OneToOneField(Expediente, on_delete=models.PROTECT, related_name="opinion")
    tipo = models.CharField(max_length=12, choices=TipoOpinion.choices)
    procedimiento = models.ForeignKey(
        Procedimiento, on_delete=models.PROTECT, null=True, blank=True, related_name="opiniones"
    )
    pide = models.CharField("quién la pide", max_length=12, choices=Pide.choices)
    solicitante = models.CharField("organización sobre la que se opina", max_length=200)
    organizacion = models.ForeignKey(
        Organizacion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="opiniones",
        verbose_name="ficha de la organización",
    )
    obligatoria = models.BooleanField("es obligatoria pedirla", default=False)
    vinculante = models.BooleanField("obliga a quien la pide", default=False)

    intervencion = models.CharField("intervención", max_length=300, blank=True)
    ambito = models.CharField("ámbito", max_length=200, blank=True)
    poblacion = models.CharField("población", max_length=200, blank=True)
    fuente = models.CharField("fuente cooperante", max_length=200, blank=True)
    monto = models.DecimalField(
        max_digits=15, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    moneda = models.CharField(max_length=3, choices=Moneda.choices, blank=True)
    desde = models.DateField("inicio", null=True, blank=True)
    hasta = models.DateField("fin", null=True, blank=True)
    registro_apci = models.CharField("registro en APCI", max_length=60, blank=True)
    registro_hasta = models.DateField("registro vigente hasta", null=True, blank=True)
    comprada_el = models.DateField("fecha de la compra", null=True, blank=True)
    alineamiento = models.CharField("política, eje u ODS", max_length=300, blank=True)

    sentido = models.CharField(max_length=16, choices=SentidoOpinion.choices, blank=True)
    vigencia = models.CharField("vigencia de la opinión", max_length=200, blank=True)
    evaluada_en = models.DateTimeField("empezó a evaluarse", null=True, editable=False)
    devuelta_por = models.CharField("por qué se devolvió", max_length=1000, blank=True)
    salida = models.OneToOneField(
        Salida, on_delete=models.PROTECT, null=True, editable=False, related_name="opinion"
    )
    resultado = models.CharField("resultado en APCI", max_length=400, blank=True)
    resultado_el = models.DateField("fecha del resultado", null=True, blank=True)
    estado = models.CharField(
        max_length=16, choices=EstadoOpinion.choices, default=EstadoOpinion.SOLICITADA
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = OpinionQuerySet.as_manager()

    class Meta:
        verbose_name = "opinión sectorial"
        verbose_name_plural = "opiniones sectoriales"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(estado__in=EstadoOpinion.values), name="opinion_estado_conocido"
            ),
            models.CheckConstraint(
                condition=~Q(estado__in=sorted(EMITIDAS)) | ~Q(sentido=""),
                name="opinion_emitida_con_sentido",
            ),
            models.CheckConstraint(
                condition=~Q(estado=EstadoOpinion.DEVUELTA) | ~Q(devuelta_por=""),
                name="opinion_devuelta_con_motivo",
            ),
            models.CheckConstraint(
                condition=Q(hasta__gte=F("desde")),
                name="opinion_fechas_en_orden",
                violation_error_message="La intervención termina antes de empezar.",
            ),
            models.CheckConstraint(
                condition=Q(monto=None) | ~Q(moneda=""),
                name="opinion_monto_con_moneda",
                violation_error_message="Diga en qué moneda está el monto.",
            ),
        ]
        indexes = [
            models.Index("tipo", F("id").desc(), name="opinion_por_tipo"),
            models.Index("estado", F("id").desc(), name="opinion_por_estado"),
        ]
        triggers = [
            pgtrigger.Protect(name="opinion_no_se_borra", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="opinion_emitida_intangible",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__estado__in=sorted(EMITIDAS))
                & (
                    pgtrigger.Q(old__sentido__df=pgtrigger.F("new__sentido"))
                    | pgtrigger.Q(old__solicitante__df=pgtrigger.F("new__solicitante"))
                    | pgtrigger.Q(old__salida__df=pgtrigger.F("new__salida"))
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_tipo_display()}: {self.solicitante}"

    def get_absolute_url(self) -> str:
        return reverse("tramite:opinion", args=[self.expediente.numero])


class RequisitoOpinion(models.Model):
    """One requisite as it was found: met, missing or not applicable, on which folio."""

    opinion = models.ForeignKey(Opinion, on_delete=models.PROTECT, related_name="requisitos")
    orden = models.PositiveSmallIntegerField()
    texto = models.CharField(max_length=400)
    base = models.CharField("base legal", max_length=200, blank=True)
    confirmado = models.BooleanField("su norma se leyó", default=False)
    cumple = models.CharField(max_length=10, choices=Cumple.choices, default=Cumple.PENDIENTE)
    folio = models.CharField(max_length=20, blank=True)
    observacion = models.CharField("observación", max_length=400, blank=True)

    class Meta:
        verbose_name = "requisito de una opinión"
        verbose_name_plural = "requisitos de opiniones"
        ordering = ["orden", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["opinion", "orden"], name="requisito_opinion_orden_unico"
            )
        ]

    def __str__(self) -> str:
        return self.texto


class CuestionOpinion(models.Model):
    """One of the questions put to the office, and the grounds of its answer."""

    opinion = models.ForeignKey(Opinion, on_delete=models.PROTECT, related_name="cuestiones")
    orden = models.PositiveSmallIntegerField()
    texto = models.CharField(max_length=400)
    fundamento = models.TextField(max_length=6000, blank=True)

    class Meta:
        verbose_name = "cuestión de una opinión"
        verbose_name_plural = "cuestiones de opiniones"
        ordering = ["orden", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["opinion", "orden"], name="cuestion_opinion_orden_unica"
            )
        ]

    def __str__(self) -> str:
        return self.texto


class ConsultaOpinionQuerySet(models.QuerySet["ConsultaOpinion"]):
    def pendientes(self) -> "ConsultaOpinionQuerySet":
        """Neither answered nor passed over; whoever is called to a session still owes it."""
        esperada = Q(omitida_en=None) | Q(citada_para__isnull=False)
        return self.filter(esperada, respondida_el=None)


class ConsultaOpinion(Acto):
    """A question to another unit, with the day by which it must answer and what it answered."""

    opinion = models.ForeignKey(Opinion, on_delete=models.PROTECT, related_name="consultas")
    unidad = models.CharField("unidad", max_length=200)
    pregunta = models.CharField(max_length=1000)
    vence_el = models.DateField("debe responder hasta", null=True, blank=True)
    base_legal = models.CharField(max_length=200, blank=True)
    otra_entidad = models.BooleanField("es de otra entidad", default=False, db_default=False)
    # The term ended without an answer: the office goes on, or calls the one asked (art. 174.1).
    omitida_en = models.DateTimeField("se siguió sin ella", null=True, blank=True)
    omitida_por_que = models.CharField(
        "por qué se siguió", max_length=600, blank=True, default="", db_default=""
    )
    citada_para = models.DateField("se cita para", null=True, blank=True)
    respondida_el = models.DateField("respondió", null=True, blank=True)
    documento = models.CharField("documento de respuesta", max_length=120, blank=True)
    respuesta = models.CharField(max_length=2000, blank=True)

    objects = ConsultaOpinionQuerySet.as_manager()

    class Meta:
        verbose_name = "consulta a otra unidad"
        verbose_name_plural = "consultas a otras unidades"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(respondida_el=None, respuesta="")
                | (Q(respondida_el__isnull=False) & ~Q(respuesta="")),
                name="consulta_respondida_con_respuesta",
            ),
            models.CheckConstraint(
                condition=Q(omitida_en=None, omitida_por_que="", citada_para=None)
                | (Q(omitida_en__isnull=False) & ~Q(omitida_por_que="")),
                name="consulta_omitida_con_razon",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="consulta_opinion_intangible",
                exclude=[
                    "respondida_el",
                    "documento",
                    "respuesta",
                    "omitida_en",
                    "omitida_por_que",
                    "citada_para",
                ],
            ),
            pgtrigger.Protect(
                name="consulta_opinion_se_responde_una_vez",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__respondida_el__isnull=False),
            ),
            pgtrigger.Protect(name="consulta_opinion_no_se_borra", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.unidad}: {self.pregunta}"


class PasoOpinion(Acto):
    """One change of the opinion, with the state it left. Append-only."""

    opinion = models.ForeignKey(Opinion, on_delete=models.PROTECT, related_name="pasos")
    que = models.CharField("qué pasó", max_length=160)
    texto = models.CharField(max_length=1000, blank=True)
    estado_despues = models.CharField(max_length=16, choices=EstadoOpinion.choices)

    class Meta:
        verbose_name = "paso de una opinión"
        verbose_name_plural = "pasos de opiniones"
        ordering = ["en", "pk"]
        indexes = [models.Index(F("en").desc(), F("id").desc(), name="paso_opinion_reciente")]
        triggers = [pgtrigger.Protect(name="paso_opinion_intangible", operation=INTANGIBLE)]

    def __str__(self) -> str:
        return self.que


def con_opinion() -> models.Exists:
    """Annotation: whether an expediente has the record of an opinion."""
    return models.Exists(Opinion.objects.filter(expediente=models.OuterRef("pk")))
