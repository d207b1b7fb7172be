"""Measuring: only where the rows are invented, and with figures that mean what they say."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from bench.comun import Metas, Serie
from ocisys.base import sintetica


@pytest.mark.parametrize("nombre", ["comun", "piso", "no_existe", "../manage"])
def test_solo_se_mide_lo_que_hay_en_bench(db: None, nombre: str) -> None:
    with pytest.raises(CommandError, match="tramite"):
        call_command("medir", nombre)


def test_una_base_cualquiera_no_esta_marcada_hasta_que_sembrar_la_marca(db: None) -> None:
    assert not sintetica.esta_marcada()

    sintetica.marcar()  # undone with the transaction of the test

    assert sintetica.esta_marcada()


def test_la_direccion_de_otra_base_lleva_al_mismo_servidor() -> None:
    direccion = sintetica.direccion("otra")

    assert direccion.startswith("postgres://")
    assert direccion.endswith("/otra")
    assert str(connection.settings_dict["USER"]) in direccion


def test_los_percentiles_son_valores_medidos() -> None:
    serie = Serie([float(n) for n in range(1, 101)], segundos=2)

    assert (serie.p(50), serie.p(95), serie.p(100)) == (51, 96, 100)
    assert serie.por_segundo == 50
    assert Serie().p(50) == 0


def test_cada_meta_dice_su_valor_y_si_se_cumple() -> None:
    lineas: list[str] = []
    metas = Metas(lineas.append)

    metas.a_lo_mas("bandeja.sql", 5, 5)
    metas.al_menos("bandeja.ritmo", 0.59, 0.6)

    assert lineas == ["meta bandeja.sql 5 <= 5 ok", "meta bandeja.ritmo 0.59 >= 0.6 corta"]
    assert metas.cortas == ["bandeja.ritmo"]
