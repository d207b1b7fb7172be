"""What is asked of another unit, and what it answered."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import OuterRef, Subquery

from cargos.models import UnidadOrganica, UnidadVersion
from convenios.forms.comun import (
    ConDisposicion,
    FechaField,
    UnidadField,
    area,
    fechas,
    fila,
    ya_ocurrio,
)
from convenios.forms.filtros import CUALQUIERA, Filtro
from convenios.models import (
    Convenio,
    InstrumentoInternacional,
    Ocurrencia,
    PasoRequerimiento,
    Requerimiento,
)
from convenios.models.requerimiento import RequerimientoQuerySet, Situacion
from ocisys.base.sellado import validar_archivo

SIN_UNIDADES = "Los Programas Nacionales se registran en Datos maestros, Unidades orgánicas."


def unidades(hoy: date) -> Any:
    """Units of the Ministry outside the office, by name; `denominacion` annotated."""
    versiones = UnidadVersion.objects.vigentes(hoy).filter(unidad=OuterRef("pk"))
    filas = UnidadOrganica.objects.filter(es_externa=True)
    con_nombre = filas.annotate(denominacion=Subquery(versiones.values("denominacion")[:1]))
    return con_nombre.exclude(denominacion=None).order_by("denominacion")


class RequerimientoForm(ConDisposicion, forms.ModelForm):
    disposicion = (
        "unidad",
        "asunto",
        "detalle",
        "ocurrencia",
        fila("documento", "enviado_el", "responder_hasta"),
    )

    class Meta:
        model = Requerimiento
        fields = [
            "unidad",
            "asunto",
            "detalle",
            "ocurrencia",
            "documento",
            "enviado_el",
            "responder_hasta",
        ]
        field_classes = fechas("enviado_el", "responder_hasta")
        widgets = {"detalle": area(3)}

    def __init__(
        self, *args: Any, origen: Convenio | InstrumentoInternacional, hoy: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        de = "convenio" if isinstance(origen, Convenio) else "instrumento"
        setattr(self.instance, de, origen)
        self.hoy = hoy
        filas = unidades(hoy)
        ayuda = "" if filas.exists() else SIN_UNIDADES
        self.fields["unidad"] = UnidadField(
            filas, label="A quién", empty_label="Elija…", help_text=ayuda
        )
        self.fields["detalle"].max_length = 4000  # type: ignore[attr-defined]
        abiertas = Ocurrencia.objects.al(hoy).filter(**{f"compromiso__{de}": origen}).abiertas()
        self.fields["ocurrencia"].queryset = (  # type: ignore[attr-defined]
            abiertas.select_related("compromiso").order_by("fecha_exigible")
        )

    def clean_enviado_el(self) -> date:
        si_no = "Se anota cuando ya se envió: la fecha es posterior a hoy."
        return ya_ocurrio(self.cleaned_data["enviado_el"], self.hoy, si_no)


class PasoForm(ConDisposicion, forms.ModelForm):
    """A reminder or an answer."""

    archivo = forms.FileField(label="Archivo", required=False, validators=[validar_archivo])
    disposicion = (fila("tipo", "medio", "fecha"), "texto", fila("documento", "archivo"))

    class Meta:
        model = PasoRequerimiento
        fields = ["tipo", "medio", "fecha", "texto", "documento"]
        field_classes = fechas("fecha")
        widgets = {"texto": area(3)}

    def __init__(self, *args: Any, requerimiento: Requerimiento, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.requerimiento, self.hoy = requerimiento, hoy
        self.fields["texto"].max_length = 4000  # type: ignore[attr-defined]

    def clean_fecha(self) -> date:
        fecha: date = self.cleaned_data["fecha"]
        if not self.requerimiento.enviado_el <= fecha <= self.hoy:
            desde = self.requerimiento.enviado_el
            raise forms.ValidationError(f"Va del {desde:%d/%m/%Y}, en que se pidió, a hoy.")
        return fecha


class FiltroRequerimientos(Filtro):
    """The list of requirements."""

    q = forms.CharField(label="Buscar", required=False, max_length=100)
    situacion = forms.ChoiceField(
        label="Situación",
        required=False,
        choices=[CUALQUIERA, *Situacion.choices, ("no_anulados", "Todos menos los anulados")],
    )
    destino = forms.ChoiceField(
        label="A quién",
        required=False,
        choices=[("", "Todas las unidades"), ("programas", "Programas Nacionales")],
    )
    convenio = forms.RegexField(r"^OCI-\d{4}-\d{4,}$", label="Convenio", required=False)
    instrumento = forms.IntegerField(
        label="Instrumento n.º", required=False, min_value=1, widget=forms.HiddenInput
    )
    cargo = forms.RegexField(r"^\d{3}$", label="Pidió el cargo", required=False)
    desde = FechaField(label="Enviados desde", required=False)
    hasta = FechaField(label="Enviados hasta", required=False)
    al = FechaField(label="A la fecha", required=False, widget=forms.HiddenInput)
    acceso = forms.ChoiceField(
        required=False,
        choices=[CUALQUIERA, ("abierto", "Sin los reservados")],
        widget=forms.HiddenInput,
    )

    @property
    def dia(self) -> date:
        """The as-of date asked for, today without one."""
        dia: date = self.pedido("al") or self.hoy
        return dia

    def aplicar(self, filas: RequerimientoQuerySet) -> RequerimientoQuerySet:
        """The rows asked for, with what a row prints."""
        filas = filas.para_lista(self.dia)
        if texto := self.pedido("q"):
            filas = filas.buscar(texto)
        if cual := self.pedido("situacion"):
            vivos = filas.filter(anulado_el=None)
            filas = vivos if cual == "no_anulados" else filas.en_situacion(cual, self.dia)
        if self.pedido("destino"):
            filas = filas.a_programas()
        if self.pedido("acceso"):
            filas = filas.exclude(convenio__nivel_acceso=Convenio.Acceso.RESERVADO)
        pedidos = self.pedidos(
            "instrumento", convenio__codigo="convenio", por_posicion__nro_orden="cargo"
        )
        return filas.filter(**pedidos, **self.entre("enviado_el"))
