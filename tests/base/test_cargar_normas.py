"""The legal data of the product enters the database once, and never over what the office did."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from ocisys.base.datos import filas
from ocisys.base.models import (
    DatoMaestro,
    DiaNoLaborable,
    FeriadoNacional,
    Norma,
    NormaRelacion,
    ReglaComputo,
    ReglaCorte,
    ReglaPlazo,
    Sede,
)
from tests.fabrica_base import dia_no_laborable, norma

pytestmark = pytest.mark.vacia

TABLAS = {
    "normas": Norma,
    "relaciones": NormaRelacion,
    "sedes": Sede,
    "feriados": FeriadoNacional,
    "computo": ReglaComputo,
    "cortes": ReglaCorte,
    "reglas": ReglaPlazo,
    "dias": DiaNoLaborable,
}


def cargar():
    salida = StringIO()
    call_command("cargar_normas", stdout=salida)
    return salida.getvalue()


@pytest.fixture
def cargadas(db):
    return cargar()


def test_cada_fila_de_los_datos_entra_una_vez(cargadas, subtests):
    for tabla, modelo in TABLAS.items():
        with subtests.test(tabla):
            propias = modelo.objects.filter(origen=DatoMaestro.Origen.DATOS)
            assert propias.count() == len(filas(tabla)) > 0


def test_la_primera_carga_dice_lo_que_entra_y_la_segunda_no_cambia_nada(cargadas):
    assert "+ norma: DS 006-2026-JUS" in cargadas
    assert "+ feriado nacional: Batalla de Ayacucho" in cargadas
    assert cargar() == "Normas y calendario: sin cambios.\n"


def test_la_carga_devuelve_su_valor_a_una_fila_del_producto(cargadas):
    ReglaPlazo.objects.filter(codigo="MERO").update(cantidad=9)
    FeriadoNacional.objects.filter(codigo="navidad").delete()
    salida = cargar()
    assert "~ regla de plazo: MERO: Acto de mero trámite: cantidad" in salida
    assert "+ feriado nacional: Navidad del Señor" in salida
    assert set(ReglaPlazo.objects.filter(codigo="MERO").values_list("cantidad", flat=True)) == {3}


def test_lo_que_corrige_o_agrega_la_oficina_sobrevive_a_la_carga(cargadas):
    suyo = dia_no_laborable(fecha=date(2027, 6, 28))
    dudoso = DiaNoLaborable.objects.get(fecha=date(2026, 4, 13))
    dudoso.norma, dudoso.estado = norma(numero="998"), DiaNoLaborable.Estado.CONFIRMADO
    dudoso.origen = DatoMaestro.Origen.OFICINA
    dudoso.save()
    salida = cargar()
    assert "corregido por la oficina, se conserva" in salida
    dudoso.refresh_from_db()
    assert dudoso.estado == DiaNoLaborable.Estado.CONFIRMADO
    assert DiaNoLaborable.objects.filter(pk=suyo.pk).exists()
    assert DiaNoLaborable.objects.filter(fecha=date(2026, 4, 13)).count() == 1


def test_lo_que_no_tiene_norma_entra_sin_confirmar(cargadas):
    dudosos = DiaNoLaborable.objects.por_confirmar()
    assert set(dudosos.values_list("fecha", flat=True)) == {
        date(2019, 7, 26), date(2019, 7, 30), date(2019, 8, 29), date(2019, 10, 31),
        date(2025, 4, 4), date(2026, 4, 13),
    }  # fmt: skip
    assert not DiaNoLaborable.objects.filter(norma=None).exclude(pk__in=dudosos).exists()
    assert not DiaNoLaborable.objects.exclude(fuente__gt="").exists()


def test_toda_regla_que_se_aplica_tiene_su_fuente_leida(cargadas):
    for modelo in (ReglaPlazo, ReglaCorte, ReglaComputo):
        assert not modelo.objects.filter(activa=True, norma__verificada=False).exists()
        for regla in modelo.objects.filter(activa=False):
            assert not regla.verificada
            assert regla.nota


def test_las_filas_cargadas_cumplen_sus_propias_reglas(cargadas):
    for modelo in TABLAS.values():
        for fila in modelo.objects.all():
            fila.full_clean()
