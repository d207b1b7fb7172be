"""Forms of an agreement: its data, parties, milestones, stage, renewal and adendas."""

from datetime import date
from typing import Any

from crispy_forms.layout import Div, Fieldset
from django import forms

from convenios.estados import CON_MOTIVO, INICIALES, TRANSICIONES, Etapa
from convenios.forms.comun import ConDisposicion, DireccionField, FechaField, area, fechas, posicion
from convenios.models import (
    MARCOS,
    Adenda,
    Convenio,
    DecisionRenovacion,
    EfectoAdenda,
    Hito,
    Organizacion,
    Parte,
    Plazo,
    Rol,
)
from convenios.validaciones import Falla, Nivel


def _fila(*campos: str) -> Div:
    ancho = {2: "col-sm-6", 3: "col-sm-4"}[len(campos)]
    return Div(*(Div(c, css_class=ancho) for c in campos), css_class="row")


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

    class Meta:
        model = Convenio
        fields = [
            "denominacion",
            "tipo",
            "padre",
            "objeto",
            "tema",
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
            "requiere_perfeccionamiento",
            "requiere_conformidad_apci",
            "requiere_plan_operaciones",
            "sin_compromisos",
            "resumen_publico",
            "fuente_dato",
        ]
        field_classes = fechas("fecha_suscripcion", "inicio_vigencia", "fecha_fin")
        widgets = {
            "denominacion": area(2),
            "objeto": area(3),
            "resumen_publico": area(2),
            "clausula_separacion": forms.Select(
                choices=[
                    ("unknown", "No consta"),
                    ("true", "Sí, la tiene"),
                    ("false", "No la tiene"),
                ]
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        marcos = Convenio.objects.filter(tipo__in=MARCOS).exclude(pk=self.instance.pk)
        self.fields["padre"].queryset = marcos  # type: ignore[attr-defined]
        self.fields["coordinador"] = posicion("Cargo que lo coordina")
        self.fields["clausula_separacion"] = forms.NullBooleanField(
            label="Cláusula de libre adhesión y separación",
            required=False,
            widget=self.fields["clausula_separacion"].widget,
            help_text="TUO LPAG, art. 77: los convenios entre entidades la llevan.",
        )
        if self.instance.pk:
            del self.fields["etapa_inicial"]

    @property
    def disposicion(self) -> tuple[Any, ...]:  # type: ignore[override]
        inicio = ("etapa_inicial",) if "etapa_inicial" in self.fields else ()
        return (
            Fieldset(
                "Qué es",
                "denominacion",
                _fila("tipo", "padre"),
                *inicio,
                "objeto",
                _fila("tema", "coordinador"),
                _fila("importancia", "nivel_acceso"),
            ),
            Fieldset(
                "Firma y plazo",
                _fila("fecha_suscripcion", "lugar_suscripcion"),
                _fila("regla_inicio", "inicio_vigencia"),
                _fila("plazo", "fecha_fin"),
                _fila("duracion", "duracion_unidad", "evento_fin"),
                _fila("renovacion", "preaviso_dias"),
            ),
            Fieldset(
                "Condiciones",
                "clausula_separacion",
                "requiere_perfeccionamiento",
                "requiere_conformidad_apci",
                "requiere_plan_operaciones",
                "sin_compromisos",
            ),
            Fieldset("Difusión y fuente", "resumen_publico", "fuente_dato"),
        )

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        self._limpiar_plazo(datos)
        firmado = datos.get("etapa_inicial") == Etapa.SUSCRITO or self.instance.es_firmado
        if (
            firmado
            and not datos.get("fecha_suscripcion")
            and not self.errors.get("fecha_suscripcion")
        ):
            self.add_error("fecha_suscripcion", "Un convenio suscrito lleva su fecha.")
        por_firma = datos.get("regla_inicio") == Convenio.ReglaInicio.SUSCRIPCION
        if firmado and por_firma and not datos.get("inicio_vigencia"):
            datos["inicio_vigencia"] = datos.get("fecha_suscripcion")
        fin, inicio = datos.get("fecha_fin"), datos.get("inicio_vigencia")
        if fin and inicio and fin < inicio:
            self.add_error("fecha_fin", "Termina antes de empezar.")
        return datos

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


class ParteForm(ConDisposicion, forms.ModelForm):
    """A party with its side and roles."""

    roles = forms.TypedMultipleChoiceField(
        label="Roles",
        choices=Rol.choices,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    disposicion = (
        "organizacion",
        "lado",
        "roles",
        "denominacion_al_firmar",
        _fila("firmante", "firmante_cargo"),
        _fila("facultad", "firmado_el"),
    )

    class Meta:
        model = Parte
        fields = [
            "organizacion",
            "lado",
            "denominacion_al_firmar",
            "firmante",
            "firmante_cargo",
            "facultad",
            "firmado_el",
        ]
        field_classes = fechas("firmado_el")

    def __init__(self, *args: Any, convenio: Convenio, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ya_estan = convenio.partes.values("organizacion")
        disponibles = Organizacion.objects.exclude(pk__in=ya_estan).en_orden()
        self.fields["organizacion"].queryset = disponibles  # type: ignore[attr-defined]


class HitoForm(ConDisposicion, forms.ModelForm):
    """A dated fact of an agreement and where it was read."""

    disposicion = (
        _fila("tipo", "parte"),
        _fila("fecha", "precision"),
        "fuente",
        _fila("url", "confianza"),
    )

    class Meta:
        model = Hito
        fields = ["tipo", "parte", "fecha", "precision", "fuente", "url", "confianza"]
        field_classes = fechas("fecha") | {"url": DireccionField}

    def __init__(self, *args: Any, convenio: Convenio, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.convenio = convenio
        partes = convenio.partes.select_related("organizacion")
        self.fields["parte"].queryset = partes  # type: ignore[attr-defined]

    def _get_validation_exclusions(self) -> set[str]:
        """Which date is chosen is decided by the act, so its constraint is not asked here."""
        return super()._get_validation_exclusions() | {"elegido"}  # type: ignore[misc]


class MotivoForm(ConDisposicion, forms.Form):
    """A reason in one's own words."""

    motivo = forms.CharField(label="Por qué", max_length=300, widget=area(3))


class EtapaForm(ConDisposicion, forms.Form):
    """The next stage; what it waives is typed once the rules have spoken."""

    ETAPAS = frozenset(Etapa.values)

    a = forms.ChoiceField(label="Pasa a")
    fecha = FechaField(label="Fecha del hecho")
    motivo = forms.CharField(label="Motivo o nota", required=False, max_length=2000, widget=area(3))

    def __init__(
        self,
        *args: Any,
        convenio: Convenio,
        hoy: date,
        fallas: tuple[Falla, ...] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        siguientes = [e for e in Etapa if e in TRANSICIONES[Etapa(convenio.etapa)]]
        self.fields["a"].choices = [(e.value, e.label) for e in siguientes]  # type: ignore[attr-defined]
        self.fields["fecha"].initial = hoy
        self.hoy = hoy
        for falla in fallas:
            if falla.nivel == Nivel.DISPENSA:
                self.fields[f"dispensa_{falla.codigo}"] = forms.CharField(
                    label=f"Dispensa: {falla.frase}",
                    required=False,
                    max_length=500,
                    help_text="Diga por qué se dispensa; quedará en la historia del convenio.",
                )

    def clean_fecha(self) -> date:
        fecha: date = self.cleaned_data["fecha"]
        if fecha > self.hoy:
            raise forms.ValidationError("La fecha es posterior a hoy.")
        return fecha

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        if datos.get("a") in CON_MOTIVO and not datos.get("motivo"):
            self.add_error("motivo", "Diga por qué: es lo que se leerá dentro de diez años.")
        return datos

    def decir(self, pendientes: tuple[Falla, ...]) -> None:
        """Put each requirement that still refuses the act where it can be waived, or on top."""
        for falla in pendientes:
            campo = f"dispensa_{falla.codigo}"
            norma = f" ({falla.norma})" if falla.norma else ""
            self.add_error(campo if campo in self.fields else None, f"{falla.frase}{norma}")

    def acto(self) -> dict[str, Any]:
        """Arguments of `acciones.etapa.cambiar_etapa`."""
        datos = self.cleaned_data
        return {c: datos[c] for c in ("a", "fecha", "motivo")} | {"dispensas": self.dispensas}

    @property
    def dispensas(self) -> dict[str, str]:
        """Waivers typed: code of the rule → reason."""
        prefijo = "dispensa_"
        return {
            k.removeprefix(prefijo): v
            for k, v in self.cleaned_data.items()
            if k.startswith(prefijo) and v
        }


class DecisionForm(ConDisposicion, forms.ModelForm):
    """What is decided about the end of an agreement."""

    class Meta:
        model = DecisionRenovacion
        fields = ["sentido", "motivo"]
        widgets = {"sentido": forms.RadioSelect, "motivo": area(3)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sentido"].choices = DecisionRenovacion.Sentido.choices  # type: ignore[attr-defined]
        self.fields["motivo"].max_length = 2000  # type: ignore[attr-defined]


class AdendaForm(ConDisposicion, forms.ModelForm):
    """A signed adenda."""

    efectos = forms.MultipleChoiceField(
        label="Qué cambia", choices=EfectoAdenda.choices, widget=forms.CheckboxSelectMultiple
    )
    disposicion = (
        _fila("fecha", "norma_aprobatoria"),
        "efectos",
        "nueva_fecha_fin",
        "objeto",
        "extemporanea_razon",
        "fuente_dato",
    )

    class Meta:
        model = Adenda
        fields = [
            "fecha",
            "norma_aprobatoria",
            "efectos",
            "nueva_fecha_fin",
            "objeto",
            "extemporanea_razon",
            "fuente_dato",
        ]
        field_classes = fechas("fecha", "nueva_fecha_fin")
        widgets = {"objeto": area(3), "extemporanea_razon": area(2)}

    def __init__(self, *args: Any, convenio: Convenio, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.convenio = convenio

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        if "plazo" in datos.get("efectos", []) and not datos.get("nueva_fecha_fin"):
            self.add_error("nueva_fecha_fin", "Una adenda de plazo dice la nueva fecha de fin.")
        if datos.get("nueva_fecha_fin") and "plazo" not in datos.get("efectos", []):
            self.add_error("efectos", "Si cambia la fecha de fin, marque también «Plazo».")
        return datos
