"""Signatures: what is valid, and each way of not being so, told apart. A test CA, no network."""

import io
import shutil
import subprocess
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from asn1crypto import x509
from pyhanko.pdf_utils.generic import NameObject, NumberObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers

from ocisys.base.firma.certificado import CertificadoRechazado, abrir, dni_de
from ocisys.base.firma.confianza import Confianza, confianza
from ocisys.base.firma.firmar import FirmaRechazada, exigir_solo_una_firma, firmar, preparar
from ocisys.base.firma.verificar import Firma, PdfIlegible, Veredicto, verificar
from ocisys.base.pdf import compilar
from tests.fabrica_firma import AHORA, CLAVE, DIA, Autoridad

PLANTILLA = b"""#import "/comun.typ": *
#show: documento.with(titulo: datos.titulo)
#datos.texto
"""


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    plantilla = tmp_path_factory.mktemp("plantilla") / "oficio.typ"
    plantilla.write_bytes(PLANTILLA)
    datos = {"titulo": "Oficio", "texto": "Cooperación y señas"}
    return preparar(compilar(plantilla, datos, en=AHORA))


@pytest.fixture
def autoridad() -> Autoridad:
    return Autoridad()


def de(autoridad: Autoridad, carpeta: Path, settings: object) -> Confianza:
    settings.OCISYS_CONFIANZA = autoridad.confiar(carpeta)  # type: ignore[attr-defined]
    return confianza()


def firmado(pdf: bytes, p12: bytes, en: datetime = AHORA) -> bytes:
    certificado = abrir(p12, CLAVE, confianza=Confianza(), en=en)
    return firmar(pdf, certificado, motivo="Soy el autor", lugar="Lima", en=en)


def una(pdf: bytes, raices: Confianza, en: datetime = AHORA) -> Firma:
    (firma,) = verificar(pdf, confianza=raices, en=en)
    return firma


def test_una_firma_valida_dice_de_quien_es(
    pdf: bytes, autoridad: Autoridad, tmp_path: Path, settings: object
) -> None:
    firma = una(firmado(pdf, autoridad.persona("Rosa Quispe")), de(autoridad, tmp_path, settings))

    assert firma.veredicto == Veredicto.VALIDA
    assert (firma.titular, firma.emisor) == ("Rosa Quispe", "Autoridad de prueba")


def test_un_byte_cambiado_se_ve(
    pdf: bytes, autoridad: Autoridad, tmp_path: Path, settings: object
) -> None:
    alterado = bytearray(firmado(pdf, autoridad.persona()))
    alterado[alterado.find(b"stream") + 40] ^= 1

    firma = una(bytes(alterado), de(autoridad, tmp_path, settings))

    assert firma.veredicto == Veredicto.ALTERADA


def test_lo_agregado_despues_de_la_firma_se_ve(
    pdf: bytes, autoridad: Autoridad, tmp_path: Path, settings: object
) -> None:
    escritor = IncrementalPdfFileWriter(io.BytesIO(firmado(pdf, autoridad.persona())), strict=False)
    escritor.root["/OpenAction"] = escritor.root["/Pages"]
    escritor.update_root()
    salida = io.BytesIO()
    escritor.write(salida)

    firma = una(salida.getvalue(), de(autoridad, tmp_path, settings))

    assert firma.veredicto == Veredicto.ALTERADA


def test_un_certificado_vencido_no_es_un_documento_alterado(
    pdf: bytes, autoridad: Autoridad, tmp_path: Path, settings: object
) -> None:
    p12 = autoridad.persona(desde=AHORA - 9 * DIA, hasta=AHORA - DIA)

    firma = una(firmado(pdf, p12, AHORA - 5 * DIA), de(autoridad, tmp_path, settings))

    assert firma.veredicto == Veredicto.VENCIDA
    assert firma.es_integra


def test_una_firma_se_juzga_en_el_dia_en_que_se_recibio(
    pdf: bytes, autoridad: Autoridad, tmp_path: Path, settings: object
) -> None:
    """The office sealed it then: an expired certificate does not spoil its old documents."""
    p12 = autoridad.persona(desde=AHORA - 9 * DIA, hasta=AHORA - timedelta(hours=1))
    raices = de(autoridad, tmp_path, settings)

    firma = una(firmado(pdf, p12, AHORA - DIA), raices, en=AHORA - timedelta(minutes=90))

    assert firma.veredicto == Veredicto.VALIDA


def test_un_emisor_desconocido_se_dice(
    pdf: bytes, autoridad: Autoridad, tmp_path: Path, settings: object
) -> None:
    impostora = Autoridad("Otra autoridad")

    firma = una(firmado(pdf, impostora.persona()), de(autoridad, tmp_path, settings))

    assert firma.veredicto == Veredicto.NO_CONFIABLE


def test_un_certificado_revocado_se_dice(
    pdf: bytes, autoridad: Autoridad, tmp_path: Path, settings: object
) -> None:
    p12 = autoridad.persona(revocada=True)

    firma = una(firmado(pdf, p12), de(autoridad, tmp_path, settings))

    assert firma.veredicto == Veredicto.REVOCADA


def test_sin_autoridades_configuradas_no_se_afirma_lo_que_no_se_sabe(
    pdf: bytes, autoridad: Autoridad
) -> None:
    assert una(firmado(pdf, autoridad.persona()), Confianza()).veredicto == Veredicto.SIN_COMPROBAR


def test_la_segunda_firma_no_rompe_la_primera(
    pdf: bytes, autoridad: Autoridad, tmp_path: Path, settings: object
) -> None:
    dos = firmado(firmado(pdf, autoridad.persona("Uno")), autoridad.persona("Dos"))

    firmas = verificar(dos, confianza=de(autoridad, tmp_path, settings), en=AHORA)

    assert [(f.titular, f.veredicto) for f in firmas] == [
        ("Uno", Veredicto.VALIDA),
        ("Dos", Veredicto.VALIDA),
    ]


def test_firmar_no_toca_los_bytes_de_antes(pdf: bytes, autoridad: Autoridad) -> None:
    uno = firmado(pdf, autoridad.persona())

    assert uno.startswith(pdf)
    exigir_solo_una_firma(pdf, uno)


def test_firmado_fuera_otro_archivo_no_se_recibe(pdf: bytes, autoridad: Autoridad) -> None:
    otro = firmado(pdf.replace(b"%PDF-1.7", b"%PDF-1.6"), autoridad.persona())

    with pytest.raises(FirmaRechazada, match="sus bytes son otros"):
        exigir_solo_una_firma(pdf, otro)


def test_otro_firmador_puede_poner_su_propio_recuadro(pdf: bytes, autoridad: Autoridad) -> None:
    """The State's tools draw a box of their own: it is still only a signature."""
    certificado = abrir(autoridad.persona(), CLAVE, confianza=Confianza(), en=AHORA)
    fuera = signers.sign_pdf(
        IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False),
        signers.PdfSignatureMetadata(field_name="ReFirma"),
        certificado.firmante,
        new_field_spec=fields.SigFieldSpec("ReFirma", box=(50, 50, 200, 100)),
    )

    exigir_solo_una_firma(pdf, fuera.getvalue())


def test_sin_firmar_no_se_recibe(pdf: bytes) -> None:
    with pytest.raises(FirmaRechazada, match="ninguna firma nueva"):
        exigir_solo_una_firma(pdf, pdf)


def test_firmado_fuera_con_algo_cambiado_no_se_recibe(pdf: bytes, autoridad: Autoridad) -> None:
    """Changed first and signed afterwards: the signature is good, the document is not ours."""
    escritor = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
    escritor.root["/Pages"]["/Kids"][0][NameObject("/Rotate")] = NumberObject(90)
    escritor.update_container(escritor.root["/Pages"]["/Kids"][0])
    salida = io.BytesIO()
    escritor.write(salida)

    with pytest.raises(FirmaRechazada, match="se cambió algo"):
        exigir_solo_una_firma(pdf, firmado(salida.getvalue(), autoridad.persona()))


@pytest.mark.parametrize(
    ("campos", "frase"),
    [
        ({"desde": AHORA - 9 * DIA, "hasta": AHORA - DIA}, "venció"),
        ({"desde": AHORA + DIA}, "todavía no rige"),
        ({"revocada": True}, "revocado"),
    ],
)
def test_con_un_certificado_que_no_rige_no_se_firma(
    autoridad: Autoridad, tmp_path: Path, settings: object, campos: dict, frase: str
) -> None:
    p12 = autoridad.persona(**campos)
    raices = de(autoridad, tmp_path, settings)

    with pytest.raises(CertificadoRechazado, match=frase):
        abrir(p12, CLAVE, confianza=raices, en=AHORA)


@pytest.mark.parametrize(("contenido", "clave"), [(b"basura", CLAVE), (None, "otra clave")])
def test_un_certificado_ilegible_o_con_otra_clave_lo_dice(
    autoridad: Autoridad, contenido: bytes | None, clave: str
) -> None:
    with pytest.raises(CertificadoRechazado, match="No se pudo abrir"):
        abrir(contenido or autoridad.persona(), clave, confianza=Confianza(), en=AHORA)


@pytest.mark.parametrize(
    ("serie", "dni"),
    [
        ("PNOPE-40000001", "40000001"),
        ("IDCPE-40000001", "40000001"),
        ("40000001", ""),  # any number of the issuer's
        ("TINPE-20131370645", ""),
    ],
)
def test_el_dni_del_certificado_es_el_que_se_dice_dni(serie: str, dni: str) -> None:
    assert dni_de(x509.Name.build({"common_name": "Rosa", "serial_number": serie})) == dni


def test_la_llave_no_aparece_al_escribir_el_certificado(autoridad: Autoridad) -> None:
    certificado = abrir(autoridad.persona(), CLAVE, confianza=Confianza(), en=AHORA)

    assert "SimpleSigner" not in repr(certificado)


@pytest.mark.parametrize("contenido", [b"", b"%PDF-1.7\n", b"GIF89a", b"%PDF-1.7" + b"\x00" * 400])
def test_lo_que_no_es_un_pdf_se_dice(contenido: bytes) -> None:
    with pytest.raises(PdfIlegible):
        verificar(contenido, confianza=Confianza(), en=AHORA)


@pytest.mark.skipif(not shutil.which("pdfsig"), reason="pdfsig (poppler) no está en esta máquina")
def test_pdfsig_esta_de_acuerdo(pdf: bytes, autoridad: Autoridad, tmp_path: Path) -> None:
    ruta = tmp_path / "firmado.pdf"
    ruta.write_bytes(firmado(pdf, autoridad.persona("Rosa Quispe")))

    dicho = subprocess.run(
        ["pdfsig", "-nocert", str(ruta)], capture_output=True, text=True, check=False
    ).stdout

    assert "Rosa Quispe" in dicho
    assert "Signature is Valid" in dicho
    assert "ETSI.CAdES.detached" in dicho
