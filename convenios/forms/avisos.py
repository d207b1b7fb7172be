"""The form of the windows and default weights: what is decided, from when, and why."""

import re
from datetime import date
from typing import Any

from crispy_forms.layout import Fieldset
from django import forms

from convenios.forms.comun import fila, posicion
from convenios.forms.decision import DecisionForm
from convenios.models import ClaseCompromiso, ReglasAlerta

VENTANAS = {
    "obligacion": "Obligación",
    "obligacion_formal": "Obligación financiera o informe",
    "obligacion_internacional": "Obligación internacional",
    "decision": "Decidir la renovación: antes del preaviso",
    "decision_fin": "Decidir la renovación: antes del fin",
    "decision_perfeccionamiento": "Lo mismo, si requiere perfeccionamiento",
    "declaracion": "Declaración anual a APCI",
    "registro": "Registro de una parte en APCI",
    "calificacion": "Calificación de SUNAT",
    "requerimiento": "Respuesta que otra unidad debe",
    "siguiente_paso": "Siguiente paso acordado",
    "convocatoria": "Cierre de una convocatoria",
    "designacion": "Fin de una designación o encargo",
}
LEJOS, CUANTAS = 1000, 12


class VentanasField(forms.Field):
    """«180, 90, 30»: days before a date, each once; kept from the farthest to the nearest."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(map(str, value)) if isinstance(value, tuple | list) else value

    def to_python(self, value: Any) -> tuple[int, ...]:
        partes = [p for p in re.split(r"[\s,;·.]+", str(value or "")) if p]
        if not all(p.isascii() and p.isdecimal() and int(p) <= LEJOS for p in partes):
            raise forms.ValidationError(
                f"Escriba días separados por comas, de 0 a {LEJOS}: 90, 30, 7."
            )
        if len(partes) > CUANTAS:
            raise forms.ValidationError(f"Son demasiados avisos: como mucho {CUANTAS}.")
        return tuple(sorted({int(p) for p in partes}, reverse=True))

    def validate(self, value: tuple[int, ...]) -> None:
        if not value:
            raise forms.ValidationError(self.error_messages["required"], code="required")


class AvisosForm(DecisionForm):
    """A whole set of windows and weights; starts from the one in force."""

    repetir_cada = forms.IntegerField(
        label="Después de la fecha se repite cada (días)", min_value=1, max_value=90
    )
    jefatura_desde = forms.IntegerField(
        label="La Jefatura también lo sabe desde (días antes)", min_value=0, max_value=365
    )
    pasado = "lo avisado, avisado está"
    vigentes: ReglasAlerta
    disposicion = (
        Fieldset(
            "Con cuántos días se avisa",
            fila("v_obligacion", "v_obligacion_formal"),
            fila("v_decision", "v_decision_fin"),
            fila("v_decision_perfeccionamiento", "v_declaracion"),
            fila("v_registro", "v_calificacion"),
            fila("v_requerimiento", "v_siguiente_paso", "v_designacion"),
            fila("v_convocatoria", "v_obligacion_internacional"),
        ),
        Fieldset(
            "A quién y cada cuánto",
            fila("repetir_cada", "jefatura_desde"),
            fila("cargo_fuentes", "cargo_empresas"),
        ),
        Fieldset(
            "Cuánto pesa un compromiso según su clase (1 a 10)",
            fila("p_financiero", "p_informe", "p_tecnico"),
            fila("p_logistico", "p_personal", "p_normativo"),
            fila("p_visibilidad", "p_reunion"),
        ),
        Fieldset("La decisión", "desde", "motivo"),
    )

    def __init__(self, datos: Any, *, vigentes: ReglasAlerta, hoy: date) -> None:
        super().__init__(datos, hoy=hoy)
        self.vigentes = vigentes
        for clase, rotulo in VENTANAS.items():
            inicial = vigentes.ventanas[clase]
            self.fields[f"v_{clase}"] = VentanasField(label=rotulo, initial=inicial)
        for clase, rotulo in ClaseCompromiso.choices:
            self.fields[f"p_{clase}"] = forms.IntegerField(
                label=rotulo, min_value=1, max_value=10, initial=vigentes.pesos[clase]
            )
        for campo, rotulo in (
            ("cargo_fuentes", "Fuentes, registros y convenios sin verificar"),
            ("cargo_empresas", "Empresas sin verificar"),
        ):
            self.fields[campo] = posicion(rotulo, required=True)
            self.fields[campo].to_field_name = "nro_orden"  # type: ignore[attr-defined]
            self.fields[campo].initial = getattr(vigentes, campo)
        self.fields["repetir_cada"].initial = vigentes.repetir_cada
        self.fields["jefatura_desde"].initial = vigentes.jefatura_desde

    @property
    def valores(self) -> ReglasAlerta:
        """The rules asked for; only when valid."""
        datos = self.cleaned_data
        return ReglasAlerta(
            ventanas={clase: datos[f"v_{clase}"] for clase in VENTANAS},
            pesos={clase: datos[f"p_{clase}"] for clase in ClaseCompromiso.values},
            repetir_cada=datos["repetir_cada"],
            jefatura_desde=datos["jefatura_desde"],
            cargo_fuentes=datos["cargo_fuentes"].nro_orden,
            cargo_empresas=datos["cargo_empresas"].nro_orden,
        )
