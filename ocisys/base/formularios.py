"""Fields and layout that the forms of every app share."""

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms

PRIMER_ANIO, ULTIMO_ANIO = 1900, 2150


class FechaField(forms.DateField):
    """A date as it is typed in Peru, within the years that an office can mean.

    Its mistakes are said in Spanish; the year 0025 is one of them.
    """

    widget = forms.DateInput(
        format="%d/%m/%Y",
        attrs={"placeholder": "dd/mm/aaaa", "inputmode": "numeric", "class": "form-control"},
    )
    default_error_messages = {"invalid": "Escriba la fecha como 22/11/2026."}

    def clean(self, value: Any) -> date | None:
        fecha: date | None = super().clean(value)
        if fecha is not None and not PRIMER_ANIO <= fecha.year <= ULTIMO_ANIO:
            raise forms.ValidationError(f"El año va de {PRIMER_ANIO} a {ULTIMO_ANIO}.")
        return fecha


class SinMarco:
    """Mixin: crispy prints the fields, the template owns `<form>` and its single CSRF token."""

    disposicion: tuple[Any, ...] = ()
    """The layout; empty, the fields go one under another."""

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        if self.disposicion:
            helper.layout = Layout(*self.disposicion)
        return helper
