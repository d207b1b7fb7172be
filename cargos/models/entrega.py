"""Handover of a post: nothing open stays without an owner (TUO LPAG art. 148.4)."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.timezone import localtime

from cargos.models.acto import Acto
from cargos.models.designacion import Designacion
from ocisys.base.models import Archivo

if TYPE_CHECKING:
    from cargos.models.usuario import Usuario


class EntregaCargoQuerySet(models.QuerySet["EntregaCargo"]):
    def visibles_para(self, usuario: "Usuario") -> "EntregaCargoQuerySet":
        """Whoever hands over, receives an item or designates; and auditors."""
        if usuario.puede("cargos_designar") or usuario.puede("auditoria_ver"):
            return self
        return self.filter(
            Q(por=usuario) | Q(designacion__persona__usuario=usuario) | Q(items__receptor=usuario)
        ).distinct()

    def para_detalle(self) -> "EntregaCargoQuerySet":
        """With the designación that ends and every item with its receiver."""
        return self.select_related(
            "designacion__persona",
            "designacion__posicion__cargo",
            "por__persona",
            "acta__archivo",
        ).prefetch_related("items__receptor__persona")

    def por_aceptar(self, usuario: "Usuario") -> "EntregaCargoQuerySet":
        """Handovers with items assigned to this person that she has not accepted."""
        return (
            self.filter(cerrada_en=None, items__receptor=usuario, items__aceptado_en=None)
            .select_related("designacion__persona", "designacion__posicion")
            .distinct()
        )


class EntregaCargo(Acto):
    """The inventory of open work of a designación that ends; closed once every item is accepted."""

    designacion = models.OneToOneField(
        Designacion, on_delete=models.PROTECT, related_name="entrega", verbose_name="designación"
    )
    fecha_termino = models.DateField("último día")
    observaciones = models.TextField(blank=True)
    cerrada_en = models.DateTimeField(null=True, blank=True)

    objects = EntregaCargoQuerySet.as_manager()

    class Meta:
        verbose_name = "entrega de cargo"
        verbose_name_plural = "entregas de cargo"

    def __str__(self) -> str:
        return f"Entrega de {self.designacion}"

    @property
    def archivo_del_acta(self) -> Archivo | None:
        """The sealed acta; None until the handover is closed and the queue has sealed it."""
        acta: ActaEntrega | None = getattr(self, "acta", None)
        return acta.archivo if acta else None

    def como_acta(self) -> dict[str, Any]:
        """What the acta says, ready for its template; the items come prefetched."""
        designacion = self.designacion
        return {
            "numero": self.pk,
            "entrega": designacion.persona.nombre_completo,
            "cargo": self._cargo_del_mof(),
            "modalidad": designacion.get_modalidad_display(),
            "termino": f"{self.fecha_termino:%d/%m/%Y}",
            "observaciones": self.observaciones,
            "cerrada": f"{localtime(self.cerrada_en):%d/%m/%Y %H:%M}" if self.cerrada_en else "",
            "items": [
                {
                    "clase": i.clase.capitalize(),
                    "clave": i.clave,
                    "descripcion": i.descripcion,
                    "receptor": str(i.receptor) if i.receptor else "por asignar",
                    "aceptado": f"{localtime(i.aceptado_en):%d/%m/%Y %H:%M}"
                    if i.aceptado_en
                    else "",
                }
                for i in self.items.all()
            ],
        }

    def _cargo_del_mof(self) -> str:
        """Number and name of the post, as the MOF in force on the last day calls it."""
        posicion = self.designacion.posicion
        version = posicion.cargo.versiones.vigentes(self.fecha_termino).first()
        return f"{posicion.nro_orden} {version.denominacion}" if version else posicion.nro_orden


class EntregaItem(models.Model):
    """One open thing that changes hands; `clase` and `clave` name it, `enlace` opens it."""

    entrega = models.ForeignKey(EntregaCargo, on_delete=models.PROTECT, related_name="items")
    clase = models.CharField(max_length=40)
    clave = models.CharField(max_length=80)
    descripcion = models.CharField("descripción", max_length=300)
    enlace = models.CharField(max_length=300, blank=True)
    receptor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="entregas_por_recibir",
    )
    aceptado_en = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "asunto que se entrega"
        verbose_name_plural = "asuntos que se entregan"
        ordering = ["clase", "clave"]
        constraints = [
            models.UniqueConstraint(
                fields=["entrega", "clase", "clave"], name="entrega_item_unico"
            ),
            models.CheckConstraint(
                condition=Q(aceptado_en=None) | Q(receptor__isnull=False),
                name="entrega_item_aceptado_por_alguien",
            ),
        ]

    def __str__(self) -> str:
        return self.descripcion

    @property
    def campo(self) -> str:
        """Name of its field in the form that names receivers."""
        return f"item_{self.pk}"


class ActaEntrega(models.Model):
    """The acta of a handover that was closed: bytes that do not change, signed by the agent."""

    entrega = models.OneToOneField(EntregaCargo, on_delete=models.PROTECT, related_name="acta")
    archivo = models.OneToOneField(Archivo, on_delete=models.PROTECT, related_name="+")
    firmado_por = models.CharField("firmada por el agente", max_length=200, blank=True)

    class Meta:
        verbose_name = "acta de entrega sellada"
        verbose_name_plural = "actas de entrega selladas"

    def __str__(self) -> str:
        return f"Acta de la entrega {self.entrega_id}"
