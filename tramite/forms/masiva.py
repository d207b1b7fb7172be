"""Form of a letter to many: the text with its fields, and the list of who receives it."""

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms

from cargos.models import Usuario
from tramite.acciones.masiva import MAXIMO, Destinatario
from tramite.campos_combinados import CAMPOS, CampoDesconocido, verificar
from tramite.forms.salida import TextoForm
from tramite.models import Expediente, Plantilla

LARGO = 200


class MasivaForm(TextoForm):
    """As a draft, but the addressees are a list and the fields stay in the text."""

    clave = forms.UUIDField(widget=forms.HiddenInput)
    destinatarios = forms.CharField(
        label="A quiénes, uno por línea: nombre; cargo y entidad; dirección o correo",
        max_length=MAXIMO * 3 * LARGO,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=f"También pegado de una hoja de cálculo. Hasta {MAXIMO}.",
    )
    destinatario = None  # type: ignore[assignment]
    destinatario_cargo = None  # type: ignore[assignment]
    direccion = None  # type: ignore[assignment]
    atiende = None  # type: ignore[assignment]

    def __init__(
        self,
        *args: Any,
        expediente: Expediente,
        plantilla: Plantilla,
        usuario: Usuario,
        hoy: date,
        **kwargs: Any,
    ) -> None:
        inicial = {"clave": uuid4(), "asunto": expediente.asunto[:400], "cuerpo": plantilla.cuerpo}
        super().__init__(*args, usuario=usuario, hoy=hoy, **(kwargs | {"initial": inicial}))
        self.plantilla = plantilla
        self.fields["cuerpo"].help_text = "Campos: " + ", ".join(f"{{{{ {c} }}}}" for c in CAMPOS)

    def clean_destinatarios(self) -> list[Destinatario]:
        filas = []
        for n, linea in enumerate(self.cleaned_data["destinatarios"].splitlines(), 1):
            partes = [" ".join(p.split()) for p in linea.replace("\t", ";").split(";")]
            if not any(partes):
                continue
            if not partes[0] or len(partes) > 3 or any(len(p) > LARGO for p in partes):
                raise forms.ValidationError(
                    f"Línea {n}: escriba nombre; cargo y entidad; dirección, "
                    f"de hasta {LARGO} caracteres cada uno."
                )
            filas.append(Destinatario(*partes))
        unicos = list(dict.fromkeys(filas))
        if not 1 <= len(unicos) <= MAXIMO:
            raise forms.ValidationError(f"La lista lleva de 1 a {MAXIMO} destinatarios.")
        return unicos

    def clean(self) -> dict[str, Any]:
        limpio = super().clean() or self.cleaned_data
        for campo in ("asunto", "cuerpo"):
            try:
                verificar(limpio.get(campo, ""))
            except CampoDesconocido as error:
                self.add_error(campo, str(error))
        return limpio

    def campos(self) -> dict[str, Any]:
        return dict(self.cleaned_data) | {"plantilla": self.plantilla}
