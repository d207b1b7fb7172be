"""The ficha of an organisation, with the question «¿es la misma?» before a duplicate is saved."""

from typing import Any

from crispy_forms.layout import Field
from django import forms

from convenios.forms.comun import ConDisposicion, DireccionField, fechas, fila, solo_si
from convenios.models import Organizacion, RegistroApci
from convenios.models.perfil import SIN_SABER, negociar_sin_saber


class OrganizacionForm(ConDisposicion, forms.ModelForm):
    """Create or correct a ficha; `clases` are those that the person may keep."""

    otros_nombres = forms.CharField(
        label="Nombres anteriores",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Uno por línea.",
    )
    ruc = forms.CharField(label="RUC", required=False, max_length=20)
    no_es_la_misma = forms.BooleanField(
        label="Las revisé: no es ninguna de las parecidas", required=False
    )

    vacios = {"tipo_iati": "No consta", "sucedida_por": "Ella misma"}
    disposicion = (
        Field("nombre", data_parecidas="si"),
        fila("siglas", "clase"),
        fila("estado", "pais", "ruc"),
        solo_si("estado", "descartada", "motivo_descarte"),
        fila("tipo_iati", "iati_org_id"),
        "sitio",
        "otros_nombres",
        "sucedida_por",
        "fuente_dato",
        "no_es_la_misma",
    )

    class Meta:
        model = Organizacion
        fields = [
            "nombre",
            "siglas",
            "clase",
            "estado",
            "motivo_descarte",
            "pais",
            "ruc",
            "tipo_iati",
            "iati_org_id",
            "sitio",
            "sucedida_por",
            "fuente_dato",
        ]
        field_classes = {"sitio": DireccionField}

    def __init__(self, *args: Any, clases: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        opciones = [c for c in Organizacion.Clase.choices if c[0] in clases]
        self.fields["clase"].choices = opciones  # type: ignore[attr-defined]
        otras = Organizacion.objects.en_uso().exclude(pk=self.instance.pk).en_orden()
        self.fields["sucedida_por"].queryset = otras  # type: ignore[attr-defined]
        self.fields["otros_nombres"].initial = "\n".join(self.instance.nombres_anteriores)
        self.parecidas: list[Organizacion] = []

    def clean_pais(self) -> str:
        return str(self.cleaned_data["pais"]).upper()

    def clean_sucedida_por(self) -> Organizacion | None:
        """Nobody is succeeded by whom it succeeded, at whatever distance."""
        otra: Organizacion | None = self.cleaned_data["sucedida_por"]
        vistas = {self.instance.pk}
        siguiente = otra
        while siguiente is not None:
            if siguiente.pk in vistas:
                raise forms.ValidationError(f"{otra} ya figura como anterior a esta organización.")
            vistas.add(siguiente.pk)
            siguiente = siguiente.sucedida_por
        return otra

    def clean_ruc(self) -> str:
        """Digits only: people paste it with spaces and dashes."""
        return "".join(c for c in self.cleaned_data["ruc"] if c.isalnum())

    def clean_otros_nombres(self) -> list[str]:
        lineas = [n.strip() for n in self.cleaned_data["otros_nombres"].splitlines()]
        if largo := next((n for n in lineas if len(n) > 200), ""):
            raise forms.ValidationError(f"«{largo[:40]}…» pasa de 200 caracteres.")
        return [n for n in lineas if n]

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        if datos.get("estado") != Organizacion.Estado.DESCARTADA:
            datos["motivo_descarte"] = ""
        elif not datos.get("motivo_descarte"):
            self.add_error("motivo_descarte", "Diga por qué se descartó.")
        if negociar_sin_saber(self.instance, datos.get("clase", ""), datos.get("estado", "")):
            self.add_error("estado", SIN_SABER)
        if nombre := datos.get("nombre"):
            self._preguntar_por_parecidas(nombre, datos)
        return datos

    def _preguntar_por_parecidas(self, nombre: str, datos: dict[str, Any]) -> None:
        parecidas = Organizacion.objects.parecidas(nombre, datos.get("siglas", ""))
        self.parecidas = list(parecidas.exclude(pk=self.instance.pk)[:5])
        if self.parecidas and not datos.get("no_es_la_misma"):
            nombres = "; ".join(str(o) for o in self.parecidas)
            self.add_error("no_es_la_misma", f"¿Es la misma que ya está registrada? {nombres}.")

    def save(self, commit: bool = True) -> Organizacion:
        self.instance.nombres_anteriores = self.cleaned_data["otros_nombres"]
        organizacion: Organizacion = super().save(commit)
        return organizacion


class RegistroApciForm(ConDisposicion, forms.ModelForm):
    """An inscription in a register of APCI, as its page says today."""

    vacios = {"estado": "No lo dice"}
    disposicion = (
        fila("registro", "numero"),
        "resolucion",
        fila("desde", "hasta", "estado"),
        "sancion",
        "fuente_url",
    )

    class Meta:
        model = RegistroApci
        fields = [
            "registro",
            "numero",
            "resolucion",
            "desde",
            "hasta",
            "estado",
            "sancion",
            "fuente_url",
        ]
        field_classes = fechas("desde", "hasta") | {"fuente_url": DireccionField}

    def __init__(self, *args: Any, organizacion: Organizacion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.organizacion = organizacion
