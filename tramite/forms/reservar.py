"""Forms of the reserve: why, by which resolution, until when, and who may read it."""

from datetime import date
from typing import Any

from django import forms

from tramite.destinos import destinos
from tramite.forms.campos import CampoPuestos, FechaEscrita, Linea
from tramite.forms.mover import ActoForm
from tramite.models import Acceso, Expediente, Reserva
from tramite.models.reserva import CLASES, CON_RESOLUCION

ANIOS_DE_RESERVA = 6
"""The year of a review may be this far ahead."""


class ReservarForm(ActoForm):
    """The formalities of each class are asked for where they are missing, not all at once."""

    clase = forms.ChoiceField(
        label="Clase",
        choices=CLASES,
        widget=forms.RadioSelect,
        initial=Acceso.GRUPO,
        help_text="«Restringido al grupo» es discreción interna, sin efecto frente a terceros; las "
        "demás son del TUO de la Ley 27806 (arts. 15, 16 y 17).",
    )
    fundamento = Linea(label="Por qué", max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    causal = Linea(
        label="Artículo y literal",
        required=False,
        max_length=200,
        help_text="Por ejemplo: TUO Ley 27806 art. 17.1, opiniones previas a una decisión.",
    )
    resolucion = Linea(
        label="Resolución que la clasifica",
        required=False,
        max_length=120,
        help_text="Sólo si es secreta o reservada (DS 007-2024-JUS arts. 38 y 39).",
    )
    codigo = Linea(label="Código de la clasificación", required=False, max_length=60)
    revision_el = FechaEscrita(label="Se revisa el", required=False, ejemplo="15/12/2027")
    lectores = CampoPuestos(
        label="Quiénes pueden verlo",
        required=False,
        help_text="Además de la jefatura, quien lo tiene y quien lo reserva.",
    )

    def __init__(self, *args: Any, expediente: Expediente, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, expediente=expediente, **kwargs)
        self.hoy = hoy
        revision: FechaEscrita = self.fields["revision_el"]  # type: ignore[assignment]
        revision.hoy, revision.anios_adelante = hoy, ANIOS_DE_RESERVA
        self.fields["lectores"].ofrecer(destinos(hoy))  # type: ignore[attr-defined]
        self._como_esta(expediente)

    def _como_esta(self, expediente: Expediente) -> None:
        """Start from the reserve it has: keeping it is changing its date of review."""
        reserva: Reserva | None = expediente.reservas.vigentes().first()
        if reserva is None:
            return
        for campo in ("clase", "fundamento", "causal", "resolucion", "codigo"):
            self.fields[campo].initial = getattr(reserva, campo)
        if reserva.revision_el and reserva.revision_el > self.hoy:
            self.fields["revision_el"].initial = f"{reserva.revision_el:%d/%m/%Y}"
        vigentes = expediente.lectores.filter(retirado_en=None)
        self.fields["lectores"].initial = list(vigentes.values_list("posicion", flat=True))

    def clean_revision_el(self) -> date | None:
        fecha: date | None = self.cleaned_data["revision_el"]
        if fecha is not None and fecha <= self.hoy:
            raise forms.ValidationError("Debe ser posterior a hoy; escríbala con su año.")
        return fecha

    def clean(self) -> dict[str, Any]:
        limpio = super().clean() or self.cleaned_data
        clase = limpio.get("clase")
        if clase and clase != Acceso.GRUPO:
            self._exigir("causal", "Cite el artículo y el literal que la permiten.")
            self._exigir("revision_el", "Diga cuándo se revisa.")
        if clase in CON_RESOLUCION:
            self._exigir("resolucion", "Esta clase sólo se da por resolución.")
            self._exigir("codigo", "Escriba el código que le dio la resolución.")
        return limpio

    def _exigir(self, campo: str, frase: str) -> None:
        if campo in self.cleaned_data and not self.cleaned_data[campo]:
            self.add_error(campo, frase)
