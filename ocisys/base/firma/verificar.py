"""What the signatures of a PDF are worth, told in plain Spanish. Offline, with configured roots."""

import asyncio
import io
import logging
from datetime import datetime

from asn1crypto import x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus

from ocisys.base.firma.certificado import dni_de, nombre_de
from ocisys.base.firma.confianza import Confianza, examinar
from ocisys.base.firma.respuestas import Firma, PdfIlegible, Veredicto

registro = logging.getLogger(__name__)

# pyHanko writes a traceback for each signature that does not hold: here that is an answer.
logging.getLogger("pyhanko.sign.validation").setLevel(logging.CRITICAL)
logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)


_DE_MOTIVO = {
    "vencido": Veredicto.VENCIDA,
    "revocado": Veredicto.REVOCADA,
    "no_confiable": Veredicto.NO_CONFIABLE,
}


def verificar(pdf: bytes, *, confianza: Confianza, en: datetime) -> list[Firma]:
    """The signatures of a PDF in order; none is an empty list.

    Each is judged at the moment of its trusted timestamp or, without one, at `en`.

    Raises PdfIlegible when the bytes are not a PDF, are encrypted, or are broken beyond reading.
    """
    try:
        lector = PdfFileReader(io.BytesIO(pdf), strict=False)
        firmas = list(lector.embedded_regular_signatures)
        return [_juzgar(f, confianza, en) for f in firmas]
    except (PdfError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise PdfIlegible("El archivo no se puede leer como PDF.") from error


def _juzgar(firma: EmbeddedPdfSignature, confianza: Confianza, en: datetime) -> Firma:
    try:
        hoja = firma.signer_cert
        estado = asyncio.run(_examinar(firma, confianza, en))
        sellada_en = _sellada_en(estado)
        return Firma(
            nombre_de(hoja.subject),
            nombre_de(hoja.issuer),
            estado.signer_reported_dt,
            _veredicto(estado, hoja, firma, confianza, sellada_en or en),
            sellada_en,
            dni_de(hoja.subject),
        )
    except (SignatureValidationError, SigningError, PdfError, ValueError, KeyError) as error:
        registro.info("Firma que no se puede leer: %s", type(error).__name__)
        return Firma("", "", None, Veredicto.ILEGIBLE)


async def _examinar(
    firma: EmbeddedPdfSignature, confianza: Confianza, en: datetime
) -> PdfSignatureStatus:
    # Two contexts: each remembers what it has judged.
    return await async_validate_pdf_signature(
        firma,
        confianza.contexto(en, firma.other_embedded_certs),
        ts_validation_context=confianza.contexto(en),
    )


def _sellada_en(estado: PdfSignatureStatus) -> datetime | None:
    """When its timestamp proves that it existed; None without one that the office trusts."""
    sello = estado.timestamp_validity
    return sello.timestamp if sello and sello.valid and sello.intact and sello.trusted else None


def _veredicto(
    estado: PdfSignatureStatus,
    hoja: x509.Certificate,
    firma: EmbeddedPdfSignature,
    confianza: Confianza,
    en: datetime,
) -> Veredicto:
    if not (estado.intact and estado.valid and estado.docmdp_ok) or estado.coverage is None:
        return Veredicto.ALTERADA
    examen = examinar(hoja, firma.other_embedded_certs, confianza=confianza, en=en)
    if examen.rechazo:
        return _DE_MOTIVO[examen.motivo]
    return Veredicto.VALIDA if examen.comprobado else Veredicto.SIN_COMPROBAR
