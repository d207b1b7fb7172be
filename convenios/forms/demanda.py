"""What the Sector needs: its text, its priority and its steps."""

from datetime import date
from typing import Any

from crispy_forms.bootstrap import InlineRadios
from crispy_forms.layout import Fieldset
from django import forms

from cargos.models import Usuario
from convenios.forms.clasificacion import ConClasificacion
from convenios.forms.comun import (
    ConDisposicion,
    FechaField,
    UnidadField,
    area,
    fila,
    posicion,
    ya_ocurrio,
)
from convenios.forms.paso import PasoForm
from convenios.forms.requerimiento import SIN_UNIDADES, unidades
from convenios.models import Convenio, CriteriosPrioridad, Demanda
from convenios.models.demanda import (
    CON_MOTIVO,
    EDADES,
    GRUPOS,
    PRIVADOS,
    TRANSICIONES_DEMANDA,
    Destino,
    EstadoDemanda,
    lleva_toda,
)
from convenios.prioridad import NIVELES

MUCHAS = 40_000_000
"""More people than there are in Peru are a mistake of typing."""


class DemandaForm(ConClasificacion, ConDisposicion, forms.ModelForm):
    """The text of a need, while it is not formulated."""

    vacios = {"moneda": "Sin monto", "moneda_propia": "Sin contrapartida", "modalidad": "Ninguna"}
    disposicion = (
        "titulo",
        "problema",
        fila("unidad", "responsable"),
        fila("tipo", "destino", "modalidad"),
        Fieldset(
            "Cuánto", fila("moneda", "monto"), fila("moneda_propia", "contrapartida"), "lugares"
        ),
        Fieldset(
            "A cuántas personas, por sexo y edad", *(fila(f"m_{e}", f"h_{e}") for e in EDADES)
        ),
        Fieldset("De qué trata", "areas_crs", fila("ods", "pncti")),
    )

    class Meta:
        model = Demanda
        fields = [
            "titulo",
            "problema",
            "unidad",
            "responsable",
            "tipo",
            "destino",
            "modalidad",
            "moneda",
            "monto",
            "moneda_propia",
            "contrapartida",
            "lugares",
            "areas_crs",
            "ods",
            "pncti",
        ]
        widgets = {"problema": area(4)}

    def __init__(self, *args: Any, usuario: Usuario, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.poner_campos("Dónde")
        filas = unidades(hoy)
        ayuda = "" if filas.exists() else SIN_UNIDADES
        self.fields["unidad"] = UnidadField(
            filas, label="Quién la pide", empty_label="Elija…", help_text=ayuda
        )
        self.fields["responsable"] = posicion("Cargo que la lleva", required=True)
        if usuario.designacion_principal:
            self.fields["responsable"].initial = usuario.designacion_principal.posicion_id
        self.fields["problema"].max_length = 4000  # type: ignore[attr-defined]
        if not lleva_toda(usuario):
            privados = [(d.value, d.label) for d in Destino if d in PRIVADOS]
            self.fields["destino"].choices = privados  # type: ignore[attr-defined]
        for clave, rotulo in GRUPOS.items():
            self.fields[clave] = forms.IntegerField(
                label=rotulo,
                required=False,
                min_value=0,
                max_value=MUCHAS,
                initial=self.instance.poblacion.get(clave),
            )

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        self.instance.poblacion = {c: n for c in GRUPOS if (n := datos.get(c))}
        for monto, moneda in (("monto", "moneda"), ("contrapartida", "moneda_propia")):
            van_juntos(self, datos, monto, moneda)
        return datos


def van_juntos(form: forms.Form | Any, datos: dict[str, Any], monto: str, moneda: str) -> None:
    """An amount and its currency, or neither; the mistake stands by the one that is missing."""
    if {monto, moneda} & set(form.errors):
        return
    if datos.get(monto) is not None and not datos.get(moneda):
        form.add_error(moneda, "Diga en qué moneda está el monto.")
    if datos.get(moneda) and datos.get(monto) is None:
        form.add_error(monto, "Escriba el monto, o quite la moneda.")


class PasoDemandaForm(PasoForm):
    """The next state of a need; to be prioritised or financed it has its own page."""

    con_motivo = CON_MOTIVO
    sin_motivo = "Diga por qué: la unidad que la pidió lo preguntará."

    def __init__(self, *args: Any, demanda: Demanda, **kwargs: Any) -> None:
        estado = EstadoDemanda(demanda.estado)
        aparte = {EstadoDemanda.FINANCIADA}
        if estado != EstadoDemanda.FORMULADA:
            aparte.add(EstadoDemanda.PRIORIZADA)
        siguientes = TRANSICIONES_DEMANDA[estado] - aparte
        super().__init__(*args, siguientes=[e for e in EstadoDemanda if e in siguientes], **kwargs)
        self.demanda = demanda
        self.fields["documento"].help_text = "Oficio o informe: su número."

    def clean_a(self) -> str:
        a: str = self.cleaned_data["a"]
        if a == EstadoDemanda.FORMULADA and (faltas := self.demanda.le_falta):
            raise forms.ValidationError(f"Antes de formularla falta decir: {', '.join(faltas)}.")
        return a


class PriorizarForm(ConDisposicion, forms.Form):
    """What each criterion earns, 1–5, and why."""

    fecha = FechaField(label="Fecha")
    nota = forms.CharField(label="Por qué", max_length=2000, widget=area(3))

    def __init__(self, *args: Any, hoy: date, puntajes: dict[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hoy = hoy
        self.criterios = CriteriosPrioridad.objects.en_vigor(hoy).criterios
        for c in self.criterios:
            self.fields[c.clave] = forms.TypedChoiceField(
                label=f"{c.pregunta} (pesa {c.peso})",
                choices=[(n, str(n)) for n in NIVELES],
                coerce=int,
                widget=forms.RadioSelect,
                initial=puntajes.get(c.clave),
                help_text=f"1: {c.uno} · 5: {c.cinco}.",
            )
        self.fields["fecha"].initial = hoy

    @property
    def disposicion(self) -> tuple[Any, ...]:  # type: ignore[override]
        return (*(InlineRadios(c.clave) for c in self.criterios), "fecha", "nota")

    def clean_fecha(self) -> date:
        return ya_ocurrio(self.cleaned_data["fecha"], self.hoy)

    @property
    def puntajes(self) -> dict[str, int]:
        """The score of each criterion; only when valid."""
        return {c.clave: self.cleaned_data[c.clave] for c in self.criterios}


class CodigoField(forms.ModelChoiceField):
    """A row by its code, typed: there are too many for a list. Its rows are put by the form, once
    it knows who asks."""

    def __init__(self, modelo: Any, *, ejemplo: str, **opciones: Any) -> None:
        super().__init__(
            modelo.objects.none(),
            to_field_name="codigo",
            widget=forms.TextInput(attrs={"placeholder": ejemplo}),
            error_messages={
                "invalid_choice": f"No existe ese código o no puede verlo: es como {ejemplo}."
            },
            **opciones,
        )

    def to_python(self, value: Any) -> Any:
        """Its code as anybody types it, in lower case or with spaces around."""
        return super().to_python(str(value or "").strip().upper())


def campo_convenio(rotulo: str) -> CodigoField:
    """An agreement by its code."""
    return CodigoField(
        Convenio,
        ejemplo="OCI-2026-0001",
        label=rotulo,
        required=False,
        help_text="Su código, si ya está registrado.",
    )


class FinanciarForm(ConDisposicion, forms.Form):
    """Who pays for it and how much of what was asked."""

    financiado = forms.DecimalField(
        label="De lo pedido, cuánto queda financiado",
        max_digits=16,
        decimal_places=2,
        min_value=0,
        required=False,
    )
    convenio = campo_convenio("Convenio que la financia")
    fecha = FechaField(label="Fecha del hecho")
    documento = forms.CharField(label="Documento", required=False, max_length=160)
    nota = forms.CharField(label="Nota", required=False, max_length=2000, widget=area(3))

    def __init__(
        self, *args: Any, demanda: Demanda, usuario: Usuario, hoy: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.hoy, self.demanda = hoy, demanda
        self.fields["convenio"].queryset = Convenio.objects.visibles_para(usuario)  # type: ignore[attr-defined]
        poner_financiado(self.fields, demanda)
        self.fields["fecha"].initial = hoy

    @property
    def disposicion(self) -> tuple[Any, ...]:  # type: ignore[override]
        dinero = ("financiado",) if "financiado" in self.fields else ()
        return (*dinero, "convenio", fila("fecha", "documento"), "nota")

    def clean_fecha(self) -> date:
        return ya_ocurrio(self.cleaned_data["fecha"], self.hoy)

    def clean_financiado(self) -> Any:
        return cabe_en_lo_pedido(self.cleaned_data["financiado"], self.demanda)


def poner_financiado(campos: dict[str, Any], demanda: Demanda) -> None:
    """Ask how much in the currency of the need; of one that asked for no money, nothing."""
    if demanda.monto is None:
        del campos["financiado"]
        return
    queda = demanda.monto - (demanda.financiado or 0)
    campos["financiado"].initial = queda
    campos["financiado"].required = True
    campos["financiado"].help_text = f"En {demanda.moneda}; se pidió {demanda.monto:,.2f}."


def cabe_en_lo_pedido(financiado: Any, demanda: Demanda) -> Any:
    """The same amount; raises ValidationError beyond what was asked and is not paid for yet."""
    if financiado is not None and demanda.monto is not None:
        queda = demanda.monto - (demanda.financiado or 0)
        if not 0 < financiado <= queda:
            raise forms.ValidationError(f"Va de 0.01 a lo que falta: {queda:,.2f}.")
    return financiado
