"""Series of documents, where each file is kept, and what was sent to the central archive."""

from typing import TYPE_CHECKING

import pgtrigger
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery

from cargos.models import Acto
from ocisys.base.auditado import auditado
from ocisys.base.models import DatoMaestro
from tramite.estados import Estado
from tramite.models.documento import INTANGIBLE
from tramite.models.expediente import Expediente, ExpedienteQuerySet, lo_visible
from tramite.models.fisico import Prestamo

if TYPE_CHECKING:
    from cargos.models import Usuario


class SerieDocumentalQuerySet(models.QuerySet["SerieDocumental"]):
    def visibles_para(self, usuario: "Usuario") -> "SerieDocumentalQuerySet":
        """The table of series is known to all the office."""
        return self


@auditado()
class SerieDocumental(DatoMaestro):
    """A kind of file that is kept together and as long as a norm says; nothing is invented.

    Without a norm that fixes it there is no retention: it is kept. The years come from the
    programme that the AGN approves to the ministry.
    """

    class Disposicion(models.TextChoices):
        PERMANENTE = "permanente", "Conservación permanente"
        ELIMINACION = "eliminacion", "Eliminación por la vía del AGN"

    codigo = models.SlugField("código", max_length=30, unique=True)
    nombre = models.CharField(max_length=120)
    descripcion = models.CharField("descripción", max_length=400, blank=True)
    anios_gestion = models.PositiveSmallIntegerField("años en la oficina", null=True, blank=True)
    anios_central = models.PositiveSmallIntegerField(
        "años en el archivo central", null=True, blank=True
    )
    disposicion = models.CharField(
        "disposición final", max_length=12, choices=Disposicion.choices, blank=True
    )
    norma = models.CharField(max_length=300, blank=True)
    orden = models.PositiveSmallIntegerField(default=100)
    activo = models.BooleanField(default=True)

    objects = SerieDocumentalQuerySet.as_manager()

    class Meta:
        verbose_name = "serie documental"
        verbose_name_plural = "series documentales"
        ordering = ["orden", "nombre"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(norma="") | Q(anios_gestion=None, anios_central=None, disposicion=""),
                name="serie_plazo_con_norma",
                violation_error_message="Un plazo de retención necesita la norma que lo fija.",
            )
        ]

    def __str__(self) -> str:
        return self.nombre

    @property
    def retencion(self) -> str:
        """How long it is kept, in words."""
        if self.anios_gestion is None and self.anios_central is None and not self.disposicion:
            return "Se conserva: sin plazo aprobado"
        partes = [
            f"{self.anios_gestion} años en la oficina" if self.anios_gestion is not None else "",
            f"{self.anios_central} en el archivo central" if self.anios_central is not None else "",
            self.get_disposicion_display() if self.disposicion else "",
        ]
        return f"{', '.join(p for p in partes if p)} ({self.norma})"


class Clasificacion(Acto):
    """To which series a file belongs and where it is; the last one is the one that holds."""

    expediente = models.ForeignKey(
        Expediente, on_delete=models.PROTECT, related_name="clasificaciones"
    )
    serie = models.ForeignKey(SerieDocumental, on_delete=models.PROTECT, related_name="+")
    ubicacion = models.CharField("ubicación", max_length=160)

    class Meta:
        verbose_name = "clasificación"
        verbose_name_plural = "clasificaciones"
        ordering = ["-pk"]
        indexes = [
            models.Index("expediente", F("id").desc(), name="clasificacion_vigente"),
            models.Index("serie", name="clasificacion_por_serie"),
        ]
        triggers = [pgtrigger.Protect(name="clasificacion_intangible", operation=INTANGIBLE)]

    def __str__(self) -> str:
        return f"{self.serie}: {self.ubicacion}"


def clasificacion_sugerida(expediente: Expediente) -> Clasificacion | None:
    """Its own, or else the last one that was given to an expediente of the same procedure."""
    propia = expediente.clasificaciones.first()
    if propia is not None or expediente.procedimiento_id is None:
        return propia
    del_mismo = Clasificacion.objects.filter(
        expediente__procedimiento=expediente.procedimiento_id, serie__activo=True
    )
    return del_mismo.first()


def transferibles(filas: ExpedienteQuerySet) -> ExpedienteQuerySet:
    """Those filed, classified and in their place: they may go to the central archive."""
    propias = OuterRef("pk")
    return filas.filter(
        Exists(Clasificacion.objects.filter(expediente=propias)),
        ~Exists(Prestamo.objects.pendientes().filter(expediente=propias)),
        estado=Estado.ARCHIVADO,
    )


def con_disposicion(filas: ExpedienteQuerySet) -> ExpedienteQuerySet:
    """In the central archive, of a series with a norm that says what is done in the end.

    Whether its time has come is for `tramite.disposicion`.
    """
    ultima = Clasificacion.objects.filter(expediente=OuterRef("pk")).order_by("-pk")
    series = SerieDocumental.objects.exclude(norma="").exclude(disposicion="")
    return filas.annotate(serie_de=Subquery(ultima.values("serie")[:1])).filter(
        estado=Estado.TRANSFERIDO, serie_de__in=series.values("pk")
    )


class TransferenciaQuerySet(models.QuerySet["Transferencia"]):
    def visibles_para(self, usuario: "Usuario") -> "TransferenciaQuerySet":
        """Transfers with at least one expediente this person may know of."""
        suyos = Transferido.objects.visibles_para(usuario).values("transferencia")
        return self.filter(pk__in=suyos)


class Transferencia(Acto):
    """A delivery of filed expedientes to the central archive, with its number."""

    anio = models.PositiveSmallIntegerField("año")
    correlativo = models.PositiveIntegerField()
    destino = models.CharField(max_length=160)
    nota = models.CharField(max_length=400, blank=True)

    objects = TransferenciaQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["anio", "correlativo"], name="transferencia_correlativo"
            )
        ]
        triggers = [pgtrigger.Protect(name="transferencia_intangible", operation=INTANGIBLE)]

    def __str__(self) -> str:
        return f"Transferencia {self.correlativo}-{self.anio}"


class TransferidoQuerySet(models.QuerySet["Transferido"]):
    def visibles_para(self, usuario: "Usuario") -> "TransferidoQuerySet":
        """Lines of the expedientes this person may know of."""
        return self.filter(lo_visible(usuario, "expediente__"))

    def para_inventario(self) -> "TransferidoQuerySet":
        """What a line of the inventory says; one query."""
        return self.select_related("expediente", "clasificacion__serie").order_by("orden")


class Transferido(models.Model):
    """A line of the inventory: the file, and its series and place when it left."""

    transferencia = models.ForeignKey(
        Transferencia, on_delete=models.PROTECT, related_name="lineas"
    )
    orden = models.PositiveIntegerField()
    expediente = models.OneToOneField(
        Expediente, on_delete=models.PROTECT, related_name="transferido"
    )
    clasificacion = models.ForeignKey(Clasificacion, on_delete=models.PROTECT, related_name="+")
    folios = models.PositiveIntegerField()
    tomos = models.PositiveSmallIntegerField()

    objects = TransferidoQuerySet.as_manager()

    class Meta:
        ordering = ["orden"]
        constraints = [
            models.UniqueConstraint(fields=["transferencia", "orden"], name="transferido_orden")
        ]
        triggers = [pgtrigger.Protect(name="transferido_intangible", operation=INTANGIBLE)]

    def __str__(self) -> str:
        return f"{self.transferencia_id}/{self.orden}"
