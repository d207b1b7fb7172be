"""The form of the weights and thresholds: what is decided, from when, and why."""

from dataclasses import fields
from datetime import date
from typing import Any

from crispy_forms.layout import Fieldset
from django import forms

from convenios.cifras import Parametros
from convenios.forms.comun import fila
from convenios.forms.decision import DecisionForm

# Label, lowest and highest value, unit. What each one does stands in convenios/cifras.py.
CAMPOS = {
    "credito_sin_validar": ("Lo reportado sin validar vale (% de su avance)", 0, 100),
    "tope_mora_dias": ("La mora deja de crecer a los (días)", 1, 3650),
    "umbral_rojo": ("Crítico por debajo de (%)", 1, 100),
    "umbral_verde": ("Al día desde (%)", 1, 100),
    "criticidad_critica": ("Una vencida es crítica desde la criticidad", 1, 5),
    "importancia_critica": ("El Sector es crítico por un convenio de importancia", 1, 5),
    "dias_vencido_rojo": ("Crítico con una vencida de más de (días)", 0, 3650),
    "dias_fin_ambar": ("Atención si termina sin decisión en (días)", 0, 3650),
    "dias_registro_ambar": ("Atención si un registro de APCI vence en (días)", 0, 3650),
    "ventana_por_vencer": ("«Por vencer» desde (días antes del fin)", 1, 3650),
    "ventana_perfeccionamiento": ("Lo mismo, si requiere perfeccionamiento (días)", 1, 3650),
    "dias_proximos": ("«Vencen pronto» (días)", 1, 365),
    "dias_frescura": ("Una ficha se verifica cada (días)", 1, 3650),
}


class ParametrosForm(DecisionForm):
    """A whole set of settings; starts from the one in force."""

    pasado = "lo ya juzgado no cambia de regla"
    vigentes: Parametros
    disposicion = (
        Fieldset(
            "Qué cuenta",
            fila("credito_sin_validar", "tope_mora_dias"),
            fila("dias_proximos", "dias_frescura"),
        ),
        Fieldset(
            "Cuándo es crítico o pide atención",
            fila("umbral_rojo", "umbral_verde"),
            fila("criticidad_critica", "importancia_critica"),
            fila("dias_vencido_rojo", "dias_fin_ambar"),
            fila("dias_registro_ambar", "ventana_por_vencer", "ventana_perfeccionamiento"),
        ),
        Fieldset("La decisión", "desde", "motivo"),
    )

    def __init__(self, datos: Any, *, vigentes: Parametros, hoy: date) -> None:
        super().__init__(datos, hoy=hoy)
        self.vigentes = vigentes
        for campo in fields(Parametros):
            rotulo, desde, hasta = CAMPOS[campo.name]
            self.fields[campo.name] = forms.IntegerField(
                label=rotulo,
                min_value=desde,
                max_value=hasta,
                initial=getattr(vigentes, campo.name),
            )

    def clean(self) -> dict[str, Any]:
        datos = super().clean()
        rojo, verde = datos.get("umbral_rojo"), datos.get("umbral_verde")
        if rojo is not None and verde is not None and rojo >= verde:
            self.add_error("umbral_verde", "Debe ser mayor que el límite de lo crítico.")
        return datos

    @property
    def valores(self) -> Parametros:
        """The settings asked for; only when valid."""
        return Parametros(**{c.name: self.cleaned_data[c.name] for c in fields(Parametros)})
