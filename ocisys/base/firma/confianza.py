"""Which authorities this office trusts: certificates and revocation lists in a folder, offline.

The folder (`OCISYS_CONFIANZA`) holds `.cer`, `.crt`, `.pem` and `.crl` files, in DER or PEM. The
self-signed ones are roots, the others are intermediates. An administrator puts there the roots of
the official list (IOFE) and refreshes the lists of revocation.
"""

import asyncio
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from asn1crypto import crl, pem, x509
from django.conf import settings
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import (
    ExpiredError,
    NotYetValidError,
    PathBuildingError,
    PathValidationError,
    RevokedError,
)

CERTIFICADOS = {".cer", ".crt", ".pem"}


@dataclass(frozen=True)
class Confianza:
    """Roots, intermediates and revocation lists, already read."""

    raices: tuple[x509.Certificate, ...] = ()
    intermedios: tuple[x509.Certificate, ...] = ()
    listas: tuple[bytes, ...] = ()

    @property
    def vacia(self) -> bool:
        """Nobody has said yet whom to trust."""
        return not self.raices

    def contexto(self, en: datetime, otros: Iterable[x509.Certificate] = ()) -> ValidationContext:
        """What the validator may use, as of the moment `en`; it never asks the network."""
        return ValidationContext(
            trust_roots=list(self.raices),
            other_certs=[*self.intermedios, *otros],
            crls=list(self.listas),
            moment=en,
            # A list of revocation issued after the fact still says that the key was revoked.
            retroactive_revinfo=True,
            allow_fetching=False,
            revocation_mode="soft-fail",
        )


@dataclass(frozen=True)
class Examen:
    """What the configured authorities say of a certificate at a moment."""

    comprobado: bool = False
    rechazo: str = ""
    motivo: str = ""


def confianza() -> Confianza:
    """The trust configured on this machine; read again when a file of the folder changes."""
    carpeta = Path(settings.OCISYS_CONFIANZA)
    ficheros = sorted(carpeta.iterdir()) if carpeta.is_dir() else []
    return _leer(tuple((f, f.stat().st_mtime_ns) for f in ficheros if f.is_file()))


@lru_cache(maxsize=4)
def _leer(ficheros: tuple[tuple[Path, int], ...]) -> Confianza:
    certificados: list[x509.Certificate] = []
    listas: list[bytes] = []
    for ruta, _ in ficheros:
        if ruta.suffix.lower() in CERTIFICADOS:
            certificados += [x509.Certificate.load(der) for der in _der(ruta.read_bytes())]
        elif ruta.suffix.lower() == ".crl":
            listas += [crl.CertificateList.load(d).dump() for d in _der(ruta.read_bytes())]
    raices = tuple(c for c in certificados if c.self_signed in ("yes", "maybe"))
    otros = tuple(c for c in certificados if c.self_signed == "no")
    return Confianza(raices, otros, tuple(listas))


def _der(contenido: bytes) -> Iterator[bytes]:
    if not pem.detect(contenido):
        yield contenido
        return
    for _, _, der in pem.unarmor(contenido, multiple=True):
        yield der


def examinar(
    hoja: x509.Certificate,
    cadena: Iterable[x509.Certificate],
    *,
    confianza: Confianza,
    en: datetime,
) -> Examen:
    """Whether that certificate may be believed at `en`, and why not in a sentence."""
    if not hoja.not_valid_before <= en <= hoja.not_valid_after:
        return _fuera_de_fecha(hoja, en)
    if confianza.vacia:
        return Examen()
    validador = CertificateValidator(
        hoja, intermediate_certs=list(cadena), validation_context=confianza.contexto(en)
    )
    try:
        asyncio.run(validador.async_validate_path())
    except RevokedError:
        return Examen(
            rechazo="El certificado está revocado: su emisor lo dejó sin efecto.", motivo="revocado"
        )
    except (ExpiredError, NotYetValidError):
        return Examen(
            rechazo="Un certificado de la cadena del emisor está vencido.", motivo="vencido"
        )
    except (PathBuildingError, PathValidationError):
        return Examen(
            rechazo="El certificado no viene de una autoridad en la que la oficina confía.",
            motivo="no_confiable",
        )
    return Examen(comprobado=True)


def _fuera_de_fecha(hoja: x509.Certificate, en: datetime) -> Examen:
    if en > hoja.not_valid_after:
        return Examen(
            rechazo=f"El certificado venció el {hoja.not_valid_after:%d/%m/%Y}.", motivo="vencido"
        )
    return Examen(
        rechazo=f"El certificado todavía no rige: empieza el {hoja.not_valid_before:%d/%m/%Y}.",
        motivo="vencido",
    )
