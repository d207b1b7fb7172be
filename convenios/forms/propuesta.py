"""Proposals to companies: the text, the next state, the list."""

from datetime import date
from typing import Any

from django import forms

from cargos.models import Usuario
from cargos.permisos import Permiso
from convenios.acciones.propuesta import se_sabe_si_es_proveedora
from convenios.forms.comun import ConDisposicion, FechaField, UnidadField, area, fila
from convenios.forms.filtros import CUALQUIERA, Filtro
from convenios.forms.paso import PasoForm
from convenios.forms.requerimiento import unidades
from convenios.models import Organizacion, PropuestaEmpresa
from convenios.models.perfil import SIN_SABER
from convenios.models.propuesta import (
    CERRADAS,
    TRANSICIONES_PROPUESTA,
    EstadoPropuesta,
    PropuestaQuerySet,
)

E = EstadoPropuesta


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
        empresas = Organizacion.objects.en_uso().filter(clase=Organizacion.Clase.EMPRESA)
        self.fields["empresa"].queryset = empresas.en_orden()  # type: ignore[attr-defined]
        self.fields["unidad"] = UnidadField(
            unidades(hoy),
            label="Programa o unidad que la necesita",
            required=False,
            empty_label="Ninguna todavía",
        )
        self.fields["necesidad"].max_length = 4000  # type: ignore[attr-defined]


class PasoPropuestaForm(PasoForm):
    """The next state of a proposal."""

    con_motivo = CERRADAS
    sin_motivo = "Diga por qué: es lo que servirá para la próxima propuesta."

    def __init__(
        self, *args: Any, propuesta: PropuestaEmpresa, usuario: Usuario, **kwargs: Any
    ) -> None:
        siguientes = TRANSICIONES_PROPUESTA[E(propuesta.estado)]
        revisa = usuario.puede(Permiso.PROPUESTA_REVISAR)
        suyas = siguientes if revisa else siguientes - {E.REVISADA}
        super().__init__(*args, siguientes=[e for e in E if e in suyas], **kwargs)
        self.propuesta = propuesta
        self.fields["nota"].help_text = "Si se cierra, por qué la aceptaron o la rechazaron."
        if suyas != siguientes:
            self.fields["a"].help_text = "Para enviarla, antes la revisa la jefatura."

    def clean_a(self) -> str:
        a: str = self.cleaned_data["a"]
        if a == E.ENVIADA and not se_sabe_si_es_proveedora(self.propuesta):
            raise forms.ValidationError(SIN_SABER)
        return a


class FiltroPropuestas(Filtro):
    """The list of proposals."""

    q = forms.CharField(label="Buscar", required=False, max_length=100)
    estado = forms.ChoiceField(label="Estado", required=False, choices=[CUALQUIERA, *E.choices])
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
