"""What a file is, by its bytes; what its name says is only compared."""

import codecs
import zipfile
from collections.abc import Iterator
from typing import IO

import puremagic

_OOXML = "application/vnd.openxmlformats-officedocument"
_ODF = "application/vnd.oasis.opendocument"

EXTENSIONES: dict[str, tuple[str, ...]] = {
    "application/pdf": (".pdf",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
    "image/tiff": (".tif", ".tiff"),
    f"{_OOXML}.wordprocessingml.document": (".docx",),
    f"{_OOXML}.spreadsheetml.sheet": (".xlsx",),
    f"{_OOXML}.presentationml.presentation": (".pptx",),
    f"{_ODF}.text": (".odt",),
    f"{_ODF}.spreadsheet": (".ods",),
    f"{_ODF}.presentation": (".odp",),
    "application/msword": (".doc",),
    "application/vnd.ms-excel": (".xls",),
    "application/vnd.ms-powerpoint": (".ppt",),
    "text/plain": (".txt",),
    "text/csv": (".csv",),
}
"""The types that are received and the endings their names may have: no programs, no archives of
archives, nothing that a browser would run."""

CABEZA = 8192
_TROZO = 1 << 20
_IMAGENES = ("image/jpeg", "image/png", "image/tiff")
_EN_ZIP = {
    "word/document.xml": f"{_OOXML}.wordprocessingml.document",
    "xl/workbook.xml": f"{_OOXML}.spreadsheetml.sheet",
    "ppt/presentation.xml": f"{_OOXML}.presentationml.presentation",
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_EN_OLE = {
    "WordDocument": "application/msword",
    "Workbook": "application/vnd.ms-excel",
    "PowerPoint Document": "application/vnd.ms-powerpoint",
}
# Tab, line feed, form feed, carriage return: the controls that a text may have.
_CONTROLES = bytes(set(range(32)) - {9, 10, 12, 13} | {127})


class TipoRechazado(ValueError):
    """The bytes are not of a type that is received; `str()` says what they are, in Spanish."""


def detectar(fichero: IO[bytes], extension: str = "") -> str:
    """MIME type of an open, seekable file, left at its start; text carries its charset.

    `extension` only tells apart texts (.csv). Raises TipoRechazado with a noun phrase ("un programa
    ejecutable", "un documento con macros").
    """
    fichero.seek(0)
    cabeza = fichero.read(CABEZA)
    try:
        return _por_firma(fichero, cabeza) or _texto(fichero, extension) or _rechazar(cabeza)
    finally:
        fichero.seek(0)


def _por_firma(fichero: IO[bytes], cabeza: bytes) -> str:
    # At the very start: the format allows 1,024 bytes before it, where a program would fit.
    if cabeza.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"%PDF-"):
        return "application/pdf"
    if cabeza.startswith(b"PK\x03\x04"):
        return _zip(fichero)
    if cabeza.startswith(_OLE):
        return _ole(fichero)
    return next((t for t in _que_parece(cabeza) if t in _IMAGENES), "")


def _que_parece(cabeza: bytes) -> list[str]:
    try:
        return [m.mime_type for m in puremagic.magic_string(cabeza)]
    except (puremagic.PureError, ValueError):
        return []


def _zip(fichero: IO[bytes]) -> str:
    """A document of Office or LibreOffice; any other ZIP is refused."""
    try:
        with zipfile.ZipFile(fichero) as paquete:
            nombres = set(paquete.namelist())
            odf = paquete.read("mimetype")[:80].decode("ascii") if "mimetype" in nombres else ""
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError) as error:
        raise TipoRechazado("un archivo comprimido dañado") from error
    if any(n.endswith("vbaProject.bin") or n.startswith("Basic/") for n in nombres):
        raise TipoRechazado("un documento con macros")
    if odf in EXTENSIONES:
        return odf
    for nombre, tipo in _EN_ZIP.items():
        if nombre in nombres:
            return tipo
    raise TipoRechazado("un archivo comprimido")


def _ole(fichero: IO[bytes]) -> str:
    """An Office document of before 2007: its directory names the streams in UTF-16."""
    vistos = set(_nombres_ole(fichero))
    if "EncryptedPackage" in vistos:
        raise TipoRechazado("un documento cifrado con contraseña")
    if "_VBA_PROJECT" in vistos:
        raise TipoRechazado("un documento con macros")
    for nombre, tipo in _EN_OLE.items():
        if nombre in vistos:
            return tipo
    raise TipoRechazado("un archivo de un programa que no se reconoce")


def _nombres_ole(fichero: IO[bytes]) -> Iterator[str]:
    buscados = {n: n.encode("utf-16-le") for n in (*_EN_OLE, "EncryptedPackage", "_VBA_PROJECT")}
    resto = b""
    for trozo in _trozos(fichero):
        ventana = resto + trozo
        yield from (n for n, marca in buscados.items() if marca in ventana)
        resto = ventana[-64:]


def _texto(fichero: IO[bytes], extension: str) -> str:
    """Plain text in UTF-8 or in Windows' Western code page, without controls; else nothing."""
    utf8 = codecs.getincrementaldecoder("utf-8")()
    es_utf8 = True
    for trozo in _trozos(fichero):
        if trozo.translate(None, _CONTROLES) != trozo:
            return ""
        try:
            if es_utf8:
                utf8.decode(trozo)
        except UnicodeDecodeError:
            es_utf8 = False
    tipo = "text/csv" if extension == ".csv" else "text/plain"
    return f"{tipo}; charset={'utf-8' if es_utf8 else 'windows-1252'}"


def _rechazar(cabeza: bytes) -> str:
    if cabeza.startswith((b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe")):
        raise TipoRechazado("un programa ejecutable")
    conocido = next((t for t in _que_parece(cabeza) if t), "")
    raise TipoRechazado(f"de un tipo que no se recibe ({conocido or 'desconocido'})")


def _trozos(fichero: IO[bytes]) -> Iterator[bytes]:
    fichero.seek(0)
    while trozo := fichero.read(_TROZO):
        yield trozo
