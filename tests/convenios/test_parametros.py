"""Weights and thresholds: dated rows, decided by the head, never without seeing what they move."""

from dataclasses import asdict
from datetime import timedelta

import pytest
from django.utils import timezone

from convenios.models import ParametroCumplimiento, parametros_iniciales
from tests import fabrica_convenios as fabrica

URL = "/convenios/parametros/"


@pytest.fixture
def oficina(jefatura, especialista):
    """One agreement with three of four fulfilled: 75 %, amber; today's date."""
    hoy = timezone.localdate()
    convenio = fabrica.convenio(por=jefatura)
    for dias in (20, 15, 10):
        o = fabrica.ocurrencia(convenio, base=hoy - timedelta(days=dias))
        fabrica.cumplir(o, por=especialista, valida=jefatura, hoy=hoy)
    fabrica.ocurrencia(convenio, base=hoy - timedelta(days=2))
    return hoy


def pedido(hoy, **otros):
    valores = asdict(parametros_iniciales(hoy))
    return valores | {"desde": f"{hoy:%d/%m/%Y}", "motivo": "Acuerdo de la oficina."} | otros


def test_antes_de_guardar_dice_que_moveria(como, jefatura, oficina):
    cliente = como(jefatura)
    vista = cliente.post(URL, pedido(oficina, umbral_rojo=80))
    efecto = vista.context["efecto"]
    assert (efecto.cambian, efecto.convenios) == (1, 1)
    assert [(a.value, d.value, n) for a, d, n in efecto.cambios] == [("ambar", "rojo", 1)]
    assert efecto.antes.cifra == efecto.despues.cifra == 75
    assert not ParametroCumplimiento.objects.exists()
    assert "cambian de color" in vista.content.decode()


def test_se_guarda_lo_que_se_vio_y_el_tablero_lo_obedece(como, jefatura, oficina):
    cliente = como(jefatura)
    datos = pedido(oficina, umbral_rojo=80)
    sello = cliente.post(URL, datos).context["form"].sello
    assert cliente.post(URL, datos | {"visto": sello}).status_code == 302
    fila = ParametroCumplimiento.objects.get()
    assert (fila.desde, fila.por, fila.valores["umbral_rojo"]) == (oficina, jefatura, 80)
    tablero = cliente.get("/convenios/tablero/").context["t"]
    assert tablero.semaforo.color == "rojo"
    ayer = f"/convenios/tablero/?al={oficina - timedelta(days=1)}"
    assert cliente.get(ayer).context["t"].p.umbral_rojo == 70


def test_otros_valores_que_los_vistos_se_muestran_de_nuevo(como, jefatura, oficina):
    cliente = como(jefatura)
    sello = cliente.post(URL, pedido(oficina, umbral_rojo=80)).context["form"].sello
    cliente.post(URL, pedido(oficina, umbral_rojo=85) | {"visto": sello})
    assert not ParametroCumplimiento.objects.exists()


@pytest.mark.parametrize(
    ("cambio", "dice"),
    [
        ({}, "No cambió ningún valor"),
        ({"umbral_rojo": 95}, "mayor que el límite"),
        ({"umbral_rojo": "mucho"}, "número entero"),
        ({"tope_mora_dias": 0}, "mayor o igual"),
        ({"umbral_rojo": 80, "motivo": " "}, "obligatorio"),
        ({"umbral_rojo": 80, "desde": "01/01/2020"}, "Rige desde hoy"),
    ],
)
def test_lo_que_no_puede_ser_se_dice_junto_al_campo(cambio, dice, como, jefatura, oficina):
    respuesta = como(jefatura).post(URL, pedido(oficina, **cambio))
    assert respuesta.status_code == 422
    assert dice in respuesta.content.decode()
    assert not ParametroCumplimiento.objects.exists()


def test_la_administracion_ve_cuentas_pero_ningun_convenio(como, administracion, oficina):
    pagina = como(administracion).post(URL, pedido(oficina, umbral_rojo=80)).content.decode()
    assert "Lo que movería" in pagina
    assert "Convenio de prueba" not in pagina
