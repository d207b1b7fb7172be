"""Who has the ball, since when, and how long each side has had it."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from cargos.models import Usuario
from tests import fabrica_tramite as fabrica
from tramite import acciones
from tramite.cuentas import relojes_de
from tramite.models import Expediente

LUNES = datetime(2026, 11, 16, 9, 0, tzinfo=ZoneInfo("America/Lima"))
DIA = timedelta(days=1)
VIERNES = date(2026, 11, 27)


@pytest.fixture
def pedido(secretaria: Usuario, especialista: Usuario) -> Expediente:
    return fabrica.expediente(por=secretaria, ahora=LUNES, presentado_en=LUNES, pase_a="068")


def test_sin_actos_la_pelota_es_de_la_oficina_desde_el_ingreso(pedido: Expediente) -> None:
    cuenta = relojes_de(pedido, VIERNES)

    assert cuenta is not None
    assert (cuenta.nuestros, cuenta.ajenos, cuenta.es_nuestra) == (9, 0, True)
    assert (cuenta.de_quien, cuenta.desde) == ("La oficina", date(2026, 11, 16))


@pytest.mark.parametrize("suspende", [True, False])
def test_en_espera_la_tiene_el_tercero_y_se_dice_si_nuestro_plazo_para(
    pedido: Expediente, jefatura: Usuario, suspende: bool
) -> None:
    acciones.esperar(
        pedido, a_quien="APCI", texto="x", suspende=suspende, por=jefatura, ahora=LUNES + DIA
    )

    cuenta = relojes_de(pedido, VIERNES)

    assert cuenta is not None
    assert (cuenta.nuestros, cuenta.ajenos) == (1, 8)
    assert (cuenta.de_quien, cuenta.detenido) == ("APCI", suspende)


def test_pasado_el_tope_de_la_suspension_nuestro_plazo_vuelve_a_correr(
    pedido: Expediente, jefatura: Usuario
) -> None:
    acciones.esperar(
        pedido,
        a_quien="APCI",
        texto="x",
        suspende=True,
        tope_habiles=7,
        por=jefatura,
        ahora=LUNES + DIA,
    )

    detenido = [relojes_de(pedido, date(2026, 11, d)).detenido for d in (17, 25, 26)]  # type: ignore[union-attr]

    assert detenido == [True, True, False]


def test_con_una_subsanacion_parcial_la_pelota_sigue_siendo_del_administrado(
    pedido: Expediente, especialista: Usuario
) -> None:
    acciones.observar(pedido, requisitos=["Firma", "DNI"], por=especialista, ahora=LUNES + DIA)
    firma, dni = pedido.observacion.requisitos.all()
    acciones.subsanar(pedido, cumplidos=[firma], por=especialista, ahora=LUNES + 2 * DIA)
    parcial = relojes_de(pedido, VIERNES)
    acciones.subsanar(pedido, cumplidos=[dni], por=especialista, ahora=LUNES + 3 * DIA)
    completa = relojes_de(pedido, VIERNES)

    assert parcial is not None
    assert completa is not None
    assert (parcial.nuestros, parcial.ajenos, parcial.es_nuestra) == (1, 8, False)
    assert (completa.nuestros, completa.ajenos, completa.es_nuestra) == (7, 2, True)
    assert completa.desde == date(2026, 11, 19)


def test_atendido_los_relojes_se_detienen(pedido: Expediente, especialista: Usuario) -> None:
    acciones.atender(pedido, texto="x", por=especialista, ahora=LUNES + 2 * DIA)
    pedido.refresh_from_db()

    cuenta = relojes_de(pedido, VIERNES)

    assert cuenta is not None
    assert cuenta.nuestros == 2
