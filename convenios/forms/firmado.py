"""One screen to record a signed agreement from its PDF: its data, its clauses, its commitments."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from crispy_forms.layout import Fieldset
from django import forms
from django.db.models import Count
from django.forms import BaseFormSet, formset_factory
from django.utils.functional import cached_property

from cargos.models import Usuario
from convenios.acciones.firmado import Fila
from convenios.clausulado import leer_clausulas, leer_fecha, leer_nombre
from convenios.forms.compromiso import PASOS
from convenios.forms.comun import ConDisposicion, FechaField, area, fila, posicion, solo_si
from convenios.forms.convenio import ConvenioForm
from convenios.models import (
    ClaseCompromiso,
    Clausula,
    Compromiso,
    Convenio,
    Documento,
    Exigibilidad,
    Lado,
    Lectura,
    Materia,
    Organizacion,
    ParametroAlertas,
    ReglaRecurrencia,
)
from ocisys.base.sellado import huella_de, validar_archivo

FILAS = 8
"""Empty rows of the table of commitments; the script adds more, and so does saving."""


class LeerForm(ConDisposicion, forms.Form):
    """The PDF of a signed agreement."""

    archivo = forms.FileField(
        label="PDF del convenio firmado",
        validators=[validar_archivo],
        help_text="Se guarda tal como llega, con su huella.",
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf"}),
    )

    def __init__(self, *args: Any, usuario: Usuario, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.usuario = usuario

    def clean_archivo(self) -> Any:
        archivo = self.cleaned_data["archivo"]
        if not archivo.read(5).startswith(b"%PDF-"):
            raise forms.ValidationError("Suba el PDF: otro tipo de archivo se adjunta en la ficha.")
        mismos = Documento.objects.filter(
            clase=Documento.Clase.FIRMADO, archivo__sha256=huella_de(archivo)
        )
        if mismo := mismos.visibles_para(self.usuario).select_related("convenio").first():
            raise forms.ValidationError(f"Este archivo ya está en {mismo.convenio.codigo}.")
        return archivo


class FirmadoForm(ConvenioForm):
    """The data of a signed agreement, with a party on each side."""

    sector = forms.ModelChoiceField(Organizacion.objects.none(), label="Por el Sector")
    contraparte = forms.ModelChoiceField(Organizacion.objects.none(), label="Contraparte")

    class Meta(ConvenioForm.Meta):
        fields = [
            "denominacion",
            "tipo",
            "padre",
            "objeto",
            "coordinador",
            "importancia",
            "nivel_acceso",
            "fecha_suscripcion",
            "lugar_suscripcion",
            "regla_inicio",
            "inicio_vigencia",
            "plazo",
            "fecha_fin",
            "duracion",
            "duracion_unidad",
            "evento_fin",
            "renovacion",
            "preaviso_dias",
            "clausula_separacion",
            "monto_total",
            "moneda",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["etapa_inicial"], self.fields["idiomas"]
        for campo in ("sector", "contraparte"):
            self.fields[campo].queryset = Organizacion.objects.en_uso().en_orden()  # type: ignore[attr-defined]
        self.fields["sector"].initial = _sector_habitual()

    @property
    def disposicion(self) -> tuple[Any, ...]:  # type: ignore[override]
        return (
            Fieldset(
                "Qué es",
                "denominacion",
                fila("tipo", "padre"),
                fila("sector", "contraparte"),
                "objeto",
                "lugares",
                fila("coordinador", "importancia", "nivel_acceso"),
            ),
            Fieldset(
                "Firma, plazo y dinero",
                fila("fecha_suscripcion", "lugar_suscripcion"),
                fila("regla_inicio", "inicio_vigencia"),
                "plazo",
                solo_si("plazo", "fecha", "fecha_fin"),
                solo_si("plazo", "duracion", fila("duracion", "duracion_unidad")),
                solo_si("plazo", "evento", "evento_fin"),
                fila("renovacion", "preaviso_dias", "clausula_separacion"),
                fila("monto_total", "moneda"),
            ),
        )

    def llega_firmado(self, datos: dict[str, Any]) -> bool:
        return True

    def clean(self) -> dict[str, Any]:
        datos = super().clean()
        if datos.get("sector") and datos.get("sector") == datos.get("contraparte"):
            self.add_error("contraparte", "La misma organización no está en los dos lados.")
        return datos


def _sector_habitual() -> Organizacion | None:
    """The organisation that stands most often on our side."""
    usadas = Organizacion.objects.filter(partes__lado=Lado.SECTOR).annotate(n=Count("partes"))
    return usadas.order_by("-n", "pk").first()


class FilaClausulaForm(forms.Form):
    """A clause found in the text, to be copied or not."""

    copiar = forms.BooleanField(label="Copiar", required=False, initial=True)
    numero = forms.CharField(label="Número", max_length=40, required=False)
    titulo = forms.CharField(label="Título", max_length=160, required=False)
    materia = forms.ChoiceField(label="De qué trata", choices=Materia.choices, required=False)
    pagina = forms.IntegerField(label="Página", min_value=1, max_value=9999, required=False)
    texto = forms.CharField(label="Texto", max_length=50_000, required=False, widget=area(6))

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        if datos.get("copiar") and not datos.get("numero") and "numero" not in self.errors:
            self.add_error("numero", "Escriba su número, como en el papel.")
        return datos

    def clausula(self) -> Clausula:
        """The row to be saved."""
        datos = self.cleaned_data
        return Clausula(
            numero=datos["numero"],
            titulo=datos["titulo"],
            materia=datos["materia"] or Materia.OTRA,
            pagina=datos["pagina"],
            texto=datos["texto"],
        )


class ClausulasFormSet(BaseFormSet[FilaClausulaForm]):
    """The clauses found; each number once."""

    def clean(self) -> None:
        vistos: set[str] = set()
        for form in self.forms:
            numero = form.cleaned_data.get("numero", "").upper() if form.is_valid() else ""
            if numero and form.cleaned_data.get("copiar"):
                if numero in vistos:
                    form.add_error("numero", "Ese número está repetido.")
                vistos.add(numero)

    def clausulas(self) -> list[Clausula]:
        """The ones to be copied, in their order."""
        return [f.clausula() for f in self.forms if f.cleaned_data.get("copiar")]


class FilaCompromisoForm(forms.Form):
    """A row of the table: what, who, by which clause, when and how often."""

    titulo = forms.CharField(label="Qué hay que hacer", max_length=160, required=False)
    lado = forms.ChoiceField(label="Quién debe", choices=Lado.choices, required=False)
    clausula = forms.CharField(label="Cláusula", max_length=40, required=False)
    clase = forms.ChoiceField(label="Clase", choices=ClaseCompromiso.choices, required=False)
    base = FechaField(label="Vence", required=False)
    cada_meses = forms.TypedChoiceField(
        label="Se repite",
        choices=[("", "Una vez"), *PASOS[1:]],
        coerce=int,
        required=False,
    )
    cantidad = forms.IntegerField(label="Veces", min_value=1, max_value=600, required=False)
    responsable = posicion("Cargo")

    @property
    def esta_vacia(self) -> bool:
        """Whether nobody wrote anything in it: selects always have a value."""
        datos = self.cleaned_data
        return not any(datos.get(c) for c in ("titulo", "clausula", "base", "cantidad"))

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        if self.errors or self.esta_vacia:
            return datos
        if not datos.get("titulo"):
            self.add_error("titulo", "Diga qué hay que hacer.")
        if (datos.get("cada_meses") or datos.get("cantidad")) and not datos.get("base"):
            self.add_error("base", "Escriba la primera fecha.")
        if datos.get("cantidad", 0) and not datos.get("cada_meses") and datos["cantidad"] > 1:
            self.add_error("cada_meses", "Diga cada cuánto se repite.")
        return datos

    def fila(self, pesos: Mapping[str, int]) -> Fila:
        """The rows to be saved; without a date it is owed at all times. `pesos`: by class."""
        datos = self.cleaned_data
        base, cada = datos["base"], int(datos["cada_meses"] or 0)
        cuando = Exigibilidad.RECURRENTE if cada else Exigibilidad.FECHA_FIJA
        compromiso = Compromiso(
            titulo=datos["titulo"],
            clase=datos["clase"] or ClaseCompromiso.INFORME,
            exigibilidad=cuando if base else Exigibilidad.PERMANENTE,
            peso=pesos[datos["clase"] or ClaseCompromiso.INFORME],
            responsable=datos["responsable"],
        )
        regla = None
        if base:
            cantidad = datos["cantidad"] if cada else 1
            regla = ReglaRecurrencia(base=base, cada_meses=cada, cantidad=cantidad)
        return compromiso, regla, datos["lado"] or Lado.SECTOR.value, datos["clausula"].strip()


class FilasFormSet(BaseFormSet[FilaCompromisoForm]):
    """The commitments typed; empty rows are as if they were not there."""

    def add_fields(self, form: Any, index: int | None) -> None:
        """The posts are asked to the database once, not once per row."""
        super().add_fields(form, index)
        form.fields["responsable"].choices = self._cargos

    @cached_property
    def _cargos(self) -> list[Any]:
        return list(posicion("Cargo").choices)  # type: ignore[arg-type]

    def filas(self, hoy: date) -> list[Fila]:
        """Those that were filled, each as heavy as its class is on `hoy`."""
        pesos = ParametroAlertas.objects.en_vigor(hoy).pesos
        return [f.fila(pesos) for f in self.forms if not f.esta_vacia]


FormularioClausulas: type[ClausulasFormSet] = formset_factory(  # type: ignore[assignment]
    FilaClausulaForm, formset=ClausulasFormSet, extra=0, max_num=200, validate_max=True
)
_Filas: type[FilasFormSet] = formset_factory(  # type: ignore[assignment]
    FilaCompromisoForm, formset=FilasFormSet, extra=FILAS, max_num=100, validate_max=True
)


class RegistroFirmado:
    """The three parts of the screen, valid only together."""

    def __init__(self, datos: Any, *, lectura: Lectura, hoy: date) -> None:
        paginas = lectura.paginas
        inicial = {"denominacion": leer_nombre(paginas), "fecha_suscripcion": leer_fecha(paginas)}
        leidas = [c.__dict__ for c in leer_clausulas(paginas)] if datos is None else None
        self.convenio = FirmadoForm(datos, initial=inicial)
        self.clausulas = FormularioClausulas(datos, initial=leidas, prefix="clausulas")
        self.compromisos = _Filas(datos, prefix="compromisos")
        self.is_bound, self.hoy = datos is not None, hoy

    def is_valid(self) -> bool:
        """Whether all three are; each one is asked, so that every mistake is shown at once."""
        validas = [p.is_valid() for p in (self.convenio, self.clausulas, self.compromisos)]
        return all(validas)

    def acto(self) -> dict[str, Any]:
        """Arguments of `acciones.firmado.registrar_firmado`."""
        convenio: Convenio = self.convenio.save(commit=False)
        return {
            "convenio": convenio,
            "sector": self.convenio.cleaned_data["sector"],
            "contraparte": self.convenio.cleaned_data["contraparte"],
            "clausulas": self.clausulas.clausulas(),
            "filas": self.compromisos.filas(self.hoy),
        }
