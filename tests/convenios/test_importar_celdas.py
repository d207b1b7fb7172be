"""What a cell of a spreadsheet means, and what is said of one that means nothing."""

from datetime import date

import pytest

from convenios.importar.campos import (
    DatoMalo,
    ambito,
    entero,
    fecha,
    lista,
    opcion,
    pais,
    ruc,
    si_no,
    texto,
)
from tests.fabrica_importar import RUC


@pytest.mark.parametrize(
    ("convertir", "celda", "valor"),
    [
        (fecha, "22/11/2026", date(2026, 11, 22)),
        (fecha, "2026-11-22", date(2026, 11, 22)),
        (fecha, "2-1-2026", date(2026, 1, 2)),
        (fecha, "２２/11/2026", date(2026, 11, 22)),
        (fecha, "", None),
        (si_no, "SÍ", True),
        (si_no, "no", False),
        (si_no, None, None),
        (entero(1, 5), 3, 3),
        (entero(1, 5, 3), "", 3),
        (opcion([("a", "Última nota")]), "ULTIMA  NOTA", "a"),
        (pais, "Perú", "PER"),
        (pais, "swe", "SWE"),
        (ruc, "2013-1312 955", RUC),
        (lista, "Uno; Dos\nTres ;", ["Uno", "Dos", "Tres"]),
    ],
)
def test_una_celda_se_entiende(convertir, celda, valor):
    assert convertir(celda) == valor


@pytest.mark.parametrize(
    ("convertir", "celda", "dice"),
    [
        (fecha, "31/02/2026", "no existe en el calendario"),
        (fecha, "22/11/26", "22/11/2026"),
        (fecha, "mañana", "no es una fecha"),
        (fecha, "0001-01-01", "1900"),
        (fecha, "9999-12-31", "2150"),
        (fecha, 45000, "15/03/2023"),
        (texto(5), "demasiado", "9 caracteres y caben 5"),
        (texto(5), "#REF!", "fórmula"),
        (opcion([("a", "Marco"), ("b", "Específico")]), "espesifico", "¿Quiso decir «Específico»?"),
        (entero(1, 5), "tres", "no es un número entero"),
        (entero(1, 5), 6, "de 1 a 5"),
        (entero(1, 5), 2.5, "no es un número entero"),
        (si_no, "quizá", "ni no"),
        (pais, "Suecia", "tres letras"),
        (ruc, "20131312954", "dígito de control"),
        (ruc, "123", "11 dígitos"),
        (lista, "x" * 201, "200 caracteres"),
    ],
)
def test_una_celda_mala_dice_por_que(convertir, celda, dice):
    with pytest.raises(DatoMalo, match=dice.replace("?", r"\?")):
        convertir(celda)


@pytest.mark.parametrize(
    ("celda", "codigos"),
    [("Cusco; Puno", ["08", "21"]), (8, ["08"]), (150101, ["150101"]), (None, [])],
)
def test_el_ambito_de_una_celda_admite_nombres_y_ubigeos_sin_su_cero(celda, codigos):
    assert ambito(celda) == codigos
