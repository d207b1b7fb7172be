"""Copies for partial access: the original stays sealed and apart, the copy lacks what is hidden."""

from typing import TYPE_CHECKING, Any

import pgtrigger
from django.db import models
from django.db.models import Q

from cargos.models import Acto
from ocisys.base.models import Archivo
from tramite.models.anexo import Anexo
from tramite.models.expediente import Expediente, lo_visible
from tramite.models.movimiento import reescribe

if TYPE_CHECKING:
    from cargos.models import Usuario


class CopiaTachadaQuerySet(models.QuerySet["CopiaTachada"]):
    def visibles_para(self, usuario: "Usuario") -> "CopiaTachadaQuerySet":
        """Copies of the expedientes this person may know of."""
        return self.filter(lo_visible(usuario, "anexo__documento__expediente__"))

    def hechas(self) -> "CopiaTachadaQuerySet":
        """Ready to be given."""
        return self.filter(archivo__isnull=False)

    def para_lista(self) -> "CopiaTachadaQuerySet":
        """What a line about a copy says; one query."""
        return self.select_related("archivo", "anexo", "por__persona")


class CopiaTachada(Acto):
    """A copy of a file with parts hidden (TUO Ley 27806 art. 19): who, when, what and why.

    `zonas` says what is hidden: `[{"pagina": 1, "x": 0.1, "y": 0.2, "ancho": 0.5, "alto": 0.05}]`,
    fractions of the page from its top left corner. The queue makes `archivo`; until then it is
    empty, and if it cannot, `problema` says why.
    """

    anexo = models.ForeignKey(Anexo, on_delete=models.PROTECT, related_name="copias_tachadas")
    causal = models.CharField("artículo y literal", max_length=200)
    fundamento = models.CharField(max_length=1000)
    zonas: models.JSONField[Any, Any] = models.JSONField()
    archivo = models.OneToOneField(
        Archivo, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    problema = models.CharField(max_length=300, blank=True)

    objects = CopiaTachadaQuerySet.as_manager()

    class Meta:
        verbose_name = "copia con partes ocultas"
        verbose_name_plural = "copias con partes ocultas"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(causal="") & ~Q(fundamento="") & ~Q(zonas=[]),
                name="copia_tachada_dice_que_y_por_que",
            )
        ]
        triggers = [
            pgtrigger.ReadOnly(name="copia_tachada_fija", exclude=["archivo", "problema"]),
            pgtrigger.Protect(
                name="copia_tachada_una_vez",
                operation=pgtrigger.Update,
                condition=reescribe("archivo"),
            ),
            pgtrigger.Protect(name="copia_tachada_no_se_borra", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"Copia {self.pk} de {self.anexo}"

    @classmethod
    def de(cls, expediente: Expediente) -> CopiaTachadaQuerySet:
        """Those of an expediente that whoever asks may know of already, newest first."""
        return cls.objects.filter(anexo__documento__expediente=expediente).para_lista()

    @property
    def paginas(self) -> list[int]:
        """Pages in which something is hidden."""
        return sorted({z["pagina"] for z in self.zonas})
