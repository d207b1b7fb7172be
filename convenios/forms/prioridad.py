"""The criteria by which a need earns its priority: what is asked, its weight, since when."""

from datetime import date
from typing import Any

from crispy_forms.layout import Fieldset
from django import forms

from convenios.forms.comun import fila
from convenios.forms.decision import DecisionForm
from convenios.prioridad import Criterio, Juego

TEXTOS = {
    "pregunta": ("Qué se pregunta", 160),
    "uno": ("Un 1 quiere decir", 120),
    "cinco": ("Un 5 quiere decir", 120),
}


class CriteriosForm(DecisionForm):
    """A whole set of criteria; starts from the one in force, and keeps which ones there are."""

    pasado = "lo priorizado, priorizado está"
    fuente = forms.CharField(
        label="De dónde salen",
        max_length=300,
        help_text="Norma, plan, acta o memorando que los fija.",
    )

    def __init__(self, datos: Any, *, vigente: Juego, hoy: date) -> None:
        super().__init__(datos, hoy=hoy, fuente=vigente.fuente)
        self.vigente = vigente
        self.vigentes = list(vigente.criterios), vigente.fuente
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

    @property
    def valores(self) -> tuple[list[Criterio], str]:
        """The criteria asked for and where they come from; only when valid."""
        return self.criterios, self.cleaned_data["fuente"]

    @property
    def decision(self) -> dict[str, Any]:
        return super().decision | {"fuente": self.cleaned_data["fuente"]}

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
