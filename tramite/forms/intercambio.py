"""Forms of what goes to and comes from other systems: codes, JSON, evidence pack."""

from datetime import datetime
from typing import Any

from django import forms

from ocisys.base.firma.certificado import Certificado
from tramite.forms.campos import Linea
from tramite.forms.certificado import CertificadoForm
from tramite.forms.mover import ActoForm
from tramite.intercambio import LIMITE, Entrante, JsonRechazado, leer
from tramite.models import CodigosExternos, Expediente


class CodigosForm(ActoForm):
    """How other systems call the case."""

    CAMPOS = ("cuo", "cuo_referencia", "cud", "numero_sgd", "entidad", "unidad")

    cuo = Linea(label="CUO", required=False, max_length=40, help_text="Código único de operación.")
    cuo_referencia = Linea(label="CUO de referencia", required=False, max_length=40)
    cud = Linea(label="CUD de la APCI", required=False, max_length=40)
    numero_sgd = Linea(label="N.º en el SGD del ministerio", required=False, max_length=60)
    entidad = forms.RegexField(
        r"^\d{11}$",
        label="RUC de la entidad",
        required=False,
        error_messages={"invalid": "El RUC tiene 11 dígitos."},
    )
    unidad = Linea(label="Unidad de la entidad", required=False, max_length=120)

    def __init__(self, *args: Any, expediente: Expediente, **kwargs: Any) -> None:
        fila = CodigosExternos.objects.filter(expediente=expediente).first()
        inicial = {c: getattr(fila, c, "") for c in self.CAMPOS}
        super().__init__(*args, expediente=expediente, initial=inicial, **kwargs)


class ImportarJsonForm(forms.Form):
    """The JSON of a case of another entity; cleans to an Entrante."""

    fichero = forms.FileField(
        label="Archivo JSON", widget=forms.FileInput(attrs={"accept": ".json,application/json"})
    )

    def clean_fichero(self) -> Entrante:
        try:
            return leer(self.cleaned_data["fichero"].read(LIMITE + 1))
        except JsonRechazado as error:
            raise forms.ValidationError(str(error)) from error


class PaqueteForm(CertificadoForm):
    """Who signs the index of the pack: nobody, or a certificate lent for this request."""

    exigido = False

    def __init__(self, *args: Any, ahora: datetime, **kwargs: Any) -> None:
        super().__init__(*args, ahora=ahora, **kwargs)
        self.fields[
            "pkcs12"
        ].help_text = (
            "Firma el índice y se olvida. Sin él lo sella el agente de la oficina, si lo hay."
        )

    @property
    def certificado(self) -> Certificado | None:
        """The one lent, once the form is valid."""
        return self.cleaned_data.get("certificado")
