"""What is asked of the trail: whose, on what, between which days, of which kind; GET."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from ocisys.base.formularios import FechaField
from ocisys.base.rastro import Clase, Pregunta


class FiltroRastro(forms.Form):
    """`personas` are those who may be asked for; without them it is one's own trail."""

    CLASES = (
        ("", "Todo"),
        (Clase.ACTOS.value, "Actos"),
        (Clase.LECTURAS.value, "Lecturas de lo reservado"),
        (Clase.SISTEMA.value, "Cuentas, ajustes y catálogos"),
    )

    persona = forms.ChoiceField(required=False)
    objeto = forms.CharField(required=False, max_length=40)
    desde = FechaField(required=False)
    hasta = FechaField(required=False)
    clase = forms.ChoiceField(required=False, choices=CLASES)

    def __init__(self, *args: Any, personas: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.personas = list(personas)
        self.fields["persona"].choices = [("", "Todas"), *self.personas]  # type: ignore[attr-defined]
        self.full_clean()

    def clean(self) -> dict[str, Any]:
        limpio = super().clean() or self.cleaned_data
        desde, hasta = limpio.get("desde"), limpio.get("hasta")
        if desde and hasta and desde > hasta:
            self.add_error("hasta", "El periodo termina antes de empezar.")
        return limpio

    @property
    def pregunta(self) -> Pregunta:
        """What was understood; the rest is as if it had not been asked."""
        d = self.cleaned_data
        hasta = d.get("hasta")
        return Pregunta(
            persona=int(d["persona"]) if d.get("persona") else None,
            objeto=d.get("objeto", "").strip(),
            desde=_medianoche(d["desde"]) if d.get("desde") else None,
            hasta=_medianoche(hasta + timedelta(days=1)) if hasta else None,
            clase=d.get("clase", ""),
        )

    @property
    def en_palabras(self) -> dict[str, str]:
        """The filters in force, by their label."""
        d = self.cleaned_data
        dichos = {
            "Persona": dict(self.personas).get(d.get("persona", ""), ""),
            "Sobre": d.get("objeto", ""),
            "Desde": f"{d['desde']:%d/%m/%Y}" if d.get("desde") else "",
            "Hasta": f"{d['hasta']:%d/%m/%Y}" if d.get("hasta") else "",
            "Clase": dict(self.CLASES)[d["clase"]] if d.get("clase") else "",
        }
        return {rotulo: texto for rotulo, texto in dichos.items() if texto}


def _medianoche(dia: date) -> datetime:
    return timezone.make_aware(datetime.combine(dia, time.min))
