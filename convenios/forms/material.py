"""Informative material: a version, its approval, to whom it is given, the list."""

from datetime import date
from typing import Any

from django import forms

from convenios.forms.comun import ConDisposicion, FechaField, fechas, fila, ya_ocurrio
from convenios.forms.filtros import Filtro
from convenios.models import Distribucion, MaterialInformativo, Organizacion
from convenios.models.material import MaterialQuerySet
from ocisys.base.sellado import validar_archivo


class MaterialForm(ConDisposicion, forms.ModelForm):
    """A version of a leaflet or a presentation, with its file."""

    archivo = forms.FileField(
        label="Archivo", validators=[validar_archivo], help_text="Como se verá: PDF o imagen."
    )
    disposicion = (fila("titulo", "version"), "publico", "archivo")

    class Meta:
        model = MaterialInformativo
        fields = ["titulo", "version", "publico"]


class AprobarForm(ConDisposicion, forms.Form):
    """That the Oficina de Comunicación approved it."""

    aprobado_el = FechaField(label="Aprobado el")
    aprobado_por = forms.CharField(label="Quién aprobó en Comunicación", max_length=160)
    aprobacion = forms.CharField(
        label="Documento de aprobación", max_length=160, help_text="Memorando u oficio: su número."
    )
    disposicion = (fila("aprobado_el", "aprobacion"), "aprobado_por")

    def __init__(self, *args: Any, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hoy = hoy

    def clean_aprobado_el(self) -> date:
        return ya_ocurrio(self.cleaned_data["aprobado_el"], self.hoy)


class DistribucionForm(ConDisposicion, forms.ModelForm):
    """To whom it was given."""

    disposicion = (fila("organizacion", "destinatario"), fila("fecha", "cantidad", "medio"))

    class Meta:
        model = Distribucion
        fields = ["organizacion", "destinatario", "fecha", "cantidad", "medio"]
        field_classes = fechas("fecha")

    def __init__(self, *args: Any, material: MaterialInformativo, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.material, self.hoy = material, hoy
        self.fields["organizacion"].queryset = Organizacion.objects.en_uso().en_orden()  # type: ignore[attr-defined]
        self.fields["fecha"].initial = hoy
        self.fields["cantidad"].min_value = 1  # type: ignore[attr-defined]

    def clean_fecha(self) -> date:
        return ya_ocurrio(self.cleaned_data["fecha"], self.hoy)


class FiltroMaterial(Filtro):
    """The list of informative material."""

    desde = FechaField(label="Aprobado desde", required=False)
    hasta = FechaField(label="Aprobado hasta", required=False)

    def aplicar(self, filas: MaterialQuerySet) -> MaterialQuerySet:
        """The rows asked for, with what a row prints."""
        return filas.filter(**self.entre("aprobado_el")).para_lista()
