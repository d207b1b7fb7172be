"""The cargo mailed to the party, who authorised it; what became of each mail."""

from datetime import datetime
from typing import TYPE_CHECKING

import pgtrigger
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from cargos.models import Acto
from ocisys.base.models import Correo
from ocisys.base.models.aviso import PorCorreo
from tramite.estados import Estado
from tramite.models.expediente import Expediente, lo_visible
from tramite.models.remitente import Remitente

if TYPE_CHECKING:
    from cargos.models import Usuario


class CargoPorCorreoQuerySet(models.QuerySet["CargoPorCorreo"]):
    def visibles_para(self, usuario: "Usuario") -> "CargoPorCorreoQuerySet":
        """Mails of the expedientes this person may know of."""
        return self.filter(lo_visible(usuario, "expediente__"))

    def direccion_de(self, remitente: Remitente) -> str:
        """The last address to which that sender was written; each case is authorised on its own."""
        filas = self.filter(expediente__remitente=remitente).order_by("-pk")
        return filas.values_list("para", flat=True).first() or remitente.correo

    def por_enviar(self, ahora: datetime) -> "CargoPorCorreoQuerySet":
        """Mails still owed whose next try has come; of what was annulled nothing is sent."""
        debidos = self.filter(correo=Correo.PENDIENTE, intentar_desde__lte=ahora)
        return debidos.exclude(expediente__estado=Estado.ANULADO)


def con_cargo_por_correo() -> Exists:
    """Condition of an expediente whose cargo is mailed, for `annotate`."""
    return Exists(CargoPorCorreo.objects.filter(expediente=OuterRef("pk")))


class CargoPorCorreo(PorCorreo, Acto):
    """One sending of the cargo to an address that the party authorised (TUO LPAG art. 20.4).

    What was sent stays as it was: sending it again is another row.
    """

    class Consta(models.TextChoices):
        """Where the authorisation is."""

        DOCUMENTO = "documento", "En el documento que presentó"
        FORMULARIO = "formulario", "En el formulario de la mesa de partes"
        ESCRITO = "escrito", "En un escrito aparte"
        VENTANILLA = "ventanilla", "Lo firmó en la ventanilla"

    expediente = models.ForeignKey(
        Expediente, on_delete=models.PROTECT, related_name="cargos_por_correo"
    )
    para = models.EmailField("correo del remitente", max_length=254)
    consta = models.CharField("dónde consta que lo autorizó", max_length=10, choices=Consta.choices)

    objects = CargoPorCorreoQuerySet.as_manager()

    class Meta:
        verbose_name = "cargo por correo"
        verbose_name_plural = "cargos por correo"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(para=""), name="cargo_correo_con_direccion"),
            models.CheckConstraint(
                condition=Q(correo="enviado", enviado_en__isnull=False)
                | (~Q(correo="enviado") & Q(enviado_en=None)),
                name="cargo_correo_enviado_con_fecha",
            ),
        ]
        indexes = [
            models.Index(
                F("intentar_desde"), condition=Q(correo="pendiente"), name="cargo_correo_por_enviar"
            )
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="cargo_correo_intangible",
                exclude=["correo", "intentar_desde", "intentos", "enviado_en", "error"],
            ),
            pgtrigger.Protect(
                name="cargo_correo_enviado_queda",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__enviado_en__isnull=False),
            ),
            pgtrigger.Protect(name="cargo_correo_no_se_borra", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.para}: {self.get_correo_display()}"

    @property
    def se_envio(self) -> bool:
        return self.correo == Correo.ENVIADO
