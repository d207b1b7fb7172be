"""Dates of agreements and commitments: no drift, no lost month end, nothing reported is touched."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convenios.plazos import (
    Ajuste,
    Existente,
    Recurrencia,
    Vencimiento,
    Vigencia,
    ajustar,
    conciliar,
    dias_vencido,
    fecha_preaviso,
    fin_por_duracion,
    limite_de_decision,
    situacion_vigencia,
    sumar_meses,
    vencimientos,
)

HORIZONTE = date(2040, 1, 1)


def laborable(dia: date) -> bool:
    return dia.weekday() < 5


@pytest.mark.parametrize(
    ("base", "meses", "esperado"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2026-01-31", 2, "2026-03-31"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-03-31", -1, "2026-02-28"),
        ("9999-12-31", 0, "9999-12-31"),
    ],
)
def test_sumar_meses(base, meses, esperado):
    assert sumar_meses(date.fromisoformat(base), meses) == date.fromisoformat(esperado)


def test_una_serie_anclada_al_31_vuelve_al_31():
    serie = vencimientos(
        Recurrencia(date(2026, 1, 31), cada_meses=1, cantidad=4, ajuste=Ajuste.NINGUNO),
        horizonte=HORIZONTE,
        es_habil=laborable,
    )
    assert [v.fecha_legal for v in serie] == [
        date(2026, 1, 31),
        date(2026, 2, 28),
        date(2026, 3, 31),
        date(2026, 4, 30),
    ]


def test_trimestral_por_tres_anios_son_doce():
    regla = Recurrencia(date(2026, 3, 31), cada_meses=3, cantidad=12)
    serie = vencimientos(regla, horizonte=HORIZONTE, es_habil=laborable)
    assert len(serie) == 12
    assert serie[-1].fecha_legal == date(2028, 12, 31)
    assert serie[-1].fecha_exigible == date(2029, 1, 1)  # 31/12/2028 is a Sunday


def test_una_fecha_unica_no_se_repite():
    regla = Recurrencia(date(2026, 3, 31), cada_meses=0)
    assert len(vencimientos(regla, horizonte=HORIZONTE, es_habil=laborable)) == 1


def test_nada_mas_alla_del_fin_ni_del_horizonte():
    con_fin = Recurrencia(date(2026, 1, 15), cada_meses=1, fin=date(2026, 3, 15))
    assert len(vencimientos(con_fin, horizonte=HORIZONTE, es_habil=laborable)) == 3
    sin_fin = Recurrencia(date(2026, 1, 15), cada_meses=1)
    assert len(vencimientos(sin_fin, horizonte=date(2026, 2, 14), es_habil=laborable)) == 1


fechas = st.dates(date(2000, 1, 1), date(2035, 12, 31))
reglas = st.builds(
    Recurrencia,
    base=fechas,
    cada_meses=st.integers(1, 24),
    cantidad=st.none() | st.integers(1, 40),
    fin=st.none() | fechas,
    ajuste=st.sampled_from(Ajuste),
)


@given(reglas)
def test_la_serie_nunca_deriva(regla):
    for v in vencimientos(regla, horizonte=HORIZONTE, es_habil=laborable):
        assert v.fecha_legal == sumar_meses(regla.base, regla.cada_meses * (v.nro - 1))
        ultimo = monthrange(v.fecha_legal.year, v.fecha_legal.month)[1]
        assert v.fecha_legal.day == min(regla.base.day, ultimo)


@given(reglas)
def test_la_fecha_exigible_es_habil_y_va_hacia_donde_dice_la_regla(regla):
    for v in vencimientos(regla, horizonte=HORIZONTE, es_habil=laborable):
        if regla.ajuste == Ajuste.NINGUNO:
            assert v.fecha_exigible == v.fecha_legal
            continue
        assert laborable(v.fecha_exigible)
        adelante = regla.ajuste == Ajuste.HABIL_SIGUIENTE
        assert (
            (v.fecha_exigible >= v.fecha_legal) if adelante else (v.fecha_exigible <= v.fecha_legal)
        )


@given(reglas)
def test_los_numeros_van_seguidos_y_las_fechas_crecen(regla):
    serie = vencimientos(regla, horizonte=HORIZONTE, es_habil=laborable)
    assert [v.nro for v in serie] == list(range(1, len(serie) + 1))
    assert all(a.fecha_legal < b.fecha_legal for a, b in zip(serie, serie[1:], strict=False))


@given(fechas)
def test_ajustar_un_dia_habil_no_lo_mueve(dia):
    if laborable(dia):
        assert ajustar(dia, Ajuste.HABIL_SIGUIENTE, laborable) == dia


def existentes_de(regla: Recurrencia, reportadas: set[int]) -> list[Existente]:
    return [
        Existente(v.nro, v.fecha_legal, v.fecha_exigible, v.nro in reportadas)
        for v in vencimientos(regla, horizonte=HORIZONTE, es_habil=laborable)
    ]


@given(reglas, reglas, st.sets(st.integers(1, 20)), fechas)
def test_cambiar_la_regla_no_toca_lo_pasado_ni_lo_reportado(vieja, nueva, reportadas, hoy):
    antes = existentes_de(vieja, reportadas)
    serie = vencimientos(nueva, horizonte=HORIZONTE, es_habil=laborable)
    plan = conciliar(antes, serie, hoy=hoy)
    quitadas = [e for e in antes if e.nro in plan.quitar]
    assert all(not e.intocable and e.fecha_legal > hoy for e in quitadas)
    assert all(v.fecha_legal > hoy for v in plan.crear)
    quedan = [e for e in antes if e.nro not in plan.quitar]
    numeros = [e.nro for e in quedan] + [v.nro for v in plan.crear]
    assert len(numeros) == len(set(numeros))
    futuras = {e.fecha_legal for e in quedan if e.fecha_legal > hoy} | {
        v.fecha_legal for v in plan.crear
    }
    assert {v.fecha_legal for v in serie if v.fecha_legal > hoy} <= futuras


@given(reglas, st.sets(st.integers(1, 20)), fechas)
def test_la_misma_regla_otra_vez_no_cambia_nada(regla, reportadas, hoy):
    antes = existentes_de(regla, reportadas)
    plan = conciliar(antes, vencimientos(regla, horizonte=HORIZONTE, es_habil=laborable), hoy=hoy)
    assert plan.crear == () == plan.quitar


def test_un_cambio_de_trimestral_a_semestral_conserva_las_fechas_comunes():
    hoy = date(2026, 5, 1)
    trimestral = Recurrencia(date(2026, 3, 31), cada_meses=3, cantidad=4)
    semestral = Recurrencia(date(2026, 6, 30), cada_meses=6, cantidad=2)
    plan = conciliar(
        existentes_de(trimestral, {1}),
        vencimientos(semestral, horizonte=HORIZONTE, es_habil=laborable),
        hoy=hoy,
    )
    # 30/06 is in both; 30/09 and 31/12 go, 30/12 comes.
    assert plan.quitar == (3, 4)
    assert plan.crear == (Vencimiento(3, date(2026, 12, 30), date(2026, 12, 30)),)


# --- Validity and notice --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("inicio", "fin", "sin_fin", "esperado"),
    [
        ("sin firma", None, False, Vigencia.NO_INICIADO),
        (None, None, False, Vigencia.SIN_FECHA),
        (None, None, True, Vigencia.SIN_FECHA),
        (None, "2026-12-01", False, Vigencia.SIN_FECHA),
        ("2026-12-01", "2027-12-01", False, Vigencia.NO_INICIADO),
        ("2026-01-01", None, True, Vigencia.INDETERMINADO),
        ("2026-01-01", None, False, Vigencia.SIN_FECHA),
        ("2020-01-01", "2026-11-21", False, Vigencia.VENCIDO),
        ("2020-01-01", "2026-11-22", False, Vigencia.POR_VENCER),
        ("2020-01-01", "2027-05-21", False, Vigencia.POR_VENCER),
        ("2020-01-01", "2027-05-22", False, Vigencia.VIGENTE),
        ("2026-11-22", "2029-11-22", False, Vigencia.VIGENTE),
    ],
)
def test_situacion_de_vigencia(inicio, fin, sin_fin, esperado):
    firmado, inicio = inicio != "sin firma", None if inicio == "sin firma" else inicio
    situacion = situacion_vigencia(
        firmado=firmado,
        inicio=date.fromisoformat(inicio) if inicio else None,
        fin=date.fromisoformat(fin) if fin else None,
        sin_fin=sin_fin,
        al=date(2026, 11, 22),
        ventana_dias=180,
    )
    assert situacion == esperado
    assert situacion.palabra


@pytest.mark.parametrize(
    ("inicio", "cantidad", "unidad", "esperado"),
    [
        ("2024-02-29", 4, "anios", "2028-02-29"),
        ("2024-02-29", 1, "anios", "2025-02-28"),
        ("2026-02-28", 18, "meses", "2027-08-28"),
        ("2026-02-28", 90, "dias", "2026-05-29"),
    ],
)
def test_fin_por_duracion(inicio, cantidad, unidad, esperado):
    fin = fin_por_duracion(date.fromisoformat(inicio), cantidad, unidad)
    assert fin == date.fromisoformat(esperado)


def test_el_preaviso_es_su_propia_fecha():
    fin = date(2027, 3, 31)
    assert fecha_preaviso(fin, 30) == fin - timedelta(days=30)
    assert fecha_preaviso(fin, None) is None
    assert limite_de_decision(fin, None) == fin
    assert limite_de_decision(None, 30) is None


def test_dias_vencido_nunca_es_negativo():
    assert dias_vencido(date(2026, 11, 22), date(2026, 11, 22)) == 0
    assert dias_vencido(date(2026, 11, 25), date(2026, 11, 22)) == 0
    assert dias_vencido(date(2026, 11, 12), date(2026, 11, 22)) == 10
