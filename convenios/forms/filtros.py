"""What the lists and the dashboard may be asked. One object filters the page, its figures and its
exports, so that a number and the rows behind it can never disagree.

A value that cannot be understood is as if it had not been asked; its error stands by its field.
"""

from datetime import date
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils.choices import CallableChoiceIterator

from cargos.models import UnidadOrganica
from convenios.forms.comun import FechaField, SelectLargo, con_denominacion
from convenios.models import Convenio, Organizacion, Parte, TipoInstrumento
from ocisys.base.busqueda import ordena_es

CUALQUIERA = ("", "Todos")


class Filtro(forms.Form):
    """Base: a GET form that never refuses."""

    def __init__(self, datos: Any, *, hoy: date) -> None:
        super().__init__(datos)
        self.hoy = hoy
        for nombre, campo in self.fields.items():
            clase = "form-select" if isinstance(campo.widget, forms.Select) else "form-control"
            campo.widget.attrs |= {"class": clase, "id": nombre}
            opciones = getattr(campo, "choices", None)
            if isinstance(opciones, CallableChoiceIterator):  # asked once, if shown or compared
                campo.choices = cache(opciones.func)  # type: ignore[attr-defined]
        self.full_clean()

    def pedido(self, campo: str) -> Any:
        """The value asked for, or None."""
        return self.cleaned_data.get(campo) or None

    def pedidos(self, *campos: str, **destinos: str) -> dict[str, Any]:
        """Conditions of `filter` for what was asked: `pedidos("estado", fecha__gte="desde")`.

        `campos` are called the same in the rows; each of `destinos` says from which field it comes.
        """
        todos = dict(zip(campos, campos, strict=True)) | destinos
        valores = {destino: self.pedido(campo) for destino, campo in todos.items()}
        return {destino: v for destino, v in valores.items() if v is not None}

    def entre(self, campo: str) -> dict[str, Any]:
        """Conditions that leave the date `campo` between «desde» and «hasta», where asked."""
        return self.pedidos(**{f"{campo}__gte": "desde", f"{campo}__lte": "hasta"})

    @property
    def en_palabras(self) -> dict[str, str]:
        """Label → value of each filter in force, for the note of an export."""
        return {
            str(self.fields[c].label): self.dicho(c)
            for c in self.fields
            if self.pedido(c) is not None
        }

    def dicho(self, campo: str) -> str:
        """The value asked for as the form shows it: the name of an organisation, not its number."""
        valor = str(self[campo].value())
        return str(dict(getattr(self.fields[campo], "choices", ())).get(valor, valor))


def organizaciones_parte() -> list[tuple[str, str]]:
    """Organisations that are a party of some agreement, in order."""
    es_parte = Exists(Parte.objects.filter(organizacion=OuterRef("pk")))
    partes = Organizacion.objects.filter(es_parte).values_list("pk", "nombre")
    filas = partes.annotate(_orden=ordena_es("nombre")).order_by("_orden", "pk")
    return [("", "Todas"), *((str(pk), nombre) for pk, nombre, _ in filas)]


def temas() -> list[tuple[str, str]]:
    """Themes in use."""
    usados = Convenio.objects.exclude(tema="").order_by("tema").values_list("tema", flat=True)
    return [CUALQUIERA, *((t, t) for t in usados.distinct())]


def unidades_que_ejecutan() -> list[tuple[str, str]]:
    """Units that carry out some convenio, by their latest name."""
    ejecutan = Exists(Convenio.objects.filter(unidad=OuterRef("pk")))
    filas = con_denominacion(UnidadOrganica.objects.filter(ejecutan))
    return [("", "Todas"), *((str(u.pk), str(u.denominacion)) for u in filas)]


class FiltroTablero(Filtro):
    """As-of date and which convenios: what the dashboard can be asked."""

    al = FechaField(label="A la fecha", required=False)
    tipo = forms.ChoiceField(
        label="Tipo", required=False, choices=[CUALQUIERA, *TipoInstrumento.choices]
    )
    org = forms.TypedChoiceField(
        label="Contraparte o parte",
        required=False,
        choices=organizaciones_parte,
        coerce=int,
        widget=SelectLargo,
    )
    unidad = forms.TypedChoiceField(
        label="Unidad", required=False, choices=unidades_que_ejecutan, coerce=int
    )
    tema = forms.ChoiceField(label="Tema", required=False, choices=temas)
    acceso = forms.ChoiceField(
        label="Acceso", required=False, choices=[CUALQUIERA, ("abierto", "Sin los reservados")]
    )

    @property
    def dia(self) -> date:
        """The as-of date asked for, today without one."""
        dia: date = self.pedido("al") or self.hoy
        return dia

    @property
    def es_ultimo(self) -> bool:
        """Whether no act can be later than the as-of date."""
        return self.dia >= self.hoy

    def enlace(self, **mas: str) -> str:
        """Query string of these filters plus `mas`: the same rows, seen closer."""
        campos = {c: self.pedido(c) for c in FiltroTablero.base_fields}
        propios = {
            c: v.isoformat() if isinstance(v, date) else str(v)
            for c, v in campos.items()
            if v is not None
        }
        return urlencode(propios | mas)

    def condicion(self, prefijo: str = "") -> Q:
        """Condition on convenios reached through `prefijo`."""
        condicion = Q()
        if tipo := self.pedido("tipo"):
            condicion &= Q(**{f"{prefijo}tipo": tipo})
        if tema := self.pedido("tema"):
            condicion &= Q(**{f"{prefijo}tema": tema})
        if unidad := self.pedido("unidad"):
            condicion &= Q(**{f"{prefijo}unidad": unidad})
        if self.pedido("acceso"):
            condicion &= ~Q(**{f"{prefijo}nivel_acceso": Convenio.Acceso.RESERVADO})
        if org := self.pedido("org"):
            convenios = Convenio.objects.filter(partes__organizacion=org).values("pk")
            condicion &= Q(**{f"{prefijo}pk__in": convenios})
        return condicion
