"""The deadline engine, pure: tables of cases worked out by hand on the calendar of Peru."""

from datetime import UTC, date, datetime, time
from itertools import pairwise

import pytest

from ocisys.base.calendario import Regimen
from ocisys.base.plazos import (
    Canal,
    Cita,
    PlazoInvalido,
    Prorroga,
    Suspension,
    Unidad,
    calcular,
)
from tests.fabrica_base import calendario, computo, corte, declarado, regla

CALENDARIO = calendario()
COMPUTO = computo()
momento = datetime.fromisoformat  # the hour of the wall in Lima
VIERNES_1750 = momento("2026-11-27T17:50")


def vence(hecho, *, cal=CALENDARIO, cantidad=7, unidad=Unidad.HABILES, **otros):
    return calcular(
        regla(cantidad=cantidad, unidad=unidad, **otros), hecho, cal, computo=COMPUTO
    ).vence_el


def renglon(cuenta, dia):
    """The line of the account for one day (the last one, if the day has two)."""
    return next(d for d in reversed(cuenta.dias) if d.fecha == dia)


@pytest.mark.parametrize(
    ("cantidad", "esperado"),
    [
        (3, date(2026, 12, 2)),
        (7, date(2026, 12, 10)),
        (10, date(2026, 12, 15)),
        (30, date(2027, 1, 14)),
    ],
)
def test_el_ejemplo_de_mesa_digital_del_27_de_noviembre(cantidad, esperado):
    cuenta = calcular(
        regla(cantidad=cantidad), VIERNES_1750, CALENDARIO, computo=COMPUTO, corte=corte()
    )
    assert cuenta.presentado_el == date(2026, 11, 27)
    assert cuenta.inicio == date(2026, 11, 30)
    assert cuenta.vence_el == esperado


def test_la_cuenta_excluye_el_8_y_el_9_de_diciembre_con_su_norma():
    cuenta = calcular(regla(), date(2026, 11, 27), CALENDARIO, computo=COMPUTO)
    ocho, nueve = renglon(cuenta, date(2026, 12, 8)), renglon(cuenta, date(2026, 12, 9))
    assert not ocho.cuenta
    assert str(ocho.cita) == "DLeg 713, art. 6"
    assert not nueve.cuenta
    assert "Ayacucho" in nueve.por_que
    assert str(nueve.cita) == "Ley 31381, art. 3 (DLeg 713, art. 6)"


def test_la_cuenta_tiene_todos_los_dias_una_vez_y_numera_los_que_cuentan():
    cuenta = calcular(regla(cantidad=30), date(2026, 11, 27), CALENDARIO, computo=COMPUTO)
    assert all((b.fecha - a.fecha).days == 1 for a, b in pairwise(cuenta.dias))
    assert cuenta.dias[-1].fecha == cuenta.vence_el
    assert [d.numero for d in cuenta.dias if d.cuenta] == list(range(1, 31))
    assert all(d.por_que and d.cita for d in cuenta.dias)


@pytest.mark.parametrize(
    ("hecho", "cantidad", "unidad", "esperado"),
    [
        # Friday: day 1 is Monday.
        (date(2026, 6, 19), 1, Unidad.HABILES, date(2026, 6, 22)),
        # 29 June and Saturday in between.
        (date(2026, 6, 26), 2, Unidad.HABILES, date(2026, 7, 1)),
        # Holy Week of 2026: 2 and 3 April.
        (date(2026, 4, 1), 1, Unidad.HABILES, date(2026, 4, 6)),
        # Calendar days: the end falls on Sunday and moves.
        (date(2026, 6, 12), 2, Unidad.CALENDARIO, date(2026, 6, 15)),
        (date(2026, 6, 12), 5, Unidad.CALENDARIO, date(2026, 6, 17)),
        # Months, date to date.
        (date(2026, 2, 13), 6, Unidad.MESES, date(2026, 8, 13)),
        # The same day is a Sunday: next working day.
        (date(2026, 5, 15), 1, Unidad.MESES, date(2026, 6, 15)),
        (date(2026, 5, 14), 1, Unidad.MESES, date(2026, 6, 15)),
        # No 31 in February: first working day of March, not 28 February.
        (date(2026, 8, 31), 6, Unidad.MESES, date(2027, 3, 1)),
        (date(2026, 1, 30), 1, Unidad.MESES, date(2026, 3, 2)),
        # 31 October: no 31 November; 1 December.
        (date(2026, 10, 31), 1, Unidad.MESES, date(2026, 12, 1)),
        (date(2024, 2, 29), 1, Unidad.ANIOS, date(2025, 3, 3)),
        (date(2024, 2, 29), 4, Unidad.ANIOS, date(2028, 2, 29)),
    ],
)
def test_cada_unidad_se_cuenta_a_su_modo(hecho, cantidad, unidad, esperado):
    assert vence(hecho, cantidad=cantidad, unidad=unidad) == esperado


def test_la_cuenta_dice_que_el_mes_no_tiene_ese_dia():
    cuenta = calcular(
        regla(cantidad=6, unidad=Unidad.MESES), date(2026, 8, 31), CALENDARIO, computo=COMPUTO
    )
    assert "el mes no tiene día 31" in cuenta.dias[-1].por_que
    assert cuenta.dias[-1].cita == Cita("DS 006-2026-JUS", "134.3")


@pytest.mark.parametrize(
    ("hecho", "esperado"),
    [
        (date(2026, 11, 27), date(2026, 11, 27)),
        (date(2026, 11, 28), date(2026, 11, 30)),  # a Saturday: the desk forwards on Monday
    ],
)
def test_lo_que_debe_hacerse_el_mismo_dia_vence_ese_dia_o_el_habil_siguiente(hecho, esperado):
    assert vence(hecho, cantidad=0, unidad=Unidad.MISMO_DIA) == esperado


def test_si_el_ultimo_dia_no_hubo_atencion_vence_el_siguiente_y_el_dia_cuenta():
    cal = calendario(cierres=(date(2026, 12, 10),))
    cuenta = calcular(regla(), date(2026, 11, 27), cal, computo=COMPUTO)
    assert cuenta.vence_el == date(2026, 12, 11)
    assert renglon(cuenta, date(2026, 12, 10)).numero == 7
    assert renglon(cuenta, date(2026, 12, 11)).cita == Cita("DS 006-2026-JUS", "134.2")


def test_un_dia_sin_atencion_a_mitad_del_plazo_no_lo_alarga():
    assert vence(date(2026, 11, 27), cal=calendario(cierres=(date(2026, 12, 3),))) == date(
        2026, 12, 10
    )


def test_un_dia_parcialmente_no_laborable_cuenta_pero_no_es_ultimo_dia():
    medio = declarado(date(2026, 12, 10), parcial=True)
    cal = calendario(dias=(medio,))
    assert vence(date(2026, 11, 27), cal=cal) == date(2026, 12, 11)
    assert vence(date(2026, 11, 27), cal=cal, cantidad=8) == date(2026, 12, 11)


def test_un_dia_declarado_no_cuenta_en_lo_administrativo_y_si_en_lo_tributario():
    cal = calendario(dias=(declarado(date(2026, 12, 4)),))
    assert vence(date(2026, 11, 27), cal=cal) == date(2026, 12, 11)
    assert vence(date(2026, 11, 27), cal=cal, regimen=Regimen.TRIBUTARIO) == date(2026, 12, 10)


def test_un_dia_sin_confirmar_cuenta_y_la_cuenta_lo_advierte():
    cal = calendario(dias=(declarado(date(2026, 12, 4), confirmado=False),))
    cuenta = calcular(regla(), date(2026, 11, 27), cal, computo=COMPUTO)
    assert cuenta.vence_el == date(2026, 12, 10)
    assert "sin confirmar" in renglon(cuenta, date(2026, 12, 4)).por_que
    assert any("04/12/2026: sin confirmar" in aviso for aviso in cuenta.avisos)


def test_un_feriado_suspendido_se_trabaja_y_la_cuenta_cita_la_norma():
    cal = calendario(
        dias=(
            declarado(date(2020, 7, 29), restituye=True, norma="DU 081-2020", motivo="se trabajó"),
        )
    )
    cuenta = calcular(regla(cantidad=1), date(2020, 7, 27), cal, computo=computo("DS 004-2019-JUS"))
    assert cuenta.vence_el == date(2020, 7, 29)
    assert renglon(cuenta, date(2020, 7, 29)).cita == Cita("DU 081-2020")


# --- Filing by channel ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hecho", "reglas", "presentado"),
    [
        # In force: any hour of any day counts that day.
        (momento("2026-11-27T23:59"), {}, date(2026, 11, 27)),
        (momento("2026-11-29T03:00"), {}, date(2026, 11, 29)),
        # 2021–2024: after hours, or on a non-working day, the next working day.
        (
            momento("2023-09-01T16:31"),
            {"fuera_de_hora_corre": True, "inhabil_corre": True, "cierra": time(16, 30)},
            date(2023, 9, 4),
        ),
        (
            momento("2023-09-01T16:30"),
            {"fuera_de_hora_corre": True, "inhabil_corre": True, "cierra": time(16, 30)},
            date(2023, 9, 1),
        ),
        # Before opening it already counts that day.
        (
            momento("2023-09-01T00:05"),
            {"fuera_de_hora_corre": True, "inhabil_corre": True, "cierra": time(16, 30)},
            date(2023, 9, 1),
        ),
        (
            momento("2023-09-02T10:00"),
            {"fuera_de_hora_corre": True, "inhabil_corre": True, "cierra": time(16, 30)},
            date(2023, 9, 4),
        ),
        # August 2024 – July 2025: the hour stopped mattering, the day did not.
        (
            momento("2024-09-06T22:00"),
            {"inhabil_corre": True, "cierra": time(16, 30)},
            date(2024, 9, 6),
        ),
        (momento("2024-09-07T10:00"), {"inhabil_corre": True}, date(2024, 9, 9)),
    ],
)
def test_la_fecha_de_presentacion_depende_del_canal_y_su_regla(hecho, reglas, presentado):
    cuenta = calcular(regla(cantidad=1), hecho, CALENDARIO, computo=COMPUTO, corte=corte(**reglas))
    assert cuenta.presentado_el == presentado
    assert cuenta.inicio > presentado


def test_la_presentacion_tributaria_mira_el_calendario_tributario():
    # 27-07-2026 is non-working for the LPAG only.
    cal = calendario(dias=(declarado(date(2026, 7, 27)),))
    sabado, regla_de_corte = momento("2026-07-25T10:00"), corte(inhabil_corre=True)
    presentado = {
        regimen: calcular(
            regla(regimen=regimen), sabado, cal, computo=COMPUTO, corte=regla_de_corte
        ).presentado_el
        for regimen in Regimen
    }
    assert presentado == {
        Regimen.LPAG: date(2026, 7, 30),
        Regimen.TRIBUTARIO: date(2026, 7, 27),
    }


def test_lo_llegado_en_feriado_largo_explica_cada_dia_hasta_la_presentacion():
    cuenta = calcular(
        regla(cantidad=1),
        momento("2023-07-27T18:00"),
        CALENDARIO,
        computo=COMPUTO,
        corte=corte(fuera_de_hora_corre=True, inhabil_corre=True, cierra=time(16, 30)),
    )
    assert cuenta.presentado_el == date(2023, 7, 31)
    assert "fuera de horario" in cuenta.dias[0].por_que
    assert [d.por_que for d in cuenta.dias[1:4]] == [
        "feriado: Fiestas Patrias",
        "feriado: Fiestas Patrias",
        "domingo",
    ]


def test_sin_horario_registrado_la_hora_no_se_considera_y_se_avisa():
    cuenta = calcular(
        regla(),
        momento("2026-11-27T22:00"),
        CALENDARIO,
        computo=COMPUTO,
        corte=corte(canal=Canal.FISICO, fuera_de_hora_corre=True),
    )
    assert cuenta.presentado_el == date(2026, 11, 27)
    assert any("horario" in aviso for aviso in cuenta.avisos)


def test_la_hora_con_zona_se_lee_en_lima():
    # 03:00 of Saturday in UTC is 22:00 of Friday in Lima.
    cuenta = calcular(
        regla(cantidad=1), datetime(2026, 11, 28, 3, 0, tzinfo=UTC), CALENDARIO, computo=COMPUTO
    )
    assert cuenta.presentado_el == date(2026, 11, 27)


# --- Extension, suspension, distance ----------------------------------------------------------


def test_la_prorroga_se_suma_una_sola_vez_al_plazo():
    cuenta = calcular(
        regla(prorroga_max=3),
        date(2026, 11, 27),
        CALENDARIO,
        computo=COMPUTO,
        prorroga=Prorroga(3, date(2026, 12, 10)),
    )
    assert cuenta.vence_el == date(2026, 12, 15)
    assert [d.numero for d in cuenta.dias if "prórroga" in d.por_que] == [8, 9, 10]


@pytest.mark.parametrize(
    ("maxima", "prorroga", "frase"),
    [
        (0, Prorroga(3, date(2026, 12, 1)), "no admite prórroga"),
        (3, Prorroga(4, date(2026, 12, 1)), "3 días como máximo"),
        (3, Prorroga(0, date(2026, 12, 1)), "3 días como máximo"),
        (3, Prorroga(3, date(2026, 12, 11)), "ya había vencido"),
    ],
)
def test_no_hay_prorroga_que_la_ley_no_da(maxima, prorroga, frase):
    with pytest.raises(PlazoInvalido, match=frase):
        calcular(
            regla(prorroga_max=maxima),
            date(2026, 11, 27),
            CALENDARIO,
            computo=COMPUTO,
            prorroga=prorroga,
        )


def test_los_dias_suspendidos_no_cuentan_y_dicen_la_causa():
    parada = Suspension(date(2026, 12, 1), date(2026, 12, 3), "gestión del administrado")
    cuenta = calcular(
        regla(), date(2026, 11, 27), CALENDARIO, computo=COMPUTO, suspensiones=(parada,)
    )
    assert cuenta.vence_el == date(2026, 12, 15)
    parados = [d for d in cuenta.dias if "suspendido" in d.por_que]
    assert [d.fecha.day for d in parados] == [1, 2, 3]
    assert all("gestión del administrado" in d.por_que and not d.cuenta for d in parados)
    assert parados[0].cita == Cita("DS 006-2026-JUS", "136.4")


def test_la_suspension_se_agota_en_su_tope_de_dias_habiles():
    parada = Suspension(date(2026, 12, 1), date(2027, 6, 1), "gestión", tope_habiles=3)
    cuenta = calcular(
        regla(), date(2026, 11, 27), CALENDARIO, computo=COMPUTO, suspensiones=(parada,)
    )
    assert cuenta.vence_el == date(2026, 12, 15)


def test_el_tope_de_la_suspension_no_gasta_los_dias_inhabiles():
    # Thursday 3, Friday 4, the weekend, and Monday 7 of December: three working days.
    parada = Suspension(date(2026, 12, 3), date(2027, 6, 1), "gestión", tope_habiles=3)
    cuenta = calcular(
        regla(), date(2026, 11, 27), CALENDARIO, computo=COMPUTO, suspensiones=(parada,)
    )
    parados = [d.fecha.day for d in cuenta.dias if "suspendido" in d.por_que]
    assert parados == [3, 4, 5, 6, 7]
    assert cuenta.vence_el == date(2026, 12, 15)


def test_un_plazo_no_vence_en_un_dia_suspendido():
    parada = Suspension(date(2026, 12, 16), date(2026, 12, 17), "ayuda de otra entidad")
    cuenta = calcular(
        regla(cantidad=0, unidad=Unidad.MISMO_DIA),
        date(2026, 12, 16),
        CALENDARIO,
        computo=COMPUTO,
        suspensiones=(parada,),
    )
    assert cuenta.vence_el == date(2026, 12, 18)


def test_una_suspension_al_reves_se_rechaza():
    parada = Suspension(date(2026, 12, 3), date(2026, 12, 1), "error")
    with pytest.raises(PlazoInvalido, match="termina antes de empezar"):
        calcular(regla(), date(2026, 11, 27), CALENDARIO, computo=COMPUTO, suspensiones=(parada,))


def test_el_termino_de_la_distancia_se_agrega_y_se_nombra():
    cuenta = calcular(
        regla(cantidad=2), date(2026, 11, 27), CALENDARIO, computo=COMPUTO, distancia=3
    )
    assert cuenta.vence_el == date(2026, 12, 4)
    de_distancia = [d.numero for d in cuenta.dias if "distancia" in d.por_que]
    assert de_distancia == [3, 4, 5]


@pytest.mark.parametrize(
    ("cantidad", "unidad", "distancia", "frase"),
    [
        (0, Unidad.HABILES, 0, "entre 1 y"),
        (-1, Unidad.HABILES, 0, "entre 1 y"),
        (5000, Unidad.HABILES, 0, "entre 1 y"),
        (1, Unidad.HABILES, -1, "distancia"),
        (1, Unidad.MESES, 1, "distancia"),
        (3000, Unidad.ANIOS, 0, "calendario"),
        (3660, Unidad.HABILES, 0, "calendario"),
        (3660, Unidad.MESES, 0, "calendario"),
    ],
)
def test_un_plazo_imposible_se_rechaza_con_una_frase(cantidad, unidad, distancia, frase):
    with pytest.raises(PlazoInvalido, match=frase):
        calcular(
            regla(cantidad=cantidad, unidad=unidad),
            date(2034, 11, 27),
            CALENDARIO,
            computo=COMPUTO,
            distancia=distancia,
        )


def test_un_plazo_que_pasa_del_anio_9999_se_rechaza_con_una_frase():
    cal = calendario(desde=date(8000, 1, 1), hasta=date(8001, 12, 31))
    with pytest.raises(PlazoInvalido, match="más allá del calendario"):
        calcular(regla(cantidad=3660, unidad=Unidad.ANIOS), date(8000, 2, 1), cal, computo=COMPUTO)


def test_una_norma_no_leida_se_marca_en_la_cuenta_y_se_avisa():
    cal = calendario(dias=(declarado(date(2026, 12, 4), verificada=False),))
    cuenta = calcular(regla(), date(2026, 11, 27), cal, computo=COMPUTO)
    assert str(renglon(cuenta, date(2026, 12, 4)).cita) == "DS 042-2025-PCM (texto sin verificar)"
    assert cuenta.avisos == ("Normas cuyo texto no se ha verificado: DS 042-2025-PCM.",)


def test_la_nota_de_la_regla_acompana_a_la_cuenta():
    cuenta = calcular(
        regla(nota="Confirme el TUPA."), date(2026, 11, 27), CALENDARIO, computo=COMPUTO
    )
    assert cuenta.avisos == ("Confirme el TUPA.",)
