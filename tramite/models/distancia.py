"""The término de la distancia: days added to what a party must do from far away.

The entity's own table, or else the general one of the Poder Judicial (TUO LPAG art. 135). None
ships: no table was read. While it is empty nobody is asked about it.
"""

from datetime import date

from django.db import models
from django.db.models import F, Q

from ocisys.base.auditado import auditado
from ocisys.base.models import DatoMaestro


class TerminoDistanciaQuerySet(models.QuerySet["TerminoDistancia"]):
    def vigentes(self, dia: date) -> "TerminoDistanciaQuerySet":
        """Rows of the table in force on `dia`."""
        return self.filter(vigente_desde__lte=dia).filter(
            Q(vigente_hasta=None) | Q(vigente_hasta__gte=dia)
        )


@auditado()
class TerminoDistancia(DatoMaestro):
    """Days from a place of the country to the desk, by the norm that says so."""

    lugar = models.CharField(
        max_length=120, help_text="Departamento, provincia o distrito de quien presenta."
    )
    ubigeo = models.CharField(max_length=6, blank=True, help_text="Dos, cuatro o seis cifras.")
    dias = models.PositiveSmallIntegerField("días")
    norma = models.CharField(max_length=200)
    vigente_desde = models.DateField("rige desde")
    vigente_hasta = models.DateField("rigió hasta", null=True, blank=True)

    objects = TerminoDistanciaQuerySet.as_manager()

    class Meta:
        verbose_name = "término de la distancia"
        verbose_name_plural = "términos de la distancia"
        ordering = ["lugar", "-vigente_desde"]
        constraints = [
            models.UniqueConstraint(
                fields=["lugar", "vigente_desde"],
                name="termino_distancia_unico",
                violation_error_message="Ese lugar ya tiene un término desde esa fecha.",
            ),
            models.CheckConstraint(
                condition=Q(vigente_hasta=None) | Q(vigente_hasta__gte=F("vigente_desde")),
                name="termino_distancia_vigencia_en_orden",
                violation_error_message="La vigencia termina antes de empezar.",
            ),
            models.CheckConstraint(
                condition=Q(dias__range=(1, 60)) & ~Q(norma=""),
                name="termino_distancia_posible",
                violation_error_message="De 1 a 60 días, con la norma que los fija.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lugar}: {self.dias} días"
