"""The report: what entered, left and was late, and who holds what, with no reserved row in it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from cargos.evidencias import Periodo, evidencia_de
from tests import fabrica_tramite as fabrica
from tramite import acciones
from tramite.graficos import BASE, CIMA, barras
from tramite.informes import TABLAS, resumen
from tramite.models import Movimiento, Proveido

URL = "/tramite/informes/"


@pytest.fixture
def hoy():
    return timezone.localdate()


@pytest.fixture
def periodo(hoy):
    return Periodo(hoy - timedelta(days=20), hoy)


@pytest.fixture
def mes(secretaria, jefatura, especialista, hoy):
    """Four that entered: one answered, one overdue, one restricted, one of long ago."""
    informe = fabrica.procedimiento("informe")
    atendido = fabrica.expediente(por=secretaria, pase_a="068", procedimiento=informe)
    acciones.atender(atendido, texto="Listo", por=especialista, ahora=timezone.now())
    tarde = fabrica.expediente(por=secretaria, pase_a="068")
    fabrica.vence(tarde, hoy - timedelta(days=1))
    fabrica.expediente(por=secretaria, acceso="grupo")
    antes = timezone.now() - timedelta(days=60)
    fabrica.expediente(por=secretaria, presentado_en=antes, ahora=antes)


def test_el_resumen_cuenta_entradas_salidas_y_vencidos_sin_los_restringidos(mes, periodo, hoy):
    cuenta = resumen(periodo, hoy)
    assert (cuenta.entraron, cuenta.salieron, cuenta.tarde) == (2, 1, 0)
    assert (cuenta.abiertos, cuenta.vencidos) == (2, 1)


def test_lo_que_salio_y_lo_tardio_abren_sus_filas(como, mes, especialista, secretaria, hoy):
    antes = timezone.now() - timedelta(days=40)
    tardio = fabrica.expediente(
        por=secretaria, pase_a="068", procedimiento=fabrica.procedimiento(), ahora=antes,
        presentado_en=antes,
    )  # fmt: skip
    acciones.atender(tardio, texto="Listo", por=especialista, ahora=timezone.now())
    mesa = como(secretaria)
    cuenta = mesa.get(URL).context["resumen"]
    salieron = mesa.get(cuenta.respuestas).context["pagina"].filas
    tarde = mesa.get(cuenta.tardias).context["pagina"].filas
    assert (len(salieron), cuenta.salieron) == (2, 2)
    assert ([e.pk for e in tarde], cuenta.tarde) == ([tardio.pk], 1)


def test_cada_tabla_dice_lo_suyo(mes, periodo, hoy):
    tablas = {clave: hacer(periodo, hoy).filas for clave, hacer in TABLAS.items()}
    assert sum(fila[1] for fila in tablas["semana"]) == 2
    assert ("068", 2, 1, 0, 2) in tablas["cargo"]
    assert sorted(fila[1:] for fila in tablas["persona"]) == [(0, 0, 1, 0), (2, 0, 0, 0)]
    assert {fila[1:] for fila in tablas["procedimiento"]} == {(1, 1, 0), (1, 0, 1)}
    assert all(fila[2:] == (1, 1, 0) for fila in tablas["funcion"])
    assert tablas["funcion"]
    assert {fila[:2] for fila in tablas["tiempo"]} == {("068", 2)}


def test_la_pagina_no_pregunta_mas_por_tener_mas_filas(como, consultas, mes, secretaria):
    cliente = como(secretaria)
    antes = consultas(cliente, URL)
    for _ in range(4):
        fabrica.expediente(por=secretaria, pase_a="068")
    assert consultas(cliente, URL) == antes


def test_el_informe_de_una_oficina_vacia_se_abre(como, secretaria):
    assert "Nada en el periodo" in como(secretaria).get(URL).content.decode()


@pytest.mark.parametrize(
    "filtro", ["desde=zzz", "desde=2/2/2026&hasta=1/1/2026", "desde=1/1/1900", "hasta=31/02/26"]
)
def test_un_periodo_mal_escrito_se_dice_y_se_ve_el_usual(como, secretaria, filtro):
    pagina = como(secretaria).get(f"{URL}?{filtro}")
    assert pagina.status_code == 200
    assert "invalid-feedback" in pagina.content.decode()


@pytest.mark.parametrize("clave", list(TABLAS))
def test_cada_tabla_se_baja_como_hoja_de_calculo(como, mes, secretaria, clave, tmp_path):
    respuesta = como(secretaria).get(f"{URL}{clave}.xlsx")
    ruta = tmp_path / "tabla.xlsx"
    ruta.write_bytes(respuesta.content)
    hoja = load_workbook(ruta).worksheets[0]
    assert hoja.max_row > 1


def test_una_tabla_que_no_existe_no_se_baja(como, secretaria):
    assert como(secretaria).get(f"{URL}otra.xlsx").status_code == 404


def test_las_barras_llegan_al_tope_y_lo_que_es_cero_no_se_levanta():
    grafico = barras(["a", "b"], [("x", [4, 0], ""), ("y", [2, 1], "")])
    altas = [b for g in grafico.grupos for b in g.barras]
    assert altas[0].y == CIMA
    assert (altas[1].y, altas[1].alto) == (BASE, 0)
    assert barras(["a"], []).grupos == ()


def test_las_funciones_071_03_071_06_y_067_09_tienen_su_cifra_y_abre_sus_filas(
    como, secretaria, jefatura, periodo
):
    acciones.contestar("warmi", por=secretaria, ahora=timezone.now())
    fila = fabrica.expediente(por=secretaria, pase_a="067")
    acciones.derivar(
        fila,
        para=fabrica.posicion("071"),
        proveido=Proveido.objects.get(codigo="coordinar"),
        por=jefatura,
        ahora=timezone.now(),
    )
    mesa = como(secretaria)
    for clave in ("071-03", "071-06"):
        cifra = evidencia_de(clave).consulta("071", periodo)
        assert cifra.valor == 1
        abierta = mesa.get(cifra.enlace).context
        if clave == "071-03":  # of three kinds: the page adds them up and opens each
            assert abierta["cuenta"].total == 1
            abierta = mesa.get(abierta["cuenta"].enlaces["llamadas"]).context
        assert len(abierta["pagina"]) == 1
    Movimiento.objects.get(cerrado_en=None)
    assert evidencia_de("067-09").consulta("067", periodo).valor is None
