"""What a file says and how it looks: its text and its first page, made from the sealed bytes.

Text comes from the file itself (PDF, plain text) and, for scans, from tesseract when the machine
has it with Spanish. A file that cannot be read gives an empty text and the reason: nothing that
comes in is refused for it.
"""

import io
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import pypdfium2

from ocisys.base.models import Archivo

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
_POR_PAGINA = 120  # seconds
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


@dataclass(frozen=True)
class _Reconocido:
    """The letters of a picture: how many, and the sum of how sure each one is (0 to 100)."""

    texto: str
    letras: int = 0
    seguridad: float = 0.0


_SEGURIDAD = re.compile(r"leído al (\d{1,3}) %")


def seguridad_de(hecho_con: str) -> int | None:
    """How sure a reading is, of a hundred; None for what carried its own text."""
    hallada = _SEGURIDAD.search(hecho_con)
    return int(hallada[1]) if hallada else None


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
    reconocidas: list[_Reconocido] = []
    escaneadas = 0
    with abrir_pdf(fichero) as pdf:
        for pagina in pdf:
            texto = _texto_de(pagina)
            if len(texto.strip()) < _CON_TEXTO and tesseract():
                if escaneadas < PAGINAS_OCR:
                    reconocidas.append(_reconocer(_rasterizar(pagina, PUNTOS_OCR)))
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


def _con_que(escaneadas: int, reconocidas: list[_Reconocido]) -> str:
    if not escaneadas:
        return "pdfium"
    leidas = f", {PAGINAS_OCR} de {escaneadas} páginas" if escaneadas > PAGINAS_OCR else ""
    return f"{tesseract()}{leidas}{_que_tan_seguro(reconocidas)}"


def _que_tan_seguro(reconocidas: list[_Reconocido]) -> str:
    """What `seguridad_de` reads back: the mean of every letter recognised."""
    letras = sum(r.letras for r in reconocidas)
    if not letras:
        return ""
    return f", leído al {round(sum(r.seguridad for r in reconocidas) / letras)} %"


def _leer_imagen(fichero: IO[bytes]) -> Lectura:
    if not tesseract():
        return Lectura("", "sin tesseract")
    fichero.seek(0)
    cuadros = [_reconocer(cuadro) for cuadro in islice(_cuadros(fichero), PAGINAS_OCR)]
    texto = _limpio("\n".join(c.texto for c in cuadros))
    return Lectura(texto, f"{tesseract()}{_que_tan_seguro(cuadros)}")


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


@cache
def tesseract() -> str:
    """«tesseract 5.3.0» when the machine has it with Spanish; "" otherwise."""
    programa = shutil.which("tesseract")
    if programa is None:
        return ""
    lenguas = subprocess.run(
        [programa, "--list-langs"], capture_output=True, text=True, timeout=20, check=False
    ).stdout.split()
    version = subprocess.run(
        [programa, "--version"], capture_output=True, text=True, timeout=20, check=False
    ).stdout.split()
    return f"tesseract {version[1]}" if "spa" in lenguas and len(version) > 1 else ""


def _reconocer(pagina: "Image.Image") -> _Reconocido:
    """The letters of a picture; none when tesseract fails or takes too long."""
    entrada = io.BytesIO()
    pagina.save(entrada, "PNG", compress_level=1)
    with tempfile.TemporaryDirectory() as carpeta:
        base = Path(carpeta) / "pagina"
        try:
            subprocess.run(
                ["tesseract", "stdin", str(base), "-l", "spa", "txt", "tsv"],
                input=entrada.getvalue(),
                capture_output=True,
                timeout=_POR_PAGINA,
                # Without it, it fights itself for the processors and takes up to ten times longer.
                env=os.environ | {"OMP_THREAD_LIMIT": "1"},
                check=False,
            )
            texto = base.with_suffix(".txt").read_text("utf-8", "replace")
            tabla = base.with_suffix(".tsv").read_text("utf-8", "replace")
        except (subprocess.TimeoutExpired, OSError):
            return _Reconocido("")
    palabras = list(_palabras(tabla))
    return _Reconocido(
        texto,
        sum(len(palabra) for palabra, _ in palabras),
        sum(len(palabra) * seguridad for palabra, seguridad in palabras),
    )


def _palabras(tabla: str) -> Iterator[tuple[str, float]]:
    """Each word of the table that tesseract writes, and how sure of it it is (0 to 100)."""
    for renglon in tabla.splitlines()[1:]:
        campos = renglon.split("\t")
        if len(campos) == _COLUMNAS and campos[-1].strip() and float(campos[-2]) >= 0:
            yield campos[-1].strip(), float(campos[-2])


_COLUMNAS = 12
_BLANCOS = re.compile(r"[^\S\n]+")
_RENGLONES = re.compile(r"\n\s*\n+")


def _limpio(texto: str) -> str:
    """Without NUL, soft hyphens or runs of blanks; lines and paragraphs stay."""
    sin_marcas = texto.replace("\x00", " ").replace("\xad", "").replace("\ufffe", "-")
    derecho = _BLANCOS.sub(" ", sin_marcas.replace("\r\n", "\n").replace("\f", "\n"))
    return _RENGLONES.sub("\n\n", derecho).strip()[:LARGO_TEXTO]
