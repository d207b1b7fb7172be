"""A card or token connected to the server (PKCS#11): the key never leaves it.

The PIN lives as long as the request. Each signature opens its own session and closes it, so a card
that is taken out in the middle of a batch stops there, and nobody finds it open.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from threading import Lock
from typing import Any

import pkcs11
from asn1crypto import x509
from django.conf import settings
from django.views.decorators.debug import sensitive_variables
from pkcs11 import Attribute, ObjectClass, TokenFlag
from pkcs11 import exceptions as errores
from pyhanko.sign.pkcs11 import PKCS11Signer
from pyhanko.sign.signers import Signer

from ocisys.base.firma.certificado import (
    Certificado,
    CertificadoRechazado,
    es_para_firmar,
    examinado,
)
from ocisys.base.firma.confianza import Confianza

# PKCS#11 lets a whole process in, not one session: with two people at once the second would enter
# with any PIN.
_turno = Lock()

LARGO_FIRMA = 512
"""Bytes of the longest signature that a card makes (RSA of 4096 bits)."""

SIN_MODULO = (
    "El servidor no puede usar el lector de tarjetas: avise a la administración del sistema."
)
SIN_TARJETA = "No hay ninguna tarjeta ni token conectado al servidor: conéctelo e inténtelo."
VARIAS = "Hay más de una tarjeta o token conectado al servidor: deje sólo el suyo."
OTRA = "La tarjeta conectada ya no es la misma: empiece de nuevo con la suya."
PIN_ERRADO = (
    "El PIN no es el de esa tarjeta o token. Revíselo antes de repetir: con varios errores se "
    "bloquea."
)
BLOQUEADA = "La tarjeta o token está bloqueado por PIN errados: lo desbloquea quien lo emitió."
SIN_CERTIFICADO = "La tarjeta o token no trae un certificado para firmar documentos con su llave."
NO_RESPONDE = "La tarjeta o token no respondió: vuelva a conectarlo e inténtelo de nuevo."

_PIN_ERRADO = (errores.PinIncorrect, errores.PinInvalid, errores.PinLenRange, errores.ArgumentsBad)


class Pin(str):
    """Not shown by a report of errors, which writes the variables of every function."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "<PIN>"


class FirmanteDeTarjeta(Signer):
    """Signs with the key of that certificate inside the card it was read from."""

    def __init__(
        self, hoja: x509.Certificate, llave: bytes, cadena: list[x509.Certificate], serie: bytes
    ) -> None:
        super().__init__(signing_cert=hoja)
        self._cert_registry.register_multiple(cadena)
        self._llave, self._serie, self._pin = llave, serie, Pin()

    def con_pin(self, pin: Pin) -> "FirmanteDeTarjeta":
        self._pin = pin
        return self

    async def async_sign_raw(
        self, data: bytes, digest_algorithm: str, dry_run: bool = False
    ) -> bytes:
        if dry_run:
            return bytes(LARGO_FIRMA)
        with _sesion(self._pin, self._serie) as sesion:
            firmante = PKCS11Signer(
                sesion,
                signing_cert=self.signing_cert,
                key_id=self._llave,
                # Hashed here: every card knows the raw mechanism, not every one hashes.
                use_raw_mechanism=True,
                base_sign_kwargs=self._vuelve_a_pedir(sesion),
            )
            return bytes(await firmante.async_sign_raw(data, digest_algorithm))

    def _vuelve_a_pedir(self, sesion: pkcs11.Session) -> dict[str, Any]:
        """The keys for non-repudiation of an identity card want the PIN at each signature."""
        llave = sesion.get_key(object_class=ObjectClass.PRIVATE_KEY, id=self._llave)
        try:
            return {"pin": self._pin} if llave[Attribute.ALWAYS_AUTHENTICATE] else {}
        except errores.AttributeTypeInvalid:
            return {}


@sensitive_variables("pin")
def abrir_tarjeta(pin: str, *, confianza: Confianza, en: datetime) -> Certificado:
    """The certificate of the card connected to the server, checked for the moment `en`.

    Raises CertificadoRechazado when there is no card, the PIN is wrong, it has no certificate to
    sign with, or that is expired, revoked or not trusted.
    """
    secreto = Pin(pin)
    with _sesion(secreto) as sesion:
        firmante = _firmante(sesion)
    return examinado(firmante.con_pin(secreto), confianza=confianza, en=en)


def _firmante(sesion: pkcs11.Session) -> FirmanteDeTarjeta:
    filas = list(sesion.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE}))
    todos = [(bytes(f[Attribute.ID]), x509.Certificate.load(f[Attribute.VALUE])) for f in filas]
    llaves = {
        bytes(k[Attribute.ID])
        for k in sesion.get_objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY})
    }
    propios = [
        (n, c)
        for n, c in todos
        if n in llaves and es_para_firmar(c) and c.public_key.algorithm in ("rsa", "ec")
    ]
    if not propios:
        raise CertificadoRechazado(SIN_CERTIFICADO)
    # An identity card brings one to enter and another to sign: the latter binds its holder.
    llave, hoja = max(propios, key=lambda p: (_compromete(p[1]), p[1].not_valid_after))
    return FirmanteDeTarjeta(hoja, llave, [c for _, c in todos], sesion.token.serial)


def _compromete(hoja: x509.Certificate) -> bool:
    return bool(hoja.key_usage_value and "non_repudiation" in hoja.key_usage_value.native)


@contextmanager
def _sesion(pin: Pin, serie: bytes | None = None) -> Iterator[pkcs11.Session]:
    """The card opened with its PIN, for one person at a time; `serie` is the card it must be."""
    with _turno:
        try:
            ficha = _ficha()
            if serie is not None and ficha.serial != serie:
                # Before its PIN is tried on somebody else's.
                raise CertificadoRechazado(OTRA)
            with ficha.open(user_pin=pin) as sesion:
                yield sesion
        # Not chained: the cause may quote the PIN.
        except _PIN_ERRADO:
            raise CertificadoRechazado(PIN_ERRADO) from None
        except errores.PinLocked:
            raise CertificadoRechazado(BLOQUEADA) from None
        except errores.PKCS11Error:
            raise CertificadoRechazado(NO_RESPONDE) from None


def _ficha() -> pkcs11.Token:
    try:
        modulo = pkcs11.lib(settings.OCISYS_PKCS11)
    except RuntimeError as error:
        raise CertificadoRechazado(SIN_MODULO) from error
    fichas = [ranura.get_token() for ranura in modulo.get_slots(token_present=True)]
    listas = [f for f in fichas if TokenFlag.TOKEN_INITIALIZED in f.flags]
    if not listas:
        raise CertificadoRechazado(SIN_TARJETA)
    if len(listas) > 1:
        raise CertificadoRechazado(VARIAS)
    return listas[0]
