"""Which other ficha is of the same organisation."""

from django import forms

from convenios.forms.comun import ConDisposicion, area


class FusionarForm(ConDisposicion, forms.Form):
    """Why two fichas are of the same organisation."""

    motivo = forms.CharField(label="Cómo se sabe que es la misma", max_length=500, widget=area(2))
