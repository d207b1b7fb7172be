"""Forms of the deadlines that run beside the one of the procedure."""

from datetime import date
from typing import Any

from django import forms

from ocisys.base.models import ReglaPlazo
from tramite.forms.campos import FechaEscrita, Linea
from tramite.forms.mover import ActoForm
from tramite.models import Documento, Expediente
from tramite.otros_plazos import reglas_que_se_anotan


class AbrirPlazoForm(ActoForm):
    """Which rule, from what day, who owes it and which document asked for it."""

    regla = forms.ChoiceField(label="Plazo", choices=[])
    desde = FechaEscrita(
        label="Fecha del hecho",
        help_text="El día del traslado, del pedido o de la notificación: desde él se cuenta.",
    )
    a_quien = Linea(
        label="Quién debe cumplirlo",
        required=False,
        max_length=200,
        help_text="Nombre y cargo, o la entidad. Vacío si lo debe la oficina.",
    )
    documento = forms.ModelChoiceField(
        Documento.objects.none(),
        label="Documento que lo pide",
        required=False,
        empty_label="Ninguno",
    )

    def __init__(self, *args: Any, expediente: Expediente, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, expediente=expediente, **kwargs)
        propias, otras = reglas_que_se_anotan(expediente, hoy)
        grupos = [("De este procedimiento", propias), ("Otros", otras)]
        self.fields["regla"].choices = [  # type: ignore[attr-defined]
            (nombre, [(r.codigo, _rotulo(r)) for r in reglas])
            for nombre, reglas in grupos
            if reglas
        ]
        self.fields["desde"].hoy = hoy  # type: ignore[attr-defined]
        self.fields["desde"].initial = "h"
        documentos = expediente.documentos.select_related("tipo").order_by("orden")
        self.fields["documento"].queryset = documentos  # type: ignore[attr-defined]

    def clean_desde(self) -> date:
        fecha: date = self.cleaned_data["desde"]
        if fecha > self.fields["desde"].hoy:  # type: ignore[attr-defined]
            raise forms.ValidationError("La fecha es posterior a hoy.")
        return fecha


def _rotulo(regla: ReglaPlazo) -> str:
    """What it is, how long and its article."""
    return f"{regla.nombre}: {regla.valor().extension}, art. {regla.articulo}"


class CerrarPlazoForm(ActoForm):
    """Whether it was met, and with what, or why it is of no effect."""

    cumplido = forms.TypedChoiceField(
        label="Qué pasó",
        coerce=lambda valor: valor == "si",
        widget=forms.RadioSelect,
        choices=[("si", "Se cumplió"), ("no", "Queda sin efecto")],
        initial="si",
    )
    el = FechaEscrita(label="Fecha")
    texto = Linea(
        label="Con qué documento, o por qué",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["el"].hoy = hoy  # type: ignore[attr-defined]
        self.fields["el"].initial = "h"
