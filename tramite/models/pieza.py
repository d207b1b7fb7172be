"""What accompanies a document, item by item, and what its desk copied of it beyond the register."""

from typing import TYPE_CHECKING

import pgtrigger
from django.db import models
from django.db.models import F, Q

from cargos.models import Acto
from tramite.models.documento import INTANGIBLE, Documento
from tramite.models.expediente import lo_visible

if TYPE_CHECKING:
    from cargos.models import Usuario


class Soporte(models.TextChoices):
    """On what a document or an annex came."""

    PAPEL = "papel", "Papel"
    ELECTRONICO = "electronico", "Electrónico"
    MIXTO = "mixto", "Papel y electrónico"
    OBJETO = "objeto", "Disco, memoria u otro objeto"


class PiezaAnexaQuerySet(models.QuerySet["PiezaAnexa"]):
    def visibles_para(self, usuario: "Usuario") -> "PiezaAnexaQuerySet":
        """Annexes of the documents of the expedientes this person may know of."""
        return self.filter(lo_visible(usuario, "documento__expediente__"))

    def vigentes(self) -> "PiezaAnexaQuerySet":
        """Without those written by mistake."""
        return self.filter(retirada_en=None)


class PiezaAnexa(Acto):
    """One annex of a document as an item of its own; its files are those that say so.

    Its folios are among those of the document, whose count is the one of the cargo. What was
    written by mistake is withdrawn with its reason, once, and stays.
    """

    class Tipo(models.TextChoices):
        ANEXO = "anexo", "Anexo"
        FORMATO = "formato", "Formato o declaración jurada"
        CONVENIO = "convenio", "Convenio o acuerdo"
        PODER = "poder", "Poder o vigencia"
        PLAN = "plan", "Plan, programa o presupuesto"
        INFORME = "informe", "Informe"
        PLANO = "plano", "Plano, foto o lámina"
        PUBLICACION = "publicacion", "Publicación"
        OTRO = "otro", "Otro"

    documento = models.ForeignKey(Documento, on_delete=models.PROTECT, related_name="piezas")
    orden = models.PositiveSmallIntegerField("N.º")
    titulo = models.CharField("título", max_length=255)
    tipo = models.CharField(max_length=12, choices=Tipo.choices, default=Tipo.ANEXO)
    soporte = models.CharField(max_length=12, choices=Soporte.choices, default=Soporte.PAPEL)
    folios = models.PositiveIntegerField(default=0)
    folio_desde = models.PositiveIntegerField("desde el folio", null=True, blank=True)
    retirada_en = models.DateTimeField("retirada", null=True, blank=True)
    retirada_por_que = models.CharField("por qué se retiró", max_length=300, blank=True)

    objects = PiezaAnexaQuerySet.as_manager()

    class Meta:
        verbose_name = "anexo de un documento"
        verbose_name_plural = "anexos de un documento"
        ordering = ["documento", "orden"]
        constraints = [
            models.UniqueConstraint(fields=["documento", "orden"], name="pieza_orden_unico"),
            models.CheckConstraint(condition=~Q(titulo=""), name="pieza_con_titulo"),
            models.CheckConstraint(
                condition=Q(folio_desde=None) | Q(folios__gte=1),
                name="pieza_con_folio_tiene_folios",
                violation_error_message="Un anexo sin folios no empieza en ninguno.",
            ),
            models.CheckConstraint(
                condition=Q(retirada_en=None, retirada_por_que="")
                | (Q(retirada_en__isnull=False) & ~Q(retirada_por_que="")),
                name="pieza_retirada_con_razon",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="pieza_intangible", exclude=["retirada_en", "retirada_por_que"]
            ),
            pgtrigger.Protect(
                name="pieza_se_retira_una_vez",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__retirada_en__isnull=False),
            ),
            pgtrigger.Protect(name="pieza_no_se_borra", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"Anexo {self.orden}: {self.titulo}"

    @property
    def folio_hasta(self) -> int | None:
        return self.folio_desde + self.folios - 1 if self.folio_desde else None


class DatosDocumento(Acto):
    """What the desk copies of a document beyond the five legal fields; the newest row is the one.

    A correction is another row: the earlier values stay.
    """

    documento = models.ForeignKey(
        Documento, on_delete=models.PROTECT, related_name="datos", verbose_name="documento"
    )
    soporte = models.CharField(max_length=12, choices=Soporte.choices, default=Soporte.PAPEL)
    firmante = models.CharField("quién lo firma", max_length=200, blank=True)
    firmante_cargo = models.CharField("cargo de quien firma", max_length=160, blank=True)
    destinatarios = models.CharField("a quién va dirigido", max_length=400, blank=True)
    copias = models.CharField("con copia a", max_length=400, blank=True)
    referencia = models.CharField("referencia", max_length=400, blank=True)

    CAMPOS = ("soporte", "firmante", "firmante_cargo", "destinatarios", "copias", "referencia")

    class Meta:
        verbose_name = "datos de un documento"
        verbose_name_plural = "datos de un documento"
        ordering = ["-pk"]
        indexes = [models.Index(F("documento"), F("id").desc(), name="datos_del_documento")]
        triggers = [pgtrigger.Protect(name="datos_documento_intangible", operation=INTANGIBLE)]

    def __str__(self) -> str:
        return self.firmante or self.get_soporte_display()
