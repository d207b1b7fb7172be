"""Deciding on a pair, what the list of decisions may be asked, and the weights."""

from dataclasses import asdict, fields
from datetime import date
from typing import Any

from crispy_forms.layout import Fieldset
from django import forms

from convenios.emparejador import COMPONENTES, SUMAN, Pesos
from convenios.forms.comun import ConDisposicion, FechaField, area, fila, posicion, solo_si
from convenios.forms.decision import DecisionForm
from convenios.forms.filtros import CUALQUIERA, Filtro
from convenios.models import Convocatoria, Demanda
from convenios.models.emparejamiento import Decision, EmparejamientoQuerySet


class DecidirForm(ConDisposicion, forms.Form):
    """Propose or discard."""

    decision = forms.ChoiceField(
        label="Decisión",
        widget=forms.RadioSelect,
        initial=Decision.PROPUESTO,
        choices=[(Decision.PROPUESTO, "Proponer"), (Decision.DESCARTADO, "Descartar")],
    )
    limite_el = FechaField(
        label="Fecha límite interna",
        required=False,
        help_text="Para tenerla lista antes del cierre.",
    )
    motivo = forms.CharField(
        label="Por qué",
        required=False,
        max_length=2000,
        widget=area(3),
        help_text="Si se descarta, hay que decirlo.",
    )
    disposicion = (
        "decision",
        solo_si("decision", "propuesto", fila("responsable", "limite_el")),
        "motivo",
    )

    def __init__(
        self, *args: Any, demanda: Demanda, convocatoria: Convocatoria, hoy: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.hoy, self.cierra = hoy, convocatoria.cierra_el
        self.fields["responsable"] = posicion("Cargo que lo lleva")
        self.fields["responsable"].initial = demanda.responsable_id

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        if datos.get("decision") == Decision.DESCARTADO and not datos.get("motivo", "").strip():
            self.add_error("motivo", "Diga por qué se descarta: evita volver a proponerlo.")
        if datos.get("decision") == Decision.PROPUESTO:
            self._revisar_plazo(datos)
        return datos

    def _revisar_plazo(self, datos: dict[str, Any]) -> None:
        limite = datos.get("limite_el")
        if not datos.get("responsable") and "responsable" not in self.errors:
            self.add_error("responsable", "Diga qué cargo lo lleva.")
        if limite is None and "limite_el" not in self.errors:
            self.add_error("limite_el", "Diga hasta cuándo.")
        if limite and (limite < self.hoy or (self.cierra and limite > self.cierra)):
            fin = f" al cierre, {self.cierra:%d/%m/%Y}" if self.cierra else " en adelante"
            self.add_error("limite_el", f"Va de hoy{fin}.")


class FiltroEmparejamientos(Filtro):
    """The list of decisions, the last of each pair."""

    q = forms.CharField(label="Buscar", required=False, max_length=100)
    decision = forms.ChoiceField(
        label="Decisión",
        required=False,
        choices=[CUALQUIERA, *Decision.choices, ("atrasados", "Propuestos y atrasados")],
    )
    desde = FechaField(label="Decididos desde", required=False)
    hasta = FechaField(label="Hasta", required=False)

    def aplicar(self, filas: EmparejamientoQuerySet) -> EmparejamientoQuerySet:
        """The rows asked for, with what a row prints."""
        filas = filas.vigentes().para_lista()
        if texto := self.pedido("q"):
            filas = filas.buscar(texto)
        if decision := self.pedido("decision"):
            atrasados = decision == "atrasados"
            filas = filas.atrasados(self.hoy) if atrasados else filas.filter(decision=decision)
        return filas.filter(**self.entre("fecha"))


class PesosForm(DecisionForm):
    """The weights of each coincidence, and from how many points a pair is suggested."""

    pasado = "lo decidido, decidido está"
    vigentes: Pesos
    minimo = forms.IntegerField(label="Se sugiere desde (puntos)", min_value=0, max_value=100)
    dias_formular = forms.IntegerField(
        label="Días que toma formular una demanda", min_value=0, max_value=365
    )
    dias_presentar = forms.IntegerField(
        label="Días que toma presentar una ya formulada", min_value=0, max_value=365
    )
    disposicion = (
        Fieldset(
            "Cuánto vale cada coincidencia (suman 100)",
            fila("tema", "crs", "ods"),
            fila("lugar", "monto"),
            fila("ventana", "tipo"),
        ),
        Fieldset("Desde cuándo se sugiere", fila("minimo", "dias_formular", "dias_presentar")),
        Fieldset("La decisión", "desde", "motivo"),
    )

    def __init__(self, datos: Any, *, vigentes: Pesos, hoy: date) -> None:
        super().__init__(datos, hoy=hoy, **asdict(vigentes))
        self.vigentes = vigentes
        for clave in SUMAN:
            self.fields[clave] = forms.IntegerField(
                label=COMPONENTES[clave], min_value=0, max_value=100
            )

    def clean(self) -> dict[str, Any]:
        datos = super().clean()
        if not self.errors and (suma := sum(datos[c] for c in SUMAN)) != 100:
            self.add_error("tema", f"Los siete pesos suman {suma}: deben sumar 100.")
        return datos

    @property
    def valores(self) -> Pesos:
        """The weights asked for; only when valid."""
        return Pesos(**{c.name: self.cleaned_data[c.name] for c in fields(Pesos)})
