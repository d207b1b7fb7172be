"""A version of a unit as a person thinks of it: first and last day, both in force.

The MOF in hand names no first day, so a version may have none.
"""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.backends.postgresql.psycopg_any import DateRange

from cargos.models import UnidadVersion
from ocisys.base.formularios import FechaField


class UnidadVersionForm(forms.ModelForm):
    desde = FechaField(
        label="Desde",
        required=False,
        help_text="Primer día; vacío si no consta.",
    )
    hasta = FechaField(
        label="Hasta",
        required=False,
        help_text="Último día; vacío si rige.",
    )

    class Meta:
        model = UnidadVersion
        fields = ["denominacion", "siglas", "tipo", "padre", "norma", "nota_fuente"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        vigencia = self.instance.vigencia
        if vigencia:
            self.initial["desde"] = vigencia.lower
            self.initial["hasta"] = vigencia.upper and vigencia.upper - timedelta(days=1)

    def clean(self) -> dict[str, Any]:
        super().clean()
        desde, hasta = self.cleaned_data.get("desde"), self.cleaned_data.get("hasta")
        if desde and hasta and hasta < desde:
            self.add_error("hasta", "Es anterior al primer día.")
        elif hasta == date.max:
            self.add_error("hasta", "Déjela vacía si sigue en vigor.")
        else:
            self.instance.vigencia = DateRange(desde, hasta and hasta + timedelta(days=1))
        return self.cleaned_data
