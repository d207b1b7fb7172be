"""The semaphore by cases: each rule with what makes it fire and what does not."""

import pytest

from convenios.cifras import Fila, Merito, sumar
from convenios.semaforo import Color, HechosConvenio, semaforo_convenio, semaforo_sector
from tests.convenios.test_cifras import AL, P, fila


def hechos(*filas: Fila, **campos) -> HechosConvenio:
    return HechosConvenio(sumas=sumar(filas, AL, P), **campos)


bien = fila(10, Merito.PLENO, peso=10)


@pytest.mark.parametrize(
    ("caso", "color", "regla"),
    [
        (hechos(), Color.GRIS, None),
        (hechos(bien), Color.VERDE, None),
        (hechos(bien, fila(1, Merito.NINGUNO, criticidad=5)), Color.ROJO, "vencida_critica"),
        (hechos(bien, fila(31, Merito.NINGUNO)), Color.ROJO, "vencida_vieja"),
        (hechos(bien, fila(30, Merito.NINGUNO)), Color.AMBAR, "vencida"),
        (hechos(fila(0, Merito.NINGUNO)), Color.ROJO, "cumplimiento_bajo"),
        (hechos(bien, fila(0, Merito.NINGUNO, peso=3)), Color.AMBAR, "cumplimiento_medio"),
        (
            hechos(bien, fila(-9, Merito.NINGUNO), dias_al_fin=-1),
            Color.ROJO,
            "vencido_con_abiertas",
        ),
        (hechos(bien, dias_al_fin=-1, tiene_decision=True), Color.VERDE, None),
        (hechos(bien, dias_al_fin=80, dias_a_decidir=-1), Color.ROJO, "sin_decision"),
        (hechos(bien, dias_al_fin=90, dias_a_decidir=60), Color.AMBAR, "por_terminar"),
        (hechos(bien, dias_al_fin=91, dias_a_decidir=61), Color.VERDE, None),
        (hechos(bien, dias_al_fin=80, dias_a_decidir=-1, tiene_decision=True), Color.VERDE, None),
        (hechos(bien, registros=[("ONG", 60)]), Color.AMBAR, "registro_apci"),
        (hechos(bien, registros=[("ONG", 61)]), Color.VERDE, None),
        (hechos(bien, huerfanas=1), Color.AMBAR, "sin_titular"),
    ],
)
def test_semaforo_de_un_convenio(caso, color, regla):
    semaforo = semaforo_convenio(caso, P)
    assert semaforo.color == color
    assert (semaforo.motivos[0].regla if semaforo.motivos else None) == regla


def test_el_rojo_dice_tambien_los_motivos_menores():
    semaforo = semaforo_convenio(hechos(fila(40, Merito.NINGUNO), huerfanas=2), P)
    assert [m.regla for m in semaforo.motivos] == [
        "vencida_vieja",
        "cumplimiento_bajo",
        "sin_titular",
    ]


@pytest.mark.parametrize(
    ("filas", "rojos", "color"),
    [
        ([], [], Color.GRIS),
        ([bien], [], Color.VERDE),
        ([bien], [4], Color.AMBAR),
        ([bien], [5], Color.ROJO),
        ([bien, fila(0, Merito.NINGUNO, peso=2)], [], Color.AMBAR),
        ([fila(0, Merito.NINGUNO)], [], Color.ROJO),
    ],
)
def test_semaforo_del_sector(filas, rojos, color):
    assert semaforo_sector(sumar(filas, AL, P), rojos, P).color == color
