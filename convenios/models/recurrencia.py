"""When a commitment falls due, as its document says it."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q

from convenios.models.compromiso import Compromiso
from convenios.plazos import Ajuste, Recurrencia


class ReglaRecurrencia(models.Model):
    """When the commitment falls due; one date is a rule of one step (`cada_meses` 0)."""

    compromiso = models.OneToOneField(Compromiso, on_delete=models.CASCADE, related_name="regla")
    base = models.DateField("primera fecha")
    cada_meses = models.PositiveSmallIntegerField(
        "cada cuántos meses", default=0, validators=[MaxValueValidator(120)]
    )
    cantidad = models.PositiveSmallIntegerField(
        "cuántas veces", null=True, blank=True, validators=[MaxValueValidator(600)]
    )
    fin = models.DateField("hasta", null=True, blank=True)
    ajuste = models.CharField(
        "si cae en día inhábil",
        max_length=16,
        default=Ajuste.HABIL_SIGUIENTE,
        choices=[
            (Ajuste.HABIL_SIGUIENTE.value, "Pasa al día hábil siguiente"),
            (Ajuste.HABIL_ANTERIOR.value, "Se adelanta al día hábil anterior"),
            (Ajuste.NINGUNO.value, "Se queda en ese día"),
        ],
    )

    class Meta:
        verbose_name = "regla de recurrencia"
        verbose_name_plural = "reglas de recurrencia"
        constraints = [
            models.CheckConstraint(
                condition=Q(cantidad=None) | Q(fin=None),
                name="regla_un_solo_final",
                violation_error_message="Indique cuántas veces o hasta cuándo, no las dos.",
            ),
            models.CheckConstraint(
                condition=Q(fin=None) | Q(fin__gte=F("base")),
                name="regla_fin_despues_de_base",
                violation_error_message="La serie termina antes de empezar.",
            ),
        ]

    def __str__(self) -> str:
        return self.en_palabras

    @property
    def recurrencia(self) -> Recurrencia:
        """The rule as the pure engine wants it."""
        return Recurrencia(self.base, self.cada_meses, self.cantidad, self.fin, Ajuste(self.ajuste))

    @property
    def en_palabras(self) -> str:
        """«cada 3 meses desde el 31/03/2026, 12 veces»."""
        if not self.cada_meses:
            return f"el {self.base:%d/%m/%Y}"
        return f"{self.paso} {self.tramo}"

    @property
    def paso(self) -> str:
        """«cada trimestre»; a single date has none."""
        return _PASOS.get(self.cada_meses, f"cada {self.cada_meses} meses")

    @property
    def tramo(self) -> str:
        """«desde el 31/03/2026, 12 veces»."""
        final = f", {self.cantidad} veces" if self.cantidad else ""
        final = f", hasta el {self.fin:%d/%m/%Y}" if self.fin else final
        return f"desde el {self.base:%d/%m/%Y}{final}"


_PASOS = {
    1: "cada mes",
    2: "cada dos meses",
    3: "cada trimestre",
    6: "cada semestre",
    12: "cada año",
    24: "cada dos años",
}
