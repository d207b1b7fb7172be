"""Deadlines of an expediente, each with the account of its days as it was computed."""

from datetime import date
from typing import TYPE_CHECKING, Any

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone

from cargos.models import Acto
from ocisys.base.models import ReglaPlazo
from tramite.models.documento import Documento
from tramite.models.expediente import Expediente, lo_visible
from tramite.plazos import Semaforo, frase, semaforo

if TYPE_CHECKING:
    from cargos.models import Usuario


NOTIFICAR, ACUSAR = "NOTIF", "ACUSE_MAIL"
RECURRIR = "RECURSO"
"""Days of the party to challenge what it was notified (TUO LPAG art. 207.2)."""

DE_AUTORIDAD = (ReglaPlazo.Obligado.NOSOTROS, ReglaPlazo.Obligado.SUPERIOR)
"""Who may owe the answer to what was filed."""

DE_DESPACHO = (NOTIFICAR, ACUSAR)
"""Rules that run from the issue or the dispatch of an answer (TUO LPAG arts. 24.1 and 20.4)."""


class PlazoQuerySet(models.QuerySet["Plazo"]):
    def visibles_para(self, usuario: "Usuario") -> "PlazoQuerySet":
        """Deadlines of the expedientes this person may know of."""
        return self.filter(lo_visible(usuario, "expediente__"))

    def abiertos(self) -> "PlazoQuerySet":
        """Neither met nor replaced by a new computation."""
        return self.filter(cumplido_en=None, sin_efecto_en=None)

    def recalculables(self) -> "PlazoQuerySet":
        """Without the clocks of a dispatch, which run on their own and are never recomputed."""
        return self.exclude(regla__in=DE_DESPACHO)

    def de_fondo(self) -> "PlazoQuerySet":
        """Those that the answer meets: of the procedure, of an observation, of a wait."""
        return self.recalculables().filter(accesorio=False)

    def accesorios(self) -> "PlazoQuerySet":
        """Those that run beside the one of the procedure, whoever owes them."""
        return self.filter(accesorio=True)

    def nuestros(self) -> "PlazoQuerySet":
        """Those that the office owes."""
        return self.filter(obligado=ReglaPlazo.Obligado.NOSOTROS)

    def de_autoridad(self) -> "PlazoQuerySet":
        """Those of whoever must pronounce: the office, or the superior who resolves a complaint."""
        return self.filter(obligado__in=DE_AUTORIDAD)

    def del_superior(self) -> "PlazoQuerySet":
        """Those of the superior who resolves a complaint (TUO LPAG art. 158.2)."""
        return self.filter(obligado=ReglaPlazo.Obligado.SUPERIOR)

    def respondidos_tarde(self) -> "PlazoQuerySet":
        """Those of ours that the answer met after their last day (TUO LPAG art. 140.3)."""
        nuestros = self.nuestros().de_fondo().filter(sin_efecto_en=None)
        return nuestros.filter(cumplido_en__date__gt=models.F("vence_el"))


class Plazo(Acto):
    """A term that runs: rule, fact, due date and why. A new computation is a new row.

    `explicacion` is a list of `{"fecha", "cuenta", "numero", "por_que", "cita"}`, one a day.
    """

    expediente = models.ForeignKey(Expediente, on_delete=models.PROTECT, related_name="plazos")
    regla = models.CharField("código de la regla", max_length=20)
    nombre = models.CharField(max_length=160)
    extension = models.CharField("extensión", max_length=60)
    base_legal = models.CharField(max_length=200)
    base_verificada = models.BooleanField(default=False)
    obligado = models.CharField(
        max_length=12, choices=ReglaPlazo.Obligado.choices, default=ReglaPlazo.Obligado.NOSOTROS
    )
    prorrogado = models.BooleanField(
        default=False, help_text="La prórroga se da una sola vez (TUO LPAG art. 136.2)."
    )
    # Beside the term of the procedure: an answer does not meet it, nor does it press on the tray.
    accesorio = models.BooleanField(default=False, db_default=False)
    a_quien = models.CharField(
        "quién debe cumplirlo", max_length=200, blank=True, default="", db_default=""
    )
    movimiento = models.ForeignKey(
        "tramite.Movimiento",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="plazos",
        verbose_name="pase que lo pidió",
    )
    documento = models.ForeignKey(
        Documento,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="plazos",
        verbose_name="documento que lo pidió",
    )
    distancia = models.PositiveSmallIntegerField("término de la distancia", default=0, db_default=0)
    hecho_en = models.DateTimeField("hecho que lo inicia")
    presentado_el = models.DateField("se tiene por presentado")
    vence_el = models.DateField("vence")
    explicacion: models.JSONField[Any, Any] = models.JSONField("cuenta día por día", default=list)
    avisos: models.JSONField[Any, Any] = models.JSONField(default=list, blank=True)
    cumplido_en = models.DateTimeField("cumplido", null=True, blank=True)
    prueba = models.CharField(
        "con qué se cumplió", max_length=400, blank=True, default="", db_default=""
    )
    sin_efecto_en = models.DateTimeField("sin efecto desde", null=True, blank=True)
    sin_efecto_por = models.CharField("por qué quedó sin efecto", max_length=300, blank=True)
    reemplaza = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="reemplazado_por"
    )

    objects = PlazoQuerySet.as_manager()

    class Meta:
        ordering = ["vence_el", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sin_efecto_en=None, sin_efecto_por="")
                | (Q(sin_efecto_en__isnull=False) & ~Q(sin_efecto_por="")),
                name="plazo_sin_efecto_con_razon",
            )
        ]
        indexes = [
            models.Index(
                "vence_el",
                "id",
                name="plazo_accesorio_que_corre",
                condition=Q(accesorio=True, cumplido_en=None, sin_efecto_en=None),
            )
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="plazo_intangible",
                exclude=["cumplido_en", "prueba", "sin_efecto_en", "sin_efecto_por"],
            ),
            pgtrigger.Protect(name="plazo_no_se_borra", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.regla}: {self.vence_el}"

    @property
    def cumplido_el(self) -> date | None:
        """Day in Lima on which it was met."""
        return timezone.localdate(self.cumplido_en) if self.cumplido_en else None

    @property
    def es_nuestro(self) -> bool:
        """The office owes it; otherwise the ball is elsewhere."""
        return self.obligado == ReglaPlazo.Obligado.NOSOTROS

    @property
    def es_del_superior(self) -> bool:
        """The superior of whoever is complained of owes it, not the office."""
        return self.obligado == ReglaPlazo.Obligado.SUPERIOR

    @property
    def es_de_autoridad(self) -> bool:
        """Owed by whoever must pronounce, not by a party."""
        return self.obligado in DE_AUTORIDAD

    @property
    def esta_abierto(self) -> bool:
        return self.cumplido_en is None and self.sin_efecto_en is None

    @property
    def dias(self) -> list[dict[str, Any]]:
        """The account, one line a day, with its dates as dates."""
        return [d | {"fecha": date.fromisoformat(d["fecha"])} for d in self.explicacion]

    def semaforo(self, hoy: date) -> Semaforo:
        return semaforo(self.vence_el, hoy, self.cumplido_el)

    def frase(self, hoy: date) -> str:
        return frase(self.vence_el, hoy, self.cumplido_el)
