"""Photographs and scans made into the pages of one PDF, without losing what they show."""

import io
from base64 import b64encode
from collections.abc import Iterable, Sequence
from typing import IO, TYPE_CHECKING, Any

import pypdfium2

from ocisys.base.lectura import Ilegible, abrir_imagen, abrir_pdf, paginas

if TYPE_CHECKING:
    from PIL import Image

A4_CORTO, A4_LARGO = 595.28, 841.89
_GIROS = {3: 180, 6: 90, 8: 270}
_ORIENTACION = 0x0112


def unir_en_pdf(imagenes: Iterable[IO[bytes]]) -> bytes:
    """A PDF with one page for each image, upright, on A4 (lying if the image is wide).

    A JPEG goes in as it is, byte for byte, and is turned by the page; other images are stored
    without loss. Raises Ilegible for a damaged or enormous one.
    """
    pdf = pypdfium2.PdfDocument.new()
    try:
        for fichero in imagenes:
            _agregar(pdf, fichero)
        salida = io.BytesIO()
        pdf.save(salida)
    finally:
        pdf.close()
    return salida.getvalue()


def extraer(fichero: IO[bytes], paginas: Sequence[int]) -> bytes:
    """A PDF with only those pages (from 1) of another. Raises Ilegible."""
    with abrir_pdf(fichero) as origen:
        nuevo = pypdfium2.PdfDocument.new()
        try:
            nuevo.import_pages(origen, [n - 1 for n in paginas])
            salida = io.BytesIO()
            nuevo.save(salida)
        finally:
            nuevo.close()
    return salida.getvalue()


def dibujar(pdf: bytes, *, puntos: int = 200) -> list[str]:
    """Each page of a PDF as a grey PNG in a `data:` address: what any browser prints by itself."""
    direcciones = []
    for hoja in paginas(io.BytesIO(pdf), "application/pdf", puntos=puntos):
        salida = io.BytesIO()
        hoja.convert("L").save(salida, "PNG")
        direcciones.append(f"data:image/png;base64,{b64encode(salida.getvalue()).decode()}")
    return direcciones


def _agregar(pdf: Any, fichero: IO[bytes]) -> None:
    with abrir_imagen(fichero) as imagen:
        giro = imagen.getexif().get(_ORIENTACION, 1)
        tal_cual = imagen.format == "JPEG" and imagen.mode in ("L", "RGB") and giro in (1, *_GIROS)
        dibujo = pypdfium2.PdfImage.new(pdf)
        if tal_cual:
            ancho, alto = imagen.size
            fichero.seek(0)
            dibujo.load_jpeg(io.BytesIO(fichero.read()), inline=True)
        else:
            giro = 1
            derecha = _entera(imagen)
            ancho, alto = derecha.size
            dibujo.set_bitmap(pypdfium2.PdfBitmap.from_pil(derecha))
    _colocar(pdf, dibujo, ancho, alto, _GIROS.get(giro, 0))


def _entera(imagen: "Image.Image") -> "Image.Image":
    """The pixels, upright and over white."""
    from PIL import Image, ImageOps  # heavy

    try:
        derecha = ImageOps.exif_transpose(imagen)
        if derecha.mode in ("RGBA", "LA", "PA", "P"):
            color = derecha.convert("RGBA")
            fondo = Image.new("RGBA", color.size, "white")
            return Image.alpha_composite(fondo, color).convert("RGB")
        return derecha.convert("L" if derecha.mode in ("1", "L", "I;16") else "RGB")
    except (OSError, ValueError, SyntaxError) as error:
        raise Ilegible("está dañado") from error


def _colocar(pdf: Any, dibujo: Any, ancho: int, alto: int, giro: int) -> None:
    """A new A4 page with the image centred as large as it fits; `giro` turns the page."""
    acostada = ancho > alto
    hoja = (A4_LARGO, A4_CORTO) if acostada else (A4_CORTO, A4_LARGO)
    pagina = pdf.new_page(*hoja)
    escala = min(hoja[0] / ancho, hoja[1] / alto)
    matriz = pypdfium2.PdfMatrix().scale(ancho * escala, alto * escala)
    dibujo.set_matrix(
        matriz.translate((hoja[0] - ancho * escala) / 2, (hoja[1] - alto * escala) / 2)
    )
    pagina.insert_obj(dibujo)
    pagina.gen_content()
    pagina.set_rotation(giro)
    pagina.close()
