"""What is written of an attention at the counter, or of a call."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone

from cargos.models import Usuario
from tramite.forms.campos import CampoExpediente, Linea
from tramite.forms.momentos import FechaPorVenir, HoraEnPunto
from tramite.models import Atencion
from tramite.models.remitente import validar_dni


class AtencionForm(forms.Form):
    """Two lines are enough, whom and about what; the rest if there is a moment."""

    medio = forms.ChoiceField(
        label="Cómo", choices=Atencion.Medio.choices, initial=Atencion.Medio.VENTANILLA
    )
    quien = Linea(label="Quién", max_length=160)
    dni = forms.CharField(label="DNI", required=False, max_length=8, validators=[validar_dni])
    telefono = Linea(label="Teléfono", required=False, max_length=30)
    asunto = Linea(label="Asunto", max_length=200)
    respuesta = Linea(label="Qué se le dijo, o qué resultó", required=False, max_length=400)
    expediente = CampoExpediente(required=False)
    minutos = forms.IntegerField(required=False, min_value=1, max_value=480)
    volver_el = FechaPorVenir(label="Volver a llamar el", required=False)
    volver_a_las = HoraEnPunto(label="A las", required=False)

    def __init__(self, *args: Any, usuario: Usuario, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        campos: Any = self.fields
        campos["expediente"].usuario = usuario
        campos["expediente"].hoy = campos["volver_el"].hoy = hoy
        campos["quien"].widget.attrs |= {"autofocus": True, "autocomplete": "off"}
        campos["dni"].widget.attrs |= {"inputmode": "numeric", "autocomplete": "off"}

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or self.cleaned_data
        if self.errors:
            return datos
        dia, hora = datos.pop("volver_el"), datos.pop("volver_a_las")
        datos["volver_en"] = None
        if hora and not dia:
            self.add_error("volver_el", "Diga qué día.")
        elif dia and not hora:
            self.add_error("volver_a_las", "Diga a qué hora.")
        elif dia and datos["medio"] != Atencion.Medio.SALIENTE:
            self.add_error("volver_el", "Sólo una llamada que hicimos se vuelve a hacer.")
        elif dia:
            datos["volver_en"] = timezone.make_aware(datetime.combine(dia, hora))
            if datos["volver_en"] <= timezone.now():
                self.add_error("volver_a_las", "Esa hora ya pasó.")
        return datos
