"""Work ordered outside the MOF's list («las demás funciones»), and the duty of discretion."""

from typing import TYPE_CHECKING

import pgtrigger
from django.db import models
from django.db.models import Q

from cargos.evidencias import Periodo
from cargos.models.acto import Acto
from cargos.models.cargo import Posicion
from cargos.models.persona import Persona

if TYPE_CHECKING:
    from cargos.models.usuario import Usuario


class EncargoQuerySet(models.QuerySet["Encargo"]):
    def visibles_para(self, usuario: "Usuario") -> "EncargoQuerySet":
        """The head sees all the office's; anyone else those of the posts held today or ordered."""
        if usuario.puede("cargos_encargar") or usuario.puede("auditoria_ver"):
            return self
        posiciones = [d.posicion_id for d in usuario.designaciones_hoy]
        return self.filter(Q(posicion__in=posiciones) | Q(por=usuario))

    def para_lista(self) -> "EncargoQuerySet":
        """With the post and who ordered it."""
        return self.select_related("posicion__cargo", "por__persona")

    def mios(self, usuario: "Usuario") -> "EncargoQuerySet":
        """Those of the posts that this person holds today."""
        return self.filter(posicion__in=[d.posicion_id for d in usuario.designaciones_hoy])

    def del_periodo(self, periodo: Periodo) -> "EncargoQuerySet":
        """Ordered in the period, whatever became of them."""
        return self.filter(en__date__range=(periodo.desde, periodo.hasta))

    def abiertos(self) -> "EncargoQuerySet":
        """Neither fulfilled nor withdrawn."""
        return self.filter(cumplido_en=None, retirado_en=None)


class Encargo(Acto):
    """A task that the Ministro(a) or the Jefe/a assigns to a post (067-11, 068-08 … 071-08)."""

    posicion = models.ForeignKey(Posicion, on_delete=models.PROTECT, related_name="encargos")
    ordenado_por = models.CharField(max_length=120, help_text="Ministro(a), Jefe/a de la Oficina…")
    documento = models.CharField("documento que lo ordena", max_length=160, blank=True)
    descripcion = models.TextField("descripción")
    plazo = models.DateField(null=True, blank=True)
    evidencia = models.TextField(blank=True)
    cumplido_en = models.DateTimeField(null=True, blank=True)
    retirado_en = models.DateTimeField(null=True, blank=True)
    motivo_retiro = models.CharField("motivo del retiro", max_length=300, blank=True)

    objects = EncargoQuerySet.as_manager()

    class Meta:
        ordering = ["plazo", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(cumplido_en=None) | ~Q(evidencia=""),
                name="encargo_cumplido_con_evidencia",
                violation_error_message="Un encargo cumplido dice con qué evidencia.",
            ),
            models.CheckConstraint(
                condition=Q(retirado_en=None) | ~Q(motivo_retiro=""),
                name="encargo_retirado_con_motivo",
                violation_error_message="Un encargo retirado dice por qué.",
            ),
        ]

    def __str__(self) -> str:
        return self.descripcion[:60]


class ReservaQuerySet(models.QuerySet["ReservaConfidencialidad"]):
    def de(self, persona: Persona | None) -> "ReservaQuerySet":
        """Declarations of one person; none for an account without a person."""
        return self.filter(persona=persona) if persona else self.none()


class ReservaConfidencialidad(Acto):
    """A person's signed declaration of discretion (071-07); append-only."""

    persona = models.ForeignKey(Persona, on_delete=models.PROTECT, related_name="reservas")
    fecha = models.DateField()
    texto = models.TextField()

    objects = ReservaQuerySet.as_manager()

    class Meta:
        verbose_name = "declaración de reserva"
        verbose_name_plural = "declaraciones de reserva"
        triggers = [
            pgtrigger.Protect(
                name="reserva_intangible", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.persona} {self.fecha}"
