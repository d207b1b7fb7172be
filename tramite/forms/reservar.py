"""Forms of the reserve: why, by which resolution, until when, and who may read it."""

from datetime import date
from typing import Any

from django import forms

from ocisys.base.numeros import leer_numero
from tramite.destinos import destinos
from tramite.forms.campos import CampoPuestos, FechaEscrita, Linea
from tramite.forms.mover import ActoForm, MotivoForm
from tramite.models import Acceso, Expediente, Reserva
from tramite.models.reserva import CLASES, CON_RESOLUCION, DEL_REGISTRO

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
    resolucion_el = FechaEscrita(
        label="Fecha de la resolución", required=False, ejemplo="-2 · 15/11"
    )
    denominacion = Linea(
        label="Denominación en el registro público",
        required=False,
        max_length=200,
        help_text="La lee cualquiera: un nombre que no revele el contenido (art. 39.2.3).",
    )
    designacion = Linea(
        label="Resolución que designó a quien clasifica",
        required=False,
        max_length=160,
        help_text="Número y fecha, si no la firmó el titular del sector (art. 39.2.2).",
    )
    prorroga = Linea(
        label="Resolución que prorroga lo secreto",
        required=False,
        max_length=160,
        help_text="Número y fecha, si la hay (art. 39.2.4).",
    )
    sustento = Linea(
        label="Documento de sustento ante el Consejo de Ministros",
        required=False,
        max_length=160,
        help_text="Tipo, número y fecha, si lo hay (art. 39.2.5).",
    )
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
        self.fields["resolucion_el"].hoy = hoy  # type: ignore[attr-defined]
        self.fields["lectores"].ofrecer(destinos(hoy))  # type: ignore[attr-defined]
        self._como_esta(expediente)

    def _como_esta(self, expediente: Expediente) -> None:
        """Start from the reserve it has: keeping it is changing its date of review."""
        reserva: Reserva | None = expediente.reservas.vigentes().first()
        if reserva is None:
            return
        for campo in ("clase", "fundamento", "causal", "resolucion", "codigo", *DEL_REGISTRO[1:]):
            self.fields[campo].initial = getattr(reserva, campo)
        if reserva.resolucion_el:
            self.fields["resolucion_el"].initial = f"{reserva.resolucion_el:%d/%m/%Y}"
        if reserva.revision_el and reserva.revision_el > self.hoy:
            self.fields["revision_el"].initial = f"{reserva.revision_el:%d/%m/%Y}"
        vigentes = expediente.lectores.filter(retirado_en=None)
        self.fields["lectores"].initial = list(vigentes.values_list("posicion", flat=True))

    @property
    def pide_resolucion(self) -> bool:
        """Whether the class chosen needs what is folded otherwise."""
        return self["clase"].value() in CON_RESOLUCION

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
            self._exigir("resolucion_el", "La pide el registro público.")
            self._exigir("denominacion", "La pide el registro público.")
        limpio["registro"] = {c: limpio.pop(c, None) for c in DEL_REGISTRO}
        return limpio

    def clean_resolucion_el(self) -> date | None:
        fecha: date | None = self.cleaned_data["resolucion_el"]
        if fecha is not None and fecha > self.hoy:
            raise forms.ValidationError("La fecha es posterior a hoy.")
        return fecha

    def _exigir(self, campo: str, frase: str) -> None:
        if campo in self.cleaned_data and not self.cleaned_data[campo]:
            self.add_error(campo, frase)


class MotivarForm(forms.Form):
    """Which restricted expediente has to be read, and why."""

    numero = Linea(label="Expediente reservado", max_length=40)
    motivo = Linea(
        label="Por qué hay que leerlo",
        max_length=800,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="La acción de control o el encargo en que se funda. La jefatura recibe el aviso.",
    )

    def __init__(self, *args: Any, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hoy = hoy
        self.fields["numero"].widget.attrs |= {
            "autocomplete": "off",
            "placeholder": "2026-123 o 123",
        }

    def clean_numero(self) -> Expediente:
        try:
            numero = leer_numero(self.cleaned_data["numero"], anio=self.hoy.year)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error
        fila: Expediente | None = Expediente.objects.restringidos().filter(numero=numero).first()
        if fila is None:
            raise forms.ValidationError(f"No hay un expediente reservado {numero}.")
        return fila


class LevantarForm(MotivoForm):
    """Lift a reserve; what is secret or reserved, only by the resolution that declassifies it."""

    desclasificacion = Linea(
        label="Resolución que la desclasifica",
        max_length=160,
        help_text="Motivada, del titular del sector o de quien éste designó (DS 007-2024-JUS art. "
        "38.4). Saldrá en el registro público.",
    )
    desclasificada_el = FechaEscrita(label="Fecha de la resolución")
    field_order = ("desclasificacion", "desclasificada_el", "motivo")

    def __init__(self, *args: Any, expediente: Expediente, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, expediente=expediente, **kwargs)
        self.fields["desclasificada_el"].hoy = hoy  # type: ignore[attr-defined]
        self._hoy = hoy
        if expediente.acceso not in CON_RESOLUCION:
            del self.fields["desclasificacion"], self.fields["desclasificada_el"]

    def clean_desclasificada_el(self) -> date:
        fecha: date = self.cleaned_data["desclasificada_el"]
        if fecha > self._hoy:
            raise forms.ValidationError("La fecha es posterior a hoy.")
        return fecha
