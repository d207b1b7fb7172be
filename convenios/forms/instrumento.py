"""Forms of the international instruments: their ficha, dated facts, obligations and dates."""

from datetime import date
from typing import Any

from crispy_forms.layout import Fieldset
from django import forms

from cargos.models import UnidadOrganica, Usuario
from convenios.forms.compromiso import CUANDO, ConFechasForm
from convenios.forms.comun import (
    ConDisposicion,
    DireccionField,
    FechaField,
    UnidadField,
    area,
    con_denominacion,
    fechas,
    fila,
    posicion,
    ya_ocurrio,
)
from convenios.forms.filtros import CUALQUIERA, Filtro
from convenios.models import (
    Compromiso,
    Convenio,
    Eje,
    HitoInstrumento,
    InstrumentoInternacional,
    Ocurrencia,
)
from convenios.models.instrumento import FALTAS, InstrumentoQuerySet, le_falta
from ocisys.base.sellado import validar_archivo


def unidad(rotulo: str) -> UnidadField:
    """A field to choose the unit that leads or reports."""
    filas = con_denominacion(UnidadOrganica.objects.all())
    return UnidadField(filas, label=rotulo, required=False, empty_label="No consta")


class InstrumentoForm(ConDisposicion, forms.ModelForm):
    """The ficha of an instrument. Only its names, kind and scope are needed to start."""

    ejes = forms.MultipleChoiceField(
        label="Ejes del Sector",
        choices=Eje.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    disposicion = (
        Fieldset(
            "Qué es",
            "denominacion",
            fila("siglas", "clase", "ambito"),
            "organo",
            "ejes",
        ),
        Fieldset("Quién lo lleva", fila("unidad", "coordinador")),
        Fieldset("Qué obliga", "reservas", "sin_obligaciones", "convenios"),
        Fieldset("Si dejó de seguirse", fila("termino_el", "motivo_termino")),
        "fuente_dato",
    )

    class Meta:
        model = InstrumentoInternacional
        fields = [
            "denominacion",
            "siglas",
            "clase",
            "ambito",
            "organo",
            "ejes",
            "unidad",
            "coordinador",
            "reservas",
            "sin_obligaciones",
            "convenios",
            "termino_el",
            "motivo_termino",
            "fuente_dato",
        ]
        field_classes = fechas("termino_el")
        widgets = {"reservas": area(2)}

    def __init__(self, *args: Any, usuario: Usuario, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hoy = hoy
        self.fields["unidad"] = unidad("Unidad líder")
        self.fields["coordinador"] = posicion("Cargo que lo sigue")
        convenios: Any = self.fields["convenios"]
        convenios.queryset = Convenio.objects.visibles_para(usuario).order_by("codigo")
        convenios.help_text = "Ctrl y clic marca varios."
        convenios.widget.attrs["size"] = 10

    def clean_termino_el(self) -> date | None:
        return ya_ocurrio(self.cleaned_data["termino_el"], self.hoy)

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        if datos.get("termino_el") and not datos.get("motivo_termino"):
            self.add_error("motivo_termino", "Diga por qué dejó de seguirse.")
        sin_fecha = not datos.get("termino_el") and "termino_el" not in self.errors
        if datos.get("motivo_termino") and sin_fecha:
            self.add_error("termino_el", "Diga desde cuándo.")
        return datos


class HitoInstrumentoForm(ConDisposicion, forms.ModelForm):
    """A dated fact of an instrument and where it was read."""

    disposicion = (
        "tipo",
        fila("fecha", "precision"),
        "fuente",
        fila("url", "confianza"),
    )

    class Meta:
        model = HitoInstrumento
        fields = ["tipo", "fecha", "precision", "fuente", "url", "confianza"]
        field_classes = fechas("fecha") | {"url": DireccionField}

    def __init__(
        self, *args: Any, instrumento: InstrumentoInternacional, hoy: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.instance.instrumento, self.hoy = instrumento, hoy

    def clean_fecha(self) -> date:
        si_no = "Un hito es un hecho: su fecha no puede ser futura."
        return ya_ocurrio(self.cleaned_data["fecha"], self.hoy, si_no)

    def _get_validation_exclusions(self) -> set[str]:
        """Which date is chosen is decided by the act, so its constraint is not asked here."""
        return super()._get_validation_exclusions() | {"elegido"}  # type: ignore[misc]


class ObligacionForm(ConFechasForm):
    """What an instrument asks of the State, with who reports and who coordinates."""

    disposicion: tuple[Any, ...] = (
        Fieldset("Qué se debe", "titulo", fila("articulo", "producto"), "texto_literal"),
        CUANDO,
        Fieldset(
            "Quién lo pide, quién informa y quién coordina",
            fila("emisor", "informa", "coordina"),
        ),
        Fieldset(
            "Cuánto pesa y quién responde",
            fila("clase", "peso", "criticidad"),
            "responsable",
            "entregable",
            "medio_verificacion",
        ),
    )
    vacios = {"producto": "No consta"}

    class Meta:
        model = Compromiso
        fields = [
            "titulo",
            "articulo",
            "producto",
            "texto_literal",
            "exigibilidad",
            "condicion",
            "emisor",
            "informa",
            "coordina",
            "clase",
            "criticidad",
            "responsable",
            "entregable",
            "medio_verificacion",
        ]
        widgets = {"texto_literal": area(3)}

    def __init__(
        self, *args: Any, instrumento: InstrumentoInternacional, hoy: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, hoy=hoy, **kwargs)
        self.instance.instrumento = instrumento
        self.fields["informa"] = unidad("Unidad que informa")


class ConfirmarForm(ConDisposicion, forms.Form):
    """The date that the body itself gave, and where it said so."""

    fecha = FechaField(label="Fecha que confirma")
    organismo = forms.CharField(label="Quién la confirma", max_length=160)
    documento = forms.CharField(
        label="Dónde lo dice",
        max_length=200,
        help_text="Nota, correo o calendario publicado: su número y fecha.",
    )
    enlace = DireccionField(label="Dirección", required=False, max_length=300)
    archivo = forms.FileField(label="Archivo", required=False, validators=[validar_archivo])
    disposicion = (fila("fecha", "organismo"), "documento", fila("enlace", "archivo"))

    def __init__(self, *args: Any, ocurrencia: Ocurrencia, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        vence = ocurrencia.fecha_exigible
        self.fields["fecha"].initial = vence
        self.fields["fecha"].help_text = f"Si no es el {vence:%d/%m/%Y}, la obligación se mueve."
        self.fields["organismo"].initial = ocurrencia.compromiso.emisor


class FiltroInstrumentos(Filtro):
    """The list of instruments."""

    q = forms.CharField(label="Buscar", required=False, max_length=100)
    clase = forms.ChoiceField(
        label="Clase",
        required=False,
        choices=[("", "Todas"), *InstrumentoInternacional.Clase.choices],
    )
    ambito = forms.ChoiceField(
        label="Ámbito",
        required=False,
        choices=[CUALQUIERA, *InstrumentoInternacional.Ambito.choices],
    )
    eje = forms.ChoiceField(label="Eje", required=False, choices=[CUALQUIERA, *Eje.choices])
    ficha = forms.ChoiceField(
        label="Ficha",
        required=False,
        choices=[
            ("", "Todas"),
            ("completa", "Completa"),
            *((dato, f"Falta {rotulo}") for dato, rotulo in FALTAS.items()),
        ],
    )
    alcance = forms.ChoiceField(
        label="Cuáles", required=False, choices=[("", "Los que se siguen"), ("todos", "Todos")]
    )
    al = FechaField(label="A la fecha", required=False, widget=forms.HiddenInput)

    @property
    def dia(self) -> date:
        """The as-of date asked for, today without one."""
        dia: date = self.pedido("al") or self.hoy
        return dia

    def aplicar(self, filas: InstrumentoQuerySet) -> InstrumentoQuerySet:
        """The rows asked for, with what each lacks."""
        if self.pedido("alcance") != "todos":
            filas = filas.vigentes(self.dia)
        if texto := self.pedido("q"):
            filas = filas.buscar(texto)
        if eje := self.pedido("eje"):
            filas = filas.filter(ejes__contains=[eje])
        if ficha := self.pedido("ficha"):
            completa = ficha == "completa"
            filas = filas.completos() if completa else filas.filter(le_falta(ficha))
        filas = filas.filter(**self.pedidos("clase", "ambito"))
        return filas.con_faltas().select_related("coordinador")
