"""The search over the register: one box and a few filters, all of them in the URL."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Value

from cargos.models import Usuario
from cargos.permisos import PERFIL_DE_CARGO
from ocisys.base.numeros import leer_numero
from tramite.estados import Estado
from tramite.forms.campos import FechaEscrita, Linea
from tramite.models import (
    Acceso,
    Actuacion,
    Anexo,
    Movimiento,
    Palabra,
    Plazo,
    Procedimiento,
    Responsable,
    TipoDocumento,
)
from tramite.models.expediente import ExpedienteQuerySet
from tramite.plazos import MARGEN

SITUACIONES = [
    ("", "Todos"),
    ("abiertos", "Abiertos"),
    ("vencidos", "Vencidos sin atender"),
    ("por_vencer", "Vencen en tres días"),
    ("sin_derivar", "Sin derivar"),
]


DE_LA_RESPUESTA = ("atendido", "atendido_desde", "atendido_hasta")
MENOS_USADOS = ("tipo", "procedimiento", "responde", "acceso", "funcion", *DE_LA_RESPUESTA)
"""Filters that the page carries only when one asks for them (`?filtros=1`) or they are in force;
so are the single states of `situacion`."""


class BuscarForm(forms.Form):
    """GET form; what is wrong is said and left out, the rest still filters."""

    q = Linea(label="Buscar", required=False, max_length=200)
    situacion = forms.ChoiceField(label="Situación", required=False, choices=SITUACIONES)
    tipo = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)
    procedimiento = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)
    poder = forms.ChoiceField(
        label="En poder de",
        required=False,
        choices=[("", "Cualquiera"), *((c, c) for c in sorted(PERFIL_DE_CARGO))],
    )
    responde = forms.ChoiceField(
        required=False, choices=[("", "Cualquiera"), *((c, c) for c in sorted(PERFIL_DE_CARGO))]
    )
    acceso = forms.ChoiceField(required=False, choices=[("", "Todos"), *Acceso.choices])
    funcion = forms.RegexField(
        r"^\d{3}-\d{2}$",
        label="Función del MOF",
        required=False,
        error_messages={"invalid": "Escríbala como 067-09."},
    )
    desde = FechaEscrita(required=False)
    hasta = FechaEscrita(required=False)
    atendido = forms.ChoiceField(
        required=False, choices=[("", "Todos"), ("tarde", "Fuera de plazo")]
    )
    atendido_desde = FechaEscrita(required=False)
    atendido_hasta = FechaEscrita(required=False)

    def __init__(self, *args: Any, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hoy = hoy
        pide = any(self.data.get(c) for c in ("filtros", *MENOS_USADOS))
        self.con_todos = pide or self.data.get("situacion") in set(Estado)
        if self.con_todos:
            self.fields["situacion"].choices = [*SITUACIONES, *Estado.choices]  # type: ignore[attr-defined]
        else:
            for nombre in MENOS_USADOS:
                del self.fields[nombre]
        for campo in self.fields.values():
            if isinstance(campo, FechaEscrita):
                campo.hoy = hoy
        for nombre, opciones in (catalogos() if self.con_todos else {}).items():
            self.fields[nombre].choices = [("", "Todos"), *opciones]  # type: ignore[attr-defined]

    def numero_exacto(self) -> str:
        """The canonical number if the box holds a whole one («2026-123»), else ""."""
        self.full_clean()
        try:
            return leer_numero(self.cleaned_data.get("q", ""))
        except ValueError:
            return ""

    def filtrar(self, filas: ExpedienteQuerySet, *, usuario: Usuario) -> ExpedienteQuerySet:
        """`filas` with every filter that was understood; of the files, those `usuario` may read."""
        self.full_clean()
        d = self.cleaned_data
        if d.get("q"):
            papeles = Anexo.objects.visibles_para(usuario).expedientes_que_dicen(d["q"])
            filas = filas.buscar(d["q"], anio=self.hoy.year, en_papeles=papeles)
        filas = self._por_situacion(filas, d.get("situacion", ""))
        for campo, busca in (("tipo", "tipo_documento"), ("procedimiento", "procedimiento")):
            if d.get(campo):
                filas = filas.filter(**{busca: d[campo]})
        if d.get("funcion"):
            filas = filas.filter(funciones_mof__contains=[d["funcion"]])
        if d.get("responde"):
            suyos = Responsable.objects.vigentes().filter(posicion__nro_orden=d["responde"])
            filas = filas.filter(pk__in=suyos.values("expediente"))
        if d.get("acceso"):
            filas = filas.filter(acceso=d["acceso"])
        if d.get("poder"):
            filas = filas.filter(pk__in=Movimiento.objects.en_poder_de(d["poder"]))
        return self._atendidos(filas).presentados(d.get("desde"), d.get("hasta"))

    def _atendidos(self, filas: ExpedienteQuerySet) -> ExpedienteQuerySet:
        """Those answered between two days, or answered late, when that is asked."""
        d = self.cleaned_data
        if not any(d.get(campo) for campo in DE_LA_RESPUESTA):
            return filas
        actos = Actuacion.objects.filter(clase=Actuacion.Clase.ATENCION)
        if d.get("atendido_desde"):
            actos = actos.filter(en__date__gte=d["atendido_desde"])
        if d.get("atendido_hasta"):
            actos = actos.filter(en__date__lte=d["atendido_hasta"])
        if d.get("atendido"):
            tarde = Plazo.objects.respondidos_tarde()
            actos = actos.filter(expediente__in=tarde.values("expediente"))
        return filas.filter(pk__in=actos.values("expediente"))

    def quiso_decir(self, filas: ExpedienteQuerySet) -> str:
        """For a search that found nothing: the text with known words, if that finds something.

        `filas` are those the person may see: what nobody showed her is not suggested to her.
        """
        texto: str = self.cleaned_data.get("q", "")
        propuesta = Palabra.objects.corregir(texto) if texto else ""
        halla = propuesta and filas.buscar(propuesta, anio=self.hoy.year).exists()
        return propuesta if halla else ""

    def _por_situacion(self, filas: ExpedienteQuerySet, situacion: str) -> ExpedienteQuerySet:
        if situacion == "abiertos":
            return filas.abiertos()
        if situacion == "vencidos":
            return filas.vencidos(self.hoy)
        if situacion == "por_vencer":
            return filas.por_atender().filter(vence_el__range=(self.hoy, self.hoy + MARGEN))
        if situacion == "sin_derivar":
            return filas.filter(pk__in=Movimiento.objects.sin_derivar().values("expediente"))
        return filas.filter(estado=situacion) if situacion else filas

    def en_palabras(self) -> dict[str, str]:
        """The filters in force by their label, for the head of an export."""
        self.full_clean()
        return {
            str(self.fields[c].label or c.capitalize()): _texto(self.fields[c], v)
            for c, v in self.cleaned_data.items()
            if v
        }


def catalogos() -> dict[str, list[tuple[int, str]]]:
    """Choices of the two catalogues, withdrawn ones included, in a single query."""
    tipos = TipoDocumento.objects.values_list(Value("tipo"), "orden", "nombre", "pk")
    procedimientos = Procedimiento.objects.values_list(
        Value("procedimiento"), "orden", "nombre", "pk"
    )
    opciones: dict[str, list[tuple[int, str]]] = {"tipo": [], "procedimiento": []}
    for catalogo, _, nombre, pk in sorted(tipos.order_by().union(procedimientos.order_by())):
        opciones[catalogo].append((pk, nombre))
    return opciones


def _texto(campo: forms.Field, valor: Any) -> str:
    if isinstance(campo, forms.ChoiceField):
        return str(dict(campo.choices).get(valor, valor))  # type: ignore[arg-type]
    return f"{valor:%d/%m/%Y}" if isinstance(valor, date) else str(valor)
