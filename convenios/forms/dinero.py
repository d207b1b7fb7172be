"""Forms of what each party puts and of what arrives."""

from datetime import date
from decimal import Decimal
from typing import Any

from crispy_forms.layout import Fieldset
from django import forms
from django.urls import reverse

from convenios.acciones.dinero import exceso
from convenios.forms.comun import ConDisposicion, FechaField, fechas, fila
from convenios.forms.filtros import CUALQUIERA, FiltroTablero
from convenios.models import AporteComprometido, Convenio, Desembolso, Moneda


class AporteForm(ConDisposicion, forms.ModelForm):
    """What a party commits; one that replaces another cites its adenda."""

    disposicion = (
        fila("parte", "anio"),
        fila("moneda", "monto"),
        fila("en_especie", "estado"),
        "clausula",
        fila("sustituye", "adenda"),
        "fuente_dato",
    )
    vacios = {"clausula": "No se ha copiado", "sustituye": "Es nuevo", "adenda": "El convenio"}

    class Meta:
        model = AporteComprometido
        fields = [
            "parte",
            "anio",
            "moneda",
            "monto",
            "en_especie",
            "estado",
            "clausula",
            "sustituye",
            "adenda",
            "fuente_dato",
        ]

    def __init__(self, *args: Any, convenio: Convenio, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.convenio = convenio
        filas = {
            "parte": convenio.partes.select_related("organizacion"),
            "clausula": convenio.clausulas.select_related("adenda"),
            "sustituye": convenio.aportes.vigentes(hoy).select_related("parte__organizacion"),
            "adenda": convenio.adendas.all(),
        }
        for campo, consulta in filas.items():
            self.fields[campo].queryset = consulta  # type: ignore[attr-defined]
        self.fields["moneda"].initial = convenio.moneda
        self.fields["monto"].min_value = Decimal("0.01")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        viejo = datos.get("sustituye")
        if viejo and not datos.get("adenda"):
            self.add_error("adenda", "Un aporte pactado sólo cambia por una adenda: indíquela.")
        if viejo and datos.get("parte") and viejo.parte_id != datos["parte"].pk:
            self.add_error("sustituye", "Ese aporte es de otra parte.")
        if viejo and datos.get("moneda") and viejo.moneda != datos["moneda"]:
            self.add_error("moneda", f"El aporte que se cambia está en {viejo.moneda}.")
        return datos


class DesembolsoForm(ConDisposicion, forms.ModelForm):
    """A planned disbursement, one that arrived, or both."""

    disposicion = (
        fila("parte", "destino"),
        fila("tipo", "moneda"),
        Fieldset("Lo programado", fila("programado_el", "programado")),
        Fieldset("Lo que llegó", fila("real_el", "real"), "documento", "exceso_razon"),
        "condicion",
        "fuente_dato",
    )
    vacios = {"destino": "No consta", "condicion": "Ninguno"}

    class Meta:
        model = Desembolso
        fields = [
            "parte",
            "destino",
            "tipo",
            "moneda",
            "programado_el",
            "programado",
            "real_el",
            "real",
            "documento",
            "exceso_razon",
            "condicion",
            "fuente_dato",
        ]
        field_classes = fechas("programado_el", "real_el")

    def __init__(self, *args: Any, convenio: Convenio, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.convenio = convenio
        self.convenio, self.hoy = convenio, hoy
        partes = convenio.partes.select_related("organizacion")
        self.fields["parte"].queryset = partes  # type: ignore[attr-defined]
        self.fields["destino"].queryset = partes  # type: ignore[attr-defined]
        self.fields["condicion"].queryset = convenio.compromisos.all()  # type: ignore[attr-defined]
        self.fields["moneda"].initial = convenio.moneda

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        for dia, monto in (("programado_el", "programado"), ("real_el", "real")):
            _completos(self, datos, dia, monto)
        if not self.errors and not datos.get("programado") and not datos.get("real"):
            self.add_error("programado", "Escriba lo programado, lo que llegó, o las dos cosas.")
        _limites(self, datos, self.convenio, self.hoy, datos.get("parte"), datos.get("moneda"))
        return datos


class LlegadaForm(ConDisposicion, forms.Form):
    """When a planned disbursement arrived, and how much."""

    real_el = FechaField(label="Desembolsado el")
    real = forms.DecimalField(
        label="Monto desembolsado", min_value=Decimal("0.01"), max_digits=16, decimal_places=2
    )
    documento = forms.CharField(
        label="Documento",
        max_length=160,
        required=False,
        help_text="Constancia, nota de abono u oficio.",
    )
    exceso_razon = forms.CharField(
        label="Por qué excede lo comprometido",
        max_length=300,
        required=False,
        help_text="Sólo si lo excede.",
    )
    disposicion = (fila("real_el", "real"), "documento", "exceso_razon")

    def __init__(self, *args: Any, desembolso: Desembolso, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.desembolso, self.hoy = desembolso, hoy
        self.fields["real"].initial = desembolso.programado

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        fila_ = self.desembolso
        _limites(self, datos, fila_.convenio, self.hoy, fila_.parte, fila_.moneda)
        return datos


def _completos(form: forms.Form | forms.ModelForm, datos: dict[str, Any], *campos: str) -> None:
    """A date and its amount go together."""
    faltan = [c for c in campos if datos.get(c) is None and c not in form.errors]
    if len(faltan) == 1:
        form.add_error(faltan[0], "La fecha y el monto van juntos.")


def _limites(
    form: forms.Form | forms.ModelForm,
    datos: dict[str, Any],
    convenio: Convenio,
    hoy: date,
    parte: Any,
    moneda: str | None,
) -> None:
    """Nothing arrives in the future, nor beyond what was committed without saying why."""
    dia, real = datos.get("real_el"), datos.get("real")
    if dia and dia > hoy:
        form.add_error("real_el", "Lo que llegó no puede tener fecha futura.")
    elif dia and real and real > 0 and parte and moneda and not datos.get("exceso_razon"):
        frase = exceso(convenio, parte, moneda, real, dia)
        if frase:
            form.add_error("exceso_razon", f"{frase} Diga por qué se admite.")


class FiltroCaptacion(FiltroTablero):
    """What the report of captación may be asked: what the dashboard may, and when it was signed."""

    desde = FechaField(label="Suscritos desde", required=False)
    hasta = FechaField(label="hasta", required=False)
    moneda = forms.ChoiceField(
        label="Moneda", required=False, choices=[("", "Todas"), *Moneda.choices]
    )
    curso = forms.ChoiceField(
        label="Convenios", required=False, choices=[CUALQUIERA, ("si", "En curso")]
    )

    def enlace_a(self, moneda: str, **mas: object) -> str:
        """The register with exactly the agreements that a figure in `moneda` adds."""
        fechas_ = {c: v.isoformat() for c in ("desde", "hasta") if (v := self.pedido(c))}
        curso = {"etapa": "en_curso"} if self.pedido("curso") else {}
        otros = {c: str(v) for c, v in mas.items()}
        consulta = self.enlace(moneda=moneda, **fechas_, **curso, **otros)
        return f"{reverse('convenios:lista')}?{consulta}"

    @property
    def hay_mas(self) -> bool:
        """Whether one of the filters folded under «Más filtros» is in force."""
        return any(self.pedido(c) is not None for c in ("tipo", "tema", "unidad", "org", "curso"))
