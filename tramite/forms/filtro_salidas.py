"""The filters of the list of issued documents, kept in its address."""

from datetime import date
from typing import Any

from django import forms

from tramite.forms.campos import FechaEscrita
from tramite.models import Acceso, TipoDocumento
from tramite.models.salida import SalidaQuerySet


class FiltroSalidas(forms.Form):
    """Kind, days of issue, and (from the figures of the MOF) the post that drafted it."""

    tipo = forms.ModelMultipleChoiceField(
        TipoDocumento.objects.filter(plantillas__isnull=False).distinct(),
        to_field_name="codigo",
        required=False,
        label="Tipo",
    )
    desde = FechaEscrita(label="Emitido desde", required=False, ejemplo="1/11")
    hasta = FechaEscrita(label="Hasta", required=False, ejemplo="30/11")
    cargo = forms.RegexField(r"^\d{3}$", required=False, widget=forms.HiddenInput)
    acceso = forms.ChoiceField(
        choices=[("", ""), (Acceso.OFICINA.value, "")], required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for nombre in ("desde", "hasta"):
            self.fields[nombre].hoy = hoy  # type: ignore[attr-defined]

    def filtrar(self, filas: SalidaQuerySet) -> SalidaQuerySet:
        """Those rows within the filters; a filter written wrongly does not filter."""
        self.is_valid()
        limpio = self.cleaned_data
        if limpio.get("acceso"):
            filas = filas.filter(expediente__acceso=limpio["acceso"])
        return filas.emitidas(
            desde=limpio.get("desde"),
            hasta=limpio.get("hasta"),
            tipos=[t.codigo for t in limpio.get("tipo") or ()],
            cargo=limpio.get("cargo") or "",
        )
