"""Form of the act by which the party sees its file."""

from typing import Any

from django import forms

from tramite.forms.campos import Linea
from tramite.forms.mover import ActoForm
from tramite.models import CopiaTachada


class VistaForm(ActoForm):
    """Who saw the file, the copies taken and what was struck out; the hour is that of the act."""

    CALIDADES = ("el administrado", "su representante", "su abogado", "un tercero con interés")

    a_quien = Linea(label="Quién lo ve", max_length=160, help_text="Nombre y documento.")
    calidad = forms.ChoiceField(
        label="En calidad de", choices=[(c, c[:1].upper() + c[1:]) for c in CALIDADES]
    )
    copias = forms.IntegerField(
        label="Folios copiados", required=False, min_value=0, max_value=100_000, initial=0
    )
    pago = Linea(
        label="Comprobante de pago de las copias",
        required=False,
        max_length=60,
        help_text="Las copias se dan previo pago de su costo (TUO LPAG art. 160.1). Vacío si no "
        "se cobraron.",
    )
    entregadas = forms.ModelMultipleChoiceField(
        CopiaTachada.objects.none(),
        label="Copias con partes ocultas que se entregaron",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    tachado = Linea(
        label="Qué más se tachó y por qué",
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Datos personales de otros, opiniones previas a decidir u otra excepción de ley.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hechas = CopiaTachada.objects.hechas().filter(anexo__documento__expediente=self.expediente)
        if hechas.exists():
            self.fields["entregadas"].queryset = hechas.para_lista()  # type: ignore[attr-defined]
        else:
            del self.fields["entregadas"]
            self.fields["tachado"].label = "Qué se tachó y por qué"

    def clean_copias(self) -> int:
        return self.cleaned_data["copias"] or 0

    def clean(self) -> dict[str, Any]:
        limpio = super().clean() or self.cleaned_data
        copiado = limpio.get("copias", 1) or limpio.get("entregadas")
        if limpio.get("pago") and not copiado:
            self.add_error("copias", "Si se pagaron copias, diga cuántos folios.")
        return limpio
