"""Proposals to companies, donations and informative material."""

from datetime import date
from typing import Any

from django import forms

from cargos.models import Usuario
from cargos.permisos import Permiso
from convenios.acciones.empresas import se_sabe_si_es_proveedora
from convenios.forms.comun import (
    ConDisposicion,
    FechaField,
    area,
    fechas,
    fila,
    solo_si,
    ya_ocurrio,
)
from convenios.forms.filtros import CUALQUIERA, Filtro
from convenios.forms.requerimiento import UnidadField, unidades
from convenios.models import (
    Distribucion,
    Donacion,
    MaterialInformativo,
    Organizacion,
    PropuestaEmpresa,
)
from convenios.models.donacion import DonacionQuerySet
from convenios.models.material import MaterialQuerySet
from convenios.models.perfil import SIN_SABER
from convenios.models.propuesta import (
    CERRADAS,
    TRANSICIONES_PROPUESTA,
    Apoyo,
    EstadoPropuesta,
    PropuestaQuerySet,
)
from convenios.territorio import leer_ambito
from ocisys.base.sellado import validar_archivo


def _empresas() -> Any:
    return Organizacion.objects.en_uso().filter(clase=Organizacion.Clase.EMPRESA).en_orden()


class PropuestaForm(ConDisposicion, forms.ModelForm):
    """The text of a proposal, while it is a draft."""

    vacios = {"moneda": "Sin monto"}
    disposicion = (
        "empresa",
        "titulo",
        "necesidad",
        "unidad",
        fila("apoyo", "especie"),
        fila("moneda", "monto"),
        "imagen",
    )

    class Meta:
        model = PropuestaEmpresa
        fields = [
            "empresa",
            "titulo",
            "necesidad",
            "unidad",
            "apoyo",
            "especie",
            "moneda",
            "monto",
            "imagen",
        ]
        widgets = {"necesidad": area(3)}

    def __init__(self, *args: Any, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["empresa"].queryset = _empresas()  # type: ignore[attr-defined]
        self.fields["unidad"] = _unidad(hoy, "Programa o unidad que la necesita")
        self.fields["necesidad"].max_length = 4000  # type: ignore[attr-defined]


def _unidad(hoy: date, rotulo: str) -> UnidadField:
    return UnidadField(unidades(hoy), label=rotulo, required=False, empty_label="Ninguna todavía")


class PasoForm(ConDisposicion, forms.Form):
    """The next state of a proposal."""

    a = forms.ChoiceField(label="Pasa a", widget=forms.RadioSelect)
    fecha = FechaField(label="Fecha del hecho")
    nota = forms.CharField(
        label="Motivo o nota",
        required=False,
        max_length=2000,
        widget=area(3),
        help_text="Si se cierra, por qué la aceptaron o la rechazaron.",
    )
    documento = forms.CharField(label="Documento", required=False, max_length=160)
    disposicion = ("a", fila("fecha", "documento"), "nota")

    def __init__(
        self, *args: Any, propuesta: PropuestaEmpresa, usuario: Usuario, hoy: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        siguientes = TRANSICIONES_PROPUESTA[EstadoPropuesta(propuesta.estado)]
        revisa = usuario.puede(Permiso.PROPUESTA_REVISAR)
        self.fields["a"].choices = [  # type: ignore[attr-defined]
            (e.value, e.label)
            for e in EstadoPropuesta
            if e in siguientes and (revisa or e != EstadoPropuesta.REVISADA)
        ]
        if not revisa and EstadoPropuesta.REVISADA in siguientes:
            self.fields["a"].help_text = "Para enviarla, antes la revisa la jefatura."
        self.fields["fecha"].initial = hoy
        self.hoy, self.propuesta = hoy, propuesta

    def clean_fecha(self) -> date:
        return ya_ocurrio(self.cleaned_data["fecha"], self.hoy)

    def clean_a(self) -> str:
        a: str = self.cleaned_data["a"]
        if a == EstadoPropuesta.ENVIADA and not se_sabe_si_es_proveedora(self.propuesta):
            raise forms.ValidationError(SIN_SABER)
        return a

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        if datos.get("a") in CERRADAS and not datos.get("nota", "").strip():
            self.add_error("nota", "Diga por qué: es lo que servirá para la próxima propuesta.")
        return datos


class DonacionForm(ConDisposicion, forms.ModelForm):
    """What was promised."""

    vacios = {"moneda": "Sin valorizar"}
    disposicion = (
        fila("organizacion", "propuesta"),
        fila("apoyo", "descripcion"),
        solo_si("apoyo", "bienes servicios voluntariado", fila("cantidad", "medida")),
        fila("moneda", "valor"),
        "unidad",
        fila("lugares", "destino"),
        "prometido_el",
    )
    lugares = forms.CharField(
        label="A dónde va",
        required=False,
        max_length=400,
        help_text="Departamentos o ubigeos, separados por comas; o «nacional».",
    )

    class Meta:
        model = Donacion
        fields = [
            "organizacion",
            "propuesta",
            "apoyo",
            "descripcion",
            "cantidad",
            "medida",
            "moneda",
            "valor",
            "unidad",
            "lugares",
            "destino",
            "prometido_el",
        ]
        field_classes = fechas("prometido_el")

    def __init__(self, *args: Any, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hoy = hoy
        self.fields["organizacion"].queryset = Organizacion.objects.en_uso().en_orden()  # type: ignore[attr-defined]
        aceptadas = PropuestaEmpresa.objects.filter(estado=EstadoPropuesta.ACEPTADA)
        self.fields["propuesta"].queryset = aceptadas  # type: ignore[attr-defined]
        self.fields["unidad"] = _unidad(hoy, "Programa o unidad que la recibe")
        self.fields["prometido_el"].initial = hoy

    def clean_lugares(self) -> list[str]:
        return leer_ambito(self.cleaned_data["lugares"])

    def clean_prometido_el(self) -> date:
        return ya_ocurrio(self.cleaned_data["prometido_el"], self.hoy)

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        propuesta, quien = datos.get("propuesta"), datos.get("organizacion")
        if propuesta and quien and propuesta.empresa_id != quien.pk:
            self.add_error("propuesta", f"Esa propuesta es de {propuesta.empresa}.")
        return datos


class RecibirForm(ConDisposicion, forms.Form):
    """That a donation arrived."""

    recibido_el = FechaField(label="Recibida el")
    acta = forms.CharField(label="Acta de recepción", max_length=160, help_text="Su número.")
    archivo = forms.FileField(label="Acta escaneada", required=False, validators=[validar_archivo])
    disposicion = (fila("recibido_el", "acta"), "archivo")

    def __init__(self, *args: Any, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hoy = hoy
        self.fields["recibido_el"].initial = hoy

    def clean_recibido_el(self) -> date:
        return ya_ocurrio(self.cleaned_data["recibido_el"], self.hoy)


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


class FiltroPropuestas(Filtro):
    """The list of proposals."""

    q = forms.CharField(label="Buscar", required=False, max_length=100)
    estado = forms.ChoiceField(
        label="Estado", required=False, choices=[CUALQUIERA, *EstadoPropuesta.choices]
    )
    cargo = forms.RegexField(r"^\d{3}$", required=False, widget=forms.HiddenInput)
    desde = FechaField(label="Desde", required=False)
    hasta = FechaField(label="Hasta", required=False)

    def aplicar(self, filas: PropuestaQuerySet) -> PropuestaQuerySet:
        """The rows asked for, with what a row prints."""
        filas = filas.para_lista()
        if texto := self.pedido("q"):
            filas = filas.buscar(texto)
        pedidos = self.pedidos("estado", por_posicion__nro_orden="cargo")
        return filas.filter(**pedidos, **self.entre("registrada_el"))


class FiltroDonaciones(Filtro):
    """The list of donations."""

    POR_RECIBIR, RECIBIDAS, ANULADAS = "por_recibir", "recibidas", "anuladas"
    q = forms.CharField(label="Buscar", required=False, max_length=100)
    apoyo = forms.ChoiceField(label="Qué es", required=False, choices=[CUALQUIERA, *Apoyo.choices])
    situacion = forms.ChoiceField(
        label="Situación",
        required=False,
        choices=[
            ("", "Prometidas y recibidas"),
            (POR_RECIBIR, "Por recibir"),
            (RECIBIDAS, "Recibidas"),
            (ANULADAS, "Anuladas"),
        ],
    )
    org = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def aplicar(self, filas: DonacionQuerySet) -> DonacionQuerySet:
        """The rows asked for, with what a row prints."""
        cual = self.pedido("situacion")
        if cual == self.ANULADAS:
            filas = filas.filter(anulado_en__isnull=False)
        else:
            filas = filas.por_recibir() if cual == self.POR_RECIBIR else filas.sin_anular()
        if cual == self.RECIBIDAS:
            filas = filas.filter(recibido_el__isnull=False)
        if texto := self.pedido("q"):
            filas = filas.buscar(texto)
        if apoyo := self.pedido("apoyo"):
            filas = filas.filter(apoyo=apoyo)
        if org := self.pedido("org"):
            filas = filas.filter(organizacion=org)
        return filas.para_lista()


class FiltroMaterial(Filtro):
    """The list of informative material."""

    desde = FechaField(label="Aprobado desde", required=False)
    hasta = FechaField(label="Aprobado hasta", required=False)

    def aplicar(self, filas: MaterialQuerySet) -> MaterialQuerySet:
        """The rows asked for, with what a row prints."""
        return filas.filter(**self.entre("aprobado_el")).para_lista()
