"""What somebody asks and another person decides: an extension, a suspension, a wrong filing date.

Four eyes are in the table itself: whoever asks never decides, and what was decided stays decided.
"""

from datetime import datetime
from typing import TYPE_CHECKING, Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from cargos.models import Acto
from cargos.permisos import Permiso
from tramite.models.documento import Documento
from tramite.models.expediente import Expediente, lo_visible

if TYPE_CHECKING:
    from cargos.models import Usuario


class PedidoQuerySet(models.QuerySet["Pedido"]):
    def visibles_para(self, usuario: "Usuario") -> "PedidoQuerySet":
        """Of expedientes this person may know of: who decides and who audits, all; others, theirs.

        One asks about what one sees; what one asked about another expediente stays between two.
        """
        filas = self.filter(lo_visible(usuario, "expediente__"))
        todos = usuario.puede(Permiso.EXPEDIENTE_ANULAR) or usuario.puede(Permiso.AUDITORIA_VER)
        return filas if todos else filas.filter(por=usuario)

    def por_decidir(self) -> "PedidoQuerySet":
        """Nobody has answered them."""
        return self.filter(decidido_en=None)

    def para_lista(self) -> "PedidoQuerySet":
        """What a row shows; one query."""
        return self.select_related("expediente", "por__persona", "decidido_por__persona")


class Pedido(Acto):
    """One act asked of the jefatura, with what it would need to be done as it was asked."""

    class Clase(models.TextChoices):
        PRORROGA = "prorroga", "Prórroga del plazo"
        SUSPENSION = "suspension", "Suspensión del plazo"
        ACUMULACION = "acumulacion", "Acumulación a otro expediente"
        ANULACION = "anulacion", "Anulación del registro"
        PRESENTACION = "presentacion", "Cambio de la fecha de presentación"

    expediente = models.ForeignKey(Expediente, on_delete=models.PROTECT, related_name="pedidos")
    clase = models.CharField("qué se pide", max_length=12, choices=Clase.choices)
    motivo = models.CharField(max_length=1000)
    datos: models.JSONField[Any, Any] = models.JSONField(default=dict, blank=True)
    # Of a change of the moment of filing: what the register says, what it should say, the proof.
    presentado_de = models.DateTimeField("figura presentado", null=True, blank=True)
    presentado_a = models.DateTimeField("debe figurar", null=True, blank=True)
    documento = models.ForeignKey(
        Documento, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    decidido_en = models.DateTimeField("decidido", null=True, blank=True)
    decidido_por = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decidido_calidad = models.CharField("decidió en calidad de", max_length=80, blank=True)
    concedido = models.BooleanField(null=True, blank=True)
    respuesta = models.CharField(max_length=1000, blank=True)

    objects = PedidoQuerySet.as_manager()

    class Meta:
        ordering = ["-en", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["expediente", "clase"],
                condition=Q(decidido_en=None),
                name="pedido_uno_por_decidir",
                violation_error_message="Eso mismo ya se pidió: falta que se decida.",
            ),
            models.CheckConstraint(condition=~Q(motivo=""), name="pedido_con_motivo"),
            models.CheckConstraint(
                condition=Q(decidido_por=None) | ~Q(decidido_por=F("por")),
                name="pedido_lo_decide_otra_persona",
            ),
            models.CheckConstraint(
                condition=Q(decidido_en=None, decidido_por=None, concedido=None, respuesta="")
                | (
                    Q(decidido_en__isnull=False, decidido_por__isnull=False)
                    & (Q(concedido=True) | (Q(concedido=False) & ~Q(respuesta="")))
                ),
                name="pedido_decidido_entero",
            ),
            models.CheckConstraint(
                condition=~Q(clase="presentacion")
                | Q(presentado_de__isnull=False, presentado_a__isnull=False),
                name="pedido_de_presentacion_con_sus_momentos",
            ),
        ]
        indexes = [
            models.Index("en", "id", name="pedido_por_decidir", condition=Q(decidido_en=None))
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="pedido_fijo",
                exclude=[
                    "decidido_en",
                    "decidido_por",
                    "decidido_calidad",
                    "concedido",
                    "respuesta",
                ],
            ),
            pgtrigger.Protect(
                name="pedido_se_decide_una_vez",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__decidido_en__isnull=False),
            ),
            pgtrigger.Protect(name="pedido_no_se_borra", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.get_clase_display()} del {self.expediente}"

    def get_absolute_url(self) -> str:
        return reverse("tramite:pedido", args=[self.pk])

    @property
    def esta_decidido(self) -> bool:
        return self.decidido_en is not None

    @property
    def se_concede_de_una_vez(self) -> bool:
        """Whether the line that asks for it says all that there is to weigh."""
        return self.clase in (self.Clase.PRORROGA, self.Clase.SUSPENSION)

    @property
    def situacion(self) -> str:
        if not self.esta_decidido:
            return "Por decidir"
        return "Concedido" if self.concedido else "Denegado"

    @property
    def en_palabras(self) -> str:
        """What is asked, in one sentence."""
        d = self.datos
        match self.clase:
            case self.Clase.PRORROGA:
                return f"{d['dias']} {'día' if d['dias'] == 1 else 'días'} más"
            case self.Clase.SUSPENSION:
                return f"Hasta {d['tope_habiles']} días hábiles, en espera de {d['a_quien']}"
            case self.Clase.ACUMULACION:
                return f"Al expediente {d['principal']}, por {d['resolucion']}"
            case self.Clase.PRESENTACION:
                return f"Del {_momento(self.presentado_de)} al {_momento(self.presentado_a)}"
        return "Dejar sin efecto el registro; su número no vuelve a usarse"


def _momento(cuando: datetime | None) -> str:
    return f"{timezone.localtime(cuando):%d/%m/%Y %H:%M}" if cuando else "—"
