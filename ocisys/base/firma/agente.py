"""The automated agent: the office's own certificate, which seals what the system issues.

A printout needs the signature of an automated agent (DS 029-2021-PCM art. 37). The certificate is
the office's to ask for: without `OCISYS_AGENTE` nothing is sealed, and where it matters it is said.
"""

import asyncio
from datetime import datetime
from pathlib import Path

from django.conf import settings

from ocisys.base.firma.certificado import Certificado, CertificadoRechazado, abrir
from ocisys.base.firma.confianza import confianza
from ocisys.base.reglas import ReglaIncumplida

MOTIVO = "Sello del agente automatizado"


def agente(en: datetime) -> Certificado | None:
    """The agent's certificate, None if the office has none.

    Raises ReglaIncumplida when it is configured and cannot seal: expired, revoked, wrong password.
    """
    ruta = settings.OCISYS_AGENTE
    if not ruta:
        return None
    try:
        contenido = Path(ruta).read_bytes()
        return abrir(contenido, settings.OCISYS_AGENTE_CLAVE, confianza=confianza(), en=en)
    except (OSError, CertificadoRechazado) as error:
        raise ReglaIncumplida(
            f"El sello del agente automatizado no se puede usar: {error} Avise a la "
            "administración del sistema."
        ) from error


def con_sello(pdf: bytes, propio: Certificado | None, *, lugar: str, en: datetime) -> bytes:
    """The same PDF with the signature of `propio`, the agent, added; as it was without one."""
    if propio is None:
        return pdf
    from ocisys.base.firma.firmar import firmar  # heavy

    return firmar(pdf, propio, motivo=MOTIVO, lugar=lugar, en=en)


def firma_suelta(contenido: bytes, certificado: Certificado) -> bytes:
    """A detached signature of any bytes (CMS, DER): `openssl cms -verify -binary -inform DER`."""
    sobre = asyncio.run(
        certificado.firmante.async_sign_general_data(contenido, "sha256", detached=True)
    )
    return bytes(sobre.dump())
