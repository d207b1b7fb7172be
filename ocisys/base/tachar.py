"""A copy of a file in which what is hidden is truly gone: pages become pictures, then are struck.

Nothing of the original travels: no text under the black, no layers, notes, attachments or
metadata. The copy loses its selectable text with it; that is the price of being sure.
"""

import io
from collections.abc import Iterable, Mapping
from ctypes import byref, c_int
from typing import IO, TYPE_CHECKING, Any

import pypdfium2

from ocisys.base.imagenes import unir_en_pdf
from ocisys.base.lectura import PAGINAS_TEXTO, abrir_pdf, paginas

if TYPE_CHECKING:
    from PIL import Image

PUNTOS = 150
MARGEN = 2
"""Pixels that a strike goes past its rectangle, so that no edge of a letter is left."""

_FINO = 10_000


def tachar(
    fichero: IO[bytes], tipo: str, zonas: Iterable[Mapping[str, Any]], *, rotulo: str
) -> bytes:
    """The PDF of the copy: every page a picture, the `zonas` of each one black with the `rotulo`.

    A zona is `{"pagina", "x", "y", "ancho", "alto"}`, fractions of the page from its top left
    corner. Raises Ilegible.
    """
    de_cada: dict[int, list[Mapping[str, Any]]] = {}
    for zona in zonas:
        de_cada.setdefault(int(zona["pagina"]), []).append(zona)
    hojas = []
    for numero, imagen in enumerate(paginas(fichero, tipo, puntos=PUNTOS), start=1):
        limpia = imagen.convert("L")
        for zona in de_cada.get(numero, ()):
            _tapar(limpia, zona, rotulo)
        salida = io.BytesIO()
        limpia.save(salida, "JPEG", quality=80)
        hojas.append(salida)
    return unir_en_pdf(hojas)


def _tapar(imagen: "Image.Image", zona: Mapping[str, Any], rotulo: str) -> None:
    from PIL import ImageDraw, ImageFont  # heavy

    ancho, alto = imagen.size
    izquierda = int(zona["x"] * ancho) - MARGEN
    arriba = int(zona["y"] * alto) - MARGEN
    derecha = round((zona["x"] + zona["ancho"]) * ancho) + MARGEN
    abajo = round((zona["y"] + zona["alto"]) * alto) + MARGEN
    lapiz = ImageDraw.Draw(imagen)
    lapiz.rectangle((izquierda, arriba, derecha, abajo), fill=0)
    letra = ImageFont.load_default(size=max(10, min(22, int((abajo - arriba) * 0.6))))
    caja = lapiz.textbbox((0, 0), rotulo, font=letra)
    if caja[2] < derecha - izquierda - 4 and caja[3] < abajo - arriba:
        lapiz.text((izquierda + 4, arriba + 2), rotulo, fill=255, font=letra)


def buscar(fichero: IO[bytes], texto: str) -> list[dict[str, Any]]:
    """The zonas where the text of a PDF says `texto`, capital letters aside; scans say nothing.

    Raises Ilegible.
    """
    halladas: list[dict[str, Any]] = []
    with abrir_pdf(fichero) as pdf:
        for indice in range(min(len(pdf), PAGINAS_TEXTO)):
            pagina = pdf[indice]
            hoja = pagina.get_textpage()
            try:
                halladas += _en_la_hoja(pagina, hoja, texto, indice + 1)
            finally:
                hoja.close()
    return halladas


def _en_la_hoja(pagina: Any, hoja: Any, texto: str, numero: int) -> list[dict[str, Any]]:
    zonas = []
    buscador = hoja.search(texto)
    while (hallado := buscador.get_next()) is not None:
        desde, cuantas = hallado
        for n in range(hoja.count_rects(desde, cuantas)):
            zonas.append(_zona(pagina, hoja.get_rect(n), numero))
    return zonas


def _zona(pagina: Any, caja: tuple[float, float, float, float], numero: int) -> dict[str, Any]:
    """A rectangle of the PDF as fractions of the page as it is seen, turned and cropped."""
    izquierda, abajo, derecha, arriba = caja
    puntos = [_visto(pagina, x, y) for x, y in ((izquierda, arriba), (derecha, abajo))]
    xs, ys = sorted(p[0] for p in puntos), sorted(p[1] for p in puntos)
    return {
        "pagina": numero,
        "x": max(xs[0], 0.0),
        "y": max(ys[0], 0.0),
        "ancho": xs[1] - xs[0],
        "alto": ys[1] - ys[0],
    }


def _visto(pagina: Any, x: float, y: float) -> tuple[float, float]:
    en_x, en_y = c_int(), c_int()
    pypdfium2.raw.FPDF_PageToDevice(
        pagina.raw, 0, 0, _FINO, _FINO, 0, x, y, byref(en_x), byref(en_y)
    )
    return en_x.value / _FINO, en_y.value / _FINO


def cuantas_paginas(fichero: IO[bytes], tipo: str) -> int:
    """Pages of a PDF or pictures of an image file; 0 for what has none. Raises Ilegible."""
    if tipo == "application/pdf":
        with abrir_pdf(fichero) as pdf:
            return len(pdf)
    return sum(1 for _ in paginas(fichero, tipo, puntos=1)) if tipo.startswith("image/") else 0
