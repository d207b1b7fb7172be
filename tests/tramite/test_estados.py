"""Which moves are lawful, as a table."""

import pytest

from tramite.estados import (
    ABIERTOS,
    DERIVABLES,
    TRANSICIONES,
    Estado,
    TransicionInvalida,
    exigir,
    verificar,
)

FINALES = {
    Estado.PERMANENTE,
    Estado.ELIMINADO,
    Estado.ACUMULADO,
    Estado.ANULADO,
}


def test_todo_estado_tiene_su_fila() -> None:
    assert set(TRANSICIONES) == set(Estado)


def test_solo_lo_definitivo_no_tiene_salida() -> None:
    assert {e for e, siguientes in TRANSICIONES.items() if not siguientes} == FINALES


def test_a_todo_estado_se_llega_desde_el_registro() -> None:
    alcanzados, por_ver = {Estado.REGISTRADO}, [Estado.REGISTRADO]
    while por_ver:
        nuevos = TRANSICIONES[por_ver.pop()] - alcanzados
        alcanzados |= nuevos
        por_ver += nuevos
    assert alcanzados == set(Estado)


def test_lo_observado_no_se_deriva() -> None:
    # TUO LPAG art. 125.3
    assert Estado.OBSERVADO not in DERIVABLES
    with pytest.raises(TransicionInvalida, match="observado") as rechazo:
        exigir(Estado.OBSERVADO, DERIVABLES)
    assert rechazo.value.norma == "TUO LPAG art. 125.3"


def test_lo_subsanado_no_se_observa_otra_vez() -> None:
    # TUO LPAG art. 126.2: a second round of observations is forbidden
    assert Estado.OBSERVADO not in TRANSICIONES[Estado.SUBSANADO]


def test_lo_cerrado_solo_se_mueve_si_se_reabre() -> None:
    assert not {Estado.CERRADO, Estado.ARCHIVADO} & ABIERTOS
    assert TRANSICIONES[Estado.CERRADO] == {Estado.ARCHIVADO, Estado.REABIERTO}


@pytest.mark.parametrize(
    ("actual", "nuevo"),
    [
        (Estado.REGISTRADO, Estado.ARCHIVADO),
        (Estado.EN_TRAMITE, Estado.CERRADO),
        (Estado.ANULADO, Estado.EN_TRAMITE),
        (Estado.ATENDIDO, Estado.ANULADO),
        (Estado.OBSERVADO, Estado.EN_TRAMITE),
        (Estado.ARCHIVADO, Estado.EN_TRAMITE),
    ],
)
def test_lo_que_no_esta_en_la_tabla_se_rechaza(actual: Estado, nuevo: Estado) -> None:
    with pytest.raises(TransicionInvalida):
        verificar(actual, nuevo)
