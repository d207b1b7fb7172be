"""Warnings: in time, once for each window, to whoever answers, repeated until the fact closes."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command

from convenios.models import Alerta, Ocurrencia
from convenios.plazos import ventana_de_aviso
from convenios.tareas import dar_alertas, extender_series
from ocisys.base.models import Aviso
from tests import fabrica_convenios as fabrica
from tests.fabrica_convenios import HOY

VENTANAS = (30, 15, 7, 1)


@pytest.mark.parametrize(
    ("dias", "ventana"),
    [
        (31, None),
        (30, 30),
        (16, 30),
        (15, 15),
        (8, 15),
        (7, 7),
        (1, 1),
        (0, 1),
        (-1, -7),
        (-7, -7),
        (-8, -14),
        (-14, -14),
        (-15, -21),
    ],
)
def test_la_ventana_que_toca(dias, ventana):
    assert ventana_de_aviso(dias, VENTANAS, repetir_cada=7) == ventana


def avisos(usuario) -> list[str]:
    return list(Aviso.objects.filter(destinatario=usuario).values_list("asunto", flat=True))


def test_se_avisa_una_vez_por_ventana_a_quien_tiene_el_cargo(jefatura, especialista):
    convenio = fabrica.convenio(por=jefatura)
    vence = HOY + timedelta(days=40)
    fabrica.ocurrencia(convenio, base=vence, clase="tecnico", titulo="Dar asistencia")
    assert dar_alertas(HOY) == 0
    assert dar_alertas(vence - timedelta(days=30)) == 1
    assert dar_alertas(vence - timedelta(days=30)) == 0
    assert dar_alertas(vence - timedelta(days=20)) == 0
    assert len(avisos(especialista)) == 1
    assert not avisos(jefatura)
    assert dar_alertas(vence - timedelta(days=15)) == 1  # from here the head knows as well
    assert len(avisos(jefatura)) == 1


def test_lo_vencido_se_repite_cada_semana_hasta_que_se_cumple(jefatura, especialista):
    convenio = fabrica.convenio(por=jefatura)
    o = fabrica.ocurrencia(convenio, base=HOY - timedelta(days=1), criticidad=5)
    assert [dar_alertas(HOY + timedelta(days=d)) for d in range(15)] == [
        1 if d in (0, 7, 14) else 0 for d in range(15)
    ]
    assert set(Aviso.objects.values_list("nivel", flat=True)) == {"rojo"}
    fabrica.cumplir(o, por=especialista, valida=jefatura, hoy=HOY + timedelta(days=15))
    assert dar_alertas(HOY + timedelta(days=28)) == 0


def test_lo_que_nadie_atiende_llega_a_la_jefatura(jefatura):
    convenio = fabrica.convenio(por=jefatura)
    fabrica.ocurrencia(convenio, base=HOY + timedelta(days=50), cargo="069")
    assert dar_alertas(HOY) == 1
    assert len(avisos(jefatura)) == 1


def test_la_decision_se_avisa_por_el_preaviso_y_no_por_el_fin(jefatura):
    fabrica.convenio(por=jefatura, fecha_fin=HOY + timedelta(days=120), preaviso_dias=60)
    assert dar_alertas(HOY) == 1
    assert "la decisión de renovar" in avisos(jefatura)[0]
    assert Alerta.objects.get().ventana == 60


def test_las_obligaciones_de_la_contraparte_no_apuran_a_la_oficina(jefatura, especialista):
    convenio = fabrica.convenio(por=jefatura)
    fabrica.ocurrencia(convenio, lado="contraparte", base=HOY - timedelta(days=3))
    assert dar_alertas(HOY) == 0


def test_una_serie_sin_fin_gana_fechas_con_el_tiempo(jefatura):
    convenio = fabrica.convenio(por=jefatura, plazo="indeterminado", fecha_fin=None)
    fabrica.compromiso(convenio, base=date(2026, 12, 1), cada_meses=6, cantidad=None)
    antes = Ocurrencia.objects.count()
    assert extender_series(HOY) == 0
    assert extender_series(HOY + timedelta(days=370)) == 1
    assert Ocurrencia.objects.count() == antes + 1


def test_la_orden_dice_cuantas_dio(jefatura, capsys):
    convenio = fabrica.convenio(por=jefatura)
    fabrica.ocurrencia(convenio, base=date(2020, 1, 6))
    call_command("alertar_convenios")
    assert "alertas de hoy: 1" in capsys.readouterr().out
