"""Dates as people type them at the counter."""

from datetime import date

import pytest

from tramite.fechas import leer_fecha

HOY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("texto", "esperada"),
    [
        ("h", HOY),
        ("HOY", HOY),
        (" hoy ", HOY),
        ("a", date(2026, 11, 21)),
        ("ayer", date(2026, 11, 21)),
        ("-0", HOY),
        ("-2", date(2026, 11, 20)),
        ("-30", date(2026, 10, 23)),
        ("15", date(2026, 11, 15)),
        ("22", HOY),
        ("23", date(2026, 10, 23)),
        ("31", date(2026, 10, 31)),
        ("15/11", date(2026, 11, 15)),
        ("23/11", date(2025, 11, 23)),
        ("1.2", date(2026, 2, 1)),
        ("1-2", date(2026, 2, 1)),
        ("29/2", date(2024, 2, 29)),
        ("15/11/26", date(2026, 11, 15)),
        ("15/11/2025", date(2025, 11, 15)),
        ("15-11-2025", date(2025, 11, 15)),
        ("15112025", date(2025, 11, 15)),
        ("151125", date(2025, 11, 15)),
        ("2025-11-15", date(2025, 11, 15)),
    ],
)
def test_se_entiende_lo_que_se_escribe(texto: str, esperada: date) -> None:
    assert leer_fecha(texto, HOY) == esperada


def test_un_dia_sin_mes_nunca_cae_en_el_futuro() -> None:
    for dia in range(1, 32):
        leida = leer_fecha(str(dia), HOY)
        assert leida <= HOY
        assert leida.day == dia


@pytest.mark.parametrize(
    "texto",
    [
        "",
        "x",
        "0",
        "32",
        "31/2",
        "31/02/2026",
        "0/0/0",
        "1/1/0000",
        "15/13",
        "1/1/1/1",
        "--2",
        "2026-13-01",
        "٣",
        "9" * 30,
        "-9999",
    ],
)
def test_lo_que_no_es_una_fecha_se_dice(texto: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        leer_fecha(texto, HOY)
