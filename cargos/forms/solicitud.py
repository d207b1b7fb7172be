"""What is typed to ask something of the Jefatura and to answer it."""

from typing import Any

from crispy_forms.layout import Div
from django import forms

from cargos.models import Solicitud
from ocisys.base.formularios import FechaField, SinMarco


class SolicitudForm(SinMarco, forms.Form):
    """An absence says its days; everything else, in words."""

    disposicion = ("clase", Div("desde", "hasta", css_class="fila-campos"), "texto")

    clase = forms.ChoiceField(label="Qué pide", choices=Solicitud.Clase.choices)
    desde = FechaField(label="Primer día", required=False, help_text="Sólo para una ausencia.")
    hasta = FechaField(label="Último día", required=False)
    texto = forms.CharField(
        label="Explicación", max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        desde, hasta = datos.get("desde"), datos.get("hasta")
        if datos.get("clase") != Solicitud.Clase.AUSENCIA:
            return datos | {"desde": None, "hasta": None}
        for campo in ("desde", "hasta"):
            if not datos.get(campo) and campo not in self.errors:
                self.add_error(campo, "Una ausencia dice desde cuándo y hasta cuándo.")
        if desde and hasta and hasta < desde:
            self.add_error("hasta", "Es anterior al primer día.")
        return datos


class ResponderForm(SinMarco, forms.Form):
    """Yes or no; a no says why."""

    acepta = forms.TypedChoiceField(
        label="Respuesta",
        choices=[("si", "Aceptar"), ("no", "Denegar")],
        coerce=lambda valor: valor == "si",
        widget=forms.RadioSelect,
    )
    respuesta = forms.CharField(
        label="Qué se le dice",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Obligatorio si se deniega.",
    )

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        if datos.get("acepta") is False and not datos.get("respuesta"):
            self.add_error("respuesta", "Diga por qué se deniega.")
        return datos
