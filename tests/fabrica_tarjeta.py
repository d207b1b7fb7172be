"""A card made of software (SoftHSM): what is connected to the server, without the plastic."""

import os
import subprocess
from pathlib import Path
from typing import Any

import pkcs11
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs12
from pkcs11 import Attribute, ObjectClass
from pkcs11.util.rsa import decode_rsa_private_key

from tests.fabrica_firma import CLAVE

PIN = "481516"
LLAVE = b"\x01"
MODULO = next(
    (
        str(ruta)
        for carpeta in ("/usr/lib/softhsm", "/usr/lib64/pkcs11", "/usr/local/lib/softhsm")
        if (ruta := Path(carpeta) / "libsofthsm2.so").exists()
    ),
    "",
)


class Lector:
    """The reader of the server: empty until somebody puts a card in."""

    def __init__(self, carpeta: Path, settings: object, monkeypatch: pytest.MonkeyPatch) -> None:
        if not MODULO:
            motivo = "sin softhsm2 (paquete de Debian) no hay tarjeta con que probar"
            pytest.fail(motivo) if os.environ.get("CI") == "true" else pytest.skip(motivo)
        conf = carpeta / "softhsm2.conf"
        (carpeta / "fichas").mkdir()
        conf.write_text(f"directories.tokendir = {carpeta / 'fichas'}\nlog.level = ERROR\n")
        monkeypatch.setenv("SOFTHSM2_CONF", str(conf))
        settings.OCISYS_PKCS11 = MODULO  # type: ignore[attr-defined]
        self.carpeta = carpeta

    def poner(
        self, p12: bytes | None = None, *, nombre: str = "ficha", pide_siempre: bool = False
    ) -> None:
        """A card with the key and the certificate of that `.p12`, or with nothing inside.

        `pide_siempre`: its key (RSA) wants the PIN at each signature, as an identity card's does.
        """
        self._softhsm("--init-token", "--free", "--label", nombre, "--so-pin", "12345678")
        if p12 is None:
            return
        llave, hoja, _ = pkcs12.load_key_and_certificates(p12, CLAVE.encode())
        assert llave is not None
        assert hoja is not None
        if pide_siempre:
            self._guardar(_que_pide_siempre(llave), nombre)
        else:
            self._importar(llave, nombre)
        self._guardar(
            {
                Attribute.CLASS: ObjectClass.CERTIFICATE,
                Attribute.CERTIFICATE_TYPE: pkcs11.CertificateType.X_509,
                Attribute.TOKEN: True,
                Attribute.ID: LLAVE,
                Attribute.SUBJECT: hoja.subject.public_bytes(),
                Attribute.VALUE: hoja.public_bytes(serialization.Encoding.DER),
            },
            nombre,
        )

    def _importar(self, llave: Any, nombre: str) -> None:
        pem = self.carpeta / "llave.pem"
        pem.write_bytes(
            llave.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        self._softhsm("--import", str(pem), "--token", nombre, "--label", "f", "--id", "01")

    def _guardar(self, objeto: dict[Attribute, Any], nombre: str) -> None:
        with pkcs11.lib(MODULO).get_token(token_label=nombre).open(rw=True, user_pin=PIN) as sesion:
            sesion.create_object(objeto)

    def quitar(self) -> None:
        """Whatever is in the reader is taken out."""
        pkcs11.unload(MODULO)
        for ficha in (self.carpeta / "fichas").iterdir():
            ficha.rename(self.carpeta / f"fuera-{ficha.name}")

    def _softhsm(self, *orden: str) -> None:
        subprocess.run(["softhsm2-util", *orden, "--pin", PIN], check=True, capture_output=True)
        # The module reads its cards when it starts.
        pkcs11.unload(MODULO)


def _que_pide_siempre(llave: Any) -> dict[Attribute, Any]:
    der = llave.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    )
    return decode_rsa_private_key(der) | {
        Attribute.TOKEN: True,
        Attribute.PRIVATE: True,
        Attribute.SENSITIVE: True,
        Attribute.SIGN: True,
        Attribute.ID: LLAVE,
        Attribute.ALWAYS_AUTHENTICATE: True,
    }
