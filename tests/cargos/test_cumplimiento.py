"""How a duty comes, and the report of the duties of a post, word for word."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from cargos.cobertura import PASOS, camino_de
from cargos.evidencias import Periodo
from cargos.models import Funcion
from tests.fabrica_ficheros import texto_de_pdf

MES = Periodo(date(2026, 11, 1), date(2026, 11, 30))


def test_el_camino_de_una_funcion_son_periodos_iguales_y_seguidos(db):
    camino = camino_de("071-01", MES)
    assert len(camino) == PASOS
    assert camino[-1].periodo == MES
    for antes, despues in zip(camino, camino[1:], strict=False):
        assert antes.periodo.hasta + timedelta(days=1) == despues.periodo.desde
        assert (antes.periodo.hasta - antes.periodo.desde).days == 29


def test_el_camino_no_empieza_antes_que_el_calendario(db):
    assert len(camino_de("071-01", Periodo(date.min, MES.hasta))) == 1


def test_la_pagina_de_la_funcion_dice_como_viene(como, secretaria):
    pagina = como(secretaria).get(reverse("cargos:funcion", args=["071-01"])).content.decode()
    assert "Cómo viene" in pagina


@pytest.mark.parametrize("clave", ["", "069"])
def test_el_informe_trae_cada_funcion_palabra_por_palabra(como, secretaria, clave):
    url = reverse("cargos:cumplimiento", args=[clave] if clave else [])
    respuesta = como(secretaria).get(url, {"desde": "2026-11-01", "hasta": "30/11/2026"})
    texto = texto_de_pdf(respuesta.content)
    assert "del 01/11/2026 al 30/11/2026" in texto
    funciones = Funcion.objects.filter(clave__startswith=clave)
    assert len(funciones) == (6 if clave else 41)
    for funcion in funciones:
        assert funcion.clave in texto


def test_no_hay_informe_de_un_cargo_que_no_existe(como, secretaria):
    assert como(secretaria).get("/cargos/999/cumplimiento.pdf").status_code == 404
