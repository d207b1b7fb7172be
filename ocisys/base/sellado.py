"""Seal the bytes that came in, and hand them back without letting a browser run them.

A file is stored before its row: a transaction that fails leaves at most bytes that no row names,
which `manage.py verificar_integridad` reports. Bytes are found by their hash, never by a name.
"""

import hashlib
import logging
import unicodedata
from pathlib import PurePosixPath
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse

from ocisys.base.models import Archivo
from ocisys.base.reglas import ReglaIncumplida
from ocisys.base.tipos import EXTENSIONES, TipoRechazado, detectar

registro = logging.getLogger(__name__)

MIB = 1024 * 1024
LARGO_NOMBRE = 255
SE_ADMITEN = "Se reciben PDF, imágenes, documentos de Office o LibreOffice y texto."

# A PDF goes without the sandbox, which viewers of some browsers refuse: they run nothing of it in
# our origin. Everything else that is shown is boxed in.
_CSP_PDF = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; object-src 'self'"
_CSP = f"{_CSP_PDF}; sandbox"


class ArchivoRechazado(ReglaIncumplida):
    """The file cannot be sealed; `str()` is the sentence for the person."""


def sellar(fichero: UploadedFile | File | bytes, *, nombre: str = "", por: Any) -> Archivo:
    """Store the bytes as they are and return their Archivo, in the caller's transaction.

    `nombre` is what is shown (the upload's own by default); `por` is the account, or None when the
    system itself seals. Sealing the same bytes again adds a row and no bytes. Raises
    ArchivoRechazado if they are none, too many, of a type that is not received, or of another type
    than their name says.
    """
    contenido = _como_fichero(fichero)
    nombre = nombre_visible(nombre or contenido.name or "")
    tipo = comprobar(contenido, nombre)
    archivo = Archivo(
        sha256=huella_de(contenido),
        tamanio=contenido.size,
        tipo_mime=tipo,
        nombre_original=nombre,
        sellado_por=por,
    )
    archivo.fichero = File(contenido, name=archivo.sha256)
    archivo.save(force_insert=True)
    return archivo


def comprobar(fichero: UploadedFile | File | bytes, nombre: str) -> str:
    """The type of some bytes that may be sealed under `nombre`; raises ArchivoRechazado if not."""
    contenido = _como_fichero(fichero)
    limite = settings.OCISYS_MAX_ARCHIVO_MB
    if not contenido.size:
        raise ArchivoRechazado(f"El archivo «{nombre}» está vacío (0 bytes).")
    if contenido.size > limite * MIB:
        raise ArchivoRechazado(
            f"El archivo «{nombre}» pesa {contenido.size / MIB:,.1f} MB y el límite es {limite} MB."
        )
    extension = PurePosixPath(nombre).suffix.lower()
    try:
        tipo = detectar(contenido, extension)
    except TipoRechazado as error:
        raise ArchivoRechazado(f"El archivo «{nombre}» es {error}. {SE_ADMITEN}") from error
    validas = EXTENSIONES[tipo.partition(";")[0]]
    if extension and extension not in validas:
        raise ArchivoRechazado(
            f"El archivo «{nombre}» dice ser {extension} pero su contenido es {validas[0]}. "
            "Guárdelo con el nombre que corresponde y vuelva a adjuntarlo."
        )
    return tipo


def validar_archivo(fichero: UploadedFile) -> None:
    """Form validator: the refusals of `sellar`, next to the field. Raises ValidationError."""
    try:
        comprobar(fichero, nombre_visible(fichero.name or ""))
    except ArchivoRechazado as error:
        raise ValidationError(str(error), code="archivo") from error


def huella_de(fichero: IO[bytes] | File) -> str:
    """SHA-256 of an open file, read in pieces from its start; left there again."""
    fichero.seek(0)
    huella = hashlib.file_digest(fichero, "sha256")  # type: ignore[arg-type]
    fichero.seek(0)
    return huella.hexdigest()


def servir(archivo: Archivo, *, descarga: bool = False) -> FileResponse:
    """The sealed bytes as an answer; the caller has already asked `visibles_para`.

    PDF, images and text are shown by the browser unless `descarga`; the rest is always downloaded.
    The type is the detected one, sniffing is off and no script may run. Raises ReglaIncumplida if
    the bytes are not in the storage.
    """
    try:
        abierto = archivo.fichero.open("rb")
    except FileNotFoundError as error:
        registro.error("Faltan los bytes del archivo sellado %s (%s)", archivo.pk, archivo.sha256)
        raise ReglaIncumplida(
            f"Los bytes de «{archivo.nombre_original}» no están en el almacén. "
            "Avise a la administración del sistema: se recuperan del respaldo."
        ) from error
    respuesta = FileResponse(
        abierto,
        as_attachment=descarga or not archivo.se_ve_en_el_navegador,
        filename=nombre_de_descarga(archivo),
        content_type=archivo.tipo_mime,
    )
    respuesta["X-Content-Type-Options"] = "nosniff"
    respuesta["Content-Security-Policy"] = _CSP_PDF if archivo.tipo == "application/pdf" else _CSP
    respuesta["Cache-Control"] = "private, no-cache"
    respuesta["ETag"] = f'"{archivo.sha256}"'
    return respuesta


def nombre_visible(nombre: str) -> str:
    """A name to be shown: as it came, without controls or marks that reverse the text.

    Emoji, accents, quotes and slashes stay: the name is never used as a path. At most 255
    characters, the ending kept.
    """
    limpio = unicodedata.normalize("NFC", nombre)
    limpio = "".join(c for c in limpio if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co"))
    limpio = " ".join(limpio.split()) or "documento"
    if len(limpio) <= LARGO_NOMBRE:
        return limpio
    extension = PurePosixPath(limpio).suffix[:10]
    return limpio[: LARGO_NOMBRE - len(extension)] + extension


def nombre_de_descarga(archivo: Archivo) -> str:
    """A name that any disk takes, with the ending of what it really is."""
    nombre = "".join("_" if c in '/\\:*?"<>|' else c for c in archivo.nombre_original).strip(". ")
    extensiones = EXTENSIONES.get(archivo.tipo, ("",))
    if not nombre.lower().endswith(extensiones):
        nombre += extensiones[0]
    return nombre


def _como_fichero(fichero: UploadedFile | File | bytes) -> File:
    return ContentFile(fichero) if isinstance(fichero, bytes) else fichero
