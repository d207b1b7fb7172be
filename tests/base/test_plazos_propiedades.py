"""What must hold for every deadline, whatever the day, the term and the calendar."""

from datetime import date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from ocisys.base.calendario import Calendario, DiaDeclarado, Regimen
from ocisys.base.plazos import Computo, Cuenta, Suspension, Unidad, calcular
from tests.fabrica_base import calendario, computo, corte, declarado, feriados, regla

COMPUTO: Computo = computo()
# A busy machine is not a failure: the time of one example says nothing about the law.
sin_apuro = settings(deadline=None)
UN_DIA = timedelta(days=1)

# The end of the calendar leaves room for the longest term that is drawn.
dias_posibles = st.dates(min_value=date(2015, 1, 1), max_value=date(2029, 12, 31))
dias_de_semana = st.dates(min_value=date(2016, 1, 1), max_value=date(2029, 12, 31))
declaraciones = st.lists(
    st.builds(
        declarado,
        dias_de_semana,
        parcial=st.booleans(),
        restituye=st.booleans(),
        confirmado=st.booleans(),
        regimenes=st.sampled_from(
            [frozenset({Regimen.LPAG}), frozenset(Regimen), frozenset({Regimen.TRIBUTARIO})]
        ),
    ),
    max_size=30,
).map(tuple)
calendarios = st.builds(
    calendario, dias=declaraciones, cierres=st.lists(dias_de_semana, max_size=10).map(tuple)
)
# Days from the fact: drawn anywhere, one in fifty would touch a term.
suspensiones = st.lists(
    st.tuples(st.integers(-30, 120), st.integers(0, 40), st.none() | st.integers(1, 30)),
    max_size=3,
)
en_dias = st.sampled_from([Unidad.HABILES, Unidad.CALENDARIO])
regimenes = st.sampled_from(list(Regimen))
cantidades = st.integers(1, 120)


def cuenta(
    hecho: date,
    cal: Calendario,
    cantidad: int,
    unidad: Unidad = Unidad.HABILES,
    regimen: Regimen = Regimen.LPAG,
    **otros: object,
) -> Cuenta:
    return calcular(
        regla(cantidad=cantidad, unidad=unidad, regimen=regimen),
        hecho,
        cal,
        computo=COMPUTO,
        **otros,
    )


def junto_a(hecho: date, dibujadas: list[tuple[int, int, int | None]]) -> tuple[Suspension, ...]:
    """Those suspensions, around that day."""
    inicios = [max(hecho + UN_DIA * salto, date(2015, 1, 1)) for salto, _, _ in dibujadas]
    return tuple(
        Suspension(inicio, inicio + UN_DIA * largo, "gestión", tope_habiles=tope)
        for inicio, (_, largo, tope) in zip(inicios, dibujadas, strict=True)
    )


@sin_apuro
@given(dias_posibles, st.integers(0, 60), cantidades, en_dias, regimenes, calendarios, suspensiones)
def test_empezar_mas_tarde_nunca_hace_vencer_antes(
    hecho, retraso, cantidad, unidad, regimen, cal, paradas
):
    paradas = junto_a(hecho, paradas)
    antes = cuenta(hecho, cal, cantidad, unidad, regimen, suspensiones=paradas)
    despues = cuenta(
        hecho + timedelta(days=retraso), cal, cantidad, unidad, regimen, suspensiones=paradas
    )
    assert despues.vence_el >= antes.vence_el


@sin_apuro
@given(
    dias_posibles,
    st.integers(0, 60),
    st.integers(1, 24),
    st.sampled_from([Unidad.MESES, Unidad.ANIOS]),
    calendarios,
)
def test_empezar_mas_tarde_nunca_hace_vencer_antes_un_plazo_en_meses(
    hecho, retraso, cantidad, unidad, cal
):
    cantidad = cantidad if unidad is Unidad.MESES else cantidad % 5 + 1
    antes = cuenta(hecho, cal, cantidad, unidad)
    despues = cuenta(hecho + timedelta(days=retraso), cal, cantidad, unidad)
    assert despues.vence_el >= antes.vence_el


@sin_apuro
@given(
    st.datetimes(min_value=datetime(2015, 1, 1), max_value=datetime(2029, 12, 31)),  # noqa: DTZ001
    st.timedeltas(timedelta(0), timedelta(days=10)),
    st.booleans(),
    st.booleans(),
    st.none() | st.just(time(16, 30)),
    calendarios,
)
def test_presentar_mas_tarde_nunca_hace_vencer_antes(hecho, retraso, hora, inhabil, cierra, cal):
    # No norm moves what arrives late and leaves what arrives on a holiday (datos/cortes.csv).
    inhabil = inhabil or hora
    regla_de_corte = corte(fuera_de_hora_corre=hora, inhabil_corre=inhabil, cierra=cierra)
    antes = cuenta(hecho, cal, 7, corte=regla_de_corte)
    despues = cuenta(hecho + retraso, cal, 7, corte=regla_de_corte)
    assert antes.presentado_el >= hecho.date()
    assert despues.vence_el >= antes.vence_el


@sin_apuro
@given(dias_posibles, cantidades, en_dias, declaraciones, st.integers(0, 200))
def test_un_dia_no_laborable_mas_nunca_acorta_el_plazo(hecho, cantidad, unidad, dias, salto):
    nuevo = hecho + UN_DIA * salto
    # Days given back to work are left out: with one on the same date, the new day is undone.
    dias = tuple(d for d in dias if not d.restituye)
    sin = cuenta(hecho, calendario(dias=dias), cantidad, unidad)
    con = cuenta(hecho, calendario(dias=(*dias, declarado(nuevo))), cantidad, unidad)
    assert con.vence_el >= sin.vence_el


@sin_apuro
@given(
    dias_posibles,
    st.integers(1, 40),
    st.sampled_from([u for u in Unidad if u is not Unidad.MISMO_DIA]),
    regimenes,
    calendarios,
    suspensiones,
)
def test_el_plazo_vence_siempre_en_un_dia_habil_con_atencion(
    hecho, cantidad, unidad, regimen, cal, paradas
):
    cantidad = cantidad % 4 + 1 if unidad is Unidad.ANIOS else cantidad
    paradas = junto_a(hecho, paradas)
    vence = cuenta(hecho, cal, cantidad, unidad, regimen, suspensiones=paradas).vence_el
    assert cal.es_habil(vence, regimen)
    assert cal.cierre(vence, regimen) is None
    assert vence > hecho


@sin_apuro
@given(dias_posibles, cantidades, calendarios, suspensiones)
def test_la_cuenta_dice_toda_la_verdad(hecho, cantidad, cal, paradas):
    paradas = junto_a(hecho, paradas)
    resultado = cuenta(hecho, cal, cantidad, suspensiones=paradas)
    fechas = [d.fecha for d in resultado.dias]
    assert fechas == [hecho + UN_DIA * i for i in range(len(fechas))]
    assert fechas[-1] == resultado.vence_el
    assert sum(d.cuenta for d in resultado.dias) == cantidad
    parados = {s.desde + UN_DIA * i for s in paradas for i in range((s.hasta - s.desde).days + 1)}
    assert all(cal.es_habil(d.fecha) for d in resultado.dias if d.cuenta)
    # Without a cap a suspension stops every day of its own; with one, until it is spent.
    sin_tope = [s for s in paradas if s.tope_habiles is None]
    assert not any(
        s.desde <= d.fecha <= s.hasta for s in sin_tope for d in resultado.dias if d.cuenta
    )
    # Every skipped day is non-working, suspended, the fact itself or beyond the last one counted.
    ultimo = next(d.fecha for d in reversed(resultado.dias) if d.cuenta)
    for dia in resultado.dias[1:]:
        if not dia.cuenta and dia.fecha < ultimo:
            assert dia.fecha in parados or not cal.es_habil(dia.fecha)


@sin_apuro
@given(dias_posibles, st.integers(1, 30), st.integers(1, 30), calendarios)
def test_un_plazo_mas_largo_nunca_vence_antes(hecho, cantidad, mas, cal):
    assert cuenta(hecho, cal, cantidad + mas).vence_el >= cuenta(hecho, cal, cantidad).vence_el


@sin_apuro
@given(dias_posibles, st.integers(0, 400), calendarios, regimenes)
def test_los_habiles_que_quedan_son_los_que_se_contaron(hecho, salto, cal, regimen):
    hasta = hecho + timedelta(days=salto)
    habiles = cal.habiles_entre(hecho, hasta, regimen)
    assert cal.habiles_entre(hasta, hecho, regimen) == -habiles
    if habiles:
        ultimo = hasta
        while not cal.es_habil(ultimo, regimen):
            ultimo -= UN_DIA
        contados = cuenta(hecho, cal, habiles, Unidad.HABILES, regimen)
        assert max(d.fecha for d in contados.dias if d.cuenta) == ultimo


@sin_apuro
@given(dias_de_semana, declaraciones)
def test_lo_sin_confirmar_no_mueve_nada(hecho, dias):
    dudosos = tuple(
        DiaDeclarado(d.fecha, d.motivo, d.restituye, d.parcial, False, d.regimenes) for d in dias
    )
    assert (
        cuenta(hecho, calendario(dias=dudosos), 30).vence_el
        == cuenta(hecho, calendario(), 30).vence_el
    )


def test_el_calendario_de_las_pruebas_es_el_del_producto():
    assert len(feriados()) == 16
