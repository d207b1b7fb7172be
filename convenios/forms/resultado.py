"""Forms of results, indicators and measurements."""

from datetime import date
from decimal import Decimal
from typing import Any

from crispy_forms.layout import Fieldset
from django import forms

from convenios.forms.comun import ConDisposicion, fechas, fila, solo_si, ya_ocurrio
from convenios.models import Convenio, Indicador, Medicion, Resultado


class ResultadoForm(ConDisposicion, forms.ModelForm):
    """What the agreement set out to achieve, and which clause says it."""

    disposicion = ("titulo", "nivel", "clausula")
    vacios = {"clausula": "No se ha copiado"}

    class Meta:
        model = Resultado
        fields = ["titulo", "nivel", "clausula"]

    def __init__(self, *args: Any, convenio: Convenio, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.convenio = convenio
        clausulas = convenio.clausulas.select_related("adenda")
        self.fields["clausula"].queryset = clausulas  # type: ignore[attr-defined]


class IndicadorForm(ConDisposicion, forms.ModelForm):
    """How it is measured, from where it starts and where it should arrive."""

    disposicion = (
        "nombre",
        fila("medida", "decimales"),
        solo_si("medida", "unidad", "unidad"),
        Fieldset("De dónde se parte", fila("linea_base", "linea_base_el")),
        Fieldset("A dónde se debe llegar", fila("meta", "meta_al")),
        "medio",
    )

    class Meta:
        model = Indicador
        fields = [
            "nombre",
            "medida",
            "decimales",
            "unidad",
            "linea_base",
            "linea_base_el",
            "meta",
            "meta_al",
            "medio",
        ]
        field_classes = fechas("linea_base_el", "meta_al")

    def __init__(self, *args: Any, resultado: Resultado, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.resultado = resultado
        self.hoy = hoy
        for campo in ("linea_base", "meta"):
            self.initial[campo] = self.instance.redondear(getattr(self.instance, campo))

    def clean_linea_base_el(self) -> date | None:
        si_no = "La línea base ya se midió: su fecha no es futura."
        return ya_ocurrio(self.cleaned_data["linea_base_el"], self.hoy, si_no)

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        if datos.get("medida") == Indicador.Medida.PORCENTAJE:
            datos["unidad"] = ""
        elif not datos.get("unidad") and "unidad" not in self.errors:
            self.add_error("unidad", "Diga en qué unidad se mide.")
        base, dia = datos.get("linea_base"), datos.get("linea_base_el")
        if (base is None) != (dia is None) and not {"linea_base", "linea_base_el"} & {*self.errors}:
            campo = "linea_base" if base is None else "linea_base_el"
            self.add_error(campo, "La línea base y su fecha van juntas.")
        self._limpiar_meta(datos)
        for campo in ("linea_base", "meta"):
            _con_decimales(self, datos, campo, datos.get("decimales"))
        return datos

    def _limpiar_meta(self, datos: dict[str, Any]) -> None:
        base, meta = datos.get("linea_base"), datos.get("meta")
        if base is not None and base == meta:
            self.add_error("meta", "Es igual a la línea base: no habría qué lograr.")
        desde, hasta = datos.get("linea_base_el"), datos.get("meta_al")
        if desde and hasta and hasta <= desde:
            self.add_error("meta_al", "La meta es de un día posterior al de la línea base.")


class MedicionForm(ConDisposicion, forms.ModelForm):
    """What the indicator was at the end of a period, and where that is written."""

    disposicion: tuple[Any, ...] = (
        fila("desde", "hasta"),
        fila("real", "meta"),
        "fuente",
        "documento",
    )
    vacios = {"documento": "No está aquí"}

    class Meta:
        model = Medicion
        fields = ["desde", "hasta", "real", "meta", "fuente", "documento"]
        field_classes = fechas("desde", "hasta")

    def __init__(
        self,
        *args: Any,
        indicador: Indicador,
        hoy: date,
        corrige: Medicion | None = None,
        **kwargs: Any,
    ) -> None:
        if corrige is not None:
            kwargs["initial"] = {c: getattr(corrige, c) for c in self.Meta.fields}
            for campo in ("real", "meta"):
                kwargs["initial"][campo] = indicador.redondear(getattr(corrige, campo))
        super().__init__(*args, **kwargs)
        self.instance.indicador = indicador
        self.indicador, self.hoy, self.corrige = indicador, hoy, corrige
        papeles = indicador.resultado.convenio.documentos.select_related("archivo")
        self.fields["documento"].queryset = papeles  # type: ignore[attr-defined]
        self.fields["real"].help_text = (
            f"{'En %' if indicador.es_porcentaje else f'En {indicador.unidad}'}, "
            "a fin del periodo y no lo añadido en él."
        )

    def clean_hasta(self) -> date:
        hasta: date = self.cleaned_data["hasta"]
        if hasta > self.hoy:
            raise forms.ValidationError("El periodo no ha terminado: todavía no hay valor real.")
        otras = self.indicador.mediciones.sin_corregir().filter(hasta=hasta)
        if self.corrige is not None:
            otras = otras.exclude(pk=self.corrige.pk)
        if otras.exists():
            raise forms.ValidationError("Ya hay una medición a esa fecha: corrija aquella.")
        return hasta

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        desde, hasta = datos.get("desde"), datos.get("hasta")
        if desde and hasta and desde > hasta:
            self.add_error("hasta", "El periodo termina antes de empezar.")
        for campo in ("real", "meta"):
            _con_decimales(self, datos, campo, self.indicador.decimales)
        return datos


class CorregirMedicionForm(MedicionForm):
    """The same, with why the one before was wrong."""

    motivo = forms.CharField(label="Por qué se corrige", max_length=300)
    disposicion = ("motivo", *MedicionForm.disposicion)


def _con_decimales(
    form: forms.ModelForm, datos: dict[str, Any], campo: str, decimales: int | None
) -> None:
    """A figure says no more decimals than its indicator admits."""
    valor: Decimal | None = datos.get(campo)
    if valor is None or decimales is None or round(valor, decimales) == valor:
        return
    cuantos = ("ninguno", "uno", "dos", "tres", "cuatro")[decimales]
    form.add_error(campo, f"Tiene más decimales de los que admite el indicador: {cuantos}.")
