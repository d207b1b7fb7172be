"""What signing and verifying answer, apart from what does them: pyHanko weighs megabytes.

The pages that tell of a signature load this; the library, who signs or verifies (decisión 0009).
"""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import TextChoices

from ocisys.base.reglas import ReglaIncumplida


class FirmaRechazada(ReglaIncumplida):
    """The signed file is not what was given to be signed; `str()` says what to do."""


class Veredicto(TextChoices):
    """What a signature is worth; told apart because what to do differs."""

    VALIDA = "valida", "Firma válida"
    SIN_COMPROBAR = "sin_comprobar", "Íntegra, emisor sin comprobar"
    VENCIDA = "vencida", "Certificado vencido"
    REVOCADA = "revocada", "Certificado revocado"
    NO_CONFIABLE = "no_confiable", "Emisor desconocido"
    ALTERADA = "alterada", "Documento alterado"
    ILEGIBLE = "ilegible", "Firma ilegible"


EXPLICA: dict[Veredicto, str] = {
    Veredicto.VALIDA: "El documento está tal como se firmó y el certificado es de una autoridad "
    "reconocida.",
    Veredicto.SIN_COMPROBAR: "El documento está tal como se firmó. Esta oficina todavía no tiene "
    "configuradas las autoridades de certificación, así que no puede decir quién responde por el "
    "certificado.",
    Veredicto.VENCIDA: "El documento está tal como se firmó, pero el certificado no estaba vigente "
    "en la fecha con que se comprueba: la firma sola no prueba que se hizo a tiempo.",
    Veredicto.REVOCADA: "El documento está tal como se firmó, pero el emisor dejó sin efecto el "
    "certificado: no se fíe de él sin confirmarlo con la oficina.",
    Veredicto.NO_CONFIABLE: "El documento está tal como se firmó, pero nadie reconocido responde "
    "por el certificado: cualquiera puede fabricar uno así.",
    Veredicto.ALTERADA: "El contenido cambió después de la firma: no lo dé por auténtico.",
    Veredicto.ILEGIBLE: "La firma está dañada y no se puede comprobar.",
}


class PdfIlegible(ValueError):
    """The bytes are not a PDF that can be read."""


@dataclass(frozen=True)
class Firma:
    """One signature of a PDF.

    `firmada_en` is what the signer declares, not a proof of time; `sellada_en` is the time of a
    timestamp whose authority the office trusts.
    """

    titular: str
    emisor: str
    firmada_en: datetime | None
    veredicto: Veredicto
    sellada_en: datetime | None = None
    dni: str = field(default="", repr=False)
    """That of its holder, "" when the certificate does not say it; it is never shown."""

    @property
    def explicacion(self) -> str:
        return EXPLICA[self.veredicto]

    @property
    def es_integra(self) -> bool:
        return self.veredicto not in (Veredicto.ALTERADA, Veredicto.ILEGIBLE)
