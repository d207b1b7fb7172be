"""What the lists of organisations and of what was spoken with them may be asked."""

from django import forms
from django.db.models import Q

from convenios.cifras import Parametros
from convenios.forms.comun import FechaField
from convenios.forms.filtros import CUALQUIERA, Filtro
from convenios.models import Interaccion, Organizacion
from convenios.models.contacto import InteraccionQuerySet
from convenios.models.organizacion import OrganizacionQuerySet
from convenios.models.perfil import Mes
from convenios.territorio import DEPARTAMENTOS, NACIONAL

SIN_EMPRESAS = "no_empresa"
"""Value of «clase»: all but companies, which are of another post (069-05)."""
CLASES = [("", "Todas"), *Organizacion.Clase.choices, (SIN_EMPRESAS, "Todas menos empresas")]


def _de_clase(clase: str, campo: str = "clase") -> Q:
    if clase == SIN_EMPRESAS:
        return ~Q(**{campo: Organizacion.Clase.EMPRESA})
    return Q(**{campo: clase})


class FiltroOrganizaciones(Filtro):
    """The list of organisations."""

    q = forms.CharField(label="Buscar", required=False, max_length=100)
    clase = forms.ChoiceField(label="Clase", required=False, choices=CLASES)
    estado = forms.ChoiceField(
        label="Situación",
        required=False,
        choices=[
            ("", "Todas"),
            *Organizacion.Estado.choices,
            ("por_captar", "Potenciales, en cualquier paso"),
        ],
    )
    ficha = forms.ChoiceField(
        label="Ficha",
        required=False,
        choices=[("", "Todas"), ("al_dia", "Verificada"), ("por_actualizar", "Por actualizar")],
    )

    opera = forms.ChoiceField(
        label="Empresas que operan en",
        required=False,
        choices=[CUALQUIERA, *DEPARTAMENTOS.items()],
    )
    recibe = forms.ChoiceField(
        label="Fuentes que reciben en", required=False, choices=[CUALQUIERA, *Mes.choices]
    )

    al = FechaField(label="A la fecha", required=False, widget=forms.HiddenInput)

    def aplicar(self, filas: OrganizacionQuerySet, p: Parametros) -> OrganizacionQuerySet:
        """The rows asked for."""
        if lugar := self.pedido("opera"):
            filas = filas.filter(perfil_empresa__departamentos__overlap=[lugar, NACIONAL])
        if mes := self.pedido("recibe"):
            filas = filas.filter(perfil_fuente__meses__contains=[int(mes)])
        if texto := self.pedido("q"):
            filas = filas.buscar(texto)
        if clase := self.pedido("clase"):
            filas = filas.filter(_de_clase(clase))
        if estado := self.pedido("estado"):
            por_captar = estado == "por_captar"
            filas = filas.potenciales() if por_captar else filas.filter(estado=estado)
        if ficha := self.pedido("ficha"):
            filas = filas.por_frescura(ficha == "al_dia", self.pedido("al") or self.hoy, p)
        return filas


class FiltroInteracciones(Filtro):
    """What was spoken with organisations."""

    q = forms.CharField(label="Buscar", required=False, max_length=100)
    org = forms.IntegerField(label="Organización", required=False, widget=forms.HiddenInput)
    clase = forms.ChoiceField(label="Con", required=False, choices=CLASES)
    tipo = forms.ChoiceField(
        label="Medio", required=False, choices=[("", "Todos"), *Interaccion.Tipo.choices]
    )
    cargo = forms.RegexField(r"^\d{3}$", label="Cargo", required=False)
    desde = FechaField(label="Desde", required=False)
    hasta = FechaField(label="Hasta", required=False)

    def aplicar(self, filas: InteraccionQuerySet) -> InteraccionQuerySet:
        """The rows asked for, without those that were put right later."""
        filas = filas.validas()
        if texto := self.pedido("q"):
            filas = filas.buscar(texto)
        if org := self.pedido("org"):
            filas = filas.filter(Q(organizacion=org) | Q(organizacion__absorbida_por=org))
        if clase := self.pedido("clase"):
            filas = filas.filter(_de_clase(clase, "organizacion__clase"))
        pedidos = self.pedidos("tipo", por_posicion__nro_orden="cargo")
        return filas.filter(**pedidos, **self.entre("fecha"))
