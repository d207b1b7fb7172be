"""What one act on several expedientes asks once for all of them."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.http import QueryDict

from cargos.models import Usuario
from ocisys.base.numeros import leer_numero
from tramite.forms.campos import Linea
from tramite.forms.mover import DerivarForm
from tramite.forms.tramitar import AcumularForm, RelacionarForm
from tramite.models import Expediente, Procedimiento
from tramite.models.expediente import ExpedienteQuerySet

MAXIMO = 100
"""Rows of one batch: more than a person can look at before deciding."""


class LoteForm(forms.Form):
    """Base: the key of this form, so that it is done once however many times it is sent."""

    clave = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class RecibirLoteForm(LoteForm):
    """Receiving asks nothing else."""


class AtenderLoteForm(LoteForm):
    texto = Linea(
        label="Qué se respondió o se hizo",
        max_length=1000,
        help_text="Queda igual en la hoja de ruta de cada uno.",
        widget=forms.Textarea(attrs={"rows": 3, "autofocus": True}),
    )


class ArchivarLoteForm(LoteForm):
    texto = Linea(
        label="Dónde quedan y por qué se cierran",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2, "autofocus": True}),
    )


class EsperarLoteForm(LoteForm):
    """For whom, the same for all; suspending is decided one by one."""

    a_quien = Linea(
        label="A quién se espera",
        max_length=120,
        help_text="El plazo sigue corriendo; suspenderlo se decide en cada expediente.",
        widget=forms.TextInput(attrs={"autofocus": True}),
    )
    texto = Linea(label="Qué debe hacer", max_length=800, widget=forms.Textarea(attrs={"rows": 2}))


class MotivoLoteForm(LoteForm):
    """Return, reopen or annul: an act that always says why."""

    motivo = Linea(
        max_length=1000,
        help_text="Queda igual en la hoja de ruta de cada uno.",
        widget=forms.Textarea(attrs={"rows": 3, "autofocus": True}),
    )


class ClasificarLoteForm(LoteForm):
    procedimiento = forms.ModelChoiceField(Procedimiento.objects.none(), empty_label="Elija")
    motivo = Linea(
        label="Por qué se corrige",
        required=False,
        max_length=300,
        help_text="No hace falta en los que no tenían procedimiento.",
    )

    def __init__(self, *args: Any, usuario: Usuario, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        visibles = Procedimiento.objects.visibles_para(usuario)
        self.fields["procedimiento"].queryset = visibles.vigentes(hoy)  # type: ignore[attr-defined]
        self.fields["procedimiento"].widget.attrs["autofocus"] = True


class RelacionarLoteForm(RelacionarForm):
    """All of them to the same other one."""

    clave = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, expediente=None, **kwargs)
        self.fields["tipo"].label = "Cada uno de estos expedientes"
        self.fields["con"].widget.attrs["autofocus"] = True


class AcumularLoteForm(AcumularForm):
    """All of them to the same principal, by the same resolution."""

    clave = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, expediente=None, **kwargs)
        self.fields["con"].label = "Expediente principal"
        self.fields["con"].widget.attrs["autofocus"] = True


class DerivarLoteForm(DerivarForm):
    """Where the originals go; each row keeps its own version, so the form has none."""

    clave = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, usuario: Usuario, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, expediente=None, usuario=usuario, hoy=hoy, **kwargs)
        self.fields["para"].widget.attrs["autofocus"] = True


class Elegidos:
    """The rows ticked: `e=2026-000123-X`, or `e=2026-000123-X:4` with the version on screen."""

    def __init__(self, datos: QueryDict) -> None:
        self.versiones: dict[str, int] = {}
        self.numeros: list[str] = []
        for escrito in datos.getlist("e")[:MAXIMO]:
            self._agregar(*escrito.partition(":")[::2])

    def _agregar(self, numero: str, version: str) -> None:
        try:
            canonico = leer_numero(numero)
        except ValueError:
            return
        if canonico not in self.numeros:
            self.numeros.append(canonico)
        if version.isdecimal() and len(version) < 10:
            self.versiones[canonico] = int(version)

    def de(self, filas: ExpedienteQuerySet) -> Iterable[Expediente]:
        """Those of `filas`, in the order in which they were ticked."""
        orden = {numero: puesto for puesto, numero in enumerate(self.numeros)}
        halladas = filas.filter(numero__in=self.numeros)
        return sorted(halladas, key=lambda fila: orden[fila.numero])
