"""Form that classifies an expediente or corrects how the register names it."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from cargos.models import Usuario
from ocisys.base.models import Sede
from tramite.antecedentes import remitente_escrito
from tramite.forms.campos import Linea
from tramite.forms.mover import ActoForm
from tramite.forms.requisitos import ConOtrosDatos
from tramite.models import Expediente, Procedimiento, Remitente


class RectificarForm(ActoForm, ConOtrosDatos):
    """What the register says now, to be corrected; a sender already registered, by its name."""

    procedimiento = forms.ModelChoiceField(
        Procedimiento.objects.none(), required=False, empty_label="Sin clasificar"
    )
    remitente = Linea(max_length=200, help_text="Nombre, siglas, RUC o DNI de uno registrado.")
    asunto = Linea(max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    sede = forms.ModelChoiceField(
        Sede.objects.all(),
        label="Sede en que se presentó",
        required=False,
        empty_label="La de esta oficina",
        help_text="Su calendario cuenta los plazos (TUO LPAG arts. 134.1 y 138).",
    )
    motivo = Linea(
        label="Por qué se corrige",
        required=False,
        max_length=300,
        help_text="No hace falta si sólo se clasifica lo que no tenía procedimiento.",
    )

    def __init__(
        self, *args: Any, expediente: Expediente, usuario: Usuario, hoy: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, expediente=expediente, **kwargs)
        self.usuario = usuario
        self.actual = expediente
        visibles = Procedimiento.objects.visibles_para(usuario)
        # Even if it is no longer in force. By its key: a join would give it once an expediente.
        suyo = visibles.filter(pk__in=[expediente.procedimiento_id])
        self.fields["procedimiento"].queryset = visibles.vigentes(hoy) | suyo  # type: ignore[attr-defined]
        for campo in self.fields.keys() - {"version", "motivo", "remitente"}:
            self.fields[campo].initial = getattr(expediente, campo)
        self.fields["remitente"].initial = expediente.remitente_nombre

    def clean_remitente(self) -> Remitente:
        """The sender it had while its name is not touched; otherwise one that is registered."""
        texto: str = self.cleaned_data["remitente"]
        if texto == self.actual.remitente_nombre:
            return self.actual.remitente
        filas = Remitente.objects.visibles_para(self.usuario)
        if texto.isdigit() and len(texto) in (8, 11):
            hallado = filas.buscar(texto).first()
        else:
            hallado = remitente_escrito("", texto, usuario=self.usuario)
        if hallado is None:
            raise ValidationError("No hay un remitente registrado con ese nombre o número.")
        return hallado
