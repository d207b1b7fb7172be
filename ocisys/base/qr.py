"""QR codes as SVG, for pages and for PDFs."""

import io

import segno


def svg(texto: str) -> bytes:
    """QR of `texto` (medium error correction) as an SVG without size: it fills its box.

    The quiet zone of four modules that readers need is inside the drawing; it has neither scripts
    nor inline styles, so it may be inlined in a page. Raises `segno.DataOverflowError` beyond
    about 2,300 bytes.
    """
    salida = io.BytesIO()
    segno.make_qr(texto, error="m").save(
        salida, kind="svg", border=4, omitsize=True, xmldecl=False, svgclass=None, lineclass=None
    )
    return salida.getvalue()
