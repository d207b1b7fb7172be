"""A registration form half filled: what can be read of it while the person is typing."""

from datetime import date
from typing import Any

from django import forms

from cargos.models import Usuario
from tramite.antecedentes import Antecedentes, antecedentes, remitente_escrito
from tramite.forms.campos import FechaEscrita, Linea
from tramite.models import TipoDocumento


class AntecedentesForm(forms.Form):
    """Nothing is required and a wrong date is as good as none: it is not the moment to complain."""

    remitente_ref = forms.CharField(required=False, max_length=20)
    remitente = Linea(required=False, max_length=200)
    tipo = forms.ModelChoiceField(TipoDocumento.objects.filter(activo=True), required=False)
    documento_numero = Linea(required=False, max_length=80)
    documento_fecha = FechaEscrita(required=False)
    asunto = Linea(required=False, max_length=1000)

    def __init__(self, *args: Any, usuario: Usuario, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.usuario = usuario
        self.fields["documento_fecha"].hoy = hoy  # type: ignore[attr-defined]

    def buscar(self) -> Antecedentes:
        """What the office has of it, with the fields that could be read."""
        self.full_clean()
        d = self.cleaned_data
        return antecedentes(
            usuario=self.usuario,
            remitente=remitente_escrito(
                d.get("remitente_ref", ""), d.get("remitente", ""), usuario=self.usuario
            ),
            tipo=d.get("tipo"),
            numero=d.get("documento_numero", ""),
            fecha=d.get("documento_fecha"),
            asunto=d.get("asunto", ""),
        )
