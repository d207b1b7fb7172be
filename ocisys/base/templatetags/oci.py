"""Filters and tags of the whole house; loaded as builtins, no `{% load %}` needed.

How each one looks on a page is shown in docs/diseno.md.
"""

from decimal import Decimal
from functools import cache
from typing import Any, cast

from django import template
from django.forms import BoundField
from django.template.base import FilterExpression, Parser, Token
from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from ocisys.base import navegacion as mapa
from ocisys.base.iconos import EN_LA_HOJA, TONOS
from ocisys.base.iconos import icono as dibujar

register = template.Library()


@register.filter
def soles(valor: Decimal | int | None) -> str:
    """`1234567.5` → `S/ 1,234,567.50`; empty for None."""
    return "" if valor is None else f"S/ {number_format(valor, 2, force_grouping=True)}"


@register.simple_tag
def ruta(nombre: str) -> str:
    """The path of a URL name without arguments, "" when it does not exist."""
    return mapa.resolver(nombre)


@register.simple_block_tag
def captura(content: SafeString) -> SafeString:
    """`{% captura as x %}…{% endcaptura %}`: render once, print in several places."""
    return content


@register.simple_tag
def heroicon_outline(name: str, *, size: int = 24, **atributos: str) -> str:
    """Icon of a button: `{% heroicon_outline "plus" size=18 %}`."""
    return dibujar("outline", name, size=size, clase=atributos.get("class", ""))


@register.simple_tag
def heroicon_solid(name: str, *, size: int = 24, **atributos: str) -> str:
    """Icon of a notice."""
    return dibujar("solid", name, size=size, clase=atributos.get("class", ""))


@register.simple_tag
def heroicon_micro(name: str, *, size: int = 16, **atributos: str) -> str:
    """Icon of a chip or of a small link."""
    return dibujar("micro", name, size=size, clase=atributos.get("class", ""))


@register.simple_tag
def chip(texto: str, tono: str = "neutro", icono: str = "") -> SafeString:
    """A state: icon, word and colour. `tono` is a key of TONOS; `icono` replaces its icon."""
    return format_html(_molde_de_chip(tono, icono), texto)


@cache
def _molde_de_chip(tono: str, icono: str) -> str:
    """The chip without its words: its tono brings the icon, unless it is given another one."""
    if not icono or icono == TONOS[tono]:
        return f'<span class="chip chip-{tono}">{{}}</span>'
    if icono in EN_LA_HOJA["micro"]:
        return f'<span class="chip chip-{tono} i-micro-{icono}">{{}}</span>'
    return f'<span class="chip chip-{tono} con-svg">{dibujar("micro", icono, size=16)}{{}}</span>'


@register.simple_tag
def opciones(campo: BoundField) -> SafeString:
    """The `<option>`s of a select of the filter bar; Django's widget draws each with a template."""
    elegida, eleccion = str(campo.value() or ""), cast(Any, campo.field)
    pares = ((str(valor) == elegida, valor, texto) for valor, texto in eleccion.choices)
    return format_html_join(
        "", "{}", ((format_html(_OPCION[suya], valor, texto),) for suya, valor, texto in pares)
    )


_OPCION = {
    True: '<option value="{}" selected>{}</option>',
    False: '<option value="{}">{}</option>',
}


@register.inclusion_tag("componentes/_aviso.html")
def aviso(texto: str, tono: str = "info", norma: str = "") -> dict[str, str]:
    """A sentence that stays on the page, with the article behind it when there is one."""
    return {"texto": texto, "tono": tono, "norma": norma, "icono": TONOS[tono]}


@register.inclusion_tag("componentes/_cifra.html")
def cifra(
    valor: object,
    nombre: str,
    *,
    url: str = "",
    unidad: str = "",
    n: int | None = None,
    corte: object = None,
    nota: str = "",
    tono: str = "",
) -> dict[str, object]:
    """A figure tile. `n` is how many rows it counts, `corte` its as-of date, `url` those rows."""
    return locals() | {"icono": TONOS[tono] if tono else ""}


@register.inclusion_tag("componentes/_vacio.html")
def vacio(
    titulo: str, que_hacer: str = "", *, url: str = "", accion: str = "", icono: str = "inbox"
) -> dict[str, str]:
    """What an empty list says: that it is empty, what to do, and the button that does it."""
    return {"titulo": titulo, "que_hacer": que_hacer, "url": url, "accion": accion, "icono": icono}


class _Recordado(template.Node):
    """What it holds, drawn once for each value of its key; a node lives as long as its template."""

    def __init__(self, contenido: template.NodeList, clave: FilterExpression) -> None:
        self.contenido, self.clave = contenido, clave
        self.hechos: dict[Any, SafeString] = {}

    def render(self, context: template.Context) -> SafeString:
        clave = self.clave.resolve(context)
        if clave not in self.hechos:
            self.hechos[clave] = self.contenido.render(context)
        return self.hechos[clave]


@register.tag
def recordar(parser: Parser, token: Token) -> _Recordado:
    """`{% recordar clave %}…{% endrecordar %}`: HTML that depends on nothing but `clave`.

    For the frame of the house: the key must take few values (a page of the bar and a set of
    permissions), and nothing of a person may be inside.
    """
    _, clave = token.split_contents()
    contenido = parser.parse(("endrecordar",))
    parser.delete_first_token()
    return _Recordado(contenido, parser.compile_filter(clave))


@register.simple_tag(takes_context=True)
def navegacion(context: template.Context) -> dict[str, Any]:
    """The map of the house for the person of this request.

    `secciones`: the bar; `actual`: the section being read or None; `cuenta`: links of the user
    menu; `version`: of the script with the pages of each section; `clave`: what the drawing of all
    that depends on.
    """
    request = context.get("request")
    usuario = getattr(request, "user", None)
    if request is None or not getattr(usuario, "is_authenticated", False):
        return {"secciones": [], "actual": None, "cuenta": [], "version": "", "clave": None}
    permisos: frozenset[str] = getattr(usuario, "permisos", frozenset())
    ruta = mapa.ruta_actual(request.path)
    secciones = mapa.secciones(permisos, ruta)
    return {
        "secciones": secciones,
        "actual": next((s for s in secciones if s.actual), None),
        "cuenta": mapa.visibles(mapa.CUENTA, permisos, ""),
        "version": mapa.version(permisos),
        "clave": (permisos, ruta, request.path == ruta),
    }
