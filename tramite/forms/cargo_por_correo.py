"""The address to which the cargo is mailed, and where the party authorised it."""

from typing import Any

from django import forms

from tramite.models import CargoPorCorreo

NORMA = "TUO LPAG art. 20.4"


class CargoPorCorreoForm(forms.Form):
    para = forms.EmailField(
        label="Correo del remitente",
        max_length=254,
        error_messages={"invalid": "Escríbalo completo: nombre@entidad.gob.pe."},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    consta = forms.ChoiceField(
        label="Dónde consta que lo autorizó",
        choices=[("", "Elija"), *CargoPorCorreo.Consta.choices],
        error_messages={"required": f"Sin su autorización no se le escribe ({NORMA})."},
    )


class ConCorreo(forms.Form):
    """Part of the registration form: nothing is mailed unless both are given."""

    para = forms.EmailField(
        label="Enviar el cargo al correo",
        required=False,
        max_length=254,
        error_messages={"invalid": "Escríbalo completo: nombre@entidad.gob.pe."},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    consta = forms.ChoiceField(
        label="Dónde lo autorizó",
        required=False,
        choices=[("", "No lo autorizó"), *CargoPorCorreo.Consta.choices],
    )

    def _comprobar_correo(self, datos: dict[str, Any]) -> None:
        """An address without its authorisation is not used, and says so before it is lost."""
        if datos.get("para") and not datos.get("consta"):
            queja = f"Diga dónde lo autorizó, o deje el correo en blanco ({NORMA})."
            self.add_error("consta", queja)
        elif datos.get("consta") and "para" in datos and not datos["para"]:
            self.add_error("para", "Escriba el correo que autorizó.")

    @property
    def con_correo(self) -> bool:
        """Whether one of these fields is filled or wrong: then they are shown unfolded."""
        return any(self[c].value() or self[c].errors for c in ("para", "consta"))

    @property
    def correo_autorizado(self) -> dict[str, str]:
        """`para` and `consta` once the form is valid; empty when nothing is mailed."""
        para, consta = self.cleaned_data["para"], self.cleaned_data["consta"]
        return {"para": para, "consta": consta} if para else {}
