"""What is typed to seat a person, to end a designación and to order a task."""

from datetime import date
from typing import Any

from crispy_forms.layout import Div
from django import forms
from django.db.models import OuterRef, QuerySet, Subquery

from cargos.models import (
    CargoVersion,
    Designacion,
    EntregaCargo,
    Modalidad,
    MotivoTermino,
    Persona,
    Posicion,
)
from cargos.models import Usuario as Cuenta
from ocisys.base.formularios import FechaField, SinMarco


def _opciones(form: forms.Form, campo: str, filas: QuerySet[Any]) -> None:
    """Offer `filas` in a choice field; done per form because the rows depend on who asks."""
    elegible = form.fields[campo]
    assert isinstance(elegible, forms.ModelChoiceField)
    elegible.queryset = filas


class CampoCargo(forms.ModelChoiceField):
    """A post by its number and its name in the MOF."""

    def __init__(self, **opciones: Any) -> None:
        super().__init__(Posicion.objects.none(), empty_label="Elija el cargo", **opciones)

    def ofrecer(self, hoy: date) -> None:
        """All the posts, each with the name it has on `hoy`."""
        version = CargoVersion.objects.vigentes(hoy).filter(cargo=OuterRef("cargo"))
        nombre = Subquery(version.values("denominacion")[:1])
        self.queryset = Posicion.objects.annotate(denominacion=nombre)

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.nro_orden} {obj.denominacion or ''}".strip()


class DesignarForm(SinMarco, forms.Form):
    """Who, where, how, since and until when, by which document."""

    disposicion = (
        "persona",
        "posicion",
        "modalidad",
        Div("desde", "hasta", css_class="fila-campos"),
        "documento",
        "suple_a",
    )

    persona = forms.ModelChoiceField(Persona.objects.none(), empty_label="Elija a la persona")
    posicion = CampoCargo(label="Cargo")
    modalidad = forms.ChoiceField(choices=Modalidad.choices)
    desde = FechaField(label="Primer día")
    hasta = FechaField(
        label="Último día",
        required=False,
        help_text="Obligatorio en encargos y suplencias; ese día todavía cuenta.",
    )
    documento = forms.CharField(
        label="Resolución o documento",
        max_length=120,
        required=False,
        help_text="Por ejemplo: RM 123-2026-MIMP.",
    )
    suple_a = forms.ModelChoiceField(
        Designacion.objects.none(), label="Suple a", required=False, empty_label="A nadie"
    )

    def __init__(self, *args: Any, usuario: Cuenta, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        titulares = Designacion.objects.visibles_para(usuario).titulares().para_lista()
        _opciones(self, "persona", Persona.objects.visibles_para(usuario).en_orden())
        self.fields["posicion"].ofrecer(hoy)  # type: ignore[attr-defined]
        self.fields["persona"].widget.attrs["autofocus"] = True
        _opciones(self, "suple_a", titulares.filter(motivo_termino="", anulada_en=None))

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        desde, hasta = datos.get("desde"), datos.get("hasta")
        if desde and hasta and hasta < desde:
            self.add_error("hasta", "El último día es anterior al primero.")
        return datos


class MotivoForm(SinMarco, forms.Form):
    """One line of reason for an act that undoes another."""

    motivo = forms.CharField(max_length=250, widget=forms.Textarea(attrs={"rows": 2}))


class EntregaForm(SinMarco, forms.Form):
    """Last day in the post and what whoever leaves wants to say."""

    fecha_termino = FechaField(label="Último día en el cargo")
    observaciones = forms.CharField(
        required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, designacion: Designacion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._desde = designacion.desde

    def clean_fecha_termino(self) -> date:
        fecha: date = self.cleaned_data["fecha_termino"]
        if fecha < self._desde:
            raise forms.ValidationError(
                f"Es anterior al inicio de la designación, {self._desde:%d/%m/%Y}."
            )
        return fecha


class CerrarEntregaForm(SinMarco, forms.Form):
    """Why and by which document the designación ends."""

    motivo = forms.ChoiceField(choices=MotivoTermino.choices, label="Motivo del término")
    documento = forms.CharField(label="Documento de término", max_length=120, required=False)


class ReceptoresForm(forms.Form):
    """One receiver per item still to be accepted, a field `item_<pk>` each; `resto` takes the rest.

    Who leaves with thirty things open hands them to one person most of the time.
    """

    def __init__(
        self, *args: Any, entrega: EntregaCargo, cuentas: list[Cuenta], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.cuentas = {str(c.pk): c for c in cuentas}
        opciones = [("", "Elija quién recibe")] + [(pk, str(c)) for pk, c in self.cuentas.items()]
        self.items = [i for i in entrega.items.all() if i.aceptado_en is None]
        for item in self.items:
            self.fields[item.campo] = forms.ChoiceField(
                label=item.descripcion,
                choices=opciones,
                required=False,
                initial=str(item.receptor_id or ""),
                widget=forms.Select(attrs={"class": "form-select"}),
            )
        self.fields["resto"] = forms.ChoiceField(
            label="Todo lo que quede sin asignar, a",
            choices=[("", "Nadie todavía"), *opciones[1:]],
            required=False,
            widget=forms.Select(attrs={"class": "form-select"}),
        )

    def receptores(self) -> dict[int, Cuenta]:
        """`{item pk: account}` of those chosen."""
        resto = self.cleaned_data.get("resto")
        elegidos = {i.pk: self.cleaned_data.get(i.campo) or resto for i in self.items}
        return {pk: self.cuentas[cuenta] for pk, cuenta in elegidos.items() if cuenta}


class EncargarForm(SinMarco, forms.Form):
    """A task outside the MOF's list, for one post."""

    disposicion = (
        Div("posicion", "ordenado_por", css_class="fila-campos"),
        "descripcion",
        Div(Div("plazo", css_class="campo-fecha"), Div("documento"), css_class="fila-campos"),
    )

    posicion = forms.ModelChoiceField(
        Posicion.objects.none(), label="Cargo", empty_label="Elija el cargo"
    )
    ordenado_por = forms.CharField(
        max_length=120,
        help_text="Quien asigna la función: Ministro(a), Jefe/a de la Oficina…",
    )
    descripcion = forms.CharField(
        label="Qué se encarga", max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    plazo = FechaField(required=False)
    documento = forms.CharField(label="Documento que lo ordena", max_length=160, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _opciones(self, "posicion", Posicion.objects.all())


class CumplirForm(SinMarco, forms.Form):
    """What proves that the task is done."""

    evidencia = forms.CharField(
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Documento, expediente o hecho que lo demuestra.",
    )
