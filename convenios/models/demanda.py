"""What the Sector needs, from the day a unit says so until somebody pays for it or it is given up
(068-01, 069-02)."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse

from cargos.models import Acto, Posicion, UnidadOrganica, UnidadVersion
from convenios.models.clasificacion import decir_clasificacion
from convenios.models.convenio import Convenio
from convenios.models.perfil import Modalidad
from convenios.models.tipos import Moneda
from convenios.territorio import decir_ambito, validar_lugar
from ocisys.base.auditado import auditado
from ocisys.base.busqueda import PALABRAS, sin_tildes_contiene

if TYPE_CHECKING:
    from cargos.models import Usuario


class TipoDemanda(models.TextChoices):
    PROYECTO = "proyecto", "Proyecto"
    ASISTENCIA = "asistencia", "Asistencia técnica"
    CAPACITACION = "capacitacion", "Capacitación en el exterior"
    BIENES = "bienes", "Bienes"
    VOLUNTARIO = "voluntario", "Voluntario o experto"


class Destino(models.TextChoices):
    """Whom it is asked of."""

    CI = "ci", "Cooperación internacional"
    PRIVADO = "privado", "Sector privado"
    AMBOS = "ambos", "Ambos"


PRIVADOS = (Destino.PRIVADO, Destino.AMBOS)
"""What post 069 looks after (MOF 069-02, 069-03)."""


class EstadoDemanda(models.TextChoices):
    REGISTRADA = "registrada", "Registrada"
    PRIORIZADA = "priorizada", "Priorizada"
    FORMULADA = "formulada", "Formulada"
    PRESENTADA = "presentada", "Presentada"
    NEGOCIACION = "negociacion", "En negociación"
    FINANCIADA = "financiada", "Financiada"
    NO_ATENDIDA = "no_atendida", "No atendida"
    RETIRADA = "retirada", "Retirada"

    @property
    def tono(self) -> str:
        """Tono of its chip."""
        return {
            EstadoDemanda.REGISTRADA: "espera",
            EstadoDemanda.FINANCIADA: "bien",
            EstadoDemanda.NO_ATENDIDA: "peligro",
            EstadoDemanda.RETIRADA: "neutro",
        }.get(self, "info")

    @property
    def fase(self) -> str:
        """The phase of technical cooperation in which it is (D.Leg. 719, arts. 7 and 8) [D]."""
        if self in (E.PRESENTADA, E.NEGOCIACION):
            return "Gestión"
        if self == E.FINANCIADA:
            return "Administración"
        return "Programación" if self in EN_PREPARACION else ""


E = EstadoDemanda
TRANSICIONES_DEMANDA: dict[EstadoDemanda, frozenset[EstadoDemanda]] = {
    E.REGISTRADA: frozenset({E.PRIORIZADA, E.NO_ATENDIDA, E.RETIRADA}),
    # What is judged again gets another priority, with its reason.
    E.PRIORIZADA: frozenset({E.PRIORIZADA, E.FORMULADA, E.NO_ATENDIDA, E.RETIRADA}),
    E.FORMULADA: frozenset({E.PRIORIZADA, E.PRESENTADA, E.NO_ATENDIDA, E.RETIRADA}),
    E.PRESENTADA: frozenset({E.NEGOCIACION, E.FINANCIADA, E.NO_ATENDIDA, E.RETIRADA}),
    E.NEGOCIACION: frozenset({E.FINANCIADA, E.NO_ATENDIDA, E.RETIRADA}),
    E.FINANCIADA: frozenset(),
    E.NO_ATENDIDA: frozenset(),
    E.RETIRADA: frozenset(),
}
EN_PREPARACION = (E.REGISTRADA, E.PRIORIZADA, E.FORMULADA)
ABIERTAS = (*EN_PREPARACION, E.PRESENTADA, E.NEGOCIACION)
CON_MOTIVO = frozenset({E.NO_ATENDIDA, E.RETIRADA})
SE_EDITA = frozenset({E.REGISTRADA, E.PRIORIZADA})

EDADES = {
    "0_11": "0 a 11",
    "12_17": "12 a 17",
    "18_29": "18 a 29",
    "30_59": "30 a 59",
    "60": "60 y más",
}
"""Niña o niño until 12, adolescente until 18 (Ley 27337, art. I); adulta mayor from 60 (Ley 30490,
art. 2); the others [D]."""
SEXOS = {"m": "Mujeres", "h": "Hombres"}
GRUPOS = {f"{s}_{e}": f"{sexo}, {edad}" for e, edad in EDADES.items() for s, sexo in SEXOS.items()}


def lleva_toda(usuario: "Usuario") -> bool:
    """Whether this person carries all the demand, not only what is asked of companies."""
    return usuario.puede("cargos_encargar") or "especialista_ci" in usuario.perfiles


class DemandaQuerySet(models.QuerySet["Demanda"]):
    def visibles_para(self, usuario: "Usuario") -> "DemandaQuerySet":
        """Whoever may see agreements."""
        return self

    def editables_para(self, usuario: "Usuario") -> "DemandaQuerySet":
        """067 and 068 all of them; 069 what is asked of companies."""
        if not usuario.puede("demanda_editar"):
            return self.none()
        return self if lleva_toda(usuario) else self.filter(destino__in=PRIVADOS)

    def abiertas(self) -> "DemandaQuerySet":
        """Those that still wait for somebody."""
        return self.filter(estado__in=ABIERTAS)

    def puntuadas(self) -> "DemandaQuerySet":
        """Those that got a priority and were not withdrawn: what the coverage is of."""
        return self.exclude(prioridad=None).exclude(estado=EstadoDemanda.RETIRADA)

    def buscar(self, texto: str) -> "DemandaQuerySet":
        """Every word in the code, the title, the problem or the name of who asks."""
        resultado = self
        versiones = UnidadVersion.objects.filter(unidad=OuterRef("unidad"))
        for palabra in texto.split()[:PALABRAS]:
            en_unidad = Exists(versiones.filter(sin_tildes_contiene(palabra, "denominacion")))
            aqui = sin_tildes_contiene(palabra, "codigo", "titulo", "problema")
            resultado = resultado.filter(aqui | Q(en_unidad))
        return resultado

    def con_nombre(self) -> "DemandaQuerySet":
        """Annotate `solicitante`: the latest name of the unit that asks."""
        versiones = UnidadVersion.objects.filter(unidad=OuterRef("unidad")).order_by("-vigencia")
        return self.annotate(solicitante=Subquery(versiones.values("denominacion")[:1]))

    def para_lista(self) -> "DemandaQuerySet":
        """What a row prints."""
        return self.con_nombre().select_related("unidad", "responsable", "por__persona")


def _monto(rotulo: str, **opciones: Any) -> Any:
    minimo = MinValueValidator(Decimal("0.01"), "Escriba un monto mayor que cero.")
    return models.DecimalField(
        rotulo,
        max_digits=16,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[minimo],
        **opciones,
    )


@auditado()
class Demanda(Acto):
    """A need of a unit. Its text changes until it is formulated; its states only by `PasoDemanda`.
    Every version stays in the audit table."""

    codigo = models.CharField("código", max_length=16, unique=True, editable=False)
    titulo = models.CharField("qué se necesita", max_length=160)
    problema = models.TextField(
        "qué problema resuelve", max_length=4000, help_text="Qué pasa hoy y qué cambiaría."
    )
    unidad = models.ForeignKey(
        UnidadOrganica, on_delete=models.PROTECT, related_name="+", verbose_name="quién la pide"
    )
    responsable = models.ForeignKey(
        Posicion, on_delete=models.PROTECT, related_name="+", verbose_name="cargo que la lleva"
    )
    tipo = models.CharField("qué es", max_length=12, choices=TipoDemanda.choices)
    destino = models.CharField("a quién se pide", max_length=8, choices=Destino.choices)
    modalidad = models.CharField(
        max_length=16, choices=Modalidad.choices, blank=True, help_text="DS 015-92-PCM, art. 6."
    )
    moneda = models.CharField(max_length=3, choices=Moneda.choices, blank=True)
    monto = _monto("monto que se pide")
    moneda_propia = models.CharField(
        "moneda de la contrapartida", max_length=3, choices=Moneda.choices, blank=True
    )
    contrapartida = _monto("contrapartida del Sector")
    lugares = ArrayField(
        models.CharField(max_length=6, validators=[validar_lugar]),
        verbose_name="dónde",
        default=list,
        blank=True,
    )
    poblacion = models.JSONField("a quiénes llega", default=dict, blank=True)
    areas_crs = ArrayField(
        models.CharField(max_length=5), verbose_name="sectores CRS", default=list, blank=True
    )
    ods = ArrayField(
        models.CharField(max_length=6), verbose_name="metas de los ODS", default=list, blank=True
    )
    pncti = ArrayField(
        models.CharField(max_length=2), verbose_name="temas de la PNCTI", default=list, blank=True
    )
    registrada_el = models.DateField("registrada el", editable=False)
    estado = models.CharField(
        max_length=12, choices=EstadoDemanda.choices, default=E.REGISTRADA, editable=False
    )
    prioridad = models.PositiveSmallIntegerField(
        null=True, editable=False, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    financiado = models.DecimalField(
        "de ello financiado", max_digits=16, decimal_places=2, null=True, editable=False
    )
    convenio = models.ForeignKey(
        Convenio, on_delete=models.PROTECT, null=True, editable=False, related_name="demandas"
    )
    es_ficticia = models.BooleanField("ficticia", default=False, editable=False)

    objects = DemandaQuerySet.as_manager()

    class Meta:
        ordering = ["-registrada_el", "-pk"]
        indexes = [
            models.Index(fields=["-registrada_el", "-id"], name="demanda_por_fecha"),
            models.Index(fields=["estado", "-prioridad", "id"], name="demanda_por_prioridad"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(monto=None, moneda="") | Q(monto__gt=0) & ~Q(moneda=""),
                name="demanda_monto_con_moneda",
                violation_error_message="El monto que se pide y su moneda van juntos.",
            ),
            models.CheckConstraint(
                condition=Q(contrapartida=None, moneda_propia="")
                | Q(contrapartida__gt=0) & ~Q(moneda_propia=""),
                name="demanda_contrapartida_con_moneda",
                violation_error_message="La contrapartida y su moneda van juntas.",
            ),
            models.CheckConstraint(
                condition=Q(prioridad=None) | Q(prioridad__gte=1, prioridad__lte=5),
                name="demanda_prioridad_de_1_a_5",
            ),
            models.CheckConstraint(
                condition=Q(financiado=None) | Q(estado="financiada", financiado__gt=0),
                name="demanda_financiado_si_financiada",
            ),
        ]
        triggers = [pgtrigger.Protect(name="demanda_no_se_borra", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.codigo} {self.titulo}"

    def get_absolute_url(self) -> str:
        return reverse("convenios:demanda", args=[self.pk])

    @property
    def tono(self) -> str:
        return EstadoDemanda(self.estado).tono

    @property
    def fase(self) -> str:
        return EstadoDemanda(self.estado).fase

    @property
    def personas(self) -> int:
        """How many people it reaches, of any sex and age."""
        return sum(self.poblacion.values())

    @property
    def grupos(self) -> list[tuple[str, int]]:
        """«Mujeres, 18 a 29» with how many, those that have any."""
        return [(rotulo, n) for c, rotulo in GRUPOS.items() if (n := self.poblacion.get(c))]

    @property
    def donde(self) -> str:
        return decir_ambito(self.lugares)

    @property
    def clasificacion(self) -> list[str]:
        """Its codes with their names, as a person reads them."""
        return decir_clasificacion(self.areas_crs, self.ods, self.pncti)

    @property
    def le_falta(self) -> list[str]:
        """What it must say before it is formulated."""
        pide_monto = self.tipo in (TipoDemanda.PROYECTO, TipoDemanda.ASISTENCIA, TipoDemanda.BIENES)
        llega = self.tipo in (TipoDemanda.PROYECTO, TipoDemanda.BIENES)
        faltas = {
            "cuánto se pide": pide_monto and self.monto is None,
            "dónde": llega and not self.lugares,
            "a cuántas personas llega": llega and not self.personas,
            "un sector CRS o una meta de los ODS": not (self.areas_crs or self.ods),
        }
        return [dato for dato, falta in faltas.items() if falta]


class PasoDemanda(Acto):
    """A change of state of a need, with its reason; the one that prioritises keeps the score of
    each criterion. Append-only."""

    demanda = models.ForeignKey(Demanda, on_delete=models.PROTECT, related_name="pasos")
    de = models.CharField(max_length=12, choices=EstadoDemanda.choices, blank=True)
    a = models.CharField("pasa a", max_length=12, choices=EstadoDemanda.choices)
    fecha = models.DateField()
    nota = models.TextField("motivo o nota", max_length=2000, blank=True)
    documento = models.CharField(max_length=160, blank=True)
    prioridad = models.PositiveSmallIntegerField(null=True)
    puntajes = models.JSONField(default=dict)
    financiado = models.DecimalField(max_digits=16, decimal_places=2, null=True)

    class Meta:
        ordering = ["en", "pk"]
        indexes = [models.Index(fields=["a", "fecha", "demanda"], name="paso_demanda_por_estado")]
        triggers = [
            pgtrigger.Protect(
                name="paso_demanda_intangible", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_a_display()} el {self.fecha:%d/%m/%Y}"
