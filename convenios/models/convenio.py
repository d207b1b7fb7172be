"""A convenio: what was agreed, with whom, for how long; and where its paperwork stands."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pgtrigger
from django.apps import apps
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Least
from django.urls import reverse

from cargos.models import Acto, Posicion, UnidadOrganica
from convenios.cifras import Parametros
from convenios.estados import ANTES_DE_FIRMA, FIRMADOS, TERMINALES, VIVOS, Etapa
from convenios.plazos import (
    Vigencia,
    fecha_preaviso,
    limite_de_decision,
    situacion_vigencia,
)
from ocisys.base.auditado import auditado
from ocisys.base.busqueda import sin_tildes_contiene

if TYPE_CHECKING:
    from cargos.models import Usuario


class TipoInstrumento(models.TextChoices):
    """What an instrument is to us; how its own paper calls it is `denominacion`."""

    CONVENIO_BASICO = "convenio_basico", "Convenio básico o marco entre Estados"
    CANJE_NOTAS = "canje_notas", "Canje de notas"
    ACTA_COMISION = "acta_comision", "Acta de comisión mixta"
    ACUERDO_PROYECTO = "acuerdo_proyecto", "Acuerdo de proyecto"
    CARTA_CONVENIO = "carta_convenio", "Carta-convenio de cooperación técnica"
    MARCO = "marco", "Convenio marco interinstitucional"
    ESPECIFICO = "especifico", "Convenio específico"
    MEMORANDO = "memorando", "Memorándum de entendimiento"
    CARTA_INTENCION = "carta_intencion", "Carta de intención o compromiso"
    CONTRATO_DONACION = "contrato_donacion", "Contrato de donación"
    OTRO = "otro", "Otro instrumento"


MARCOS = frozenset(
    {
        TipoInstrumento.MARCO,
        TipoInstrumento.CONVENIO_BASICO,
        TipoInstrumento.ACTA_COMISION,
        TipoInstrumento.MEMORANDO,
    }
)
"""Kinds under which a convenio específico may hang."""


class Plazo(models.TextChoices):
    """How the instrument says until when it lasts; exactly one, held by a constraint."""

    FECHA = "fecha", "Hasta una fecha"
    DURACION = "duracion", "Por un tiempo"
    INDETERMINADO = "indeterminado", "Indeterminado"
    EVENTO = "evento", "Hasta que ocurra algo"
    NO_CONSTA = "no_consta", "No consta"


class FinInicial(Func):
    """Last day that the instrument itself gives; function of migration 0002, twin of
    `plazos.fin_por_duracion`."""

    function = "convenio_fin_inicial"
    output_field = models.DateField()


def _modelo(nombre: str) -> models.Manager[Any]:
    """Rows of a model that itself points to Convenio, and so cannot be imported from here."""
    return apps.get_model("convenios", nombre)._default_manager


def acceso(usuario: "Usuario", prefijo: str = "") -> Q:
    """Condition on convenios (reached through `prefijo`) that `usuario` may know of.

    Reserved ones: the head, and whoever coordinates them or answers for a commitment.
    """
    if usuario.puede("cargos_encargar"):
        return Q()
    posiciones = [d.posicion_id for d in usuario.designaciones_hoy]
    propios = _modelo("Compromiso").filter(responsable__in=posiciones).values("convenio")
    return (
        ~Q(**{f"{prefijo}nivel_acceso": Convenio.Acceso.RESERVADO})
        | Q(**{f"{prefijo}coordinador__in": posiciones})
        | Q(**{f"{prefijo}pk__in": propios})
    )


def en_curso(al: date, prefijo: str = "") -> Q:
    """Condition on convenios (reached through `prefijo`) signed and not ended on `al`.

    A stage that ended it later does not count yet: figures of a past day stay what they were.
    """
    despues = _modelo("TransicionEtapa").filter(a__in=sorted(TERMINALES), fecha__gt=al)
    return Q(
        Q(**{f"{prefijo}etapa__in": sorted(VIVOS)})
        | Q(
            **{
                f"{prefijo}etapa__in": sorted(TERMINALES & FIRMADOS),
                f"{prefijo}pk__in": despues.values("convenio"),
            }
        ),
        **{f"{prefijo}fecha_suscripcion__lte": al},
    )


class ConvenioQuerySet(models.QuerySet["Convenio"]):
    def visibles_para(self, usuario: "Usuario") -> "ConvenioQuerySet":
        """All but the reserved ones of others."""
        return self.filter(acceso(usuario))

    def editables_para(self, usuario: "Usuario") -> "ConvenioQuerySet":
        """The head and 068 edit all; 070 those that her post coordinates."""
        visibles = self.visibles_para(usuario)
        if usuario.puede("cargos_encargar") or "especialista_ci" in usuario.perfiles:
            return visibles
        posiciones = [d.posicion_id for d in usuario.designaciones_hoy]
        return visibles.filter(coordinador__in=posiciones)

    def buscar(self, texto: str) -> "ConvenioQuerySet":
        """Every word somewhere in the code, name, object or a party's name; accents forgiven."""
        resultado = self
        for palabra in texto.split()[:8]:
            en_parte = Exists(
                _modelo("Parte").filter(
                    sin_tildes_contiene(
                        palabra,
                        "organizacion__nombre",
                        "organizacion__siglas",
                        "denominacion_al_firmar",
                    ),
                    convenio=OuterRef("pk"),
                )
            )
            resultado = resultado.filter(
                sin_tildes_contiene(palabra, "codigo", "denominacion", "objeto") | Q(en_parte)
            )
        return resultado

    def con_fin(self, al: date) -> "ConvenioQuerySet":
        """Annotate `fin`: the last day known on `al`, by the latest adenda or the instrument.

        One that was resolved or closed before that day ended when it was.
        """
        adendas = (
            _modelo("Adenda")
            .filter(convenio=OuterRef("pk"), fecha__lte=al, nueva_fecha_fin__isnull=False)
            .order_by("-fecha", "-numero")
        )
        terminado = (
            _modelo("TransicionEtapa")
            .filter(convenio=OuterRef("pk"), a__in=sorted(TERMINALES), fecha__lte=al)
            .values("fecha")[:1]
        )
        pactado = Coalesce(Subquery(adendas.values("nueva_fecha_fin")[:1]), F("fin_inicial"))
        return self.annotate(fin=Least(pactado, Subquery(terminado)))

    def con_decision(self, al: date) -> "ConvenioQuerySet":
        """Annotate `tiene_decision`: somebody decided on the renewal for the end in force."""
        decisiones = _modelo("DecisionRenovacion").filter(
            convenio=OuterRef("pk"), fecha__lte=al, sobre_fin=OuterRef("fin")
        )
        return self.annotate(tiene_decision=Exists(decisiones))

    def en_curso(self, al: date) -> "ConvenioQuerySet":
        """Signed by `al` and not yet ended that day: the ones whose commitments we answer for."""
        return self.filter(en_curso(al))

    def en_situacion(self, situacion: Vigencia, al: date, p: Parametros) -> "ConvenioQuerySet":
        """Those whose vigencia on `al` is `situacion`; needs `con_fin`; twin of the pure one."""
        ancha = al + timedelta(days=p.ventana_perfeccionamiento)
        corta = al + timedelta(days=p.ventana_por_vencer)
        cerca = Q(fin__lte=corta) | Q(requiere_perfeccionamiento=True, fin__lte=ancha)
        firmado = Q(fecha_suscripcion__isnull=False)
        iniciado = Q(inicio_vigencia__lte=al) & firmado
        sin_fin = Q(plazo__in=[Plazo.INDETERMINADO, Plazo.EVENTO])
        sin_inicio = Q(inicio_vigencia=None)
        condiciones = {
            Vigencia.NO_INICIADO: ~firmado
            | Q(inicio_vigencia__gt=al)
            | (sin_inicio & (Q(fin__isnull=False) | sin_fin)),
            Vigencia.VIGENTE: iniciado & Q(fin__gte=al) & ~cerca,
            Vigencia.POR_VENCER: iniciado & Q(fin__gte=al) & cerca,
            Vigencia.VENCIDO: iniciado & Q(fin__lt=al),
            Vigencia.INDETERMINADO: iniciado & Q(fin=None) & sin_fin,
            Vigencia.SIN_FECHA: firmado & Q(fin=None) & ~sin_fin & (iniciado | sin_inicio),
        }
        return self.filter(condiciones[situacion])

    def sin_decision(self, al: date, p: Parametros) -> "ConvenioQuerySet":
        """Near their end, or past it, and nobody decided what follows; needs `con_decision`."""
        pendientes = self.en_situacion(Vigencia.POR_VENCER, al, p) | self.en_situacion(
            Vigencia.VENCIDO, al, p
        )
        return pendientes.filter(Q(tiene_decision=False), etapa__in=sorted(VIVOS))

    def a_los_que_falta(self, dato: str, al: date, p: Parametros) -> "ConvenioQuerySet":
        """Gaps of the register: `verificar` (or its contrary, `nada`), `fin`, `coordinador`,
        `compromisos`."""
        frescos = al - timedelta(days=p.dias_frescura)
        return {
            "nada": self.filter(verificado_el__gte=frescos),
            "verificar": self.exclude(verificado_el__gte=frescos),
            "fin": self.filter(fin_inicial=None, plazo=Plazo.NO_CONSTA),
            "coordinador": self.filter(coordinador=None),
            "compromisos": self.filter(compromisos=None, sin_compromisos=False),
        }[dato]

    def para_lista(self, al: date) -> "ConvenioQuerySet":
        """What a row of the register prints."""
        return (
            self.con_fin(al)
            .con_decision(al)
            .select_related("coordinador", "padre")
            .prefetch_related("partes__organizacion")
        )


@auditado(excepto=("fin_inicial",))
class Convenio(models.Model):
    """An agreement of any kind. Three axes, never merged: `etapa` (stored, changed only by
    `acciones.etapa`), vigencia (from the dates) and cumplimiento (from the evidence)."""

    class Acceso(models.TextChoices):
        PUBLICO = "publico", "Público"
        INTERNO = "interno", "Interno"
        RESERVADO = "reservado", "Reservado"

    class ReglaInicio(models.TextChoices):
        SUSCRIPCION = "suscripcion", "Desde la suscripción"
        PUBLICACION = "publicacion", "Desde la publicación"
        ULTIMA_NOTA = "ultima_nota", "Desde la última nota"
        PERFECCIONAMIENTO = "perfeccionamiento", "Al perfeccionarse"
        FECHA_FIJA = "fecha_fija", "Desde una fecha fija"

    class Renovacion(models.TextChoices):
        POR_ADENDA = "expresa_por_adenda", "Expresa, por adenda"
        AUTOMATICA = "automatica", "Automática"
        NO_RENOVABLE = "no_renovable", "No renovable"
        HASTA_EVENTO = "hasta_evento", "Hasta un evento"
        NOVACION = "novacion", "Por novación"

    codigo = models.CharField("código", max_length=16, unique=True, editable=False)
    denominacion = models.CharField(
        "denominación", max_length=400, help_text="Tal como figura en el documento."
    )
    tipo = models.CharField(max_length=20, choices=TipoInstrumento.choices)
    padre = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="especificos",
        verbose_name="convenio marco",
    )
    objeto = models.TextField(blank=True)
    resumen_publico = models.TextField("resumen público", blank=True)
    tema = models.CharField("tema", max_length=120, blank=True)
    unidad = models.ForeignKey(
        UnidadOrganica,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="convenios",
        verbose_name="unidad que lo ejecuta",
    )
    coordinador = models.ForeignKey(
        Posicion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="convenios",
        verbose_name="cargo que lo coordina",
    )
    importancia = models.PositiveSmallIntegerField(
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(5)],
        help_text="De 1 a 5; pesa en la cifra del Sector.",
    )
    nivel_acceso = models.CharField(
        "acceso", max_length=10, choices=Acceso.choices, default=Acceso.INTERNO
    )
    etapa = models.CharField(
        max_length=24, choices=Etapa.choices, default=Etapa.IDEA, editable=False
    )

    fecha_suscripcion = models.DateField("suscrito el", null=True, blank=True)
    lugar_suscripcion = models.CharField("lugar de suscripción", max_length=120, blank=True)
    regla_inicio = models.CharField(
        "rige", max_length=20, choices=ReglaInicio.choices, default=ReglaInicio.SUSCRIPCION
    )
    inicio_vigencia = models.DateField("inicio de vigencia", null=True, blank=True)
    plazo = models.CharField(max_length=14, choices=Plazo.choices, default=Plazo.NO_CONSTA)
    fecha_fin = models.DateField("fecha de fin", null=True, blank=True)
    duracion = models.PositiveSmallIntegerField(
        "duración", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(999)]
    )
    duracion_unidad = models.CharField(
        "unidad",
        max_length=6,
        blank=True,
        choices=[("dias", "días"), ("meses", "meses"), ("anios", "años")],
    )
    evento_fin = models.CharField("evento que le pone fin", max_length=200, blank=True)
    fin_inicial = models.GeneratedField(
        expression=FinInicial(
            "plazo", "fecha_fin", "inicio_vigencia", "duracion", "duracion_unidad"
        ),
        output_field=models.DateField(null=True),
        db_persist=True,
    )
    renovacion = models.CharField(
        "renovación", max_length=20, choices=Renovacion.choices, default=Renovacion.POR_ADENDA
    )
    preaviso_dias = models.PositiveSmallIntegerField(
        "preaviso (días calendario)",
        null=True,
        blank=True,
        validators=[MaxValueValidator(730)],
        help_text="Con cuántos días debe comunicarse que no se renueva.",
    )
    clausula_separacion = models.BooleanField(
        "cláusula de libre adhesión y separación",
        null=True,
        blank=True,
        help_text="TUO LPAG, art. 77: los convenios entre entidades la llevan.",
    )
    requiere_perfeccionamiento = models.BooleanField(
        "requiere perfeccionamiento interno", default=False
    )
    requiere_conformidad_apci = models.BooleanField("requiere conformidad de APCI", default=False)
    requiere_plan_operaciones = models.BooleanField("requiere plan de operaciones", default=False)
    sin_compromisos = models.BooleanField(
        "sin compromisos exigibles", default=False, help_text="Se leyó y no obliga a nada fechado."
    )

    verificado_el = models.DateField("datos verificados el", null=True, blank=True)
    es_ficticio = models.BooleanField("ficticio", default=False)
    fuente_dato = models.CharField("fuente del dato", max_length=300, blank=True)
    registrado_en = models.DateTimeField(auto_now_add=True)
    modificado_en = models.DateTimeField(auto_now=True)

    objects = ConvenioQuerySet.as_manager()

    class Meta:
        ordering = ["-codigo"]
        indexes = [
            models.Index(fields=["etapa"], name="convenio_etapa"),
            models.Index(fields=["inicio_vigencia", "fin_inicial"], name="convenio_vigencia"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(plazo=Plazo.FECHA, fecha_fin__isnull=False, duracion=None, evento_fin="")
                    | Q(plazo=Plazo.DURACION, duracion__gte=1, fecha_fin=None, evento_fin="")
                    & ~Q(duracion_unidad="")
                    | Q(plazo=Plazo.EVENTO, fecha_fin=None, duracion=None) & ~Q(evento_fin="")
                    | Q(
                        plazo__in=[Plazo.INDETERMINADO, Plazo.NO_CONSTA],
                        fecha_fin=None,
                        duracion=None,
                        evento_fin="",
                    )
                ),
                name="convenio_un_solo_plazo",
                violation_error_message=(
                    "El plazo se dice de una sola manera: una fecha, un tiempo, indeterminado o "
                    "hasta un evento."
                ),
            ),
            models.CheckConstraint(
                condition=Q(fecha_fin=None)
                | Q(inicio_vigencia=None)
                | Q(fecha_fin__gte=F("inicio_vigencia")),
                name="convenio_vigencia_en_orden",
                violation_error_message="La vigencia termina antes de empezar.",
            ),
            models.CheckConstraint(
                condition=Q(importancia__range=(1, 5)), name="convenio_importancia_1_a_5"
            ),
            models.CheckConstraint(
                condition=Q(padre=None) | ~Q(padre=F("id")), name="convenio_no_es_su_marco"
            ),
            models.CheckConstraint(
                condition=Q(etapa__in=sorted([*ANTES_DE_FIRMA, Etapa.DESESTIMADO]))
                | Q(fecha_suscripcion__isnull=False),
                name="convenio_suscrito_con_fecha",
                violation_error_message="Un convenio suscrito lleva su fecha de suscripción.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.codigo} {self.denominacion}"

    def get_absolute_url(self) -> str:
        return reverse("convenios:convenio", args=[self.codigo])

    @property
    def sin_fin(self) -> bool:
        """Whether it lasts without a date: indeterminate, or until an event."""
        return self.plazo in (Plazo.INDETERMINADO, Plazo.EVENTO)

    @property
    def es_firmado(self) -> bool:
        return Etapa(self.etapa) not in ANTES_DE_FIRMA and self.etapa != Etapa.DESESTIMADO

    @property
    def preaviso_el(self) -> date | None:
        """Last day to give notice for the end in force (needs `con_fin`)."""
        return fecha_preaviso(self.termina_el, self.preaviso_dias)

    @property
    def decidir_antes_de(self) -> date | None:
        """The day by which the renewal must be decided (needs `con_fin`)."""
        return limite_de_decision(self.termina_el, self.preaviso_dias)

    @property
    def termina_el(self) -> date | None:
        """Last day in force: with its adendas after `con_fin`, else the instrument's own."""
        fin: date | None = getattr(self, "fin", self.fin_inicial)
        return fin

    def fin_al(self, dia: date) -> date | None:
        """The last day in force known on `dia`, adendas included; asks the database."""
        fila = Convenio.objects.con_fin(dia).get(pk=self.pk)
        return fila.termina_el

    def vigencia(self, al: date, p: Parametros) -> Vigencia:
        """Situation by dates on `al` (needs `con_fin` when it may have adendas)."""
        return situacion_vigencia(
            firmado=self.fecha_suscripcion is not None,
            inicio=self.inicio_vigencia,
            fin=self.termina_el,
            sin_fin=self.sin_fin,
            al=al,
            ventana_dias=p.ventana(self.requiere_perfeccionamiento),
        )


class TransicionEtapa(Acto):
    """A change of stage, with who, why and which requirements were waived; append-only."""

    convenio = models.ForeignKey(Convenio, on_delete=models.PROTECT, related_name="transiciones")
    de = models.CharField(max_length=24, choices=Etapa.choices, blank=True)
    a = models.CharField(max_length=24, choices=Etapa.choices)
    fecha = models.DateField("fecha del hecho")
    motivo = models.TextField(blank=True)
    dispensas = models.JSONField(
        default=dict, blank=True, help_text="Requisito dispensado → razón."
    )
    advertencias = models.JSONField(default=list, blank=True)

    class Meta:
        verbose_name = "cambio de etapa"
        verbose_name_plural = "cambios de etapa"
        ordering = ["en", "pk"]
        triggers = [
            pgtrigger.Protect(
                name="transicion_intangible", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.convenio_id}: {self.de} → {self.a}"


class DecisionRenovacion(Acto):
    """What was decided before an end: renew, amend, or let it go; append-only.

    It counts for the end it was taken on (`sobre_fin`): a later adenda asks for a new decision.
    """

    class Sentido(models.TextChoices):
        RENOVAR = "renovar", "Renovar por adenda"
        NO_RENOVAR = "no_renovar", "No renovar"
        NOVAR = "novar", "Celebrar uno nuevo"

    convenio = models.ForeignKey(Convenio, on_delete=models.PROTECT, related_name="decisiones")
    sentido = models.CharField("decisión", max_length=12, choices=Sentido.choices)
    fecha = models.DateField("decidido el")
    sobre_fin = models.DateField("sobre el fin previsto el")
    motivo = models.TextField()

    class Meta:
        verbose_name = "decisión de renovación"
        verbose_name_plural = "decisiones de renovación"
        ordering = ["-fecha", "-pk"]
        triggers = [
            pgtrigger.Protect(
                name="decision_intangible", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_sentido_display()} ({self.fecha:%d/%m/%Y})"
