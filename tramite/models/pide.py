"""What other entities call an expediente, and what was sent to them by the platform (PIDE)."""

from typing import TYPE_CHECKING

import pgtrigger
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from cargos.models import Acto
from ocisys.base.auditado import auditado
from tramite.estados_pide import EstadoPide
from tramite.models.expediente import Expediente, lo_visible
from tramite.models.salida import Despacho

if TYPE_CHECKING:
    from cargos.models import Usuario

RUC = RegexValidator(r"^\d{11}$", "El RUC tiene 11 dígitos.")
CODIGO = RegexValidator(r"^[\w./-]*$", "Sólo letras, cifras, punto, guion y barra.")


@auditado()
class CodigosExternos(models.Model):
    """The codes that others gave to the case; each is what its sender quotes when asking."""

    expediente = models.OneToOneField(Expediente, on_delete=models.PROTECT, related_name="codigos")
    cuo = models.CharField("CUO", max_length=40, blank=True, validators=[CODIGO])
    cuo_referencia = models.CharField(
        "CUO de referencia", max_length=40, blank=True, validators=[CODIGO]
    )
    cud = models.CharField("CUD de la APCI", max_length=40, blank=True, validators=[CODIGO])
    numero_sgd = models.CharField("N.º en el SGD del ministerio", max_length=60, blank=True)
    entidad = models.CharField("RUC de la entidad", max_length=11, blank=True, validators=[RUC])
    unidad = models.CharField("unidad de la entidad", max_length=120, blank=True)

    class Meta:
        verbose_name = "códigos externos"
        verbose_name_plural = "códigos externos"
        constraints = [
            models.UniqueConstraint(
                fields=["cuo"],
                condition=~Q(cuo=""),
                name="codigos_cuo_unico",
                violation_error_message="Ya hay un expediente con ese CUO.",
            )
        ]

    def __str__(self) -> str:
        return self.cuo or self.cud or self.numero_sgd


class EnvioPideQuerySet(models.QuerySet["EnvioPide"]):
    def visibles_para(self, usuario: "Usuario") -> "EnvioPideQuerySet":
        """Those of the expedientes this person may know of."""
        return self.filter(lo_visible(usuario, "despacho__salida__expediente__"))


class EnvioPide(Acto):
    """A dispatch by the platform: who it is for, its CUO, and what the other side said."""

    despacho = models.OneToOneField(Despacho, on_delete=models.PROTECT, related_name="pide")
    destino = models.CharField("RUC de destino", max_length=11, validators=[RUC])
    cuo = models.CharField("CUO", max_length=40, unique=True)
    estado = models.CharField(
        max_length=12, choices=EstadoPide.choices, default=EstadoPide.POR_ENVIAR
    )
    registro = models.CharField("número que le dio la otra entidad", max_length=60, blank=True)
    observacion = models.CharField("lo que dijo", max_length=400, blank=True)
    consultado_en = models.DateTimeField(null=True, blank=True)

    objects = EnvioPideQuerySet.as_manager()

    class Meta:
        verbose_name = "envío por la PIDE"
        verbose_name_plural = "envíos por la PIDE"
        constraints = [
            models.CheckConstraint(
                condition=Q(estado__in=EstadoPide.values), name="envio_pide_estado_conocido"
            ),
            models.CheckConstraint(
                condition=~Q(estado=EstadoPide.RECIBIDO) | ~Q(registro=""),
                name="envio_pide_aceptado_con_registro",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="envio_pide_intangible",
                exclude=["estado", "registro", "observacion", "consultado_en"],
            ),
            pgtrigger.Protect(name="envio_pide_no_se_borra", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.cuo}: {self.get_estado_display()}"
