"""What can be said of a file as it is now: whether its bytes are those received, who signed it."""

from dataclasses import dataclass, field
from datetime import datetime

from ocisys.base.firma.confianza import confianza
from ocisys.base.firma.respuestas import Firma, PdfIlegible
from ocisys.base.models import Archivo
from ocisys.base.sellado import MIB, huella_de

LIMITE_MB = 20
"""Signatures are judged while the person waits: of a heavier PDF only the bytes are compared."""


@dataclass(frozen=True)
class Examen:
    """`integro` is None when the bytes are not in the store; `firmas`, None when not looked for."""

    integro: bool | None
    firmas: list[Firma] | None = field(default=None)
    legible: bool = True


def examinar(archivo: Archivo, *, en: datetime) -> Examen:
    """Compare the stored bytes with their seal and judge the signatures of a PDF."""
    from ocisys.base.firma.verificar import verificar  # heavy

    try:
        abierto = archivo.fichero.open("rb")
    except FileNotFoundError:
        return Examen(integro=None)
    with abierto:
        integro = huella_de(abierto) == archivo.sha256
        if archivo.tipo != "application/pdf" or archivo.tamanio > LIMITE_MB * MIB:
            return Examen(integro)
        contenido = abierto.read()
    try:
        return Examen(integro, verificar(contenido, confianza=confianza(), en=en))
    except PdfIlegible:
        return Examen(integro, legible=False)
