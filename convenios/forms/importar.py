"""Bringing a spreadsheet, and what is asked of its rows."""

from typing import Any

from django import forms

from cargos.models import Usuario
from convenios.forms.comun import ConDisposicion
from convenios.models import Importacion
from convenios.models.importacion import FilaImportacionQuerySet, Nivel
from ocisys.base.sellado import validar_archivo


class ImportarForm(ConDisposicion, forms.Form):
    """Which kind of rows, and the file that has them."""

    clase = forms.ChoiceField(label="Qué trae")
    archivo = forms.FileField(
        label="Hoja de cálculo",
        validators=[validar_archivo],
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
        help_text="XLSX o CSV. Se revisa entera antes de que entre nada.",
    )
    disposicion = ("clase", "archivo")

    def __init__(self, *args: Any, usuario: Usuario, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        clases = list(Importacion.Clase.choices)
        if not usuario.puede("convenio_editar"):
            clases = [c for c in clases if c[0] != Importacion.Clase.CONVENIOS]
        self.fields["clase"].choices = clases  # type: ignore[attr-defined]

    def clean_archivo(self) -> Any:
        archivo = self.cleaned_data["archivo"]
        if not archivo.name.lower().endswith((".xlsx", ".csv")):
            raise forms.ValidationError("Guárdelo como «Libro de Excel» (.xlsx) o como CSV.")
        return archivo


class DecidirForm(forms.Form):
    """Whether the rows with warnings enter too."""

    con_advertencias = forms.BooleanField(required=False)


class FiltroFilas(forms.Form):
    """Which rows are shown; never refuses."""

    nivel = forms.ChoiceField(
        label="Filas", required=False, choices=[("", "Todas"), *Nivel.choices]
    )

    @property
    def rotulo(self) -> str:
        """The level asked for, in words."""
        return dict(Nivel.choices).get(self.cleaned_data.get("nivel", ""), "")

    def aplicar(self, filas: FilaImportacionQuerySet) -> FilaImportacionQuerySet:
        """The rows of that level; all of them for anything else."""
        self.full_clean()
        nivel = getattr(self, "cleaned_data", {}).get("nivel")
        return filas.filter(nivel=nivel) if nivel else filas
