"""The last word on a file in the central archive: kept for ever, or eliminated by the AGN's way.

Nothing is deleted here, ever. The office proposes with an inventory; the Archivo General de la
Nación answers with a document, which is sealed; only then an expediente is said to be eliminated,
and its register and its index stay (Ley 25323; DS 008-92-JUS). All rows are append-only.
"""

from typing import TYPE_CHECKING

import pgtrigger
from django.db import models

from cargos.models import Acto
from ocisys.base.models import Archivo
from tramite.models.documento import INTANGIBLE
from tramite.models.expediente import Expediente, ExpedienteQuerySet, lo_visible
from tramite.models.serie_documental import Clasificacion

if TYPE_CHECKING:
    from cargos.models import Usuario


class PropuestaEliminacionQuerySet(models.QuerySet["PropuestaEliminacion"]):
    def visibles_para(self, usuario: "Usuario") -> "PropuestaEliminacionQuerySet":
        """Proposals with at least one expediente this person may know of."""
        suyos = PropuestoEliminar.objects.visibles_para(usuario).values("propuesta")
        return self.filter(pk__in=suyos)

    def para_lista(self) -> "PropuestaEliminacionQuerySet":
        """What a row of the list says, with how many lines it has and were authorised."""
        return self.select_related("por__persona", "respuesta").annotate(
            cuantos=models.Count("lineas"), autorizados=models.Count("lineas__autorizacion")
        )

    def sin_respuesta(self) -> "PropuestaEliminacionQuerySet":
        """Still before the AGN."""
        return self.filter(respuesta=None)


class PropuestaEliminacion(Acto):
    """The inventory of what is proposed to the AGN for elimination, with its number."""

    anio = models.PositiveSmallIntegerField("año")
    correlativo = models.PositiveIntegerField()
    nota = models.CharField(max_length=400, blank=True)

    objects = PropuestaEliminacionQuerySet.as_manager()

    class Meta:
        verbose_name = "propuesta de eliminación"
        verbose_name_plural = "propuestas de eliminación"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["anio", "correlativo"], name="propuesta_eliminacion_correlativo"
            )
        ]
        triggers = [pgtrigger.Protect(name="propuesta_eliminacion_fija", operation=INTANGIBLE)]

    def __str__(self) -> str:
        return f"Propuesta de eliminación {self.correlativo}-{self.anio}"

    @property
    def respondida(self) -> "RespuestaAgn | None":
        """What the AGN answered; needs `respuesta` fetched."""
        return getattr(self, "respuesta", None)


class PropuestoEliminarQuerySet(models.QuerySet["PropuestoEliminar"]):
    def visibles_para(self, usuario: "Usuario") -> "PropuestoEliminarQuerySet":
        """Lines of the expedientes this person may know of."""
        return self.filter(lo_visible(usuario, "expediente__"))

    def para_inventario(self) -> "PropuestoEliminarQuerySet":
        """What a line of the inventory says; one query."""
        return self.select_related(
            "expediente", "clasificacion__serie", "autorizacion__respuesta"
        ).order_by("orden")


class PropuestoEliminar(models.Model):
    """A line of the inventory: the file, its series when it was proposed and since when it may."""

    propuesta = models.ForeignKey(
        PropuestaEliminacion, on_delete=models.PROTECT, related_name="lineas"
    )
    orden = models.PositiveIntegerField()
    expediente = models.ForeignKey(
        Expediente, on_delete=models.PROTECT, related_name="propuestas_de_eliminacion"
    )
    clasificacion = models.ForeignKey(Clasificacion, on_delete=models.PROTECT, related_name="+")
    retencion = models.CharField("retención", max_length=500)
    cumplida_el = models.DateField("retención cumplida el")
    folios = models.PositiveIntegerField()
    tomos = models.PositiveSmallIntegerField()

    objects = PropuestoEliminarQuerySet.as_manager()

    class Meta:
        ordering = ["orden"]
        constraints = [
            models.UniqueConstraint(fields=["propuesta", "orden"], name="propuesto_orden"),
            models.UniqueConstraint(fields=["propuesta", "expediente"], name="propuesto_una_vez"),
        ]
        triggers = [pgtrigger.Protect(name="propuesto_intangible", operation=INTANGIBLE)]

    def __str__(self) -> str:
        return f"{self.propuesta_id}/{self.orden}"


def sin_propuesta(filas: ExpedienteQuerySet) -> ExpedienteQuerySet:
    """Those that are in no proposal that waits for the AGN."""
    abiertas = PropuestoEliminar.objects.filter(propuesta__respuesta=None)
    return filas.exclude(pk__in=abiertas.values("expediente"))


class RespuestaAgn(Acto):
    """The document with which the AGN authorised a proposal, whole or in part, or refused it."""

    propuesta = models.OneToOneField(
        PropuestaEliminacion, on_delete=models.PROTECT, related_name="respuesta"
    )
    documento = models.CharField("documento del AGN", max_length=160)
    documento_el = models.DateField("fecha del documento")
    archivo = models.OneToOneField(Archivo, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "respuesta del AGN"
        verbose_name_plural = "respuestas del AGN"
        triggers = [pgtrigger.Protect(name="respuesta_agn_intangible", operation=INTANGIBLE)]

    def __str__(self) -> str:
        return f"{self.documento}, del {self.documento_el:%d/%m/%Y}"


class AutorizadoAgn(models.Model):
    """One line that the AGN authorised to eliminate."""

    respuesta = models.ForeignKey(RespuestaAgn, on_delete=models.PROTECT, related_name="lineas")
    linea = models.OneToOneField(
        PropuestoEliminar, on_delete=models.PROTECT, related_name="autorizacion"
    )

    class Meta:
        triggers = [pgtrigger.Protect(name="autorizado_agn_intangible", operation=INTANGIBLE)]

    def __str__(self) -> str:
        return f"{self.respuesta_id}: {self.linea_id}"
