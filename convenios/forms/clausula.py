"""Forms of what is copied from the signed paper: its clauses and its signatures."""

from typing import Any

from django import forms

from convenios.acciones.copia import clausula_corregida, esta_sellada
from convenios.forms.comun import ConDisposicion, area, errata, fechas, fila
from convenios.models import Clausula, Convenio, Firma


class ClausulaForm(ConDisposicion, forms.ModelForm):
    """A clause in the words of the paper."""

    disposicion: tuple[Any, ...] = (
        fila("numero", "materia"),
        "titulo",
        "texto",
        fila("documento", "pagina", "adenda"),
    )
    vacios = {"documento": "No está aquí", "adenda": "Del convenio"}

    class Meta:
        model = Clausula
        fields = ["numero", "materia", "titulo", "texto", "documento", "pagina", "adenda"]
        widgets = {"texto": area(8)}

    def __init__(self, *args: Any, convenio: Convenio, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.convenio = convenio
        papeles = convenio.documentos.filter(clase__in=["firmado", "adenda"])
        self.fields["documento"].queryset = papeles  # type: ignore[attr-defined]
        self.fields["adenda"].queryset = convenio.adendas.all()  # type: ignore[attr-defined]
        if self.instance.pk is None and len(papeles) == 1:
            self.fields["documento"].initial = papeles[0]
        self.fields["texto"].max_length = 50_000  # type: ignore[attr-defined]
        if self.instance.pk and esta_sellada(convenio, self.instance.adenda):
            self.fields["errata"] = errata(required=False, dice="estas palabras")
            self.disposicion = (*self.disposicion, "errata")

    def _get_validation_exclusions(self) -> set[str]:
        """The convenio is not in the form, and its unique number must be asked all the same."""
        return super()._get_validation_exclusions() - {"convenio"}  # type: ignore[misc]

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        if datos.get("pagina") and not datos.get("documento") and "documento" not in self.errors:
            self.add_error("documento", "Diga de qué documento es esa página.")
        return datos

    def _post_clean(self) -> None:
        """Once the instance holds what was typed, ask why the copy of the paper is corrected."""
        super()._post_clean()  # type: ignore[misc]
        if "errata" not in self.fields or self.errors or self.cleaned_data.get("errata"):
            return
        guardada = Clausula.objects.select_related("convenio", "adenda").get(pk=self.instance.pk)
        if cambios := clausula_corregida(guardada, self.instance):
            self.add_error("errata", f"Diga por qué se corrige: {'; '.join(cambios)}.")


class FirmaForm(ConDisposicion, forms.ModelForm):
    """Who signed for a party."""

    disposicion = (
        "parte",
        fila("persona", "cargo"),
        fila("calidad", "facultad"),
        fila("fecha", "lugar"),
    )

    class Meta:
        model = Firma
        fields = ["parte", "persona", "cargo", "calidad", "facultad", "fecha", "lugar"]
        field_classes = fechas("fecha")

    def __init__(self, *args: Any, convenio: Convenio, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        partes = convenio.partes.select_related("organizacion")
        self.fields["parte"].queryset = partes  # type: ignore[attr-defined]
        self.fields["fecha"].initial = convenio.fecha_suscripcion
        self.fields["lugar"].initial = convenio.lugar_suscripcion
        self.convenio = convenio

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        if datos.get("calidad") in ("delegado", "apoderado") and not datos.get("facultad"):
            self.add_error("facultad", "Quien firma por otro dice con qué norma o poder.")
        return datos
