"""The list of warnings, and putting one off."""

from datetime import date
from typing import Any

from django import forms

from convenios.acciones.alerta import MAXIMO
from convenios.forms.comun import ConDisposicion, FechaField, area
from convenios.forms.filtros import Filtro
from convenios.models import Alerta
from convenios.models.alerta import AlertaQuerySet


class FiltroAlertas(Filtro):
    estado = forms.ChoiceField(
        label="Estado",
        required=False,
        choices=[
            ("", "Abiertas"),
            ("pospuestas", "Pospuestas"),
            ("cerradas", "Cerradas por el hecho"),
        ],
    )
    clase = forms.ChoiceField(
        label="Sobre", required=False, choices=[("", "Todo"), *Alerta.Clase.choices]
    )
    correo = forms.ChoiceField(
        label="Correo",
        required=False,
        choices=[("", "Todos"), ("fallido", "No se pudo enviar"), ("pendiente", "Por enviar")],
    )

    cargo = forms.RegexField(
        r"^\d{3}$", label="Cargo", required=False, widget=forms.TextInput(attrs={"size": 5})
    )
    dada = FechaField(label="Avisadas el", required=False)

    def aplicar(self, filas: AlertaQuerySet) -> AlertaQuerySet:
        """The warnings asked for, those open without more."""
        estado = self.pedido("estado")
        cerradas = filas.filter(cerrada_por_hecho=True)
        filas = cerradas if estado == "cerradas" else filas.abiertas()
        if estado == "pospuestas":
            filas = filas.filter(pospuesta_hasta__gt=self.hoy)
        if clase := self.pedido("clase"):
            filas = filas.filter(clase=clase)
        if cargo := self.pedido("cargo"):
            filas = filas.filter(cargo__nro_orden=cargo)
        if dada := self.pedido("dada"):
            filas = filas.filter(dada_el=dada)
        if correo := self.pedido("correo"):
            filas = filas.filter(avisos__correo=correo).distinct()
        return filas


class PosponerForm(ConDisposicion, forms.Form):
    hasta = FechaField(label="No avisar hasta el")
    motivo = forms.CharField(label="Por qué", max_length=300, widget=area(2))

    def __init__(self, *args: Any, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hoy = hoy

    def clean_hasta(self) -> date:
        hasta: date = self.cleaned_data["hasta"]
        if not self.hoy < hasta <= self.hoy + MAXIMO:
            raise forms.ValidationError(f"De mañana a {MAXIMO.days} días.")
        return hasta
