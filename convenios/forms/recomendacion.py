"""Forms of the recommendations: their text, their level, what implements them, their list."""

import re
from datetime import date
from typing import Any

from crispy_forms.layout import Fieldset
from django import forms
from django.db.models import Case, IntegerField, Value, When

from cargos.models import Usuario
from convenios.forms.comun import (
    ConDisposicion,
    FechaField,
    area,
    fechas,
    fila,
    solo_si,
    ya_ocurrio,
)
from convenios.forms.filtros import CUALQUIERA, Filtro
from convenios.forms.instrumento import unidad
from convenios.forms.internacional import instrumentos
from convenios.models import AccionImplementacion, Convenio, Nivel, Recomendacion
from convenios.models.recomendacion import (
    ABIERTOS,
    AccionQuerySet,
    RecomendacionQuerySet,
    validar_ods,
)


class OdsField(forms.Field):
    """«5.2, 16»: goals and targets of the ODS, each once."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:
        return list(dict.fromkeys(c for c in re.split(r"[\s,;]+", str(value or "")) if c))

    def validate(self, value: list[str]) -> None:
        super().validate(value)
        if len(value) > 20:
            raise forms.ValidationError("Son demasiados: como mucho 20.")
        for codigo in value:
            validar_ods(codigo)


class RecomendacionForm(ConDisposicion, forms.ModelForm):
    """A paragraph of a document, word for word."""

    ods = OdsField(label="ODS", required=False, help_text="Objetivos o metas: 5, 5.2, 16.1.")
    disposicion = (
        Fieldset(
            "Dónde está",
            "instrumento",
            fila("documento", "parrafo", "emitida_el"),
            "texto",
        ),
        Fieldset(
            "De qué trata y quién la lleva",
            fila("tema", "ods"),
            fila("prioridad", "plazo", "unidad"),
        ),
        "fuente_dato",
    )

    class Meta:
        model = Recomendacion
        fields = [
            "instrumento",
            "documento",
            "parrafo",
            "emitida_el",
            "texto",
            "tema",
            "ods",
            "prioridad",
            "plazo",
            "unidad",
            "fuente_dato",
        ]
        field_classes = fechas("emitida_el", "plazo")
        widgets = {"texto": area(5)}

    def __init__(self, *args: Any, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hoy = hoy
        self.fields["unidad"] = unidad("Unidad líder")
        self.fields["texto"].max_length = 6000  # type: ignore[attr-defined]

    def clean_emitida_el(self) -> date | None:
        si_no = "Todavía no se emite: la fecha es posterior a hoy."
        return ya_ocurrio(self.cleaned_data["emitida_el"], self.hoy, si_no)

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        emitida, plazo = datos.get("emitida_el"), datos.get("plazo")
        if emitida and plazo and plazo < emitida:
            self.add_error("plazo", "El plazo es anterior al documento que lo da.")
        return datos


class NivelForm(ConDisposicion, forms.Form):
    """The next level, and what justifies it."""

    a = forms.ChoiceField(label="Pasa a", widget=forms.RadioSelect)
    fecha = FechaField(label="Fecha del hecho")
    justificacion = forms.CharField(label="Qué lo justifica", max_length=2000, widget=area(4))
    disposicion = ("a", "fecha", "justificacion")

    def __init__(self, *args: Any, recomendacion: Recomendacion, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hoy = hoy
        otros = [(n.value, n.label) for n in Nivel if n != recomendacion.nivel]
        self.fields["a"].choices = otros  # type: ignore[attr-defined]
        self.fields["fecha"].initial = hoy

    def clean_fecha(self) -> date:
        return ya_ocurrio(self.cleaned_data["fecha"], self.hoy)


class AccionForm(ConDisposicion, forms.ModelForm):
    """What puts a recommendation into practice: an agreement of ours, or what it is called."""

    disposicion = (
        "tipo",
        solo_si("tipo", "convenio", "convenio"),
        solo_si("tipo", "norma proyecto plan", "nombre"),
        fila("aporte", "desde"),
    )

    class Meta:
        model = AccionImplementacion
        fields = ["tipo", "convenio", "nombre", "aporte", "desde"]
        field_classes = fechas("desde")

    def __init__(
        self, *args: Any, recomendacion: Recomendacion, usuario: Usuario, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.instance.recomendacion = recomendacion
        visibles = Convenio.objects.visibles_para(usuario).order_by("codigo")
        self.fields["convenio"].queryset = visibles  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        if datos.get("tipo") == AccionImplementacion.Tipo.CONVENIO:
            datos["nombre"] = ""
            if not datos.get("convenio") and "convenio" not in self.errors:
                self.add_error("convenio", "Elija el convenio.")
        elif datos.get("tipo"):
            datos["convenio"] = None
            if not datos.get("nombre") and "nombre" not in self.errors:
                self.add_error("nombre", "Diga cómo se llama.")
        return datos


class FiltroRecomendaciones(Filtro):
    """The list of recommendations: the orphans first."""

    q = forms.CharField(label="Buscar", required=False, max_length=100)
    instrumento = forms.TypedChoiceField(
        label="Instrumento", required=False, choices=instrumentos, coerce=int
    )
    nivel = forms.ChoiceField(
        label="Nivel",
        required=False,
        choices=[
            CUALQUIERA,
            *Nivel.choices,
            ("abiertas", "Por implementar"),
            ("cuentan", "Todas menos las no aplicables"),
        ],
    )
    accion = forms.ChoiceField(
        label="Acciones",
        required=False,
        choices=[
            ("", "Con o sin"),
            ("huerfanas", "Huérfanas"),
            ("con", "Con alguna acción"),
            ("sin", "Sin ninguna"),
        ],
    )
    prioridad = forms.TypedChoiceField(
        label="Prioridad",
        required=False,
        choices=[("", "Todas"), *Recomendacion.Prioridad.choices],
        coerce=int,
    )
    plazo = forms.ChoiceField(
        label="Plazo", required=False, choices=[("", "Cualquiera"), ("vencido", "Vencido")]
    )
    ods = forms.RegexField(r"^\d{1,2}(\.(\d{1,2}|[a-d]))?$", label="ODS", required=False)
    al = FechaField(label="A la fecha", required=False, widget=forms.HiddenInput)

    @property
    def dia(self) -> date:
        """The as-of date asked for, today without one."""
        dia: date = self.pedido("al") or self.hoy
        return dia

    def aplicar(
        self, filas: RecomendacionQuerySet, acciones: AccionQuerySet
    ) -> RecomendacionQuerySet:
        """The rows asked for, with `tiene_accion` by those `acciones`, and `orden`."""
        filas = filas.registradas_al(self.dia).con_accion(acciones)
        if texto := self.pedido("q"):
            filas = filas.buscar(texto)
        filas = self._por_nivel(filas)
        if accion := self.pedido("accion"):
            huerfanas = accion == "huerfanas"
            filas = filas.huerfanas() if huerfanas else filas.por_accion(accion == "con")
        if self.pedido("plazo"):
            filas = filas.vencidas(self.dia)
        if ods := self.pedido("ods"):
            filas = filas.filter(ods__contains=[ods])
        filas = filas.filter(**self.pedidos("instrumento", "prioridad"))
        return filas.annotate(orden=_ORDEN).select_related("instrumento")

    def _por_nivel(self, filas: RecomendacionQuerySet) -> RecomendacionQuerySet:
        nivel = self.pedido("nivel")
        if nivel == "abiertas":
            return filas.filter(nivel__in=sorted(ABIERTOS))
        if nivel == "cuentan":
            return filas.que_cuentan()
        return filas.filter(nivel=nivel) if nivel else filas


_ORDEN = Case(
    When(tiene_accion=False, nivel__in=sorted(ABIERTOS), then=Value(0)),
    When(nivel__in=sorted(ABIERTOS), then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)
"""Orphans, then the open ones that something implements, then the closed ones."""
