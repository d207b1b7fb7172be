"""Icons as one cached style sheet: a page names an icon, it does not carry its drawing.

A list shows some forty icons and most repeat; written out as SVG they were a third of its bytes.
Those of the frame, of the states and of what lists repeat go into `ocisys/iconos.css`, drawn from
the heroicons package when the static files are collected: each one is a mask filled with the
colour of the text. An icon that is not in the sheet is still written out as SVG, so a new page
registers nothing.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage
from django.utils.html import format_html
from heroicons.templatetags import heroicons

HOJA = "ocisys/iconos.css"

DIBUJAR = {
    "outline": heroicons.heroicon_outline,
    "solid": heroicons.heroicon_solid,
    "micro": heroicons.heroicon_micro,
}
"""Style → the tag of the package that writes the SVG."""

EN_LA_HOJA: dict[str, tuple[str, ...]] = {
    "outline": (
        "arrow-down-tray", "arrow-right-start-on-rectangle", "banknotes", "bars-3", "bell",
        "chart-bar", "check", "cog-6-tooth", "document-minus", "document-plus", "document-text",
        "globe-americas", "home", "identification", "inbox", "inbox-stack", "magnifying-glass",
        "paper-airplane", "pencil-square", "plus", "user-circle",
    ),
    "solid": (
        "check-circle", "clock", "exclamation-triangle", "information-circle", "lock-closed",
        "minus-circle", "pause-circle",
    ),
    "micro": (
        "bell-alert", "bolt", "check", "check-circle", "chevron-down", "chevron-left",
        "chevron-right", "clock", "document-duplicate", "document-minus", "exclamation-triangle",
        "information-circle", "lock-closed", "minus-circle", "paper-clip", "pause-circle",
    ),
}  # fmt: skip

# Meaning, never colour: each tono carries its own icon so that it is read without seeing colour.
TONOS = {
    "bien": "check-circle",
    "atencion": "clock",
    "peligro": "exclamation-triangle",
    "info": "information-circle",
    "neutro": "minus-circle",
    "espera": "pause-circle",
    "hecho": "check",
    "reserva": "lock-closed",
}


@cache
def icono(estilo: str, nombre: str, *, size: int, clase: str = "") -> str:
    """An icon, decorative: the word beside it is what is read. Raises `IconDoesNotExist`.

    `size` is its side in pixels; oci.css knows 16, 18, 20, 22, 24, 32 and 40.
    """
    if nombre not in EN_LA_HOJA[estilo]:
        return DIBUJAR[estilo](nombre, size=size, **({"class": clase} if clase else {}))
    medida = "" if size == 16 else f" i{size}"
    return format_html(
        '<i class="i{} i-{}-{}{}"></i>', medida, estilo, nombre, f" {clase}" if clase else ""
    )


def hoja() -> str:
    """The style sheet: a custom property for each tono of a chip and each icon of `EN_LA_HOJA`.

    The tonos go first: a chip that is given another icon keeps its colour and changes its drawing.
    """
    de_los_chips = [_regla(f".chip-{tono}", "micro", nombre) for tono, nombre in TONOS.items()]
    sueltos = [
        _regla(f".i-{estilo}-{nombre}", estilo, nombre)
        for estilo, nombres in EN_LA_HOJA.items()
        for nombre in nombres
    ]
    return "".join([*de_los_chips, *sueltos])


def _regla(selector: str, estilo: str, nombre: str) -> str:
    return f'{selector}{{--i:url("data:image/svg+xml,{_dibujo(estilo, nombre)}")}}\n'


def _dibujo(estilo: str, nombre: str) -> str:
    """The SVG as a data address; a mask only looks at where there is ink."""
    svg = DIBUJAR[estilo](nombre, size=None).replace('"', "'").replace("\n", "")
    con_nombre = svg.replace("<svg ", "<svg xmlns='http://www.w3.org/2000/svg' ", 1)
    return quote(con_nombre.replace("currentColor", "black"), safe=" '/:=.,;()-")


class HojaFinder(BaseFinder):
    """Gives the sheet to `collectstatic` and to the development server, written under var/."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.almacen = FileSystemStorage(location=settings.VAR / "generado")

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Any]]:
        self._escribir()
        yield HOJA, self.almacen

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        if path != HOJA:
            return []
        ruta = str(self._escribir())
        return [ruta] if find_all else ruta

    def _escribir(self) -> Path:
        ruta = Path(self.almacen.path(HOJA))
        css = hoja()
        if not ruta.exists() or ruta.read_text(encoding="utf-8") != css:
            ruta.parent.mkdir(parents=True, exist_ok=True)
            ruta.write_text(css, encoding="utf-8")
        return ruta
