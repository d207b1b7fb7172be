"""Official numbers as people write, type and scan them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocisys.base.numeros import control, leer_numero, numero, numero_con_control

CANONICO = numero_con_control(2026, 123)


def test_el_numero_lleva_el_anio_seis_cifras_y_un_caracter_de_control():
    assert numero(2026, 123) == "2026-000123"
    assert numero_con_control(2026, 123) == f"2026-000123-{control(2026, 123)}"
    assert numero(2026, 1_234_567) == "2026-1234567"


@pytest.mark.parametrize(
    "escrito",
    [
        CANONICO,
        CANONICO.lower(),
        f"  {CANONICO}  ",
        CANONICO.replace("-", ""),
        CANONICO.replace("-", " "),
        CANONICO.replace("-", "."),
        f"2026-123-{CANONICO[-1].lower()}",
        f"2026 000123{CANONICO[-1]}",
        "2026-000123",
        "2026-123",
        "2026/123",
        "2026000123",
    ],
)
def test_se_entiende_como_lo_escriba_una_persona(escrito):
    assert leer_numero(escrito) == CANONICO


def test_solo_el_numero_basta_si_se_sabe_el_anio():
    assert leer_numero("123", anio=2026) == CANONICO
    assert leer_numero(f"000123-{CANONICO[-1]}", anio=2026) == CANONICO
    with pytest.raises(ValueError, match="Escriba el número como"):
        leer_numero("123")


@pytest.mark.parametrize(
    "basura", ["", "abc", "26-123", "2026", "2026-", "2026-12x3", "😀", "\x00"]
)
def test_lo_que_no_es_un_numero_se_dice(basura):
    with pytest.raises(ValueError, match="Escriba el número como"):
        leer_numero(basura)


def test_un_caracter_de_control_que_no_corresponde_se_dice():
    with pytest.raises(ValueError, match="revise si falta o sobra una cifra"):
        leer_numero(f"2026-000124-{control(2026, 123)}")


def test_la_o_y_el_cero_se_perdonan():
    n = next(n for n in range(1, 200) if control(2026, n) in "O0")
    for caracter in "O0":
        assert leer_numero(f"2026-{n}-{caracter}") == numero_con_control(2026, n)


@given(
    anio=st.integers(1900, 2999),
    n=st.integers(1, 999_999),
    i=st.integers(0, 9),
    otra=st.integers(1, 9),
)
def test_una_cifra_cambiada_siempre_se_descubre(anio, n, i, otra):
    cifras = list(f"{anio}{n:06d}")
    cifras[i] = str((int(cifras[i]) + otra) % 10)
    mal = "".join(cifras)
    bueno = control(anio, n)
    # "O" and "0" are read alike, so they are the one pair that may hide an error.
    if {bueno, control(int(mal[:4]), int(mal[4:]))} not in ({"O", "0"}, {"I", "1"}):
        with pytest.raises(ValueError, match="revise"):
            leer_numero(f"{mal}{bueno}")


@given(anio=st.integers(1900, 9999), n=st.integers(1, 99_999_999))
def test_todo_numero_impreso_se_vuelve_a_leer(anio, n):
    impreso = numero_con_control(anio, n)
    assert leer_numero(impreso) == impreso
