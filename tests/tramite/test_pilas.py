"""How a stack of papers is told apart, and which codes are ours. No database."""

import pytest
from PIL import Image
from zxingcpp import BarcodeFormat

from ocisys.base.codigos import leer_codigos
from ocisys.base.numeros import numero_con_control
from tests import fabrica_ficheros as ficheros
from tramite.etiquetas import Etiqueta, leer_codigo
from tramite.pilas import partes_de

A = Etiqueta(numero_con_control(2026, 1), 1)
B = Etiqueta(numero_con_control(2026, 2), 1)


def test_el_codigo_de_la_etiqueta_vuelve_a_ser_su_documento() -> None:
    for etiqueta in (A, B, Etiqueta(A.numero, 12), Etiqueta(numero_con_control(2026, 1234567), 3)):
        assert leer_codigo(etiqueta.codigo) == etiqueta
        assert etiqueta.codigo.isalnum()  # a reader that types writes it on any keyboard


@pytest.mark.parametrize(
    "ajeno",
    [
        "https://www.gob.pe/12345",
        "7751234567890",
        A.numero,  # a number without our prefix
        A.codigo[:-3] + "#" + A.codigo[-2:],  # wrong check character
        A.codigo.replace("000001", "000007"),
        A.codigo[:-1] + "0",
        "",
        "OCI" + "9" * 4000,
    ],
)
def test_un_codigo_ajeno_o_mal_leido_no_es_nuestro(ajeno: str) -> None:
    assert leer_codigo(ajeno) is None


@pytest.mark.parametrize("formato", [BarcodeFormat.QRCode, BarcodeFormat.Code128])
@pytest.mark.parametrize("giro", [0, 90, 180])
def test_la_etiqueta_se_lee_de_cualquier_lado(formato: BarcodeFormat, giro: int) -> None:
    pagina: Image.Image = ficheros.hoja(A.codigo, formato=formato).rotate(giro, expand=True)

    assert list(leer_codigos(pagina)) == [A.codigo]


@pytest.mark.parametrize(
    ("paginas", "marcas", "partes"),
    [
        (5, [], [(1, 5, None)]),
        (5, [(1, A)], [(1, 5, A)]),
        (5, [(3, A)], [(1, 2, None), (3, 5, A)]),
        (6, [(1, A), (4, B)], [(1, 3, A), (4, 6, B)]),
        (6, [(1, A), (2, A), (4, B)], [(1, 3, A), (4, 6, B)]),  # label on every sheet
        (6, [(1, A), (3, B), (5, A)], [(1, 2, A), (3, 4, B), (5, 6, A)]),  # sheets mixed up
        (2, [(1, A), (1, B)], [(1, 2, A)]),  # two on one sheet: the upper one
    ],
)
def test_cada_etiqueta_empieza_un_documento(
    paginas: int, marcas: list, partes: list[tuple]
) -> None:
    assert [(p.desde, p.hasta, p.etiqueta) for p in partes_de(paginas, marcas)] == partes
