"""«¿Y si…?»: the simulated figure is the one the real rules would give."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from convenios.cifras import Fila, Merito, cumplimiento, porcentaje, sumar
from convenios.models import parametros_iniciales
from convenios.semaforo import HechosConvenio, semaforo_convenio
from convenios.simulacion import (
    HORIZONTE,
    PEOR_PRIMERO,
    al_dia,
    si_nada_cambia,
    si_se_validan,
)
from tests import fabrica_convenios as fabrica

AL = date(2026, 11, 20)
P = parametros_iniciales(AL)
filas_st = st.builds(
    Fila,
    peso=st.integers(1, 10),
    vence_el=st.dates(AL - timedelta(days=120), AL + timedelta(days=200)),
    merito=st.sampled_from(Merito),
    avance=st.integers(0, 100),
    cumplida_el=st.just(AL),
    criticidad=st.integers(1, 5),
)
hechos_st = st.builds(
    HechosConvenio,
    sumas=st.just(sumar([], AL, P)),
    dias_al_fin=st.none() | st.integers(-50, 300),
    dias_a_decidir=st.none() | st.integers(-50, 300),
    tiene_decision=st.booleans(),
    huerfanas=st.integers(0, 1),
    registros=st.lists(st.tuples(st.just("APCI"), st.integers(-10, 200)), max_size=1),
)


@given(st.lists(filas_st, max_size=5), hechos_st)
def test_ningun_dia_anterior_empeora_sin_que_se_diga(filas, hechos):
    def color(dia):
        h = al_dia(hechos, (dia - AL).days, sumar(filas, dia, P))
        return PEOR_PRIMERO.index(semaforo_convenio(h, P).color)

    giro = si_nada_cambia(filas, hechos, AL, P)
    hasta = giro.dia if giro else AL + timedelta(days=420)
    dias = (AL + timedelta(days=n) for n in range(1, (hasta - AL).days))
    assert all(color(dia) >= color(AL) for dia in dias)
    if giro:
        assert color(giro.dia) < color(AL)
        assert giro.dia <= AL + HORIZONTE


@given(st.lists(filas_st, min_size=1, max_size=8), st.data())
def test_validar_mas_nunca_baja_la_cifra(filas, datos):
    todas = dict(enumerate(filas))
    unas = datos.draw(st.sets(st.sampled_from(sorted(todas))))
    mas = unas | datos.draw(st.sets(st.sampled_from(sorted(todas))))
    c_nada, c_unas, c_mas = (
        cumplimiento(si_se_validan(todas, elegidas, AL, P)) for elegidas in (set(), unas, mas)
    )
    assert c_nada is None or c_nada <= c_unas <= c_mas <= 1


@pytest.fixture
def retrasado(jefatura):
    """Four equal obligations overdue a week; the first two, and one that falls due in a month."""
    hoy = timezone.localdate()
    convenio = fabrica.convenio(por=jefatura, fecha_fin=hoy + timedelta(days=900))
    ocurrencias = [
        fabrica.ocurrencia(convenio, base=hoy - timedelta(days=7), criticidad=2) for _ in range(4)
    ]
    return hoy, convenio, ocurrencias


def test_si_se_validan_estas_tres_la_cifra_es_la_que_luego_sera(
    como, jefatura, especialista, retrasado
):
    hoy, convenio, ocurrencias = retrasado
    tres = ocurrencias[:3]
    url = f"{convenio.get_absolute_url()}simular/"
    pregunta = como(jefatura).get(url, {"o": [o.pk for o in tres]})
    assert pregunta.context["cifra"] == 75
    assert "Si se validan estas 3" in pregunta.content.decode()
    for o in tres:
        fabrica.cumplir(o, por=especialista, valida=jefatura, hoy=hoy)
    despues = como(jefatura).get(url)
    assert despues.context["s"].cumplimiento == 75
    assert despues.context["semaforo"].color == pregunta.context["semaforo"].color


def test_si_nada_cambia_dice_el_dia_en_que_sera_critico(como, jefatura, especialista):
    hoy = timezone.localdate()
    convenio = fabrica.convenio(por=jefatura, fecha_fin=hoy + timedelta(days=900))
    hecha = fabrica.ocurrencia(convenio, base=hoy - timedelta(days=2))
    fabrica.cumplir(hecha, por=especialista, valida=jefatura, hoy=hoy)
    sigue = fabrica.ocurrencia(convenio, base=hoy + timedelta(days=40), criticidad=2, peso=1)
    giro = como(jefatura).get(f"{convenio.get_absolute_url()}simular/").context["giro"]
    # 5 of 6 fulfilled is amber from the very due date.
    assert giro.dia == sigue.fecha_exigible
    assert giro.semaforo.color == "ambar"


def test_lo_que_no_es_una_obligacion_suya_se_ignora(como, jefatura, retrasado):
    _, convenio, _ = retrasado
    url = f"{convenio.get_absolute_url()}simular/"
    respuesta = como(jefatura).get(url, {"o": ["x", "999999999999999999999", "-1"]})
    assert respuesta.status_code == 200
    assert not respuesta.context["pedidas"]


def test_un_convenio_reservado_no_se_simula_sin_poder_verlo(como, jefatura, especialista):
    convenio = fabrica.convenio(por=jefatura, nivel_acceso="reservado")
    url = f"{convenio.get_absolute_url()}simular/"
    assert como(especialista).get(url).status_code == 404


def test_la_cifra_simulada_se_corta_y_no_se_redondea():
    filas = {n: Fila(1, AL, Merito.NINGUNO) for n in range(3)}
    assert str(porcentaje(cumplimiento(si_se_validan(filas, {0, 1}, AL, P)))) == "66.6"
