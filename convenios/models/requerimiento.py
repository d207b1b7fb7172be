"""What the office asks of a Programa Nacional or another unit, and whether it answered in time."""

from datetime import date
from typing import TYPE_CHECKING

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, Max, Min, OuterRef, Q, Subquery
from django.urls import reverse

from cargos.models import Acto, UnidadOrganica, UnidadVersion
from convenios.models.contacto import Interaccion
from convenios.models.convenio import Convenio
from convenios.models.convenios import acceso
from convenios.models.instrumento import InstrumentoInternacional
from convenios.models.ocurrencia import Ocurrencia
from convenios.models.origen import Origen
from ocisys.base.busqueda import con_todas
from ocisys.base.models import Archivo

if TYPE_CHECKING:
    from cargos.models import Usuario


class Situacion(models.TextChoices):
    """Where a requirement stands on a day; computed, never stored."""

    POR_RESPONDER = "por_responder", "Por responder"
    VENCIDO = "vencido", "Vencido sin respuesta"
    A_TIEMPO = "a_tiempo", "Respondido a tiempo"
    TARDE = "tarde", "Respondido tarde"
    ANULADO = "anulado", "Anulado"

    @property
    def tono(self) -> str:
        """Tono of its chip."""
        return {
            Situacion.POR_RESPONDER: "espera",
            Situacion.VENCIDO: "peligro",
            Situacion.A_TIEMPO: "bien",
            Situacion.TARDE: "hecho",
            Situacion.ANULADO: "neutro",
        }[self]


def situacion(*, plazo: date, respondido_el: date | None, anulado: bool, al: date) -> Situacion:
    """Where a requirement stands on `al`: the due day itself is still in time."""
    if anulado:
        return Situacion.ANULADO
    if respondido_el is not None:
        return Situacion.A_TIEMPO if respondido_el <= plazo else Situacion.TARDE
    return Situacion.VENCIDO if al > plazo else Situacion.POR_RESPONDER


DE_DONDE = ("convenio", "instrumento")
"""What something is asked for: one of the two."""


class RequerimientoQuerySet(models.QuerySet["Requerimiento"]):
    def visibles_para(self, usuario: "Usuario") -> "RequerimientoQuerySet":
        """Those of the agreements that this person may know of, and of every instrument: what the
        State took on abroad is public."""
        return self.filter(acceso(usuario, "convenio__"))

    def con_respuesta(self, al: date) -> "RequerimientoQuerySet":
        """Annotate `respondido`: the day of the full answer known on `al`; `recordado`: the last
        reminder."""
        pasos = PasoRequerimiento.objects.filter(requerimiento=OuterRef("pk"), fecha__lte=al)
        tipo = PasoRequerimiento.Tipo
        completa = pasos.filter(tipo=tipo.RESPUESTA).values("requerimiento")
        recuerdo = pasos.filter(tipo=tipo.RECORDATORIO).values("requerimiento")
        return self.annotate(
            respondido=Subquery(completa.annotate(d=Min("fecha")).values("d")),
            recordado=Subquery(recuerdo.annotate(d=Max("fecha")).values("d")),
        )

    def con_nombre(self, al: date) -> "RequerimientoQuerySet":
        """Annotate `destino`: what the unit is called on `al`; `es_programa`: whether it is one."""
        versiones = UnidadVersion.objects.vigentes(al).filter(unidad=OuterRef("unidad"))
        return self.annotate(
            destino=Subquery(versiones.values("denominacion")[:1]),
            es_programa=Exists(versiones.filter(tipo="programa_nacional")),
        )

    def a_programas(self) -> "RequerimientoQuerySet":
        """Those to a Programa Nacional; needs `con_nombre`."""
        return self.filter(Q(es_programa=True))

    def en_situacion(self, cual: str, al: date) -> "RequerimientoQuerySet":
        """Those that stand there on `al`; needs `con_respuesta`; twin of the pure function."""
        vivos = Q(anulado_el=None)
        abiertos = vivos & Q(respondido=None)
        condiciones = {
            Situacion.ANULADO: ~vivos,
            Situacion.A_TIEMPO: vivos & Q(respondido__lte=F("responder_hasta")),
            Situacion.TARDE: vivos & Q(respondido__gt=F("responder_hasta")),
            Situacion.VENCIDO: abiertos & Q(responder_hasta__lt=al),
            Situacion.POR_RESPONDER: abiertos & Q(responder_hasta__gte=al),
        }
        return self.filter(condiciones[Situacion(cual)])

    def buscar(self, texto: str) -> "RequerimientoQuerySet":
        """Every word in the code, the matter, the document, or what it is asked for."""
        campos = (
            "codigo",
            "asunto",
            "documento",
            "convenio__denominacion",
            "convenio__codigo",
            "instrumento__denominacion",
            "instrumento__siglas",
        )
        return self.filter(con_todas(texto, *campos))

    def para_lista(self, al: date) -> "RequerimientoQuerySet":
        """What a row prints."""
        return (
            self.con_respuesta(al)
            .con_nombre(al)
            .select_related(*DE_DONDE, "por__persona", "unidad")
        )


class Requerimiento(Acto):
    """A request with its answer date. What was asked is never rewritten: it is answered, reminded
    of, or annulled with a reason."""

    codigo = models.CharField("código", max_length=16, unique=True, editable=False)
    convenio = models.ForeignKey(
        Convenio, on_delete=models.PROTECT, null=True, related_name="requerimientos"
    )
    instrumento = models.ForeignKey(
        InstrumentoInternacional,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="requerimientos",
    )
    ocurrencia = models.ForeignKey(
        Ocurrencia,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="requerimientos",
        verbose_name="para cumplir",
    )
    unidad = models.ForeignKey(
        UnidadOrganica, on_delete=models.PROTECT, related_name="+", verbose_name="a quién"
    )
    asunto = models.CharField("qué se pide", max_length=200)
    detalle = models.TextField(max_length=4000, blank=True)
    documento = models.CharField(
        max_length=160, blank=True, help_text="Oficio o memorando con que se pidió."
    )
    enviado_el = models.DateField("enviado el")
    responder_hasta = models.DateField("responder hasta")
    anulado_el = models.DateField(null=True, editable=False)
    anulado_por = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    motivo_anulacion = models.CharField(max_length=300, blank=True, editable=False)

    objects = RequerimientoQuerySet.as_manager()

    class Meta:
        ordering = ["responder_hasta", "pk"]
        indexes = [models.Index(fields=["responder_hasta", "id"], name="requerimiento_por_plazo")]
        constraints = [
            models.CheckConstraint(
                condition=Q(convenio__isnull=False, instrumento=None)
                | Q(convenio=None, instrumento__isnull=False),
                name="requerimiento_de_un_origen",
            ),
            models.CheckConstraint(
                condition=Q(responder_hasta__gte=F("enviado_el")),
                name="requerimiento_fechas_en_orden",
                violation_error_message="El plazo de respuesta es anterior al envío.",
            ),
            models.CheckConstraint(
                condition=Q(anulado_el=None, anulado_por=None, motivo_anulacion="")
                | Q(anulado_el__isnull=False, anulado_por__isnull=False) & ~Q(motivo_anulacion=""),
                name="requerimiento_anulado_con_motivo",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="requerimiento_intangible",
                fields=[
                    "codigo",
                    "convenio",
                    "instrumento",
                    "ocurrencia",
                    "unidad",
                    "asunto",
                    "detalle",
                    "documento",
                    "enviado_el",
                    "responder_hasta",
                    "por",
                    "por_posicion",
                    "calidad",
                    "en",
                ],
            ),
            pgtrigger.Protect(name="requerimiento_no_se_borra", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.codigo} {self.asunto}"

    def get_absolute_url(self) -> str:
        return reverse("convenios:requerimiento", args=[self.pk])

    @property
    def origen(self) -> Origen:
        """The agreement or the international instrument for which it is asked."""
        origen: Origen | None = self.convenio or self.instrumento
        assert origen is not None  # requerimiento_de_un_origen
        return origen

    def situacion_al(self, al: date) -> Situacion:
        """Where it stands on `al` (needs `con_respuesta`)."""
        return situacion(
            plazo=self.responder_hasta,
            respondido_el=getattr(self, "respondido", None),
            anulado=self.anulado_el is not None,
            al=al,
        )


class PasoRequerimiento(Acto):
    """A reminder or an answer; append-only."""

    class Tipo(models.TextChoices):
        RECORDATORIO = "recordatorio", "Recordatorio"
        PARCIAL = "parcial", "Respuesta parcial"
        RESPUESTA = "respuesta", "Respuesta completa"

    requerimiento = models.ForeignKey(Requerimiento, on_delete=models.PROTECT, related_name="pasos")
    tipo = models.CharField("qué pasó", max_length=12, choices=Tipo.choices)
    fecha = models.DateField()
    medio = models.CharField(
        max_length=8, choices=Interaccion.Tipo.choices, default=Interaccion.Tipo.CARTA
    )
    texto = models.TextField("qué dice", max_length=4000)
    documento = models.CharField(max_length=160, blank=True, help_text="Su número, si lo tiene.")
    archivo = models.ForeignKey(
        Archivo, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["fecha", "pk"]
        indexes = [models.Index(fields=["requerimiento", "tipo", "fecha"], name="paso_por_tipo")]
        triggers = [
            pgtrigger.Protect(
                name="paso_requerimiento_intangible", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_tipo_display()} del {self.fecha:%d/%m/%Y}"
