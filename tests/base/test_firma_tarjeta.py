"""The card connected to the server: who it is, that it signs, and each way of not doing so."""

from collections.abc import Iterator
from pathlib import Path

import pkcs11
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from ocisys.base.firma.certificado import Certificado, CertificadoRechazado
from ocisys.base.firma.confianza import Confianza, confianza
from ocisys.base.firma.firmar import firmar, preparar
from ocisys.base.firma.tarjeta import abrir_tarjeta
from ocisys.base.firma.verificar import Veredicto, verificar
from ocisys.base.pdf import compilar
from tests.fabrica_firma import AHORA, DIA, Autoridad
from tests.fabrica_tarjeta import MODULO, PIN, Lector


@pytest.fixture
def autoridad() -> Autoridad:
    return Autoridad()


@pytest.fixture
def lector(tmp_path: Path, settings: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[Lector]:
    yield Lector(tmp_path, settings, monkeypatch)
    pkcs11.unload(MODULO)


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    plantilla = tmp_path_factory.mktemp("plantilla") / "oficio.typ"
    plantilla.write_bytes(b'#import "/comun.typ": *\n#show: documento.with(titulo: datos.titulo)\n')
    return preparar(compilar(plantilla, {"titulo": "Oficio"}, en=AHORA))


def abierta(pin: str = PIN) -> Certificado:
    return abrir_tarjeta(pin, confianza=Confianza(), en=AHORA)


def firmado(pdf: bytes, certificado: Certificado) -> bytes:
    return firmar(pdf, certificado, motivo="Soy el autor", lugar="Lima", en=AHORA)


@pytest.mark.parametrize("clase", ["rsa", "ec", "pide siempre"])
def test_la_tarjeta_firma_como_el_archivo(
    pdf: bytes, autoridad: Autoridad, lector: Lector, tmp_path: Path, settings: object, clase: str
) -> None:
    rsa_2048 = rsa.generate_private_key(65537, 2048) if clase != "ec" else None
    lector.poner(
        autoridad.persona("Rosa Quispe", llave=rsa_2048), pide_siempre=clase == "pide siempre"
    )
    settings.OCISYS_CONFIANZA = autoridad.confiar(tmp_path / "confianza")  # type: ignore[attr-defined]

    certificado = abrir_tarjeta(PIN, confianza=confianza(), en=AHORA)
    dos = firmado(firmado(pdf, certificado), certificado)

    assert certificado.comprobado
    firmas = verificar(dos, confianza=confianza(), en=AHORA)
    assert [(f.titular, f.veredicto) for f in firmas] == [("Rosa Quispe", Veredicto.VALIDA)] * 2


def test_sin_tarjeta_se_dice(lector: Lector) -> None:
    with pytest.raises(CertificadoRechazado, match="No hay ninguna tarjeta"):
        abierta()


def test_con_dos_tarjetas_no_se_adivina(autoridad: Autoridad, lector: Lector) -> None:
    lector.poner(autoridad.persona())
    lector.poner(nombre="otra")

    with pytest.raises(CertificadoRechazado, match="más de una"):
        abierta()


@pytest.mark.parametrize("pin", ["000000", "1", "ñandú", "\0", "9" * 64])
def test_con_otro_pin_no_se_abre_aunque_alguien_acabe_de_entrar(
    autoridad: Autoridad, lector: Lector, pin: str
) -> None:
    lector.poner(autoridad.persona())
    abierta()

    with pytest.raises(CertificadoRechazado, match="El PIN no es"):
        abierta(pin)

    assert abierta().titular == "Jefa de prueba"


def test_una_tarjeta_sin_certificado_lo_dice(lector: Lector) -> None:
    lector.poner()

    with pytest.raises(CertificadoRechazado, match="no trae un certificado"):
        abierta()


def test_con_el_certificado_vencido_no_se_firma(autoridad: Autoridad, lector: Lector) -> None:
    lector.poner(autoridad.persona(desde=AHORA - 9 * DIA, hasta=AHORA - DIA))

    with pytest.raises(CertificadoRechazado, match="venció"):
        abierta()


def test_la_que_se_retira_a_la_mitad_no_firma_y_se_dice(
    pdf: bytes, autoridad: Autoridad, lector: Lector
) -> None:
    lector.poner(autoridad.persona())
    certificado = abierta()
    lector.quitar()

    with pytest.raises(CertificadoRechazado, match="No hay ninguna tarjeta"):
        firmado(pdf, certificado)

    lector.poner(autoridad.persona("Otra persona"))
    with pytest.raises(CertificadoRechazado, match="ya no es la misma"):
        firmado(pdf, certificado)


def test_un_lector_mal_configurado_se_dice(settings: object) -> None:
    settings.OCISYS_PKCS11 = "/no/existe.so"  # type: ignore[attr-defined]

    with pytest.raises(CertificadoRechazado, match="avise a la administración"):
        abierta()


def test_ni_el_pin_ni_la_llave_aparecen_al_escribir_el_certificado(
    autoridad: Autoridad, lector: Lector
) -> None:
    lector.poner(autoridad.persona(llave=ec.generate_private_key(ec.SECP384R1())))
    certificado = abierta()

    assert PIN not in repr(certificado) + repr(vars(certificado.firmante))
