"""Bars and squares that a machine reads: Code 128 for labels, and reading what is on a page."""

from collections.abc import Iterator
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import zxingcpp

if TYPE_CHECKING:
    from PIL import Image

FORMATOS = zxingcpp.barcode_formats_from_str("QRCode,Code128")


def barras(texto: str) -> bytes:
    """Code 128 of `texto` (letters and digits) as an SVG, quiet zones included.

    It is to be stretched to its box: `preserveAspectRatio` is off, bars have no proportion.
    """
    dibujo = zxingcpp.create_barcode(texto, zxingcpp.BarcodeFormat.Code128).to_svg()
    raiz = ElementTree.fromstring(dibujo)
    ancho, alto = raiz.get("width", "0"), raiz.get("height", "0")
    # The fonts of the drawing are ours: only the bars are kept.
    trazo = next(e.get("d", "") for e in raiz.iter() if e.tag.endswith("path"))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {ancho} {alto}" '
        f'preserveAspectRatio="none"><path fill="#000" d="{trazo}"/></svg>'
    ).encode()


def leer_codigos(pagina: "Image.Image") -> Iterator[str]:
    """The text of each QR or Code 128 on a page, whoever made it, from top to bottom."""
    hallados = zxingcpp.read_barcodes(pagina, formats=FORMATOS)
    for hallado in sorted(hallados, key=lambda h: h.position.top_left.y):
        if hallado.valid and hallado.text:
            yield hallado.text
