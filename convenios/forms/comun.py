"""Fields and layout that every form of this app shares."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from crispy_forms.layout import Div
from django import forms
from django.db.models import OuterRef, QuerySet, Subquery
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from cargos.models import CargoVersion, Posicion, UnidadOrganica, UnidadVersion
from ocisys.base.formularios import FechaField, SinMarco

FUTURA = "La fecha es posterior a hoy: se anota cuando ya ocurrió."
Dia = TypeVar("Dia", bound=date | None)


class DireccionField(forms.URLField):
    """A web address; «ejemplo.pe» means https://ejemplo.pe."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(assume_scheme="https", **kwargs)


class ConDisposicion(SinMarco):
    """Mixin: `SinMarco`, and an empty choice says so in words."""

    vacios: Mapping[str, str] = {}
    """What an empty choice says, where «Elija…» (or «Ninguno», if it may stay empty) is not it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for nombre, campo in self.fields.items():  # type: ignore[attr-defined]
            _decir_vacio(campo, self.vacios.get(nombre, ""))


def _decir_vacio(campo: forms.Field, texto: str) -> None:
    """Words in place of Django's dashes."""
    texto = texto or ("Elija…" if campo.required else "Ninguno")
    if isinstance(campo, forms.ModelMultipleChoiceField):
        return  # nothing checked is already none
    if isinstance(campo, forms.ModelChoiceField):
        campo.empty_label = texto
    elif isinstance(campo, forms.ChoiceField) and isinstance(campo.widget, forms.Select):
        campo.choices = [(v, texto if v == "" else r) for v, r in campo.choices]  # type: ignore


def fechas(*campos: str) -> dict[str, type[forms.Field]]:
    """`field_classes` of a ModelForm for those dates."""
    return dict.fromkeys(campos, FechaField)


def ya_ocurrio(dia: Dia, hoy: date, si_no: str = FUTURA) -> Dia:
    """The same day, or none; raises ValidationError(si_no) for one that has not come."""
    if dia is not None and dia > hoy:
        raise forms.ValidationError(si_no)
    return dia


class SiNo(forms.NullBooleanSelect):
    """Yes, no, or what is not known, in the words of the question.

    A plain Select shows nothing chosen for a stored True, and saving it would forget the answer.
    """

    def __init__(self, no_se_sabe: str, si: str = "Sí", no: str = "No") -> None:
        super().__init__()
        self.choices = [("unknown", no_se_sabe), ("true", si), ("false", no)]


class PosicionField(forms.ModelChoiceField):
    """A seat of the CAP, shown with what it is called in the MOF."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.nro_orden} · {obj.denominacion}" if obj.denominacion else obj.nro_orden


def posicion(rotulo: str, *, required: bool = False) -> PosicionField:
    """A field to choose the post that coordinates or answers for something."""
    version = CargoVersion.objects.filter(cargo=OuterRef("cargo"), documento__tipo="MOF")
    denominacion = version.order_by("-documento__version").values("denominacion")[:1]
    filas = Posicion.objects.annotate(denominacion=Subquery(denominacion)).order_by("nro_orden")
    vacio = "Elija…" if required else "Ninguno"
    return PosicionField(filas, label=rotulo, required=required, empty_label=vacio)


def area(filas: int = 3) -> forms.Textarea:
    """A text area; CSS lets it grow with its content."""
    return forms.Textarea(attrs={"rows": filas})


def errata(*, required: bool, dice: str) -> forms.CharField:
    """Why our copy of a sealed paper is corrected; `dice`: what of it the paper says."""
    return forms.CharField(
        label="Fe de erratas: por qué se corrige",
        required=required,
        max_length=2000,
        widget=area(2),
        help_text=f"El documento firmado está sellado y dice {dice}.",
    )


def solo_si(campo: str, valores: str, *partes: Any) -> Div:
    """Fields that matter only while `campo` has one of `valores` («fecha duracion»).

    Always there without script; convenios.js hides them when they do not apply.
    """
    return Div(*partes, data_solo_si=campo, data_valores=valores)


def fila(*campos: str) -> Div:
    """Two or three fields side by side; one under another on a telephone."""
    ancho = {2: "col-sm-6", 3: "col-sm-4"}[len(campos)]
    return Div(*(Div(c, css_class=ancho) for c in campos), css_class="row")


def con_denominacion(unidades: QuerySet[Any]) -> QuerySet[Any]:
    """Annotate `denominacion`, the latest name of each unit, and order by it; nameless ones out."""
    versiones = UnidadVersion.objects.filter(unidad=OuterRef("pk")).order_by("-vigencia")
    con_nombre = unidades.annotate(denominacion=Subquery(versiones.values("denominacion")[:1]))
    return con_nombre.exclude(denominacion=None).order_by("denominacion", "pk")


def nombre_de_unidad(pk: int | None) -> str:
    """The latest name of a unit; "" without one."""
    filas = con_denominacion(UnidadOrganica.objects.filter(pk=pk)) if pk else []
    return next((str(u.denominacion) for u in filas), "")


class UnidadField(forms.ModelChoiceField):
    """A unit by its name; its rows come from `con_denominacion`."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.denominacion)


class UnidadesField(forms.ModelMultipleChoiceField):
    """Several units by their name; its rows come from `con_denominacion`."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.denominacion)


class SelectLargo(forms.Select):
    """A select of hundreds of options, written at once: Django draws a template for each."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The same HTML as `forms.Select` without groups."""
        atributos = flatatt({"name": name} | self.build_attrs(self.attrs, attrs))
        elegidos = self.format_value(value)
        opciones = format_html_join(
            "",
            "<option{}>{}</option>",
            (
                (flatatt({"value": clave, "selected": str(clave) in elegidos}), rotulo)
                for clave, rotulo in self.choices
            ),
        )
        return format_html("<select{}>{}</select>", atributos, opciones)
