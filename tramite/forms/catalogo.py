"""Forms of the catalogues in the admin: what the columns alone cannot refuse."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import Truncator

from cargos.models import Funcion
from ocisys.base.models import ReglaPlazo
from ocisys.base.plazos import Materia
from tramite.models import Procedimiento, Proveido

TECLAS = [("", "Ninguna"), *((str(n), str(n)) for n in range(1, 10))]


class ProcedimientoForm(forms.ModelForm):
    """The rule of its deadline and the duties it serves are chosen among those that exist."""

    funciones_mof = forms.MultipleChoiceField(
        label="Funciones del MOF",
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text="Las que se cumplen al atenderlo. Ctrl y clic para elegir más de una.",
    )
    regla_plazo = forms.ChoiceField(label="Regla de plazo", required=False)
    materia = forms.ChoiceField(
        label="Materia",
        choices=[(m.value, m.etiqueta) for m in Materia],
        help_text="Decide la hora de corte del canal por el que llega.",
    )

    class Meta:
        model = Procedimiento
        fields = [
            "codigo",
            "nombre",
            "funciones_mof",
            "regla_plazo",
            "silencio",
            "materia",
            "activo",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        propia = self.instance
        # What the row already says is always offered: opening and saving it changes nothing.
        self.fields["regla_plazo"].choices = [  # type: ignore[attr-defined]
            ("", "Sin plazo legal"),
            *_con(_reglas(), [propia.regla_plazo]),
        ]
        self.fields["funciones_mof"].choices = _con(_funciones(), propia.funciones_mof)  # type: ignore[attr-defined]


class ProveidoForm(forms.ModelForm):
    tecla = forms.ChoiceField(
        label="Tecla", choices=TECLAS, required=False, help_text="Con ella se elige en «Mi mañana»."
    )

    class Meta:
        model = Proveido
        fields = ["codigo", "nombre", "tecla", "activo"]

    def clean(self) -> dict[str, Any]:
        """One key, one proveído: a second one could never be chosen."""
        datos = super().clean() or {}
        tecla = datos.get("tecla")
        otro = Proveido.objects.filter(activo=True, tecla=tecla).exclude(pk=self.instance.pk)
        if tecla and datos.get("activo") and (ya := otro.first()):
            self.add_error("tecla", f"La tecla {tecla} ya elige «{ya}».")
        return datos


def _con(opciones: dict[str, str], valores: Iterable[str]) -> list[tuple[str, str]]:
    """The options, and those of `valores` that are no longer among them."""
    faltan = {v: f"{v} · ya no rige" for v in valores if v and v not in opciones}
    return [*opciones.items(), *faltan.items()]


def _reglas() -> dict[str, str]:
    """Each active rule by its newest name."""
    filas = ReglaPlazo.objects.filter(activa=True).order_by("codigo", "vigente_desde")
    return {c: f"{c} · {nombre}" for c, nombre in filas.values_list("codigo", "nombre")}


def _funciones() -> dict[str, str]:
    """The duties of the MOF in force, by key."""
    filas = Funcion.objects.vigentes(timezone.localdate()).values_list("clave", "texto")
    return {clave: f"{clave} · {Truncator(texto).chars(90)}" for clave, texto in filas}
