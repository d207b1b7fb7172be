"""What is recorded of the yearly declaration."""

from datetime import date
from typing import Any

from django import forms

from convenios.declaracion import Declaracion
from convenios.forms.comun import ConDisposicion, fechas, fila
from convenios.models import ActoDeclaracion
from ocisys.base.sellado import validar_archivo


class DeclaracionForm(ConDisposicion, forms.ModelForm):
    """A norm that moves the date, or that it was presented."""

    archivo = forms.FileField(
        label="Archivo",
        required=False,
        validators=[validar_archivo],
        help_text="El cargo o la norma.",
    )
    disposicion = (fila("tipo", "fecha"), "sustento", "archivo")

    class Meta:
        model = ActoDeclaracion
        fields = ["tipo", "fecha", "sustento"]
        field_classes = fechas("fecha")

    def __init__(self, *args: Any, declaracion: Declaracion, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.anio = declaracion.anio
        self.declaracion, self.hoy = declaracion, hoy

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        tipo, fecha = datos.get("tipo"), datos.get("fecha")
        vence = self.declaracion.vence_el
        if self.declaracion.presentada is not None:
            raise forms.ValidationError("Ya figura presentada: no hay fecha que mover.")
        if tipo == ActoDeclaracion.Tipo.PRESENTADA and fecha and fecha > self.hoy:
            self.add_error("fecha", "La fecha es posterior a hoy. Escriba cuándo se presentó.")
        if tipo == ActoDeclaracion.Tipo.PRORROGA and fecha and fecha <= vence:
            self.add_error("fecha", f"Ya vence el {vence:%d/%m/%Y}: escriba una posterior.")
        return datos
