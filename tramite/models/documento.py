"""Documents inside an expediente, their annexes, and what was decided about a look-alike."""

from typing import TYPE_CHECKING

import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper

from cargos.models import Acto
from tramite.estados import Estado
from tramite.models.catalogo import TipoDocumento
from tramite.models.expediente import Expediente, lo_visible
from tramite.models.remitente import Remitente

if TYPE_CHECKING:
    from datetime import date

    from cargos.models import Usuario
    from tramite.citados import Trozo
    from tramite.models.pieza import DatosDocumento

INTANGIBLE = pgtrigger.Update | pgtrigger.Delete

FOLIOS_CORRIDOS = """
IF NEW.folio_desde <> (
    SELECT coalesce(max(folio_desde + folios), 1) FROM tramite_documento
    WHERE expediente_id = NEW.expediente_id
) THEN
    RAISE EXCEPTION 'los folios de un expediente corren sin saltos ni traslapes'
        USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""
"""The row of the expediente is locked by whoever adds a document, so two cannot pass at once."""


class DocumentoQuerySet(models.QuerySet["Documento"]):
    def visibles_para(self, usuario: "Usuario") -> "DocumentoQuerySet":
        """Documents of the expedientes this person may know of."""
        return self.filter(lo_visible(usuario, "expediente__"))

    def recibidos(self) -> "DocumentoQuerySet":
        return self.filter(sentido=Documento.Sentido.RECIBIDO)

    def iguales_a(
        self, *, remitente: Remitente, tipo: TipoDocumento, numero: str, fecha: "date | None"
    ) -> "DocumentoQuerySet":
        """Received documents with the same sender, kind and number, and date if both say it.

        Without a number nothing can be told apart, so nothing is a look-alike.
        """
        if not numero.strip():
            return self.none()
        iguales = self.recibidos().filter(
            expediente__remitente=remitente, tipo=tipo, numero__iexact=numero.strip()
        )
        return iguales.filter(Q(fecha=fecha) | Q(fecha=None)) if fecha else iguales

    def sin_digitalizar(self) -> "DocumentoQuerySet":
        """Received and not scanned yet; what was annulled is not owed."""
        return (
            self.recibidos()
            .filter(anexos=None)
            .exclude(expediente__estado=Estado.ANULADO)
            .select_related("expediente", "tipo")
        )

    def para_lista(self) -> "DocumentoQuerySet":
        """What the tab «documentos» shows, its files included."""
        return (
            self.select_related("tipo", "por__persona")
            .prefetch_related("anexos__archivo", "desgloses", "piezas", "datos")
            .order_by("orden")
        )


class Documento(Acto):
    """A paper or file inside an expediente, in the order in which it was added."""

    class Sentido(models.TextChoices):
        RECIBIDO = "recibido", "Recibido"
        EMITIDO = "emitido", "Emitido"
        INTERNO = "interno", "Interno"

    expediente = models.ForeignKey(Expediente, on_delete=models.PROTECT, related_name="documentos")
    orden = models.PositiveSmallIntegerField()
    sentido = models.CharField(max_length=8, choices=Sentido.choices)
    tipo = models.ForeignKey(TipoDocumento, on_delete=models.PROTECT, related_name="+")
    numero = models.CharField("número", max_length=80, blank=True)
    fecha = models.DateField("fecha del documento", null=True, blank=True)
    asunto = models.CharField(max_length=1000)
    folios = models.PositiveIntegerField(default=1)
    # Ranges of folios run on through the expediente (TUO LPAG art. 152).
    folio_desde = models.PositiveIntegerField(default=1)
    acompanan = models.CharField("documentos que acompañan", max_length=400, blank=True)

    objects = DocumentoQuerySet.as_manager()

    trozos: "list[Trozo]"  # its reference, with its links: `tramite.citados.enlazar`

    class Meta:
        ordering = ["expediente", "orden"]
        constraints = [
            models.UniqueConstraint(fields=["expediente", "orden"], name="documento_orden_unico"),
            models.CheckConstraint(
                condition=Q(folios__gte=1, folios__lte=100_000), name="documento_folios_posibles"
            ),
        ]
        indexes = [models.Index(Upper("numero"), name="documento_por_numero")]
        triggers = [
            pgtrigger.Protect(name="documento_intangible", operation=INTANGIBLE),
            pgtrigger.Trigger(
                name="documento_folios_corridos",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=FOLIOS_CORRIDOS,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tipo} N.º {self.numero}" if self.numero else str(self.tipo)

    @property
    def folio_hasta(self) -> int:
        return self.folio_desde + self.folios - 1

    @property
    def ficha(self) -> "DatosDocumento | None":
        """What the desk copied of it last; no query when `datos` are fetched (`para_lista`)."""
        return next(iter(self.datos.all()), None)


class DecisionDuplicadoQuerySet(models.QuerySet["DecisionDuplicado"]):
    def visibles_para(self, usuario: "Usuario") -> "DecisionDuplicadoQuerySet":
        """Those about two documents that this person may know of: neither tells of the other."""
        return self.filter(
            lo_visible(usuario, "documento__expediente__"),
            lo_visible(usuario, "parecido_a__expediente__"),
        )

    def vigentes_de(self, expediente: Expediente) -> "DecisionDuplicadoQuerySet":
        """The last word about each pair of which one is in that expediente; one query."""
        otra = DecisionDuplicado.objects.filter(
            documento=models.OuterRef("documento"),
            parecido_a=models.OuterRef("parecido_a"),
            pk__gt=models.OuterRef("pk"),
        )
        suyas = self.filter(~models.Exists(otra), documento__expediente=expediente)
        return suyas.select_related(
            "documento", "parecido_a__tipo", "parecido_a__expediente", "por__persona"
        ).order_by("pk")


class DecisionDuplicado(Acto):
    """Somebody saw two look-alikes side by side and said what they are; the decision is kept.

    Whoever decides otherwise later leaves another row: the last one holds.
    """

    class Decision(models.TextChoices):
        DISTINTO = "distinto", "Es otro documento"
        COPIA = "copia", "Es copia del mismo"

    documento = models.ForeignKey(Documento, on_delete=models.PROTECT, related_name="decisiones")
    parecido_a = models.ForeignKey(
        Documento, on_delete=models.PROTECT, related_name="+", verbose_name="parecido a"
    )
    decision = models.CharField("decisión", max_length=8, choices=Decision.choices)

    objects = DecisionDuplicadoQuerySet.as_manager()

    class Meta:
        verbose_name = "decisión sobre un duplicado"
        verbose_name_plural = "decisiones sobre duplicados"
        triggers = [pgtrigger.Protect(name="decision_duplicado_intangible", operation=INTANGIBLE)]

    def __str__(self) -> str:
        return f"{self.documento_id}/{self.parecido_a_id}: {self.get_decision_display()}"

    @property
    def es_copia(self) -> bool:
        return self.decision == self.Decision.COPIA

    @property
    def contraria(self) -> "DecisionDuplicado.Decision":
        return self.Decision.DISTINTO if self.es_copia else self.Decision.COPIA

    @property
    def en_palabras(self) -> str:
        """What was said, of a document that is named beside it; both must be fetched."""
        otro = self.parecido_a
        if otro.expediente_id == self.documento.expediente_id:
            de = f"el documento {otro.orden}"
        else:
            cual = otro.expediente
            de = f"el documento {otro.orden} del {cual.numero}"
            if cual.esta_restringido:  # it is written where others read it
                de = "uno de un expediente restringido"
        return f"Repite {de}" if self.es_copia else f"Se comparó con {de}: es otro"
