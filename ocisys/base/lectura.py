"""What a file says and how it looks: its text and its first page, made from the sealed bytes.

Text comes from the file itself (PDF, plain text) and, for scans, from tesseract when the machine
has it with Spanish. A file that cannot be read gives an empty text and the reason: nothing that
comes in is refused for it.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import IO, TYPE_CHECKING, Any

import pypdfium2

from ocisys.base.models import Archivo
from ocisys.base.reconocer import Reconocido, que_tan_seguro, reconocer, tesseract

if TYPE_CHECKING:
    from PIL import Image

LARGO_TEXTO = 200_000
"""Characters kept, about eighty dense pages: the index of a longer one would not fit (1 MiB)."""
PAGINAS_OCR = 40
"""Scanned pages read for each file: at some five seconds each, the queue must go on."""
PAGINAS_TEXTO = 300
"""Pages of a PDF read while a person waits: at a millisecond each, she does not notice."""
PIXELES = 120_000_000
"""An image larger than this (A3 at 900 dpi) is not opened: it would take the memory of all."""
ANCHO_MINIATURA = 240
PUNTOS_OCR = 300
_CON_TEXTO = 25  # characters from which a page is not a bare scan
_PULGADA = 72
ILEGIBLE = "no se pudo abrir"


class Ilegible(ValueError):
    """The file is damaged, encrypted or too large to be looked at; `str()` says which."""


@dataclass(frozen=True)
class Lectura:
    """The text of a file and how it was obtained («pdfium», «tesseract 5.3.0», a reason).

    Of what was recognised in a picture `hecho_con` also says how sure the reading is.
    """

    texto: str
    hecho_con: str


def leer(fichero: IO[bytes], tipo: str) -> Lectura:
    """Text of an open file of MIME `tipo`; empty, with the reason, when there is none."""
    try:
        if tipo == "application/pdf":
            return _leer_pdf(fichero)
        if tipo.startswith("image/"):
            return _leer_imagen(fichero)
        if tipo.startswith("text/"):
            juego = tipo.partition("charset=")[2] or "utf-8"
            return Lectura(fichero.read(LARGO_TEXTO).decode(juego, "replace"), "texto")
    except Ilegible as error:
        return Lectura("", f"{ILEGIBLE}: {error}"[:60])
    return Lectura("", "este tipo no se lee")


def miniatura(fichero: IO[bytes], tipo: str) -> bytes | None:
    """First page as a PNG 240 pixels wide; None when the file has no picture or is illegible."""
    try:
        pagina = next(paginas(fichero, tipo, puntos=_PULGADA), None)
    except Ilegible:
        return None
    if pagina is None:
        return None
    from PIL.Image import Palette  # heavy

    pagina.thumbnail((ANCHO_MINIATURA, ANCHO_MINIATURA * 2))
    salida = io.BytesIO()
    pagina.convert("P", palette=Palette.ADAPTIVE, colors=32).save(salida, "PNG")
    return salida.getvalue()


def paginas(fichero: IO[bytes], tipo: str, *, puntos: int) -> "Iterator[Image.Image]":
    """Each page in grey at `puntos` per inch (images as they are, upright), one at a time.

    Nothing for types without pictures. Raises Ilegible.
    """
    fichero.seek(0)
    if tipo == "application/pdf":
        with abrir_pdf(fichero) as pdf:
            for pagina in pdf:
                yield _rasterizar(pagina, puntos)
    elif tipo.startswith("image/"):
        yield from _cuadros(fichero)


def textos_por_pagina(fichero: IO[bytes]) -> list[str]:
    """The text that each page of a PDF carries, scans not read ("" there). Raises Ilegible."""
    with abrir_pdf(fichero) as pdf:
        return [_limpio(_texto_de(pagina)) for pagina in islice(pdf, PAGINAS_TEXTO)]


def imagen_de_pagina(fichero: IO[bytes], numero: int, *, puntos: int) -> bytes | None:
    """Page `numero` (from 1) of a PDF as a grey PNG; None without such a page. Raises Ilegible."""
    with abrir_pdf(fichero) as pdf:
        if not 1 <= numero <= len(pdf):
            return None
        salida = io.BytesIO()
        _rasterizar(pdf[numero - 1], puntos).save(salida, "PNG")
        return salida.getvalue()


class abrir_pdf:  # noqa: N801 - reads as a verb: with abrir_pdf(f) as pdf
    """Context manager of a PDF that closes it; raises Ilegible if it is damaged or encrypted."""

    def __init__(self, fichero: IO[bytes]) -> None:
        fichero.seek(0)
        try:
            self._pdf = pypdfium2.PdfDocument(fichero)
        except pypdfium2.PdfiumError as error:
            clave = "password" in str(error).lower()
            raise Ilegible("tiene contraseña" if clave else "está dañado") from error

    def __enter__(self) -> Any:
        return self._pdf

    def __exit__(self, *_: object) -> None:
        self._pdf.close()


def por_que_no_se_abre(archivo: Archivo) -> str:
    """Why a sealed PDF cannot be opened («tiene contraseña», «está dañado»); "" if it can."""
    if archivo.tipo != "application/pdf":
        return ""
    try:
        with archivo.fichero.open("rb") as abierto, abrir_pdf(abierto):
            return ""
    except Ilegible as error:
        return str(error)


def _leer_pdf(fichero: IO[bytes]) -> Lectura:
    textos: list[str] = []
    reconocidas: list[Reconocido] = []
    escaneadas = 0
    with abrir_pdf(fichero) as pdf:
        for pagina in pdf:
            texto = _texto_de(pagina)
            if len(texto.strip()) < _CON_TEXTO and tesseract():
                if escaneadas < PAGINAS_OCR:
                    reconocidas.append(reconocer(_rasterizar(pagina, PUNTOS_OCR)))
                    texto = reconocidas[-1].texto
                escaneadas += 1
            textos.append(texto)
            if sum(map(len, textos)) > LARGO_TEXTO:
                break
    return Lectura(_limpio("\n".join(textos)), _con_que(escaneadas, reconocidas))


def _texto_de(pagina: Any) -> str:
    hoja = pagina.get_textpage()
    try:
        return str(hoja.get_text_bounded())
    finally:
        hoja.close()


def _con_que(escaneadas: int, reconocidas: list[Reconocido]) -> str:
    if not escaneadas:
        return "pdfium"
    leidas = f", {PAGINAS_OCR} de {escaneadas} páginas" if escaneadas > PAGINAS_OCR else ""
    return f"{tesseract()}{leidas}{que_tan_seguro(reconocidas)}"


def _leer_imagen(fichero: IO[bytes]) -> Lectura:
    if not tesseract():
        return Lectura("", "sin tesseract")
    fichero.seek(0)
    cuadros = [reconocer(cuadro) for cuadro in islice(_cuadros(fichero), PAGINAS_OCR)]
    texto = _limpio("\n".join(c.texto for c in cuadros))
    return Lectura(texto, f"{tesseract()}{que_tan_seguro(cuadros)}")


def _rasterizar(pagina: Any, puntos: int) -> "Image.Image":
    ancho, alto = pagina.get_size()
    escala = min(puntos / _PULGADA, (PIXELES / max(ancho * alto, 1)) ** 0.5)
    return pagina.render(scale=escala, grayscale=True).to_pil()


def _cuadros(fichero: IO[bytes]) -> "Iterator[Image.Image]":
    """The images of a file (a TIFF may have several), in grey and upright. Raises Ilegible."""
    from PIL import ImageOps  # heavy

    with abrir_imagen(fichero) as imagen:
        for n in range(getattr(imagen, "n_frames", 1)):
            try:
                imagen.seek(n)
                cuadro = ImageOps.exif_transpose(imagen).convert("L")
            except (OSError, ValueError, SyntaxError) as error:
                raise Ilegible("está dañado") from error
            yield cuadro


def abrir_imagen(fichero: IO[bytes]) -> "Image.Image":
    """An image whose size was looked at before its pixels. Raises Ilegible."""
    from PIL import Image  # heavy

    fichero.seek(0)
    try:
        imagen = Image.open(fichero, formats=("JPEG", "PNG", "TIFF"))
    except (OSError, ValueError, SyntaxError) as error:
        raise Ilegible("está dañado") from error
    except Image.DecompressionBombError as error:
        raise Ilegible("es una imagen demasiado grande") from error
    if imagen.width * imagen.height > PIXELES:
        raise Ilegible("es una imagen demasiado grande")
    return imagen


_BLANCOS = re.compile(r"[^\S\n]+")
_RENGLONES = re.compile(r"\n\s*\n+")


def _limpio(texto: str) -> str:
    """Without NUL, soft hyphens or runs of blanks; lines and paragraphs stay."""
    sin_marcas = texto.replace("\x00", " ").replace("\xad", "").replace("\ufffe", "-")
    derecho = _BLANCOS.sub(" ", sin_marcas.replace("\r\n", "\n").replace("\f", "\n"))
    return _RENGLONES.sub("\n\n", derecho).strip()[:LARGO_TEXTO]
