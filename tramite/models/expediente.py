"""The expediente: one number for life, one holder at a time, one row of truth about its state.

Number, channel and authorship are never rewritten (trigger); the moment of filing, only as another
person granted it (`Pedido`). Sender, subject and the rest of the register change only by an act of
rectificación, which keeps the whole earlier value in an `Actuacion`; state, access and current due
date follow the acts. All of it is assigned only in `tramite.acciones`, and every change leaves an
audit row.
"""

from collections.abc import Collection
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone

from cargos.models import Acto, Posicion
from cargos.permisos import Perfil, Permiso
from convenios.models import Organizacion
from ocisys.base.auditado import auditado
from ocisys.base.busqueda import CONFIGURACION, SinTildes, consulta, sin_tildes_contiene
from ocisys.base.models import Sede
from ocisys.base.numeros import leer_numero
from ocisys.base.plazos import Canal
from tramite.estados import ABIERTOS, POR_ATENDER, Estado
from tramite.models.catalogo import Procedimiento, TipoDocumento
from tramite.models.remitente import Remitente

if TYPE_CHECKING:
    from cargos.models import Usuario

CANALES = [(c.value, c.etiqueta) for c in Canal]


class Acceso(models.TextChoices):
    """Who may read it; the last three need the formalities of the TUO of Ley 27806."""

    OFICINA = "oficina", "Toda la oficina"
    GRUPO = "grupo", "Restringido al grupo"
    CONFIDENCIAL = "confidencial", "Confidencial"
    RESERVADA = "reservada", "Reservada"
    SECRETA = "secreta", "Secreta"


OPINION_SECTORIAL = "067-09"
"""Key of the MOF duty of giving the opinion of the Sector."""


_SIN_NUMERO = "0000-000000"


@cache
def _molde_de_ruta() -> str:
    """Where every expediente is: a list asks for the path of each row."""
    return reverse("tramite:expediente", args=[_SIN_NUMERO])


PRESENTACION_PEDIDA = """
IF NEW.presentado_en > NEW.en OR NOT COALESCE((
    SELECT presentado_de = OLD.presentado_en AND presentado_a = NEW.presentado_en
        AND decidido_por_id <> por_id
    FROM tramite_pedido
    WHERE expediente_id = NEW.id AND clase = 'presentacion' AND concedido
    ORDER BY decidido_en DESC, id DESC LIMIT 1
), false) THEN
    RAISE EXCEPTION 'presentado_en of % changes only as another person granted it', NEW.numero
        USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""
"""Four eyes on the moment of filing, whatever the door; only the last one granted serves."""


def _medianoche(dia: date) -> datetime:
    return timezone.make_aware(datetime.combine(dia, time.min))


def nombre_de_la_sede() -> Subquery:
    """Name of the sede of this office, for `annotate`: that of what does not say another."""
    propia = Sede.objects.filter(codigo=settings.OCISYS_SEDE)
    return Subquery(propia.values("nombre")[:1])


def lo_visible(usuario: "Usuario", hasta_expediente: str = "") -> Q:
    """Condition of the rows whose expediente this person may know of today.

    `hasta_expediente` is the path from the row to its expediente ("expediente__"). The jefatura
    sees all; whoever may see expedientes sees the open ones plus the restricted ones in which a
    post held today is named and not withdrawn; auditors the open ones and, for a day, those whose
    reading they gave a reason for (`LecturaMotivada`); an administrator none.
    """
    if not usuario.puede(Permiso.EXPEDIENTE_VER):
        return Q(pk__in=[])
    if Perfil.JEFATURA in usuario.perfiles:
        return Q()
    abiertas = Q(**{f"{hasta_expediente}acceso": Acceso.OFICINA})
    if Perfil.AUDITORIA in usuario.perfiles:
        abiertas |= Q(**{f"{hasta_expediente}pk__in": _con_motivo(usuario)})
    posiciones = [d.posicion_id for d in usuario.designaciones_hoy]
    if not posiciones:
        return abiertas
    expediente = OuterRef(f"{hasta_expediente}pk")
    nombrado = Lector.objects.filter(
        expediente=expediente, posicion__in=posiciones, retirado_en=None
    )
    return abiertas | Q(Exists(nombrado))


def _con_motivo(usuario: "Usuario") -> models.QuerySet[Any, Any]:
    """Keys of the expedientes that this auditor may read now, having said why."""
    motivos: Any = Expediente._meta.get_field("lecturas_motivadas").related_model
    vigentes = motivos.objects.filter(por=usuario, hasta__gte=timezone.now())
    claves: models.QuerySet[Any, Any] = vigentes.values("expediente")
    return claves


class ExpedienteQuerySet(models.QuerySet["Expediente"]):
    def visibles_para(self, usuario: "Usuario") -> "ExpedienteQuerySet":
        """Rows this person may know of today; every list, count, search and file starts here."""
        return self.filter(lo_visible(usuario))

    def abiertos(self) -> "ExpedienteQuerySet":
        """The office still owes something."""
        return self.filter(estado__in=ABIERTOS)

    def restringidos(self) -> "ExpedienteQuerySet":
        """Those that not all the office may see."""
        return self.exclude(acceso=Acceso.OFICINA)

    def por_atender(self) -> "ExpedienteQuerySet":
        """Open and without an answer yet."""
        return self.filter(estado__in=POR_ATENDER)

    def de_la_mas_antigua(self) -> "ExpedienteQuerySet":
        """In the order of entry (TUO LPAG art. 148.1)."""
        return self.order_by("presentado_en", "pk")

    def de_organizacion(self, organizacion: Organizacion) -> "ExpedienteQuerySet":
        """What that organisation has sent."""
        return self.filter(remitente__organizacion=organizacion)

    def contar_opiniones(self) -> dict[str, int]:
        """How many there are, how many ask for a sectoral opinion (067-09), how many wait."""
        opina = Q(funciones_mof__contains=[OPINION_SECTORIAL])
        return self.aggregate(
            todos=Count("pk"),
            opiniones=Count("pk", filter=opina),
            por_atender=Count("pk", filter=Q(estado__in=POR_ATENDER)),
        )

    def anulados(self) -> "ExpedienteQuerySet":
        """Annulled ones with why, when and by whom; what a row shows, one query."""
        actos = self.model._meta.get_field("actuaciones").related_model
        acto = actos.objects.filter(expediente=OuterRef("pk"), clase="anulacion").order_by("-pk")  # type: ignore[union-attr]
        return self.filter(estado=Estado.ANULADO).annotate(
            anulado_por=Subquery(acto.values("texto")[:1]),
            anulado_en=Subquery(acto.values("en")[:1]),
            anulo=Subquery(acto.values("calidad")[:1]),
        )

    def sin_plazo_calculado(self) -> "ExpedienteQuerySet":
        """Unanswered, of a procedure that has a term, and never given a date."""
        filas = self.por_atender().filter(procedimiento__isnull=False, plazos=None)
        return filas.exclude(procedimiento__regla_plazo="")

    def vencidos(self, hoy: date) -> "ExpedienteQuerySet":
        """Unanswered and past their due date on `hoy`."""
        return self.por_atender().filter(vence_el__lt=hoy)

    def registrados_por(self, usuario: "Usuario") -> "ExpedienteQuerySet":
        """Registered by that person, newest first."""
        return self.filter(por=usuario).order_by("-pk")

    def buscar(
        self, texto: str, *, anio: int, en_papeles: Collection[int] = ()
    ) -> "ExpedienteQuerySet":
        """Subject, sender and document numbers; accents and word forms forgiven.

        One word with digits is also looked for inside the numbers of documents («451» finds
        D000451-2026) and as a number of ours («123» is 2026-000123 in `anio` 2026). «#salud» finds
        those marked with that word. `en_papeles` are keys of expedientes whose files say it
        (`AnexoQuerySet.expedientes_que_dicen`).
        """
        if texto.startswith("#"):
            return self.marcados(texto[1:])
        condicion = Q(busqueda=consulta(texto))
        if en_papeles:
            condicion |= Q(pk__in=en_papeles)
        if " " not in texto and any(c.isdigit() for c in texto):
            condicion |= sin_tildes_contiene(texto, "referencias")
            with suppress(ValueError):
                condicion |= Q(numero=leer_numero(texto, anio=anio))
        return self.filter(condicion)

    def marcados(self, nombre: str) -> "ExpedienteQuerySet":
        """Those that carry that word today (`Marcador`)."""
        marcadores = self.model._meta.get_field("marcadores").related_model
        puestos = marcadores.objects.filter(nombre=nombre.strip().lower(), retirado_en=None)  # type: ignore[union-attr]
        return self.filter(pk__in=puestos.values("expediente"))

    def presentados(self, desde: date | None, hasta: date | None) -> "ExpedienteQuerySet":
        """Filed between two days of Lima, both included; None leaves that end open."""
        filas = self
        if desde:
            filas = filas.filter(presentado_en__gte=_medianoche(desde))
        if hasta:
            filas = filas.filter(presentado_en__lt=_medianoche(hasta + timedelta(days=1)))
        return filas

    def para_lista(self) -> "ExpedienteQuerySet":
        """Only what a row shows; one query."""
        return self.select_related("tipo_documento").only(
            "numero",
            "presentado_en",
            "remitente_nombre",
            "asunto",
            "folios",
            "estado",
            "acceso",
            "vence_el",
            "tipo_documento__nombre",
            "documento_numero",
        )

    def para_lote(self) -> "ExpedienteQuerySet":
        """What a row of a bulk act shows and its rules ask."""
        return self.only(
            "numero", "asunto", "remitente_nombre", "estado", "acceso", "version", "por"
        )

    def para_detalle(self) -> "ExpedienteQuerySet":
        """What the sheet of one expediente shows."""
        return self.select_related(
            "tipo_documento",
            "procedimiento",
            "destinatario",
            "por__persona",
            "por_posicion",
            "codigos",
        )


@auditado("update", excepto=("busqueda",))
class Expediente(Acto):
    """A filing before the office; its five legal fields are those of TUO LPAG art. 117.2."""

    numero = models.CharField("número", max_length=16, unique=True)
    anio = models.PositiveSmallIntegerField("año")
    correlativo = models.PositiveIntegerField()
    presentado_en = models.DateTimeField("presentado")
    canal = models.CharField(max_length=12, choices=CANALES)
    remitente = models.ForeignKey(Remitente, on_delete=models.PROTECT, related_name="expedientes")
    remitente_nombre = models.CharField("remitente", max_length=200)
    destinatario = models.ForeignKey(
        Posicion, on_delete=models.PROTECT, related_name="+", verbose_name="dirigido a"
    )
    tipo_documento = models.ForeignKey(
        TipoDocumento, on_delete=models.PROTECT, related_name="+", verbose_name="naturaleza"
    )
    documento_numero = models.CharField("número del documento", max_length=80, blank=True)
    asunto = models.CharField(max_length=1000)
    folios = models.PositiveIntegerField(default=1)
    acompanan = models.CharField("documentos que acompañan", max_length=400, blank=True)
    clave_registro = models.UUIDField("clave del formulario", unique=True, editable=False)
    # Empty: the sede of this office, whose calendar counts by default.
    sede = models.ForeignKey(
        Sede, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    representante = models.CharField(max_length=200, blank=True, db_default="")
    urgencia = models.CharField("urgente porque", max_length=200, blank=True, db_default="")

    procedimiento = models.ForeignKey(
        Procedimiento, on_delete=models.PROTECT, null=True, blank=True, related_name="expedientes"
    )
    funciones_mof = ArrayField(models.CharField(max_length=6), default=list, blank=True)
    acceso = models.CharField(max_length=12, choices=Acceso.choices, default=Acceso.OFICINA)
    estado = models.CharField(max_length=14, choices=Estado.choices, default=Estado.REGISTRADO)
    vence_el = models.DateField("vence", null=True, blank=True)
    referencias = models.TextField(blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    busqueda = models.GeneratedField(
        expression=SearchVector("asunto", config=CONFIGURACION, weight="A")
        + SearchVector("remitente_nombre", config=CONFIGURACION, weight="B")
        + SearchVector("referencias", config=CONFIGURACION, weight="C"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = ExpedienteQuerySet.as_manager()

    class Meta:
        ordering = ["-presentado_en", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["anio", "correlativo"], name="expediente_correlativo"),
            models.CheckConstraint(
                condition=Q(folios__gte=1, folios__lte=100_000),
                name="expediente_folios_posibles",
                violation_error_message="Los folios van de 1 a 100,000.",
            ),
            models.CheckConstraint(condition=~Q(asunto=""), name="expediente_con_asunto"),
            models.CheckConstraint(
                condition=~Q(remitente_nombre=""), name="expediente_con_remitente"
            ),
            models.CheckConstraint(
                condition=Q(estado__in=Estado.values), name="expediente_estado_conocido"
            ),
        ]
        indexes = [
            models.Index(F("presentado_en").desc(), F("id").desc(), name="expediente_por_fecha"),
            models.Index(
                "estado",
                F("presentado_en").desc(),
                F("id").desc(),
                name="expediente_por_estado",
            ),
            models.Index(
                "vence_el",
                "id",
                name="expediente_por_vencer",
                condition=Q(estado__in=sorted(POR_ATENDER), vence_el__isnull=False),
            ),
            models.Index("remitente", F("id").desc(), name="expediente_por_remitente"),
            GinIndex(fields=["busqueda"], name="expediente_busqueda"),
            GinIndex(
                OpClass(SinTildes("referencias"), name="gin_trgm_ops"),
                name="expediente_referencias",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="expediente_registro_intangible",
                fields=[
                    "numero",
                    "anio",
                    "correlativo",
                    "canal",
                    "clave_registro",
                    "por",
                    "por_posicion",
                    "calidad",
                    "en",
                ],
            ),
            pgtrigger.Trigger(
                name="expediente_presentacion_pedida",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("presentado_en"),
                condition=pgtrigger.Q(old__presentado_en__df=pgtrigger.F("new__presentado_en")),
                func=PRESENTACION_PEDIDA,
            ),
            pgtrigger.Protect(name="expediente_no_se_borra", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.numero

    def get_absolute_url(self) -> str:
        return _molde_de_ruta().replace(_SIN_NUMERO, self.numero)

    @property
    def presentado_el(self) -> date:
        """Day of filing in Lima: kept even when the paper is observed (TUO LPAG art. 126.1)."""
        return timezone.localdate(self.presentado_en)

    @property
    def esta_abierto(self) -> bool:
        return self.estado in ABIERTOS

    @property
    def esta_por_atender(self) -> bool:
        return self.estado in POR_ATENDER

    @property
    def esta_restringido(self) -> bool:
        return self.acceso != Acceso.OFICINA


class Lector(Acto):
    """A post named among those who may read a restricted expediente; whoever holds it may."""

    expediente = models.ForeignKey(Expediente, on_delete=models.PROTECT, related_name="lectores")
    posicion = models.ForeignKey(Posicion, on_delete=models.PROTECT, related_name="+")
    retirado_en = models.DateTimeField("dejó de estar nombrado", null=True, blank=True)

    class Meta:
        verbose_name_plural = "lectores"
        constraints = [
            models.UniqueConstraint(
                fields=["expediente", "posicion"],
                condition=Q(retirado_en=None),
                name="lector_unico_vigente",
            )
        ]
        triggers = [
            pgtrigger.ReadOnly(name="lector_intangible", exclude=["retirado_en"]),
            pgtrigger.Protect(
                name="lector_se_retira_una_vez",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__retirado_en__isnull=False),
            ),
            pgtrigger.Protect(name="lector_no_se_borra", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.expediente_id} · {self.posicion_id}"
