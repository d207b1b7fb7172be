"""A certification authority made in the test: roots, people, revocation, all in memory."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from asn1crypto import keys
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper

CLAVE = "una clave de prueba"
AHORA = datetime.now(UTC).replace(microsecond=0)
DIA = timedelta(days=1)


# Real certificates say where their list of revocation is; here it is never fetched.
LISTA = x509.CRLDistributionPoints(
    [
        x509.DistributionPoint(
            [x509.UniformResourceIdentifier("http://lista.example/ca.crl")], None, None, None
        )
    ]
)


def _nombre(comun: str, dni: str = "") -> x509.Name:
    partes = [(NameOID.COUNTRY_NAME, "PE"), (NameOID.COMMON_NAME, comun)]
    if dni:
        partes.append((NameOID.SERIAL_NUMBER, f"PNOPE-{dni}"))
    return x509.Name([x509.NameAttribute(clave, valor) for clave, valor in partes])


@dataclass
class Autoridad:
    """A root that issues certificates and revokes them; elliptic keys, made in milliseconds."""

    nombre: str = "Autoridad de prueba"
    llave: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    revocados: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.certificado = self._emitir(
            self.nombre, self.llave, desde=AHORA - 1000 * DIA, hasta=AHORA + 1000 * DIA, ca=True
        )

    def persona(
        self,
        titular: str = "Jefa de prueba",
        *,
        desde: datetime = AHORA - DIA,
        hasta: datetime = AHORA + 300 * DIA,
        revocada: bool = False,
        llave: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey | None = None,
        dni: str = "",
    ) -> bytes:
        """The `.p12` of a person, with the password CLAVE."""
        llave = llave or ec.generate_private_key(ec.SECP256R1())
        certificado = self._emitir(titular, llave, desde=desde, hasta=hasta, ca=False, dni=dni)
        if revocada:
            self.revocados.append(certificado.serial_number)
        return pkcs12.serialize_key_and_certificates(
            titular.encode(),
            llave,
            certificado,
            [self.certificado],
            serialization.BestAvailableEncryption(CLAVE.encode()),
        )

    def sellador(self, en: datetime) -> DummyTimeStamper:
        """A TSA of this authority whose clock stands still at `en`."""
        llave = rsa.generate_private_key(65537, 2048)
        certificado = self._emitir(
            "TSA de prueba", llave, desde=AHORA - 500 * DIA, hasta=AHORA + DIA, ca=False, tsa=True
        )
        der = llave.private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        return DummyTimeStamper(
            asn1.Certificate.load(certificado.public_bytes(serialization.Encoding.DER)),
            keys.PrivateKeyInfo.load(der),
            fixed_dt=en,
        )

    def confiar(self, carpeta: Path) -> Path:
        """Put the root and the list of revocation in a folder, as an administrator does."""
        carpeta.mkdir(exist_ok=True)
        pem = self.certificado.public_bytes(serialization.Encoding.PEM)
        (carpeta / f"{self.nombre}.crt").write_bytes(pem)
        (carpeta / f"{self.nombre}.crl").write_bytes(self._lista())
        return carpeta

    def _lista(self) -> bytes:
        lista = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(self.certificado.subject)
            .last_update(AHORA - timedelta(hours=2))
            .next_update(AHORA + 30 * DIA)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self.llave.public_key()), False
            )
            .add_extension(x509.CRLNumber(1), False)
        )
        for serie in self.revocados:
            revocado = x509.RevokedCertificateBuilder().serial_number(serie)
            lista = lista.add_revoked_certificate(
                revocado.revocation_date(AHORA - timedelta(hours=3)).build()
            )
        return lista.sign(self.llave, hashes.SHA256()).public_bytes(serialization.Encoding.DER)

    def _emitir(
        self,
        titular: str,
        llave: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey,
        *,
        desde: datetime,
        hasta: datetime,
        ca: bool,
        tsa: bool = False,
        dni: str = "",
    ) -> x509.Certificate:
        usos = {
            "digital_signature": not ca,
            "content_commitment": not ca,
            "key_encipherment": False,
            "data_encipherment": False,
            "key_agreement": False,
            "key_cert_sign": ca,
            "crl_sign": ca,
            "encipher_only": False,
            "decipher_only": False,
        }
        emision = (
            x509.CertificateBuilder()
            .subject_name(_nombre(titular, dni))
            .issuer_name(_nombre(self.nombre))
            .public_key(llave.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(desde)
            .not_valid_after(hasta)
            .add_extension(x509.BasicConstraints(ca, None), True)
            .add_extension(x509.KeyUsage(**usos), True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(llave.public_key()), False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self.llave.public_key()), False
            )
            .add_extension(LISTA, False)
        )
        if tsa:
            usos_tsa = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
            emision = emision.add_extension(usos_tsa, True)
        return emision.sign(self.llave, hashes.SHA256())
