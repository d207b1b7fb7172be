"""What a due date means today, and the deadline that an expediente gets."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from cargos.models import Usuario
from tests import fabrica_tramite as fabrica
from tramite.plazos import Semaforo, frase, semaforo

HOY = date(2026, 11, 22)
LIMA = ZoneInfo("America/Lima")


@pytest.mark.parametrize(
    ("dias", "luz", "dicho"),
    [
        (-11, Semaforo.VENCIDO, "venció hace 11 días"),
        (-1, Semaforo.VENCIDO, "venció hace 1 día"),
        (0, Semaforo.VENCE_HOY, "vence hoy"),
        (1, Semaforo.POR_VENCER, "vence mañana"),
        (3, Semaforo.POR_VENCER, "vence en 3 días"),
        (4, Semaforo.EN_PLAZO, "vence en 4 días"),
    ],
)
def test_el_semaforo_dice_lo_mismo_con_luz_y_con_palabras(
    dias: int, luz: Semaforo, dicho: str
) -> None:
    vence = HOY + timedelta(days=dias)

    assert semaforo(vence, HOY) is luz
    assert frase(vence, HOY) == dicho


def test_cumplir_tarde_sigue_siendo_cumplir() -> None:
    assert semaforo(HOY, HOY, HOY) is Semaforo.CUMPLIDO
    assert semaforo(HOY - timedelta(days=1), HOY, HOY) is Semaforo.CUMPLIDO_TARDE
    assert frase(HOY - timedelta(days=1), HOY, HOY) == "cumplido fuera de plazo"


def test_sin_fecha_no_hay_plazo() -> None:
    assert semaforo(None, HOY) is Semaforo.SIN_PLAZO


def test_ninguna_luz_se_dice_solo_con_color() -> None:
    assert all(luz.icono and luz.tono for luz in Semaforo)


# Filed Friday 27-11-2026; 8 and 9 December are holidays (DLeg 713 art. 6).
@pytest.mark.parametrize(
    ("procedimiento", "vence"),
    [
        ("mero-tramite", date(2026, 12, 2)),
        ("documentos-unidad", date(2026, 12, 2)),
        ("documentos-entidad", date(2026, 12, 4)),
        ("informe", date(2026, 12, 10)),
        ("solicitud", date(2027, 1, 14)),
    ],
)
@pytest.mark.parametrize("hora", [9, 17])
def test_el_plazo_de_lo_presentado_un_viernes(
    secretaria: Usuario, procedimiento: str, vence: date, hora: int
) -> None:
    momento = datetime(2026, 11, 27, hora, 50, tzinfo=LIMA)

    fila = fabrica.expediente(
        por=secretaria,
        ahora=momento,
        presentado_en=momento,
        canal="mesa_digital",
        procedimiento=fabrica.procedimiento(procedimiento),
    )

    assert fila.vence_el == vence


def test_la_pantalla_cuenta_los_dias_uno_por_uno(
    secretaria: Usuario, jefatura: Usuario, como: Callable[[Usuario], Client]
) -> None:
    momento = datetime(2026, 11, 20, 9, 0, tzinfo=LIMA)
    fila = fabrica.expediente(
        por=secretaria,
        ahora=momento,
        presentado_en=momento,
        procedimiento=fabrica.procedimiento("informe"),
    )

    pagina = como(secretaria).get(f"{fila.get_absolute_url()}?ver=plazos").content.decode()

    assert "¿Por qué esta fecha?" in pagina
    assert "DS 006-2026-JUS, art. 132.3" in pagina
    assert "sábado" in pagina


def test_un_plazo_calculado_no_se_reescribe(secretaria: Usuario, jefatura: Usuario) -> None:
    fila = fabrica.expediente(por=secretaria, procedimiento=fabrica.procedimiento("informe"))

    with pytest.raises(Exception, match="[Cc]annot"):
        fila.plazos.update(vence_el=HOY)
