"""The counters behind every official number."""

import pgtrigger
from django.core.validators import MinValueValidator
from django.db import models


class Correlativo(models.Model):
    """Last number given in a series in a year; only `ocisys.base.numeros.tomar_numero` moves it.

    The database lets it advance by one at a time and never go back: a series has neither gaps nor
    repeated numbers. A row may start above zero when the office goes on with a register on paper.
    """

    serie = models.SlugField(max_length=40)
    anio = models.PositiveSmallIntegerField(
        "año", validators=[MinValueValidator(1900, "El año tiene cuatro cifras.")]
    )
    ultimo = models.PositiveIntegerField("último número dado", default=0)

    class Meta:
        verbose_name = "correlativo"
        verbose_name_plural = "correlativos"
        ordering = ["-anio", "serie"]
        constraints = [
            models.UniqueConstraint(
                fields=["serie", "anio"],
                name="correlativo_uno_por_serie_y_anio",
                violation_error_message="Esa serie ya tiene contador en ese año.",
            )
        ]
        triggers = [
            pgtrigger.Protect(name="no_se_borra", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="avanza_de_uno_en_uno",
                operation=pgtrigger.Update,
                condition=(
                    ~pgtrigger.Q(new__ultimo=pgtrigger.F("old__ultimo") + 1)
                    | pgtrigger.Q(old__serie__df=pgtrigger.F("new__serie"))
                    | pgtrigger.Q(old__anio__df=pgtrigger.F("new__anio"))
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.serie} {self.anio}: {self.ultimo}"
