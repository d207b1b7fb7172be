"""The criteria by which a need earns its priority: what is asked, its weight, since when."""

from datetime import date
from typing import Any
from zlib import crc32

from crispy_forms.layout import Fieldset
from django import forms

from convenios.forms.comun import ConDisposicion, FechaField, area, fila
from convenios.prioridad import Criterio, Juego

TEXTOS = {
    "pregunta": ("Qué se pregunta", 160),
    "uno": ("Un 1 quiere decir", 120),
    "cinco": ("Un 5 quiere decir", 120),
}


class CriteriosForm(ConDisposicion, forms.Form):
    """A whole set of criteria; starts from the one in force, and keeps which ones there are."""

    fuente = forms.CharField(
        label="De dónde salen",
        max_length=300,
        help_text="Norma, plan, acta o memorando que los fija.",
    )
    desde = FechaField(label="Rige desde")
    motivo = forms.CharField(label="Por qué cambian", max_length=2000, widget=area(2))
    visto = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, datos: Any, *, vigente: Juego, hoy: date) -> None:
        super().__init__(datos, initial={"desde": hoy, "fuente": vigente.fuente})
        self.vigente, self.hoy = vigente, hoy
        for c in vigente.criterios:
            for texto, (rotulo, largo) in TEXTOS.items():
                self.fields[f"{c.clave}_{texto}"] = forms.CharField(
                    label=rotulo, max_length=largo, initial=getattr(c, texto)
                )
            self.fields[f"{c.clave}_peso"] = forms.IntegerField(
                label="Pesa", min_value=1, max_value=10, initial=c.peso
            )

    @property
    def disposicion(self) -> tuple[Any, ...]:  # type: ignore[override]
        return (
            *(
                Fieldset(
                    c.pregunta,
                    fila(f"{c.clave}_pregunta", f"{c.clave}_peso"),
                    fila(f"{c.clave}_uno", f"{c.clave}_cinco"),
                )
                for c in self.vigente.criterios
            ),
            Fieldset("La decisión", "fuente", "desde", "motivo"),
        )

    def clean_desde(self) -> date:
        desde: date = self.cleaned_data["desde"]
        if desde < self.hoy:
            raise forms.ValidationError("Rige desde hoy o después: lo priorizado, priorizado está.")
        return desde

    def clean(self) -> dict[str, Any]:
        datos: dict[str, Any] = super().clean() or {}
        if self.errors:
            return datos
        mismo = self.criterios == list(self.vigente.criterios)
        if mismo and datos["fuente"] == self.vigente.fuente:
            raise forms.ValidationError("No cambió ningún valor.")
        return datos

    @property
    def criterios(self) -> list[Criterio]:
        """The criteria asked for; only when valid."""
        d = self.cleaned_data
        return [
            Criterio(
                clave=c.clave,
                peso=d[f"{c.clave}_peso"],
                **{texto: d[f"{c.clave}_{texto}"] for texto in TEXTOS},
            )
            for c in self.vigente.criterios
        ]

    @property
    def decision(self) -> dict[str, Any]:
        """What `fijar_criterios` wants besides the criteria."""
        return {c: self.cleaned_data[c] for c in ("fuente", "desde", "motivo")}

    @property
    def sello(self) -> str:
        """Names what was shown: these criteria from that date."""
        visto = f"{self.criterios!r} {self.cleaned_data['fuente']}"
        return f"{crc32(visto.encode())}-{self.cleaned_data['desde']}"

    @property
    def se_vio(self) -> bool:
        """Whether the effect of these very criteria was on the screen before this sending."""
        return bool(self.cleaned_data.get("visto") == self.sello)
