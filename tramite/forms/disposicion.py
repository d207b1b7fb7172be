"""Forms of the final disposition: what is kept for ever, what is proposed, what the AGN said."""

from datetime import date
from typing import Any

from django import forms

from cargos.models import Usuario
from tramite.forms.campos import CampoFicheros, FechaEscrita, Linea
from tramite.forms.fisico import MarcadosForm
from tramite.models import PropuestaEliminacion, PropuestoEliminar, SerieDocumental

CONSERVAR, PROPONER = "conservar", "proponer"


class DisponerForm(MarcadosForm):
    """Which of the transferred expedientes, and what is done with them."""

    acto = forms.ChoiceField(choices=[(CONSERVAR, CONSERVAR), (PROPONER, PROPONER)])
    nota = Linea(label="Observaciones", required=False, max_length=400)


class RespuestaAgnForm(forms.Form):
    """The document of the AGN and which lines it authorises; none marked is a refusal."""

    documento = Linea(
        label="Documento del AGN",
        max_length=160,
        help_text="Por ejemplo: Resolución Jefatural 000123-2026-AGN/JEF.",
    )
    documento_el = FechaEscrita(label="Fecha del documento")
    fichero = CampoFicheros(label="El documento (PDF)", help_text="Se guarda tal como llega.")
    autorizados = forms.ModelMultipleChoiceField(
        PropuestoEliminar.objects.none(),
        label="Expedientes cuya eliminación autoriza",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Si no autoriza ninguno, no marque nada: se quedan en el archivo central.",
    )

    def __init__(
        self,
        *args: Any,
        propuesta: PropuestaEliminacion,
        usuario: Usuario,
        hoy: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["documento_el"].hoy = hoy  # type: ignore[attr-defined]
        lineas = PropuestoEliminar.objects.visibles_para(usuario).filter(propuesta=propuesta)
        campo: Any = self.fields["autorizados"]
        campo.queryset = lineas.para_inventario()
        campo.label_from_instance = _rotulo

    def clean_fichero(self) -> Any:
        """The only file. Raises ValidationError when there are more."""
        ficheros = self.cleaned_data["fichero"]
        if len(ficheros) != 1:
            raise forms.ValidationError("Adjunte un solo archivo.")
        return ficheros[0]


def _rotulo(linea: PropuestoEliminar) -> str:
    return f"{linea.expediente.numero}: {linea.expediente.asunto[:100]}"


class SerieForm(forms.ModelForm):
    """A documentary series; years and disposition only with the norm that fixes them."""

    class Meta:
        model = SerieDocumental
        fields = [
            "codigo",
            "nombre",
            "descripcion",
            "anios_gestion",
            "anios_central",
            "disposicion",
            "norma",
            "orden",
            "activo",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[
            "norma"
        ].help_text = (
            "El programa de control documental aprobado u otra norma. Sin ella no hay plazo."
        )
        if self.instance.pk:
            self.fields["codigo"].disabled = True
