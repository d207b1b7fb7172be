"""Raising money for a need with a source, from its identification to its answer (068-02)."""

from datetime import date
from typing import TYPE_CHECKING

import pgtrigger
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from cargos.models import Acto, Posicion
from convenios.models.convenio import Convenio
from convenios.models.convocatoria import Convocatoria
from convenios.models.demanda import PRIVADOS, Demanda, lleva_toda
from convenios.models.organizacion import Organizacion
from convenios.models.tipos import Moneda
from ocisys.base.auditado import auditado
from ocisys.base.busqueda import con_todas

if TYPE_CHECKING:
    from cargos.models import Usuario


class EtapaGestion(models.TextChoices):
    IDENTIFICADA = "identificada", "Identificada"
    CONTACTADA = "contactada", "Contactada"
    PRESENTADA = "presentada", "Presentada"
    NEGOCIACION = "negociacion", "En negociación"
    COMPROMETIDA = "comprometida", "Comprometida"
    GANADA = "ganada", "Ganada"
    PERDIDA = "perdida", "Perdida"
    SUSPENDIDA = "suspendida", "Suspendida"

    @property
    def tono(self) -> str:
        """Tono of its chip."""
        return {
            EtapaGestion.IDENTIFICADA: "espera",
            EtapaGestion.GANADA: "bien",
            EtapaGestion.PERDIDA: "peligro",
            EtapaGestion.SUSPENDIDA: "neutro",
        }.get(self, "info")


G = EtapaGestion
EN_MARCHA = (G.IDENTIFICADA, G.CONTACTADA, G.PRESENTADA, G.NEGOCIACION, G.COMPROMETIDA)
DECIDIDAS = frozenset({G.GANADA, G.PERDIDA})
PIDE_MOTIVO = frozenset({G.PERDIDA, G.SUSPENDIDA})


def etapas_siguientes(etapa: EtapaGestion) -> tuple[EtapaGestion, ...]:
    """Where a gestión may go: onwards, skipping what was not needed; lost or suspended from
    anywhere; won only once somebody committed; from suspended, wherever it is taken up again."""
    if etapa in DECIDIDAS:
        return ()
    if etapa == G.SUSPENDIDA:
        return (*EN_MARCHA, G.PERDIDA)
    adelante = EN_MARCHA[EN_MARCHA.index(etapa) + 1 :]
    gana = (G.GANADA,) if etapa == G.COMPROMETIDA else ()
    return (*adelante, *gana, G.PERDIDA, G.SUSPENDIDA)


class GestionQuerySet(models.QuerySet["Gestion"]):
    def visibles_para(self, usuario: "Usuario") -> "GestionQuerySet":
        """Whoever may see agreements; which one it ended in, only who may know of it."""
        return self

    def editables_para(self, usuario: "Usuario") -> "GestionQuerySet":
        """067 and 068 all of them; 069 those with companies."""
        if not usuario.puede("demanda_editar"):
            return self.none()
        if lleva_toda(usuario):
            return self
        return self.filter(
            demanda__destino__in=PRIVADOS, organizacion__clase=Organizacion.Clase.EMPRESA
        )

    def en_marcha(self) -> "GestionQuerySet":
        """Those that somebody is working on."""
        return self.filter(etapa__in=EN_MARCHA)

    def atrasadas(self, hoy: date) -> "GestionQuerySet":
        """In course, and the day of their next step passed."""
        return self.en_marcha().filter(siguiente_el__lt=hoy)

    def buscar(self, texto: str) -> "GestionQuerySet":
        """Every word in its code, the need or the source."""
        campos = (
            "codigo",
            "demanda__codigo",
            "demanda__titulo",
            "organizacion__nombre",
            "organizacion__siglas",
        )
        return self.filter(con_todas(texto, *campos))

    def para_lista(self) -> "GestionQuerySet":
        """What a row prints."""
        return self.select_related("demanda", "organizacion", "responsable", "por__persona")


@auditado()
class Gestion(Acto):
    """One need taken to one source. Its stage, probability and next step change only by
    `PasoGestion`."""

    codigo = models.CharField("código", max_length=16, unique=True, editable=False)
    demanda = models.ForeignKey(
        Demanda, on_delete=models.PROTECT, related_name="gestiones", verbose_name="qué demanda"
    )
    organizacion = models.ForeignKey(
        Organizacion, on_delete=models.PROTECT, related_name="gestiones", verbose_name="con quién"
    )
    convocatoria = models.ForeignKey(
        Convocatoria,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="gestiones",
        verbose_name="por la convocatoria",
    )
    responsable = models.ForeignKey(
        Posicion, on_delete=models.PROTECT, related_name="+", verbose_name="cargo que la lleva"
    )
    moneda = models.CharField(max_length=3, choices=Moneda.choices, blank=True)
    monto = models.DecimalField(
        "monto que se espera", max_digits=16, decimal_places=2, null=True, blank=True
    )
    etapa = models.CharField(
        max_length=12, choices=EtapaGestion.choices, default=G.IDENTIFICADA, editable=False
    )
    probabilidad = models.PositiveSmallIntegerField(
        "probabilidad (%)", validators=[MaxValueValidator(100)]
    )
    siguiente_paso = models.CharField("siguiente paso", max_length=200, blank=True)
    siguiente_el = models.DateField("para el", null=True, blank=True)
    convenio = models.ForeignKey(
        Convenio, on_delete=models.PROTECT, null=True, editable=False, related_name="gestiones"
    )
    abierta_el = models.DateField("abierta el", editable=False)
    es_ficticia = models.BooleanField("ficticia", default=False, editable=False)

    objects = GestionQuerySet.as_manager()

    class Meta:
        verbose_name = "gestión"
        verbose_name_plural = "gestiones"
        ordering = ["siguiente_el", "pk"]
        indexes = [
            models.Index(fields=["etapa", "siguiente_el", "id"], name="gestion_por_etapa"),
            models.Index(fields=["-abierta_el", "-id"], name="gestion_por_fecha"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["demanda", "organizacion"],
                condition=~Q(etapa__in=["ganada", "perdida"]),
                name="gestion_una_abierta_por_fuente",
                violation_error_message="Esa demanda ya se gestiona con esa organización.",
            ),
            models.CheckConstraint(
                condition=Q(monto=None, moneda="") | Q(monto__gt=0) & ~Q(moneda=""),
                name="gestion_monto_con_moneda",
                violation_error_message="El monto que se espera y su moneda van juntos.",
            ),
            models.CheckConstraint(
                condition=Q(probabilidad__lte=100), name="gestion_probabilidad_hasta_100"
            ),
            models.CheckConstraint(
                condition=Q(siguiente_el=None) | ~Q(siguiente_paso=""),
                name="gestion_fecha_con_paso",
                violation_error_message="Diga qué se hará ese día.",
            ),
        ]
        triggers = [pgtrigger.Protect(name="gestion_no_se_borra", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.codigo}: {self.demanda.titulo} con {self.organizacion}"

    def get_absolute_url(self) -> str:
        return reverse("convenios:gestion", args=[self.pk])

    @property
    def tono(self) -> str:
        return EtapaGestion(self.etapa).tono

    def esta_atrasada(self, hoy: date) -> bool:
        """Whether the day of its next step passed while it is in course."""
        vencio = self.siguiente_el is not None and self.siguiente_el < hoy
        return vencio and self.etapa in EN_MARCHA


class PasoGestion(Acto):
    """What happened with a gestión: another stage or only a note, with what is expected next.
    Append-only."""

    gestion = models.ForeignKey(Gestion, on_delete=models.PROTECT, related_name="pasos")
    de = models.CharField(max_length=12, choices=EtapaGestion.choices, blank=True)
    a = models.CharField("queda", max_length=12, choices=EtapaGestion.choices)
    fecha = models.DateField()
    nota = models.TextField("qué pasó", max_length=2000, blank=True)
    documento = models.CharField(max_length=160, blank=True)
    probabilidad = models.PositiveSmallIntegerField()
    siguiente_paso = models.CharField(max_length=200, blank=True)
    siguiente_el = models.DateField(null=True)

    class Meta:
        ordering = ["en", "pk"]
        indexes = [models.Index(fields=["a", "fecha", "gestion"], name="paso_gestion_por_etapa")]
        triggers = [
            pgtrigger.Protect(
                name="paso_gestion_intangible", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_a_display()} el {self.fecha:%d/%m/%Y}"

    @property
    def es_nota(self) -> bool:
        """Whether it changed no stage."""
        return self.de == self.a


def que_pasaron_a(etapa: str) -> Q:
    """Condition on pasos: they moved the gestión to `etapa`; a note while there is not that."""
    return Q(a=etapa) & ~Q(de=F("a"))
