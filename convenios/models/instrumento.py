"""Treaties, declarations, platforms and regional programmes that the State took on, and since when.

The obligations that each one brings are commitments of the same engine as those of the agreements.
"""

from datetime import date
from typing import TYPE_CHECKING, Any

import pgtrigger
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q
from django.urls import reverse

from cargos.models import Posicion, UnidadOrganica
from convenios.models.convenio import Convenio
from convenios.models.hito import HitoConFuente
from ocisys.base.auditado import auditado
from ocisys.base.busqueda import con_todas

if TYPE_CHECKING:
    from cargos.models import Usuario


class Eje(models.TextChoices):
    """What of the Sector an instrument is about (MOF 070: women, cohesion, social development)."""

    MUJER = "mujer", "Mujer e igualdad de género"
    VIOLENCIA = "violencia", "Violencia contra la mujer"
    NINEZ = "ninez", "Niñez y adolescencia"
    FAMILIA = "familia", "Familia y adopciones"
    DISCAPACIDAD = "discapacidad", "Personas con discapacidad"
    MAYORES = "mayores", "Personas adultas mayores"
    POBLACION = "poblacion", "Población y migración"
    COHESION = "cohesion", "Cohesión social"
    DESARROLLO = "desarrollo", "Desarrollo social y pobreza"


FALTAS = {
    "organo": "quién lo vigila",
    "ejes": "a qué ejes del Sector toca",
    "unidad": "la unidad líder",
    "coordinador": "el cargo que lo sigue",
    "adopcion": "cuándo se adoptó, con su fuente",
    "vigor": "desde cuándo rige para el Perú, con su fuente",
    "reservas": "si el Perú hizo reservas",
    "obligaciones": "sus obligaciones",
    "convenios": "los convenios y proyectos que lo ponen en práctica",
}
"""What a complete ficha has (070-04), each datum with how its absence is said."""


def le_falta(dato: str) -> Q:
    """Condition on instruments without that datum; only a treaty enters into force and admits
    reservations."""

    def sin(modelo: str, **filtros: Any) -> Q:
        filas = apps.get_model("convenios", modelo)._default_manager
        return Q(~Exists(filas.filter(instrumento=OuterRef("pk"), **filtros)))

    tratado = Q(clase=InstrumentoInternacional.Clase.TRATADO)
    condiciones = {
        "organo": Q(organo=""),
        "ejes": Q(ejes=[]),
        "unidad": Q(unidad=None),
        "coordinador": Q(coordinador=None),
        "adopcion": sin("HitoInstrumento", tipo="adopcion"),
        "vigor": tratado & sin("HitoInstrumento", tipo="vigor"),
        "reservas": tratado & Q(reservas=""),
        "obligaciones": sin("Compromiso") & Q(sin_obligaciones=False),
        "convenios": sin("VinculoInstrumento"),
    }
    return condiciones[dato]


class InstrumentoQuerySet(models.QuerySet["InstrumentoInternacional"]):
    def visibles_para(self, usuario: "Usuario") -> "InstrumentoQuerySet":
        """What the State took on is public: whoever reads agreements reads them all."""
        return self if usuario.puede("convenio_ver") else self.none()

    def editables_para(self, usuario: "Usuario") -> "InstrumentoQuerySet":
        """The head and 070 keep them all."""
        return self if usuario.puede("internacional_editar") else self.none()

    def vigentes(self, al: date) -> "InstrumentoQuerySet":
        """Those whose obligations are still followed on `al`."""
        return self.filter(Q(termino_el=None) | Q(termino_el__gte=al))

    def buscar(self, texto: str) -> "InstrumentoQuerySet":
        """Every word somewhere in its name or in whom watches over it; accents forgiven."""
        campos = ("siglas", "denominacion", "organo")
        return self.filter(con_todas(texto, *campos))

    def con_faltas(self) -> "InstrumentoQuerySet":
        """Annotate `falta_<dato>` for each of FALTAS."""
        return self.annotate(
            **{
                f"falta_{dato}": ExpressionWrapper(le_falta(dato), output_field=BooleanField())
                for dato in FALTAS
            }
        )

    def completos(self) -> "InstrumentoQuerySet":
        """Those that lack nothing."""
        resultado = self
        for dato in FALTAS:
            resultado = resultado.exclude(le_falta(dato))
        return resultado


@auditado()
class InstrumentoInternacional(models.Model):
    """One instrument; its dated facts are `HitoInstrumento`, each with its source."""

    class Ambito(models.TextChoices):
        UNIVERSAL = "universal", "Universal (Naciones Unidas)"
        OEA = "oea", "Interamericano (OEA)"
        CAN = "can", "Comunidad Andina"
        REGIONAL = "regional", "Otro regional"

    class Clase(models.TextChoices):
        TRATADO = "tratado", "Tratado"
        DECLARACION = "declaracion", "Declaración"
        PLATAFORMA = "plataforma", "Plataforma o plan de acción"
        PROGRAMA = "programa", "Programa regional"

    siglas = models.CharField(
        "nombre corto", max_length=24, unique=True, help_text="CEDAW, Belém do Pará."
    )
    denominacion = models.CharField("denominación", max_length=400)
    ambito = models.CharField("ámbito", max_length=10, choices=Ambito.choices)
    clase = models.CharField(max_length=12, choices=Clase.choices)
    organo = models.CharField(
        "quién lo vigila", max_length=200, blank=True, help_text="El comité, la secretaría."
    )
    ejes = ArrayField(
        models.CharField(max_length=12, choices=Eje.choices),
        verbose_name="ejes del Sector",
        default=list,
        blank=True,
    )
    unidad = models.ForeignKey(
        UnidadOrganica,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="unidad líder",
    )
    coordinador = models.ForeignKey(
        Posicion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="instrumentos",
        verbose_name="cargo que lo sigue",
    )
    reservas = models.TextField(
        max_length=4000, blank=True, help_text="Si el Perú no hizo ninguna: «Ninguna»."
    )
    sin_obligaciones = models.BooleanField(
        "sin obligaciones fechadas", default=False, help_text="Se leyó y no pide nada con fecha."
    )
    convenios = models.ManyToManyField(
        Convenio,
        through="VinculoInstrumento",
        blank=True,
        related_name="instrumentos",
        verbose_name="convenios y proyectos que lo ponen en práctica",
    )
    termino_el = models.DateField("dejó de seguirse el", null=True, blank=True)
    motivo_termino = models.CharField(
        "por qué", max_length=300, blank=True, help_text="Denuncia, fin del programa, lo reemplaza…"
    )
    verificado_el = models.DateField("datos verificados el", null=True, blank=True, editable=False)
    es_ficticio = models.BooleanField("ficticio", default=False, editable=False)
    fuente_dato = models.CharField("fuente del dato", max_length=300, blank=True)
    registrado_en = models.DateTimeField(auto_now_add=True)

    objects = InstrumentoQuerySet.as_manager()

    class Meta:
        verbose_name = "instrumento internacional"
        verbose_name_plural = "instrumentos internacionales"
        ordering = ["siglas"]
        constraints = [
            models.CheckConstraint(
                condition=Q(termino_el=None, motivo_termino="")
                | Q(termino_el__isnull=False) & ~Q(motivo_termino=""),
                name="instrumento_termino_con_motivo",
                violation_error_message="Si dejó de seguirse, diga desde cuándo y por qué.",
            ),
        ]
        triggers = [pgtrigger.Protect(name="instrumento_no_se_borra", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.siglas

    def get_absolute_url(self) -> str:
        return reverse("convenios:instrumento", args=[self.pk])

    @property
    def codigo(self) -> str:
        """How its obligations name it."""
        return self.siglas

    @property
    def ejes_escritos(self) -> str:
        return ", ".join(Eje(e).label for e in self.ejes)

    @property
    def faltas(self) -> list[str]:
        """What its ficha lacks, in words (needs `con_faltas`)."""
        return [rotulo for dato, rotulo in FALTAS.items() if getattr(self, f"falta_{dato}")]

    def fin_al(self, al: date) -> date | None:
        """The day on which it stopped being followed, if it did."""
        return self.termino_el


@auditado()
class VinculoInstrumento(models.Model):
    """That an agreement puts an instrument into practice: who linked or unlinked it stays in the
    audit."""

    instrumento = models.ForeignKey(
        InstrumentoInternacional, on_delete=models.CASCADE, related_name="vinculos"
    )
    convenio = models.ForeignKey(Convenio, on_delete=models.PROTECT, related_name="vinculos")

    class Meta:
        verbose_name = "convenio vinculado"
        verbose_name_plural = "convenios vinculados"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["instrumento", "convenio"], name="vinculo_instrumento_una_vez"
            )
        ]

    def __str__(self) -> str:
        return f"{self.instrumento_id}: {self.convenio_id}"


@auditado()
class HitoInstrumento(HitoConFuente):
    """A dated fact of an instrument: its adoption, and each step until it bound Peru."""

    class Tipo(models.TextChoices):
        ADOPCION = "adopcion", "Adopción"
        FIRMA = "firma", "Firma del Perú"
        RESOLUCION_LEGISLATIVA = "rl", "Resolución legislativa"
        DECRETO_SUPREMO = "ds", "Decreto supremo de ratificación"
        DEPOSITO = "deposito", "Ratificación o depósito"
        VIGOR = "vigor", "Entrada en vigor para el Perú"

    instrumento = models.ForeignKey(
        InstrumentoInternacional, on_delete=models.PROTECT, related_name="hitos"
    )
    tipo = models.CharField("hito", max_length=10, choices=Tipo.choices)

    class Meta:
        verbose_name = "hito de un instrumento"
        verbose_name_plural = "hitos de los instrumentos"
        ordering = ["fecha", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["instrumento", "tipo"],
                condition=Q(elegido=True),
                name="hito_instrumento_uno_elegido",
                violation_error_message="Ya hay una fecha elegida para ese hito.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="hito_instrumento_no_se_borra", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="hito_instrumento_intangible",
                exclude=["elegido", "motivo_eleccion", "elegido_por", "elegido_el"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_tipo_display()}: {self.fecha_escrita}"
