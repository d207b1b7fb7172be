"""A name for the filters in force."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Q
from django.http import QueryDict

from cargos.models import Usuario
from tramite.forms.buscar import BuscarForm
from tramite.forms.campos import Linea
from tramite.models import Busqueda

LARGO = 1000


class BusquedaForm(forms.Form):
    """Keeps the filters that the search understood, as they are in the address."""

    filtros = forms.CharField(
        widget=forms.HiddenInput,
        max_length=LARGO,
        error_messages={"required": "Primero busque o filtre algo en la lista."},
    )
    nombre = Linea(max_length=80, label="Guardar lo que estoy viendo como")
    compartida = forms.BooleanField(label="La ve toda la oficina", required=False)

    def __init__(self, *args: Any, usuario: Usuario, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.usuario, self.hoy = usuario, hoy
        self.en_palabras = ""

    def clean_nombre(self) -> str:
        nombre: str = self.cleaned_data["nombre"]
        mias = Busqueda.objects.editables_para(self.usuario)
        if mias.filter(Q(nombre__iexact=nombre)).exists():
            raise forms.ValidationError("Ya tiene una búsqueda con ese nombre.")
        return nombre

    def clean_filtros(self) -> str:
        """Only known filters with a value; raises ValidationError when nothing is left."""
        busqueda = BuscarForm(QueryDict(self.cleaned_data["filtros"]), hoy=self.hoy)
        palabras = busqueda.en_palabras()
        if not palabras:
            raise forms.ValidationError("Primero busque o filtre algo en la lista.")
        self.en_palabras = "; ".join(f"{k}: {v}" for k, v in palabras.items())[:600]
        return filtros_de(busqueda)


def filtros_de(busqueda: BuscarForm) -> str:
    """The query of the address that repeats that search, without pages or empty filters."""
    pares = [(c, v) for c in busqueda.fields if (v := busqueda.data.get(c, ""))]
    return urlencode(pares)[:LARGO]
