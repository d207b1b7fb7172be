"""Lists that leave the office: true numbers and dates, and no text that becomes a formula."""

import csv
import io
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from ocisys.base import exportar
from ocisys.base.exportar import Columna

EN = datetime(2026, 11, 22, 21, 20, tzinfo=UTC)  # 16:20 in Lima


@dataclass
class Fila:
    numero: str = "2026-000123-K"
    asunto: object = "Invitación"
    fecha: date | None = date(2026, 11, 22)
    monto: Decimal | None = Decimal("1234567.50")
    registrado_en: datetime = EN
    reservado: bool = True
    folios: int = -3
    padre: "Fila | None" = None


COLUMNAS = [
    Columna("Número", "numero"),
    Columna("Asunto", "asunto", ancho=50),
    Columna("Fecha", "fecha"),
    Columna("Monto", "monto", soles=True),
    Columna("Registrado", "registrado_en"),
    Columna("Reservado", "reservado"),
    Columna("Folios", lambda fila: fila.folios),
    Columna("Padre", "padre.numero"),
]
FORMULAS = ["=1+1", "+51 1 2345678", "-2+3", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")']


def en_excel(filas, **cambios):
    datos = {"titulo": "Expedientes", "filtros": {}, "por": "Rosa Quispe", "en": EN} | cambios
    respuesta = exportar.xlsx(filas, COLUMNAS, **datos)
    return respuesta, load_workbook(io.BytesIO(respuesta.content))


def legible(valor: object) -> object:
    """Moments of a workbook, which have no time zone, as text."""
    return valor.isoformat() if isinstance(valor, datetime) else valor


def en_csv(filas) -> list[list[str]]:
    respuesta = exportar.csv(filas, COLUMNAS, titulo="Expedientes", en=EN)
    texto = respuesta.getvalue().decode()
    assert texto.startswith("\ufeff")
    return list(csv.reader(io.StringIO(texto[1:])))


def test_los_numeros_y_las_fechas_lo_son_en_excel():
    _, libro = en_excel([Fila()])
    hoja = libro["Expedientes"]
    assert [legible(c.value) for c in hoja[2]] == [
        "2026-000123-K",
        "Invitación",
        "2026-11-22T00:00:00",
        1234567.5,
        "2026-11-22T16:20:00",
        "Sí",
        -3,
        None,
    ]
    assert hoja["C2"].number_format == "dd/mm/yyyy"
    assert hoja["D2"].number_format == "#,##0.00"
    assert hoja["E2"].number_format == "dd/mm/yyyy hh:mm"


def test_la_cabecera_queda_fija_y_se_puede_filtrar():
    _, libro = en_excel([Fila(), Fila()])
    hoja = libro["Expedientes"]
    assert [c.value for c in hoja[1]] == [c.titulo for c in COLUMNAS]
    assert hoja.freeze_panes == "A2"
    assert hoja.auto_filter.ref == "A1:H3"
    assert hoja.column_dimensions["B"].width == 50


def test_otra_hoja_dice_que_es_de_cuando_y_de_quien():
    _, libro = en_excel([], filtros={"Estado": "En trámite", "Desde": "01/01/2026"})
    nota = {a.value: legible(b.value) for a, b in libro["Acerca de"].iter_rows(max_col=2)}
    assert nota == {
        "Lista": "Expedientes",
        "Datos al": "2026-11-22T16:20:00",
        "Generada por": "Rosa Quispe",
        "Estado": "En trámite",
        "Desde": "01/01/2026",
    }


@pytest.mark.parametrize("formula", FORMULAS)
def test_un_texto_que_parece_formula_sigue_siendo_texto_en_excel(formula):
    _, libro = en_excel([Fila(asunto=formula)], filtros={"q": formula})
    for celda in (libro["Expedientes"]["B2"], libro["Acerca de"]["B4"]):
        assert celda.data_type == "s"
        assert celda.value.strip() == formula.strip()


@pytest.mark.parametrize("formula", FORMULAS)
def test_un_texto_que_parece_formula_no_lo_es_en_csv(formula):
    assert en_csv([Fila(asunto=formula)])[1][1] == f"'{formula}"


def test_un_numero_negativo_sigue_siendo_numero_en_csv():
    assert en_csv([Fila()])[1] == [
        "2026-000123-K",
        "Invitación",
        "2026-11-22",
        "1234567.50",
        "2026-11-22 16:20:00",
        "Sí",
        "-3",
        "",
    ]


@pytest.mark.parametrize("raro", ["\x00\x0b\x1f", "😀", "á" * 40_000, 'comillas "y"\nsaltos; y,'])
def test_ningun_texto_rompe_una_exportacion(raro):
    _, libro = en_excel([Fila(asunto=raro)], titulo=f"[{raro[:20]}]*?/\\:")
    assert libro.worksheets[0].max_row == 2
    assert len(en_csv([Fila(asunto=raro)])[1]) == len(COLUMNAS)


def test_un_texto_con_comillas_y_saltos_vuelve_igual_del_csv():
    raro = 'comillas "y"\nsaltos; y,'
    assert en_csv([Fila(asunto=raro)])[1][1] == raro


def test_el_csv_se_envia_mientras_se_lee():
    leidas = []

    def filas():
        for n in range(3):
            leidas.append(n)
            yield Fila()

    respuesta = exportar.csv(filas(), COLUMNAS, titulo="x", en=EN)
    partes = iter(respuesta)
    next(partes)
    assert leidas == []
    next(partes)
    assert leidas == [0]


def test_el_nombre_del_fichero_dice_que_es_y_de_cuando():
    respuesta, _ = en_excel([], titulo="Expedientes en trámite ñ/..\\")
    assert respuesta["Content-Disposition"] == (
        'attachment; filename="expedientes-en-tramite-n-20261122-1620.xlsx"'
    )
    respuesta = exportar.csv([], COLUMNAS, titulo="😀", en=EN)
    assert respuesta["Content-Disposition"] == 'attachment; filename="lista-20261122-1620.csv"'
