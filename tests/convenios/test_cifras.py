"""The figures of compliance: tables of cases and the properties that must hold for any office."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convenios import cifras
from convenios.cifras import Fila, Merito, Sumas
from convenios.models import parametros_iniciales

AL = date(2026, 11, 22)
P = parametros_iniciales(AL)


def fila(dias: int, merito: Merito, *, peso: int = 1, avance: int = 0, **campos) -> Fila:
    """A row due `dias` days before AL; fulfilled on its due date when it is fulfilled."""
    vence = AL - timedelta(days=dias)
    if merito == Merito.PLENO:
        campos.setdefault("cumplida_el", vence)
    return Fila(peso=peso, vence_el=vence, merito=merito, avance=avance, **campos)


def razon(numerador: int, denominador: int) -> Fraction:
    return Fraction(numerador, denominador)


@pytest.mark.parametrize(
    ("filas", "esperado"),
    [
        ([], None),
        ([fila(-1, Merito.PLENO)], None),
        ([fila(5, Merito.EXCLUIDO, peso=10)], None),
        ([fila(0, Merito.NINGUNO)], razon(0, 1)),
        ([fila(0, Merito.PLENO)], razon(1, 1)),
        ([fila(1, Merito.PARCIAL, avance=100)], razon(1, 2)),
        ([fila(1, Merito.PARCIAL, avance=40)], razon(1, 5)),
        ([fila(1, Merito.NINGUNO, avance=90)], razon(0, 1)),
        ([fila(1, Merito.PLENO, peso=5), fila(1, Merito.NINGUNO, peso=3)], razon(5, 8)),
        ([fila(1, Merito.PLENO), fila(1, Merito.EXCLUIDO, peso=9)], razon(1, 1)),
    ],
)
def test_cumplimiento_por_casos(filas, esperado):
    assert cifras.cumplimiento(cifras.sumar(filas, AL, P)) == esperado


def test_cumplimiento_menos_oportunidad_es_lo_hecho_tarde():
    a_tiempo = fila(20, Merito.PLENO, peso=3)
    tarde = fila(20, Merito.PLENO, peso=2, cumplida_el=AL - timedelta(days=2))
    sumas = cifras.sumar([a_tiempo, tarde], AL, P)
    assert cifras.cumplimiento(sumas) == 1
    assert cifras.oportunidad(sumas) == razon(3, 5)


def test_el_dia_del_vencimiento_ya_es_exigible_y_todavia_no_esta_vencida():
    sumas = cifras.sumar([fila(0, Merito.NINGUNO)], AL, P)
    assert (sumas.exigibles, sumas.vencidas, sumas.dias_max) == (1, 0, 0)
    assert cifras.sumar([fila(1, Merito.NINGUNO)], AL, P).vencidas == 1


def test_la_mora_deja_de_crecer_en_el_tope():
    noventa = cifras.sumar([fila(P.tope_mora_dias, Merito.NINGUNO)], AL, P)
    mil = cifras.sumar([fila(1000, Merito.NINGUNO)], AL, P)
    assert cifras.mora(noventa, P) == cifras.mora(mil, P) == 1
    assert cifras.mora(cifras.sumar([fila(45, Merito.NINGUNO)], AL, P), P) == razon(1, 2)


def test_el_avance_mira_tambien_el_futuro():
    sumas = cifras.sumar([fila(5, Merito.PLENO), fila(-30, Merito.NINGUNO, avance=50)], AL, P)
    assert cifras.avance(sumas) == razon(3, 4)


def test_lo_reportado_sin_validar_sigue_vencido_pero_se_cuenta_aparte():
    sumas = cifras.sumar([fila(3, Merito.PARCIAL, avance=100)], AL, P)
    assert (sumas.vencidas, sumas.en_revision) == (1, 1)


@pytest.mark.parametrize(
    ("valor", "escrito"),
    [(None, None), ("0", "0.0"), ("1", "100.0"), ("6996/10000", "69.9"), ("2/3", "66.6")],
)
def test_el_porcentaje_se_corta_y_nunca_halaga(valor, escrito):
    resultado = cifras.porcentaje(None if valor is None else Fraction(valor))
    assert (None if resultado is None else str(resultado)) == escrito


@pytest.mark.parametrize(
    ("por_vencer", "sin_decision", "esperada"),
    [(0, 0, None), (4, 4, razon(0, 1)), (4, 1, razon(3, 4)), (4, 0, razon(1, 1))],
)
def test_la_cobertura_de_renovacion_cuenta_lo_decidido(por_vencer, sin_decision, esperada):
    assert cifras.cobertura_de_renovacion(por_vencer, sin_decision) == esperada


@pytest.mark.parametrize(
    ("sin_verificar", "todos", "esperada"), [(0, 0, None), (0, 3, razon(1, 1)), (2, 8, razon(3, 4))]
)
def test_la_frescura_es_lo_verificado_entre_todo(sin_verificar, todos, esperada):
    assert cifras.frescura(sin_verificar, todos) == esperada


@pytest.mark.parametrize(
    ("faltas", "todos", "esperada"),
    [([], 3, None), ([0, 0], 0, None), ([0, 0], 3, razon(1, 1)), ([3, 0], 3, razon(1, 2))],
)
def test_la_completitud_es_lo_lleno_entre_lo_pedido(faltas, todos, esperada):
    assert cifras.completitud(faltas, todos) == esperada


# --- Properties -----------------------------------------------------------------------------

filas_st = st.builds(
    Fila,
    peso=st.integers(1, 10),
    vence_el=st.dates(date(2020, 1, 1), date(2030, 12, 31)),
    merito=st.sampled_from(Merito),
    avance=st.integers(0, 100),
    cumplida_el=st.none() | st.dates(date(2020, 1, 1), date(2030, 12, 31)),
    criticidad=st.integers(1, 5),
)
oficinas = st.lists(filas_st, max_size=30)


@given(oficinas)
def test_cada_cifra_esta_entre_cero_y_uno_o_no_existe(filas):
    sumas = cifras.sumar(filas, AL, P)
    valores = [
        cifras.cumplimiento(sumas),
        cifras.oportunidad(sumas),
        cifras.avance(sumas),
        cifras.mora(sumas, P),
    ]
    assert all(v is None or 0 <= v <= 1 for v in valores)
    assert (valores[0] is None) == (sumas.exigibles == 0)


@given(oficinas)
def test_la_oportunidad_nunca_supera_al_cumplimiento(filas):
    sumas = cifras.sumar(filas, AL, P)
    assert sumas.exigibles == 0 or cifras.oportunidad(sumas) <= cifras.cumplimiento(sumas)


@given(oficinas, st.randoms(use_true_random=False))
def test_el_orden_de_las_filas_no_cambia_nada(filas, azar):
    barajadas = filas[:]
    azar.shuffle(barajadas)
    assert cifras.sumar(filas, AL, P) == cifras.sumar(barajadas, AL, P)


@given(oficinas, oficinas)
def test_la_cifra_conjunta_es_la_suma_de_sus_filas(unas, otras):
    juntas = cifras.sumar(unas + otras, AL, P)
    assert juntas == cifras.sumar(unas, AL, P) + cifras.sumar(otras, AL, P)
    assert sum((cifras.sumar([f], AL, P) for f in unas + otras), Sumas()) == juntas


@given(st.lists(filas_st, min_size=1, max_size=12), st.data())
def test_una_evidencia_mas_nunca_baja_el_cumplimiento(filas, datos):
    indice = datos.draw(st.integers(0, len(filas) - 1))
    antes = filas[indice]
    if antes.merito == Merito.EXCLUIDO:
        return
    mejoras = {
        Merito.NINGUNO: [Merito.PARCIAL, Merito.PLENO],
        Merito.PARCIAL: [Merito.PARCIAL, Merito.PLENO],
        Merito.PLENO: [Merito.PLENO],
    }
    despues = Fila(
        peso=antes.peso,
        vence_el=antes.vence_el,
        merito=datos.draw(st.sampled_from(mejoras[antes.merito])),
        avance=datos.draw(st.integers(antes.avance, 100)),
        cumplida_el=antes.cumplida_el,
        criticidad=antes.criticidad,
    )
    nuevas = [*filas[:indice], despues, *filas[indice + 1 :]]
    c_antes = cifras.cumplimiento(cifras.sumar(filas, AL, P))
    c_despues = cifras.cumplimiento(cifras.sumar(nuevas, AL, P))
    assert c_antes is None or c_despues >= c_antes
    m_antes = cifras.mora(cifras.sumar(filas, AL, P), P)
    assert m_antes is None or cifras.mora(cifras.sumar(nuevas, AL, P), P) <= m_antes


@given(oficinas, st.integers(1, 5))
def test_la_importancia_no_cambia_la_cifra_de_un_convenio_solo(filas, importancia):
    sumas = cifras.sumar(filas, AL, P)
    pesadas = sumas.ponderadas(importancia)
    assert cifras.cumplimiento(pesadas) == cifras.cumplimiento(sumas)
    assert pesadas.vencidas == sumas.vencidas
