"""Documents: archivable, accessible, reproducible, and nobody's text is ever source."""

import xml.etree.ElementTree as ET
from datetime import UTC, date, datetime
from pathlib import Path

import pypdfium2
import pytest
import segno
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from ocisys.base import pdf, qr
from ocisys.base.contexto import OFICINA

PLANTILLA = """
#import "/comun.typ": *
#show: documento.with(titulo: datos.titulo)
#ficha(("Asunto", datos.asunto), ("Folios", str(datos.at("folios", default: 0))))
#if "filas" in datos { tabla((auto, 1fr), ("N.º", "Documento"), datos.filas) }
#bloque_qr()
"""


@pytest.fixture
def plantilla(tmp_path: Path) -> Path:
    ruta = tmp_path / "prueba.typ"
    ruta.write_text(PLANTILLA)
    return ruta


def escribir(carpeta: Path, fuente: str) -> Path:
    ruta = carpeta / "otra.typ"
    ruta.write_text(f'#import "/comun.typ": *\n#show: documento.with(titulo: "x")\n{fuente}')
    return ruta


def texto(contenido: bytes) -> str:
    documento = pypdfium2.PdfDocument(contenido)
    try:
        return "\n".join(p.get_textpage().get_text_bounded() for p in documento)
    finally:
        documento.close()


def test_el_pdf_dice_lo_que_se_le_dio_con_sus_tildes(plantilla):
    dicho = texto(pdf.compilar(plantilla, {"titulo": "Cargo", "asunto": "Ñandú, cigüeña – S/ 12"}))
    assert "Ñandú, cigüeña – S/ 12" in dicho
    assert "Cargo" in dicho
    assert OFICINA in dicho
    assert "Página 1 de 1" in dicho


def test_se_declara_pdf_a_2a_y_pdf_ua_1_en_espanol_del_peru(plantilla):
    contenido = pdf.compilar(plantilla, {"titulo": "Cargo", "asunto": "x"})
    for marca in (
        b"<pdfaid:part>2</pdfaid:part>",
        b"<pdfaid:conformance>A</pdfaid:conformance>",
        b"<pdfuaid:part>1</pdfuaid:part>",
        b"/Lang(es-PE)",
        b"/MarkInfo",
        b"/StructTreeRoot",
    ):
        assert marca in contenido
    assert b"<rdf:li>es-PE</rdf:li>" in contenido


def test_la_cabecera_de_una_tabla_se_repite_y_las_paginas_se_cuentan(plantilla):
    filas = [[str(n), f"Documento {n}"] for n in range(100)]
    dicho = texto(pdf.compilar(plantilla, {"titulo": "x", "asunto": "x", "filas": filas}))
    assert dicho.count("N.º") >= 3
    assert "Página 3 de 3" in dicho


def test_los_mismos_datos_y_momento_dan_los_mismos_bytes(plantilla):
    datos = {"titulo": "x", "asunto": "x", "dia": date(2026, 11, 22)}
    en = datetime(2026, 11, 22, 16, 20, 1, 999, tzinfo=UTC)
    assert pdf.compilar(plantilla, datos, en=en) == pdf.compilar(plantilla, datos, en=en)


@pytest.mark.parametrize(
    "ataque",
    [
        '#read("/etc/passwd")',
        '"); #panic("dentro") #("',
        '#eval("1+1")',
        "$ x^2 $ *negrita* _cursiva_ \\ #set page(fill: red)",
        '\\"}#datos',
        "</xml>&amp;<b>",
    ],
)
def test_el_texto_de_una_persona_se_imprime_y_no_se_ejecuta(plantilla, ataque):
    dicho = texto(pdf.compilar(plantilla, {"titulo": ataque, "asunto": ataque}))
    assert ataque.split("\\")[0].strip() in " ".join(dicho.split())


@pytest.mark.parametrize(
    "fuente",
    ['#read("/ocisys/settings.py")', '#read("/etc/passwd")', '#read("../../etc/passwd")'],
)
def test_una_plantilla_no_lee_el_disco(tmp_path, fuente):
    with pytest.raises(typst.TypstError):
        pdf.compilar(escribir(tmp_path, fuente), {})


def test_una_plantilla_mal_escrita_falla_y_no_se_disimula(tmp_path):
    with pytest.raises(typst.TypstError, match="unknown variable"):
        pdf.compilar(escribir(tmp_path, "#no_existe"), {})


@pytest.mark.parametrize(
    "raro", ["😀", "日本", "\x07", "\x1b[0m", "\ue000", "\U000f0000", "a\x00b"]
)
def test_lo_que_la_letra_no_tiene_se_imprime_como_un_recuadro(plantilla, raro):
    dicho = texto(pdf.compilar(plantilla, {"titulo": "x", "asunto": f"antes {raro} después ñ"}))
    assert "antes" in dicho
    assert "después ñ" in dicho


@pytest.mark.lento
@settings(max_examples=40, deadline=None)
@given(asunto=st.text(max_size=60))
def test_cualquier_texto_llega_a_ser_un_pdf(tmp_path_factory, asunto):
    ruta = tmp_path_factory.getbasetemp() / "cualquiera.typ"
    ruta.write_text(PLANTILLA)
    assert pdf.compilar(ruta, {"titulo": "x", "asunto": asunto}).startswith(b"%PDF-1.7")


def test_las_imagenes_llegan_por_su_nombre(tmp_path):
    fuente = '#image("/imagenes/qr.svg", width: 2cm, alt: "código")'
    contenido = pdf.compilar(
        escribir(tmp_path, fuente), {}, imagenes={"../qr.svg": qr.svg("https://oci.example/")}
    )
    assert contenido.startswith(b"%PDF")


def test_la_oficina_de_demostracion_lo_dice_en_cada_hoja(plantilla):
    dicho = texto(pdf.compilar(plantilla, {"titulo": "x", "asunto": "x", "ficticio": True}))
    assert "FICTICIO" in dicho
    assert "no tiene valor oficial" in dicho


def test_el_bloque_de_verificacion_lleva_codigo_y_direccion(plantilla):
    direccion = "https://oci.example/verificar/?cvd=ABCD-1234"
    contenido = pdf.compilar(
        plantilla,
        {"titulo": "x", "asunto": "x", "qr": qr.svg(direccion).decode(), "qr_texto": direccion},
    )
    assert direccion in texto(contenido)


def test_la_primera_pagina_como_imagen(plantilla):
    png = pdf.imagen(plantilla, {"titulo": "x", "asunto": "😀"})
    assert png.startswith(b"\x89PNG")


def test_el_qr_es_svg_sin_estilos_ni_programas_y_dice_su_texto():
    direccion = "https://oci.example/verificar/?cvd=ABCD-1234&x=ñ"
    dibujo = qr.svg(direccion)
    raiz = ET.fromstring(dibujo)
    assert raiz.tag.endswith("svg")
    assert not {"style", "class", "width", "height"} & set(raiz.attrib)
    assert b"<script" not in dibujo
    lado = segno.make_qr(direccion, error="m").symbol_size(border=4)[0]
    assert raiz.attrib["viewBox"] == f"0 0 {lado} {lado}"
