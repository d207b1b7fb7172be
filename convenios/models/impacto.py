"""What an adenda does to each obligation: proposed, then accepted or set aside line by line."""

import pgtrigger
from django.db import models
from django.db.models import Q

from cargos.models import Acto
from convenios.models.adenda import Adenda
from convenios.models.compromiso import Compromiso


class ImpactoAdenda(Acto):
    """One line of the comparison between a convenio and one of its adendas.

    `antes` and `despues` are portraits of the commitment (`acciones.adenda.retrato`). Until
    somebody decides, it changes nothing; once accepted, `nuevo` is the row that it gave birth to.
    """

    class Accion(models.TextChoices):
        CREA = "crea", "Agrega"
        MODIFICA = "modifica", "Cambia"
        TERMINA = "termina", "Termina"
        PRORROGA = "prorroga", "Se extiende"

    class Estado(models.TextChoices):
        PROPUESTO = "propuesto", "Por decidir"
        ACEPTADO = "aceptado", "Aceptada"
        DESCARTADO = "descartado", "Descartada"

    adenda = models.ForeignKey(Adenda, on_delete=models.PROTECT, related_name="impactos")
    compromiso = models.ForeignKey(
        Compromiso, on_delete=models.PROTECT, null=True, blank=True, related_name="impactos"
    )
    accion = models.CharField("acción", max_length=10, choices=Accion.choices)
    antes = models.JSONField(default=dict, blank=True)
    despues = models.JSONField(default=dict, blank=True)
    cita = models.CharField(
        "dónde lo dice la adenda", max_length=160, blank=True, help_text="Cláusula y página."
    )
    estado = models.CharField(max_length=10, choices=Estado.choices, default=Estado.PROPUESTO)
    nuevo = models.OneToOneField(
        Compromiso, on_delete=models.PROTECT, null=True, blank=True, related_name="nace_de"
    )
    decidido_por = models.ForeignKey(
        "cargos.Usuario", on_delete=models.PROTECT, null=True, related_name="+"
    )
    decidido_en = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "efecto de una adenda"
        verbose_name_plural = "efectos de las adendas"
        ordering = ["adenda", "compromiso__numero", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["adenda", "compromiso"],
                condition=~Q(estado="descartado"),
                name="impacto_uno_por_compromiso",
                violation_error_message="Ya hay una línea sobre ese compromiso.",
            ),
            models.CheckConstraint(
                condition=Q(accion="crea", compromiso=None)
                | ~Q(accion="crea") & Q(compromiso__isnull=False),
                name="impacto_sobre_un_compromiso",
            ),
            models.CheckConstraint(
                condition=Q(estado="propuesto", decidido_por=None, decidido_en=None, nuevo=None)
                | ~Q(estado="propuesto") & Q(decidido_por__isnull=False, decidido_en__isnull=False),
                name="impacto_decidido_por_alguien",
            ),
            models.CheckConstraint(
                condition=~Q(estado="aceptado") | Q(accion="termina") | Q(nuevo__isnull=False),
                name="impacto_aceptado_deja_una_fila",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="impacto_no_se_borra", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="impacto_decidido",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__estado__in=["aceptado", "descartado"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_accion_display()}: {self.titulo}"

    @property
    def titulo(self) -> str:
        """What the commitment is called, after the adenda if it changes."""
        return str(self.despues.get("titulo") or self.antes.get("titulo") or "")

    @property
    def esta_por_decidir(self) -> bool:
        return self.estado == self.Estado.PROPUESTO
