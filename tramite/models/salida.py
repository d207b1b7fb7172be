"""Documents that leave the office: the draft, its reviewers, its history and its dispatches.

A `Salida` is what is being written; at the signature it becomes a `Documento` of the expediente
with its number and its sealed bytes. State, number and text are assigned only in
`tramite.acciones`; once numbered, a trigger keeps the text and the number as they are.
"""

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING, Any

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from cargos.models import Acto, Posicion
from cargos.permisos import Perfil, Permiso
from ocisys.base.auditado import auditado
from ocisys.base.models import Archivo
from tramite.estados_salida import EDITABLES, FIRMADOS, NUMERADOS, Entrega, EstadoSalida, Medio
from tramite.models.anexo import Anexo
from tramite.models.catalogo import TipoDocumento
from tramite.models.documento import INTANGIBLE, Documento
from tramite.models.emision import Plantilla
from tramite.models.expediente import Acceso, Expediente, lo_visible
from tramite.models.movimiento import Movimiento, Visibilidad

if TYPE_CHECKING:
    from cargos.models import Usuario

CVD = r"^[0-9A-HJKMNP-TV-Z]{16}$"


class SalidaQuerySet(models.QuerySet["Salida"]):
    def visibles_para(self, usuario: "Usuario") -> "SalidaQuerySet":
        """Outgoing documents of the expedientes this person may know of.

        What is not signed yet is an opinion before a decision (TUO Ley 27806 art. 17.1): an
        auditor without a post in the office sees only what was issued. While the expediente was
        sent only for the named ones, its drafts are theirs, of who writes them and of whoever is
        asked for a V.º B.º or a signature.
        """
        filas = self.filter(lo_visible(usuario, "expediente__"))
        if Perfil.JEFATURA in usuario.perfiles:
            return filas
        firmadas = Q(estado__in=sorted(FIRMADOS))
        if not usuario.designaciones_hoy:
            return filas.filter(firmadas)
        return filas.filter(firmadas | _borradores_de(usuario))

    def publicas(self) -> "SalidaQuerySet":
        """Issued and of an expediente without restriction: all that the public pages may know."""
        return self.filter(expediente__acceso=Acceso.OFICINA).exclude(cvd="")

    def mias(self, usuario: "Usuario") -> "SalidaQuerySet":
        """Drafts of mine that wait for me to write or to correct."""
        return self.filter(por=usuario, estado__in=sorted(EDITABLES))

    def por_revisar(self, usuario: "Usuario") -> "SalidaQuerySet":
        """Waiting for the V.º B.º of a post that the person holds today."""
        pendientes = Visto.objects.filter(
            salida=models.OuterRef("pk"), dado_en=None, posicion__in=_posiciones(usuario)
        )
        return self.filter(models.Exists(pendientes), estado=EstadoSalida.EN_REVISION)

    def por_firmar(self, usuario: "Usuario") -> "SalidaQuerySet":
        """Waiting for the signature of a post that the person holds today."""
        return self.filter(
            estado__in=[EstadoSalida.VISADO, EstadoSalida.PARA_FIRMA],
            firmante__in=_posiciones(usuario),
        )

    def en_orden_de_ingreso(self) -> "SalidaQuerySet":
        """As their expedientes came in (TUO LPAG art. 148.1), and as they were drafted in each."""
        return self.order_by("expediente__presentado_en", "expediente_id", "pk")

    def por_despachar(self, usuario: "Usuario") -> "SalidaQuerySet":
        """Signed and still in the office, or returned; for whoever dispatches."""
        if not usuario.puede(Permiso.SALIDA_DESPACHAR):
            return self.none()
        return self.filter(estado__in=[EstadoSalida.FIRMADO, EstadoSalida.DEVUELTO])

    def por_acusar(self, usuario: "Usuario") -> "SalidaQuerySet":
        """Dispatched, without an acknowledgement yet."""
        if not usuario.puede(Permiso.SALIDA_DESPACHAR):
            return self.none()
        return self.filter(estado__in=[EstadoSalida.EN_DESPACHO, EstadoSalida.NOTIFICADO])

    def despachadas_el(self, dia: date) -> "SalidaQuerySet":
        """Those that left on that day of Lima, by any of their dispatches."""
        despachos = Despacho.objects.filter(salida=models.OuterRef("pk"), en__date=dia)
        return self.filter(models.Exists(despachos))

    def con_su_cargo(self) -> "SalidaQuerySet":
        """Annotate `cargo_escaneado`: a file came to the document after its last dispatch."""
        despacho = Despacho.objects.filter(salida=models.OuterRef(models.OuterRef("pk")))
        ultimo = despacho.order_by("-pk").values("en")[:1]
        llegados = Anexo.objects.filter(documento=models.OuterRef("documento"))
        return self.annotate(
            cargo_escaneado=models.Exists(llegados.filter(en__gt=models.Subquery(ultimo)))
        )

    def emitidas(
        self,
        *,
        desde: date | None = None,
        hasta: date | None = None,
        tipos: Collection[str] = (),
        cargo: str = "",
    ) -> "SalidaQuerySet":
        """Signed between two days of Lima, both included; of those kinds, drafted by that post."""
        filas = self.filter(estado__in=sorted(FIRMADOS))
        if desde:
            filas = filas.filter(firmado_en__date__gte=desde)
        if hasta:
            filas = filas.filter(firmado_en__date__lte=hasta)
        if tipos:
            filas = filas.filter(tipo__codigo__in=tipos)
        return filas.filter(por_posicion__nro_orden=cargo) if cargo else filas

    def para_lista(self) -> "SalidaQuerySet":
        """What a row shows; one query."""
        return self.select_related("expediente", "tipo", "firmante", "por__persona").defer("cuerpo")

    def para_detalle(self) -> "SalidaQuerySet":
        """What the page of one shows."""
        return self.select_related(
            "expediente__remitente__organizacion",
            "expediente__tipo_documento",
            "tipo",
            "plantilla",
            "firmante__cargo",
            "por__persona",
            "original",
            "documento",
        )


def con_salidas() -> models.Exists:
    """Annotation: whether an expediente has any outgoing document."""
    return models.Exists(Salida.objects.filter(expediente=models.OuterRef("pk")))


def _borradores_de(usuario: "Usuario") -> Q:
    """Condition of the drafts that somebody with a post may read."""
    propias = _posiciones(usuario)
    suyo = models.OuterRef("expediente")
    en_reserva = Movimiento.objects.abiertos().titulares().filter(expediente=suyo)
    en_reserva = en_reserva.filter(visibilidad=Visibilidad.NOMBRADOS)
    nombrado = Q(para__in=propias) | Q(por_posicion__in=propias)
    del_lote = Movimiento.objects.filter(lote=models.OuterRef("lote"), para__in=propias)
    ajeno = en_reserva.exclude(nombrado).exclude(models.Exists(del_lote))
    vistos = Visto.objects.filter(salida=models.OuterRef("pk"), posicion__in=propias)
    suyos = Q(por=usuario) | Q(firmante__in=propias) | Q(models.Exists(vistos))
    return suyos | ~Q(models.Exists(ajeno))


def _posiciones(usuario: "Usuario") -> list[int]:
    return [d.posicion_id for d in usuario.designaciones_hoy]


# Fields of a numbered document that no UPDATE may change.
_CONGELADOS = (
    "expediente_id",
    "tipo_id",
    "destinatario",
    "destinatario_cargo",
    "asunto",
    "cuerpo",
    "numero",
    "serie",
    "anio",
    "correlativo",
    "cvd",
    "emitido_en",
    "original_id",
)
_CAMBIA_LO_EMITIDO = " OR ".join(f'OLD."{c}" IS DISTINCT FROM NEW."{c}"' for c in _CONGELADOS)


@auditado("update")
class Salida(Acto):
    """A document that the office writes, signs, numbers and sends."""

    expediente = models.ForeignKey(Expediente, on_delete=models.PROTECT, related_name="salidas")
    tipo = models.ForeignKey(TipoDocumento, on_delete=models.PROTECT, related_name="+")
    plantilla = models.ForeignKey(Plantilla, on_delete=models.PROTECT, related_name="+")
    destinatario = models.CharField(max_length=200)
    destinatario_cargo = models.CharField("cargo y entidad", max_length=200, blank=True)
    direccion = models.CharField("dirección o correo", max_length=200, blank=True)
    asunto = models.CharField(max_length=400)
    cuerpo = models.TextField()
    atiende = models.BooleanField(
        "es la respuesta al expediente",
        default=True,
        help_text="Al firmarse, el expediente queda atendido.",
    )
    firmante = models.ForeignKey(
        Posicion, on_delete=models.PROTECT, related_name="+", verbose_name="firma"
    )
    estado = models.CharField(
        max_length=12, choices=EstadoSalida.choices, default=EstadoSalida.BORRADOR
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    clave_formulario = models.UUIDField(unique=True, editable=False)

    serie = models.CharField(max_length=40, blank=True, editable=False)
    anio = models.PositiveSmallIntegerField("año", null=True, editable=False)
    correlativo = models.PositiveIntegerField(null=True, editable=False)
    numero = models.CharField("número", max_length=80, blank=True, editable=False)
    cvd = models.CharField("código de verificación", max_length=16, blank=True, editable=False)
    emitido_en = models.DateTimeField("emitido", null=True, editable=False)
    original = models.ForeignKey(
        Archivo, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    documento = models.OneToOneField(
        Documento, on_delete=models.PROTECT, null=True, editable=False, related_name="salida"
    )
    anexo = models.OneToOneField(
        Anexo, on_delete=models.PROTECT, null=True, editable=False, related_name="salida"
    )
    firmado_en = models.DateTimeField("firmado", null=True, editable=False)
    firma: models.JSONField[Any, Any] = models.JSONField(default=dict, editable=False)

    objects = SalidaQuerySet.as_manager()

    class Meta:
        verbose_name = "documento de salida"
        verbose_name_plural = "documentos de salida"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["serie", "anio", "correlativo"],
                condition=~Q(serie=""),
                name="salida_numero_unico",
            ),
            models.UniqueConstraint(fields=["cvd"], condition=~Q(cvd=""), name="salida_cvd_unico"),
            models.CheckConstraint(
                condition=Q(estado__in=EstadoSalida.values), name="salida_estado_conocido"
            ),
            models.CheckConstraint(
                condition=~Q(estado__in=sorted(NUMERADOS))
                | (~Q(cvd="") & Q(original__isnull=False, emitido_en__isnull=False)),
                name="salida_numerada_con_documento",
            ),
            models.CheckConstraint(
                condition=~Q(estado__in=sorted(FIRMADOS))
                | Q(anexo__isnull=False, documento__isnull=False, firmado_en__isnull=False),
                name="salida_firmada_con_anexo",
            ),
            models.CheckConstraint(
                condition=Q(cvd="") | Q(cvd__regex=CVD), name="salida_cvd_bien_formado"
            ),
            models.CheckConstraint(
                condition=Q(correlativo=None, anio=None, serie="")
                | (Q(correlativo__gte=1, anio__isnull=False) & ~Q(serie="")),
                name="salida_correlativo_de_una_serie",
            ),
        ]
        indexes = [
            models.Index("estado", F("id").desc(), name="salida_por_estado"),
            models.Index("expediente", name="salida_por_expediente"),
        ]
        triggers = [
            pgtrigger.Protect(name="salida_no_se_borra", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="salida_emitida_intangible",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(f"OLD.cvd <> '' AND ({_CAMBIA_LO_EMITIDO})"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tipo} N.º {self.numero}" if self.numero else f"{self.tipo} sin número"

    def get_absolute_url(self) -> str:
        return reverse("tramite:salida", args=[self.pk])

    @property
    def esta_firmado(self) -> bool:
        return self.estado in FIRMADOS

    @property
    def cvd_legible(self) -> str:
        """The code in groups of four, as it is printed: `7K2M-…`."""
        return "-".join(self.cvd[i : i + 4] for i in range(0, 16, 4)) if self.cvd else ""


class Visto(models.Model):
    """The V.º B.º asked of a post; it is given on a text, and a new text asks for it again."""

    salida = models.ForeignKey(Salida, on_delete=models.PROTECT, related_name="vistos")
    posicion = models.ForeignKey(Posicion, on_delete=models.PROTECT, related_name="+")
    orden = models.PositiveSmallIntegerField(default=1)
    dado_en = models.DateTimeField(null=True, blank=True)
    dado_por = models.ForeignKey(
        "cargos.Usuario", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "visto bueno"
        verbose_name_plural = "vistos buenos"
        ordering = ["orden", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["salida", "posicion"], name="visto_uno_por_cargo"),
            models.CheckConstraint(
                condition=Q(dado_en=None, dado_por=None)
                | Q(dado_en__isnull=False, dado_por__isnull=False),
                name="visto_con_quien_y_cuando",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.posicion}: {'dado' if self.dado_en else 'pendiente'}"


class PasoSalidaQuerySet(models.QuerySet["PasoSalida"]):
    def para_historia(self) -> "PasoSalidaQuerySet":
        return self.select_related("por__persona").order_by("-en", "-pk")


class PasoSalida(Acto):
    """One act on an outgoing document: sent, remarked, signed, dispatched. Append-only."""

    class Clase(models.TextChoices):
        CREACION = "creacion", "Se redactó"
        CAMBIO = "cambio", "Se cambió el texto"
        ENVIO = "envio", "Se envió a revisión o firma"
        REPARO = "reparo", "Se observó"
        VISTO = "visto", "V.º B.º"
        PREPARACION = "preparacion", "Se numeró para firmar fuera"
        FIRMA = "firma", "Se firmó"
        DESPACHO = "despacho", "Se despachó"
        ENTREGA = "entrega", "Resultado del despacho"
        ANULACION = "anulacion", "Se anuló"

    salida = models.ForeignKey(Salida, on_delete=models.PROTECT, related_name="pasos")
    clase = models.CharField(max_length=12, choices=Clase.choices)
    texto = models.CharField(max_length=1000, blank=True)
    parrafo = models.PositiveSmallIntegerField("párrafo", null=True, blank=True)
    estado_despues = models.CharField(max_length=12, choices=EstadoSalida.choices)
    sobre_version = models.PositiveIntegerField(help_text="Versión del texto que se tenía delante.")

    objects = PasoSalidaQuerySet.as_manager()

    class Meta:
        verbose_name = "paso de un documento de salida"
        verbose_name_plural = "pasos de documentos de salida"
        ordering = ["en", "pk"]
        indexes = [
            models.Index(fields=["salida"], name="paso_salida_por_salida"),
            models.Index(F("en").desc(), F("id").desc(), name="paso_salida_reciente"),
        ]
        triggers = [pgtrigger.Protect(name="paso_salida_intangible", operation=INTANGIBLE)]

    def __str__(self) -> str:
        return self.get_clase_display()


class Despacho(Acto):
    """One try at delivering a signed document. The result is another row."""

    salida = models.ForeignKey(Salida, on_delete=models.PROTECT, related_name="despachos")
    medio = models.CharField(max_length=10, choices=Medio.choices)
    direccion = models.CharField("dirección o correo", max_length=200, blank=True)
    guia = models.CharField("guía o constancia", max_length=80, blank=True)
    autorizacion = models.CharField(
        "dónde lo autorizó",
        max_length=160,
        blank=True,
        default="",
        db_default="",
        help_text="Folio o escrito en que el administrado aceptó ese medio (TUO LPAG art. 20.4).",
    )
    plazo = models.ForeignKey(
        "tramite.Plazo",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="El que corre por este despacho: notificar o acusar recibo.",
    )

    class Meta:
        ordering = ["en", "pk"]
        triggers = [pgtrigger.Protect(name="despacho_intangible", operation=INTANGIBLE)]

    def __str__(self) -> str:
        return f"{self.get_medio_display()}, {self.en:%d/%m/%Y}"


class ResultadoDespacho(Acto):
    """What came of a dispatch: delivered, returned, acknowledged."""

    despacho = models.ForeignKey(Despacho, on_delete=models.PROTECT, related_name="resultados")
    entrega = models.CharField(max_length=10, choices=Entrega.choices)
    el = models.DateField("fecha")
    quien = models.CharField("quién recibió o acusó", max_length=120, blank=True)
    texto = models.CharField("detalle", max_length=400, blank=True)

    class Meta:
        verbose_name = "resultado de un despacho"
        verbose_name_plural = "resultados de despachos"
        ordering = ["en", "pk"]
        indexes = [models.Index(F("en").desc(), F("id").desc(), name="resultado_despacho_reciente")]
        triggers = [pgtrigger.Protect(name="resultado_despacho_intangible", operation=INTANGIBLE)]

    def __str__(self) -> str:
        return f"{self.get_entrega_display()}, {self.el:%d/%m/%Y}"
