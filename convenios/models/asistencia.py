"""Who is called to a meeting and who attended, and the papers that go before and after it."""

from typing import TYPE_CHECKING

import pgtrigger
from django.db import models
from django.db.models import Q

from cargos.models import Acto, Posicion
from convenios.models.organizacion import Organizacion
from convenios.models.reunion import Reunion
from ocisys.base.auditado import auditado
from ocisys.base.models import Archivo

if TYPE_CHECKING:
    from cargos.models import Usuario


@auditado()
class ParticipanteReunion(models.Model):
    """Somebody called: a post of ours, or a person of another house; `asistio` None: not yet known.

    Whoever is taken out of the list before the meeting stays in the audit table.
    """

    reunion = models.ForeignKey(Reunion, on_delete=models.PROTECT, related_name="participantes")
    posicion = models.ForeignKey(
        Posicion, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    nombre = models.CharField(max_length=120)
    organizacion = models.ForeignKey(
        Organizacion, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    entidad = models.CharField(max_length=160, blank=True)
    rol = models.CharField(max_length=60, blank=True)
    asistio = models.BooleanField("asistió", null=True)

    class Meta:
        verbose_name = "participante"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["reunion", "posicion"],
                condition=Q(posicion__isnull=False),
                name="participante_un_cargo_una_vez",
            ),
        ]

    def __str__(self) -> str:
        return self.nombre

    @property
    def de_donde(self) -> str:
        """The post of ours, the registered organisation, or the house as it was typed."""
        if self.posicion:
            return f"Cargo {self.posicion}"
        return str(self.organizacion or self.entidad)

    @property
    def renglon(self) -> str:
        """The line that `leer_renglon` would read back."""
        partes = [self.nombre, str(self.organizacion or self.entidad), self.rol]
        return "; ".join(partes).rstrip("; ")


class DocumentoReunionQuerySet(models.QuerySet["DocumentoReunion"]):
    def visibles_para(self, usuario: "Usuario") -> "DocumentoReunionQuerySet":
        """Those of the meetings that the person may see."""
        return self.filter(reunion__in=Reunion.objects.visibles_para(usuario).order_by())


class DocumentoReunion(Acto):
    """A sealed paper of a meeting; append-only. The last acta is the one that stands."""

    class Clase(models.TextChoices):
        PREPARATORIO = "preparatorio", "Preparatorio"
        INTERVENCION = "intervencion", "Intervención del Sector"
        ACTA = "acta", "Acta"

    reunion = models.ForeignKey(Reunion, on_delete=models.PROTECT, related_name="documentos")
    clase = models.CharField("qué es", max_length=12, choices=Clase.choices)
    titulo = models.CharField("título", max_length=160)
    archivo = models.ForeignKey(Archivo, on_delete=models.PROTECT, related_name="+")

    objects = DocumentoReunionQuerySet.as_manager()

    class Meta:
        verbose_name = "documento de reunión"
        verbose_name_plural = "documentos de reunión"
        ordering = ["en", "pk"]
        triggers = [
            pgtrigger.Protect(
                name="documento_reunion_intangible",
                operation=pgtrigger.Update | pgtrigger.Delete,
            )
        ]

    def __str__(self) -> str:
        return self.titulo
