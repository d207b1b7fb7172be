"""The signatory's certificate (PKCS#12), opened in memory for one request and forgotten."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from asn1crypto import x509

from ocisys.base.firma.confianza import Confianza, examinar
from ocisys.base.reglas import ReglaIncumplida

if TYPE_CHECKING:
    from pyhanko.sign.signers import Signer

LIMITE = 200 * 1024
"""Bytes: a PKCS#12 with its chain is far smaller."""


NO_SE_ABRE = (
    "No se pudo abrir el certificado: revise que sea un archivo .p12 o .pfx y su contraseña."
)


class CertificadoRechazado(ReglaIncumplida):
    """The certificate cannot sign; `str()` is the sentence for the person."""


@dataclass(frozen=True)
class Certificado:
    """A key that may sign now, and what its certificate says. `repr` never shows the key."""

    titular: str
    emisor: str
    hasta: datetime
    comprobado: bool
    """Whether a configured root of trust vouches for it."""
    firmante: "Signer" = field(repr=False)
    dni: str = field(default="", repr=False)
    """That of its holder, "" when it does not say it."""


def abrir(pkcs12: bytes, clave: str, *, confianza: Confianza, en: datetime) -> Certificado:
    """The certificate inside a `.p12` or `.pfx` file, checked for the moment `en`.

    Raises CertificadoRechazado when the file or its password is wrong, when the certificate is not
    for signing, or is expired, revoked or not trusted. Without configured roots trust is not
    checked and `comprobado` is False.
    """
    from pyhanko.sign.signers import SimpleSigner  # heavy

    try:
        firmante = SimpleSigner.load_pkcs12_data(pkcs12, other_certs=[], passphrase=clave.encode())
    except ValueError:
        # Not chained: the cause may quote what was inside the file.
        raise CertificadoRechazado(NO_SE_ABRE) from None
    return examinado(firmante, confianza=confianza, en=en)


def examinado(firmante: "Signer", *, confianza: Confianza, en: datetime) -> Certificado:
    """That signer's certificate, if it is to sign with and it holds at the moment `en`."""
    hoja = firmante.signing_cert
    if hoja is None:
        raise CertificadoRechazado(NO_SE_ABRE)
    if not es_para_firmar(hoja):
        raise CertificadoRechazado("Ese certificado no es para firmar documentos.")
    examen = examinar(hoja, firmante.cert_registry, confianza=confianza, en=en)
    if examen.rechazo:
        raise CertificadoRechazado(examen.rechazo)
    return Certificado(
        nombre_de(hoja.subject),
        nombre_de(hoja.issuer),
        hoja.not_valid_after,
        examen.comprobado,
        firmante,
        dni_de(hoja.subject),
    )


def es_para_firmar(hoja: x509.Certificate) -> bool:
    """Whether its issuer meant it for signatures, and not to issue others."""
    usos = hoja.key_usage_value.native if hoja.key_usage_value else {"digital_signature"}
    return bool(usos & {"digital_signature", "non_repudiation"}) and not hoja.ca


def nombre_de(nombre: x509.Name) -> str:
    """The common name, or all of it when there is none; at most 200 characters, one line."""
    nativo = nombre.native
    comun = nativo.get("common_name") or nombre.human_friendly
    return " ".join(str(comun).split())[:200]


_DNI = re.compile(r"(?:PNO|IDC)PE-(\d{8})", re.ASCII)


def dni_de(nombre: x509.Name) -> str:
    """The DNI of its serial number, «PNOPE-40000001» (ETSI EN 319 412-1, 5.1.3); "" without one.

    Digits that do not say what they are may be any number of the issuer's: they are nobody's DNI.
    """
    hallado = _DNI.fullmatch(str(nombre.native.get("serial_number") or ""))
    return hallado[1] if hallado else ""
