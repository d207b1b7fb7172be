"""The data of an agreement, as its paper says them."""

from typing import Any

from crispy_forms.bootstrap import InlineCheckboxes
from crispy_forms.layout import Fieldset
from django import forms
from django.db.models import prefetch_related_objects

from cargos.models import UnidadOrganica
from convenios.acciones.convenio import corregidos
from convenios.estados import INICIALES, Etapa
from convenios.forms.comun import (
    ConDisposicion,
    SiNo,
    UnidadField,
    area,
    con_denominacion,
    fechas,
    fila,
    posicion,
    solo_si,
)
from convenios.models import (
    MARCOS,
    Convenio,
    Idioma,
    Plazo,
)
from convenios.territorio import leer_ambito

_PIDE = {
    Plazo.FECHA: ("fecha_fin",),
    Plazo.DURACION: ("duracion", "duracion_unidad"),
    Plazo.EVENTO: ("evento_fin",),
}


class ConvenioForm(ConDisposicion, forms.ModelForm):
    """The data of an agreement as the paper says them. Only name and kind are needed to start."""

    etapa_inicial = forms.ChoiceField(
        label="Se registra como",
        choices=[(e.value, e.label) for e in Etapa if e in INICIALES],
        initial=Etapa.IDEA,
        help_text="«Suscrito» si llega ya firmado.",
    )

    errata = forms.CharField(
        label="Fe de erratas: por qué se corrige",
        required=False,
        max_length=2000,
        widget=area(2),
        help_text="Sólo si corrige algo que se copió mal del documento firmado, que está sellado.",
    )

    lugares = forms.CharField(
        label="Ámbito",
        required=False,
        max_length=1000,
        help_text="Departamentos o ubigeos, separados por comas; o «nacional».",
    )
    idiomas = forms.MultipleChoiceField(
        label="Idiomas en que se firma",
        choices=Idioma.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Convenio
        fields = [
            "denominacion",
            "tipo",
            "padre",
            "objeto",
            "idiomas",
            "tema",
            "unidad",
            "coordinador",
            "importancia",
            "nivel_acceso",
            "fecha_suscripcion",
            "lugar_suscripcion",
            "regla_inicio",
            "inicio_vigencia",
            "nota_fechas",
            "plazo",
            "fecha_fin",
            "duracion",
            "duracion_unidad",
            "evento_fin",
            "renovacion",
            "preaviso_dias",
            "clausula_separacion",
            "requiere_perfeccionamiento",
            "via_perfeccionamiento",
            "requiere_conformidad_apci",
            "requiere_plan_operaciones",
            "sin_compromisos",
            "monto_total",
            "moneda",
            "resumen_publico",
            "iati_id",
            "fuente_dato",
        ]
        field_classes = fechas("fecha_suscripcion", "inicio_vigencia", "fecha_fin")
        widgets = {
            "denominacion": area(2),
            "objeto": area(3),
            "resumen_publico": area(2),
            "clausula_separacion": SiNo("No consta", "Sí, la tiene", "No la tiene"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        marcos = Convenio.objects.filter(tipo__in=MARCOS).exclude(pk=self.instance.pk)
        self.fields["padre"].queryset = marcos  # type: ignore[attr-defined]
        self.fields["coordinador"] = posicion("Cargo que lo coordina")
        self.fields["unidad"] = UnidadField(
            con_denominacion(UnidadOrganica.objects.all()),
            label="Unidad que lo ejecuta",
            required=False,
            empty_label="No consta",
        )
        self.fields["clausula_separacion"] = forms.NullBooleanField(
            label="Cláusula de libre adhesión y separación",
            required=False,
            widget=self.fields["clausula_separacion"].widget,
            help_text="TUO LPAG, art. 77: los convenios entre entidades la llevan.",
        )
        self.fields["lugares"].initial = ", ".join(self.instance.ambito)
        if self.instance.pk:
            del self.fields["etapa_inicial"]
            self._proponer_iati()
        else:
            self.fields.pop("iati_id", None)  # it is made of the code, which comes with the record
        if not self.instance.pk or not self.instance.tiene_documento_firmado:
            del self.fields["errata"]

    @property
    def disposicion(self) -> tuple[Any, ...]:  # type: ignore[override]
        inicio = ("etapa_inicial",) if "etapa_inicial" in self.fields else ()
        iati = ("iati_id",) if "iati_id" in self.fields else ()
        return (
            Fieldset(
                "Qué es",
                "denominacion",
                fila("tipo", "padre"),
                *inicio,
                "objeto",
                "lugares",
                InlineCheckboxes("idiomas"),
                fila("tema", "unidad", "coordinador"),
                fila("importancia", "nivel_acceso"),
            ),
            Fieldset(
                "Firma y plazo",
                fila("fecha_suscripcion", "lugar_suscripcion"),
                fila("regla_inicio", "inicio_vigencia"),
                "plazo",
                solo_si("plazo", "fecha", "fecha_fin"),
                solo_si("plazo", "duracion", fila("duracion", "duracion_unidad")),
                solo_si("plazo", "evento", "evento_fin"),
                "nota_fechas",
                fila("renovacion", "preaviso_dias"),
                fila("monto_total", "moneda"),
            ),
            Fieldset(
                "Condiciones",
                "clausula_separacion",
                "requiere_perfeccionamiento",
                "via_perfeccionamiento",
                "requiere_conformidad_apci",
                "requiere_plan_operaciones",
                "sin_compromisos",
            ),
            Fieldset("Difusión y fuente", "resumen_publico", *iati, "fuente_dato"),
            *(("errata",) if "errata" in self.fields else ()),
        )

    def _proponer_iati(self) -> None:
        """Say what the identifier should be, by its code and who publishes it."""
        prefetch_related_objects([self.instance], "partes__organizacion")
        self._publicador = self.instance.publicador
        propuesto = self.instance.iati_propuesto
        self.fields["iati_id"].help_text = (
            f"Le corresponde {propuesto}"
            if propuesto
            else "Para proponerlo, anote el identificador IATI de la parte del Sector en su ficha."
        )

    def clean_iati_id(self) -> str:
        """IATI 1.1.21: it starts with the identifier of whoever publishes it."""
        valor = str(self.cleaned_data["iati_id"])
        if valor and self._publicador and not valor.startswith(f"{self._publicador}-"):
            raise forms.ValidationError(f"Empieza con «{self._publicador}-», de quien lo publica.")
        return valor

    def clean_lugares(self) -> list[str]:
        return leer_ambito(self.cleaned_data["lugares"])

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        self._limpiar_plazo(datos)
        firmado = self.llega_firmado(datos)
        if (
            firmado
            and not datos.get("fecha_suscripcion")
            and not self.errors.get("fecha_suscripcion")
        ):
            self.add_error("fecha_suscripcion", "Un convenio suscrito lleva su fecha.")
        por_firma = datos.get("regla_inicio") == Convenio.ReglaInicio.SUSCRIPCION
        if firmado and por_firma and not datos.get("inicio_vigencia"):
            datos["inicio_vigencia"] = datos.get("fecha_suscripcion")
        self._limpiar_monto(datos)
        if datos.get("via_perfeccionamiento") and not datos.get("requiere_perfeccionamiento"):
            self.add_error("requiere_perfeccionamiento", "Márquelo, si tiene una vía.")
        fin, inicio = datos.get("fecha_fin"), datos.get("inicio_vigencia")
        if fin and inicio and fin < inicio and not datos.get("nota_fechas"):
            self.add_error("fecha_fin", "Termina antes de empezar.")
            self.add_error("nota_fechas", "Si el documento lo dice así, escriba dónde.")
        return datos

    def llega_firmado(self, datos: dict[str, Any]) -> bool:
        """Whether what is recorded is already signed."""
        return datos.get("etapa_inicial") == Etapa.SUSCRITO or self.instance.es_firmado

    def _limpiar_monto(self, datos: dict[str, Any]) -> None:
        monto, moneda = datos.get("monto_total"), datos.get("moneda")
        if monto and not moneda and "moneda" not in self.errors:
            self.add_error("moneda", "Diga en qué moneda.")
        if moneda and not monto and "monto_total" not in self.errors:
            self.add_error("monto_total", "Escriba el monto, o deje la moneda en blanco.")

    def _post_clean(self) -> None:
        """Once the instance holds what was typed, ask why the copy of the paper is corrected."""
        if "lugares" in self.cleaned_data:
            self.instance.ambito = self.cleaned_data["lugares"]
        super()._post_clean()  # type: ignore[misc]
        if "errata" not in self.fields or self.errors:
            return
        guardado = Convenio.objects.get(pk=self.instance.pk)
        cambios = corregidos(guardado, self.instance)
        if cambios and not self.cleaned_data.get("errata"):
            self.add_error("errata", f"Diga por qué se corrige: {', '.join(cambios)}.")

    def _limpiar_plazo(self, datos: dict[str, Any]) -> None:
        """Ask for what the kind of term needs, and drop what belongs to the other kinds."""
        plazo = Plazo(datos.get("plazo") or Plazo.NO_CONSTA)
        necesarios = _PIDE.get(plazo, ())
        for campo in necesarios:
            if not datos.get(campo) and campo not in self.errors:
                self.add_error(campo, f"Hace falta con el plazo «{plazo.label.lower()}».")
        vacios = {"fecha_fin": None, "duracion": None, "duracion_unidad": "", "evento_fin": ""}
        for campo, vacio in vacios.items():
            if campo not in necesarios and campo not in self.errors:
                datos[campo] = vacio
