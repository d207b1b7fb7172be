"""The profiles of an organisation: what it is to the office, each with its own data."""

from typing import Any

from crispy_forms.bootstrap import InlineCheckboxes
from django import forms

from convenios.forms.clasificacion import leer_crs, leer_metas
from convenios.forms.comun import ConDisposicion, DireccionField, SiNo, area, fechas, fila
from convenios.models import (
    Modalidad,
    Organizacion,
    PerfilEmpresa,
    PerfilEntidad,
    PerfilFuente,
    PerfilOng,
)
from convenios.models.perfil import Mes
from convenios.territorio import DEPARTAMENTOS, decir_ambito, leer_ambito


class PerfilForm(ConDisposicion, forms.ModelForm):
    """Base: a profile knows whose it is from the start."""

    def __init__(self, *args: Any, organizacion: Organizacion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.organizacion = organizacion


class FuenteForm(PerfilForm):
    modalidades = forms.MultipleChoiceField(
        choices=Modalidad.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    meses = forms.TypedMultipleChoiceField(
        label="Meses en que recibe propuestas",
        choices=Mes.choices,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    areas_crs = forms.CharField(
        label="Sectores CRS que financia",
        required=False,
        max_length=200,
        help_text="Sus códigos de cinco cifras, separados por comas: 15180, 16015.",
    )
    ods = forms.CharField(
        label="Metas de los ODS",
        required=False,
        max_length=200,
        help_text="Separadas por comas: 5.2, 16.1.",
    )
    disposicion = (
        fila("naturaleza", "origen"),
        fila("nivel", "numero"),
        "modalidades",
        "temas",
        fila("areas_crs", "ods"),
        fila("monto_min", "monto_max", "moneda"),
        InlineCheckboxes("meses"),
        "ventana",
        fila("canal", "idioma", "interes"),
        "requisitos",
    )

    class Meta:
        model = PerfilFuente
        fields = [
            "naturaleza",
            "origen",
            "nivel",
            "numero",
            "modalidades",
            "temas",
            "areas_crs",
            "ods",
            "monto_min",
            "monto_max",
            "moneda",
            "meses",
            "ventana",
            "requisitos",
            "idioma",
            "canal",
            "interes",
        ]
        widgets = {"requisitos": area(3)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for campo in ("areas_crs", "ods"):
            self.initial[campo] = ", ".join(getattr(self.instance, campo))

    def clean_areas_crs(self) -> list[str]:
        return leer_crs(self.cleaned_data["areas_crs"])

    def clean_ods(self) -> list[str]:
        return leer_metas(self.cleaned_data["ods"])

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        desde, hasta = datos.get("monto_min"), datos.get("monto_max")
        if desde is not None and hasta is not None and hasta < desde:
            self.add_error("monto_max", "El monto máximo es menor que el mínimo.")
        hay_monto = desde is not None or hasta is not None
        if hay_monto and not datos.get("moneda") and "moneda" not in self.errors:
            self.add_error("moneda", "Diga en qué moneda está el monto.")
        return datos

    def clean_moneda(self) -> str:
        moneda = str(self.cleaned_data["moneda"]).upper()
        if moneda and not (len(moneda) == 3 and moneda.isascii() and moneda.isalpha()):
            raise forms.ValidationError("Código ISO de tres letras: USD, EUR, PEN.")
        return moneda


class EmpresaForm(PerfilForm):
    es_proveedora = forms.NullBooleanField(
        label="Proveedora del Ministerio",
        required=False,
        widget=SiNo("No se sabe"),
        help_text="Hay que saberlo antes de negociar: puede haber conflicto de intereses.",
    )
    departamentos = forms.CharField(
        label="Dónde opera",
        required=False,
        max_length=300,
        help_text="Departamentos, separados por comas; o «nacional».",
    )
    disposicion = (
        fila("actividad", "tamanio"),
        fila("departamentos", "regiones"),
        "lineas_rse",
        "es_proveedora",
    )

    class Meta:
        model = PerfilEmpresa
        fields = [
            "actividad",
            "tamanio",
            "departamentos",
            "regiones",
            "lineas_rse",
            "es_proveedora",
        ]
        widgets = {"lineas_rse": area(3)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["departamentos"] = decir_ambito(self.instance.departamentos)

    def clean_departamentos(self) -> list[str]:
        lugares = leer_ambito(self.cleaned_data["departamentos"])
        if dentro := next((c for c in lugares if len(c) > 2), ""):
            raise forms.ValidationError(
                f"«{dentro}» está dentro de {DEPARTAMENTOS[dentro[:2]]}: escriba el departamento, "
                "y el lugar en la nota."
            )
        return lugares


class OngForm(PerfilForm):
    disposicion = (
        "temas",
        fila("regiones", "poblacion"),
        fila("representante", "partida"),
        fila("perceptora_resolucion", "perceptora_hasta"),
    )

    class Meta:
        model = PerfilOng
        fields = [
            "temas",
            "regiones",
            "poblacion",
            "representante",
            "partida",
            "perceptora_resolucion",
            "perceptora_hasta",
        ]
        field_classes = fechas("perceptora_hasta")


class EntidadForm(PerfilForm):
    disposicion = (fila("gobierno", "sector"), fila("titular", "titular_cargo"), "mesa_partes")

    class Meta:
        model = PerfilEntidad
        fields = ["gobierno", "sector", "titular", "titular_cargo", "mesa_partes"]
        field_classes = {"mesa_partes": DireccionField}


PERFILES: dict[str, tuple[str, type[PerfilForm]]] = {
    "fuente": ("Fuente cooperante", FuenteForm),
    "empresa": ("Empresa", EmpresaForm),
    "ong": ("ONGD, ENIEX o IPREDA", OngForm),
    "entidad": ("Entidad pública", EntidadForm),
}
"""Word in the address → what the profile is called and its form."""
