"""Signing a PDF, and checking that one signed elsewhere is the same bytes plus a signature."""

import io
from datetime import datetime

from pyhanko.pdf_utils.generic import NameObject, NumberObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, ModificationLevel
from pyhanko.sign.diff_analysis.policy_api import DiffResult
from pyhanko.sign.timestamps.common_utils import TimestampRequestError

from ocisys.base.firma.certificado import Certificado
from ocisys.base.firma.respuestas import FirmaRechazada
from ocisys.base.firma.tiempo import sellador

CAMPO = "Firma{}"
SIN_SELLO = (
    "La autoridad de sellado de tiempo no respondió y no se firmó nada. Inténtelo de nuevo en unos "
    "minutos; si sigue igual, avise a la administración del sistema."
)


def preparar(pdf: bytes) -> bytes:
    """The same PDF with an empty signature field, ready to be signed here or elsewhere.

    Having the form beforehand is what lets `exigir_solo_una_firma` tell a signature from any other
    change.
    """
    escritor = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
    fields.append_signature_field(escritor, fields.SigFieldSpec(CAMPO.format(1)))
    # Signers raise the flags from 1 to 3 («append only»), and that would count as a change.
    formulario = escritor.root["/AcroForm"]
    formulario[NameObject("/SigFlags")] = NumberObject(3)
    escritor.update_container(formulario)
    salida = io.BytesIO()
    escritor.write(salida)
    return salida.getvalue()


def firmar(pdf: bytes, certificado: Certificado, *, motivo: str, lugar: str, en: datetime) -> bytes:
    """The same PDF with one more PAdES signature, added without touching the bytes before it.

    The signature is invisible on the page: what a person reads is printed by the template, and
    PDF/A and PDF/UA stay as they were. With a TSA configured it carries its timestamp. Raises
    FirmaRechazada when the TSA does not answer: then nothing is signed.
    """
    escritor = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
    cuantas = len(PdfFileReader(io.BytesIO(pdf), strict=False).embedded_signatures)
    metadatos = signers.PdfSignatureMetadata(
        field_name=CAMPO.format(cuantas + 1),
        reason=motivo,
        location=lugar,
        name=certificado.titular,
        subfilter=fields.SigSeedSubFilter.PADES,
        md_algorithm="sha256",
        # Where the issuer uses other key usages the certificate was already examined by `abrir`.
        signer_key_usage=set(),
    )
    try:
        firmado = signers.sign_pdf(
            escritor, metadatos, certificado.firmante, timestamper=sellador()
        )
    except TimestampRequestError as error:
        raise FirmaRechazada(SIN_SELLO) from error
    return bytes(firmado.getvalue())


def exigir_solo_una_firma(original: bytes, firmado: bytes) -> None:
    """Check that `firmado` is `original`, byte for byte, plus one signature and nothing else.

    Raises FirmaRechazada saying which of the two it is not.
    """
    if not firmado.startswith(original):
        raise FirmaRechazada(
            "El archivo no es el que se descargó para firmar: sus bytes son otros. Fírmelo de "
            "nuevo sin abrirlo ni guardarlo con otro programa."
        )
    try:
        lector = PdfFileReader(io.BytesIO(firmado), strict=False)
        base = PdfFileReader(io.BytesIO(original), strict=False)
        antes, firmas = len(base.embedded_signatures), lector.embedded_signatures
        if len(firmas) != antes + 1:
            raise FirmaRechazada(_cuantas(len(firmas) - antes))
        cambios = DEFAULT_DIFF_POLICY.review_file(lector, base.xrefs.total_revisions - 1)
    except (PdfError, ValueError) as error:
        raise FirmaRechazada("El archivo firmado no se puede leer: está dañado.") from error
    if not isinstance(cambios, DiffResult) or (
        cambios.modification_level > ModificationLevel.FORM_FILLING
    ):
        raise FirmaRechazada(
            "Además de la firma se cambió algo del documento: fírmelo sin agregarle nada."
        )


def _cuantas(nuevas: int) -> str:
    if nuevas < 1:
        return "El archivo no trae ninguna firma nueva: suba el que devolvió el firmador."
    return f"El archivo trae {nuevas} firmas nuevas y se espera una sola."
