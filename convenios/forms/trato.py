"""Who answers in an organisation and what was spoken with it."""

from datetime import date
from typing import Any

from django import forms

from convenios.forms.comun import ConDisposicion, SiNo, area, fechas, fila, ya_ocurrio
from convenios.models import Contacto, Interaccion, Organizacion
from ocisys.base.numeros import leer_numero


class ContactoForm(ConDisposicion, forms.ModelForm):
    """A person of the organisation, and where that was learnt."""

    consentimiento = forms.NullBooleanField(
        label="¿Consiente que se difundan su correo y su teléfono?",
        required=False,
        widget=SiNo("No se le preguntó"),
        help_text="Ley 29733: sin su consentimiento no salen al exportar el directorio.",
    )
    disposicion = (
        fila("nombre", "cargo"),
        fila("rol", "idioma"),
        fila("correo", "telefono"),
        fila("consentimiento", "consentimiento_el"),
        fila("desde", "hasta"),
        "fuente",
    )

    class Meta:
        model = Contacto
        fields = [
            "nombre",
            "cargo",
            "rol",
            "correo",
            "telefono",
            "consentimiento",
            "consentimiento_el",
            "idioma",
            "desde",
            "hasta",
            "fuente",
        ]
        field_classes = fechas("desde", "hasta", "consentimiento_el")

    def __init__(self, *args: Any, organizacion: Organizacion, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.organizacion = organizacion
        self.hoy = hoy

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        dijo, cuando = datos.get("consentimiento"), datos.get("consentimiento_el")
        if dijo is None and cuando:
            self.add_error("consentimiento", "Diga qué respondió ese día.")
        if dijo is not None and not cuando and "consentimiento_el" not in self.errors:
            self.add_error("consentimiento_el", "Diga cuándo lo dijo.")
        if cuando and cuando > self.hoy:
            self.add_error("consentimiento_el", "La fecha es posterior a hoy.")
        return datos


class InteraccionForm(ConDisposicion, forms.ModelForm):
    """What was spoken: when, with whom, what was agreed and what follows."""

    disposicion = (
        fila("tipo", "fecha"),
        fila("contacto", "con"),
        "resumen",
        "acuerdos",
        fila("documento", "expediente"),
        fila("siguiente_paso", "siguiente_el"),
    )

    class Meta:
        model = Interaccion
        fields = [
            "tipo",
            "fecha",
            "contacto",
            "con",
            "resumen",
            "acuerdos",
            "documento",
            "expediente",
            "siguiente_paso",
            "siguiente_el",
        ]
        field_classes = fechas("fecha", "siguiente_el")
        widgets = {"resumen": area(3), "acuerdos": area(2)}

    def __init__(self, *args: Any, organizacion: Organizacion, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.organizacion = organizacion
        self.hoy = hoy
        self.fields["contacto"].queryset = organizacion.contactos.all()  # type: ignore[attr-defined]
        for campo in ("resumen", "acuerdos"):
            self.fields[campo].max_length = 4000  # type: ignore[attr-defined]

    def clean_expediente(self) -> str:
        """Its number as the register writes it; a wrong check character is said here."""
        escrito = str(self.cleaned_data["expediente"])
        try:
            return leer_numero(escrito) if escrito else ""
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    def clean_fecha(self) -> date:
        si_no = "Lo que todavía no ocurre se anota como siguiente paso."
        return ya_ocurrio(self.cleaned_data["fecha"], self.hoy, si_no)

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        if datos.get("siguiente_el") and not datos.get("siguiente_paso"):
            self.add_error("siguiente_paso", "Diga cuál es el siguiente paso de esa fecha.")
        return datos
