"""The page of one's own notices."""

import pytest
from django.urls import reverse

from ocisys.base.avisos import avisar
from ocisys.base.models import Aviso
from tests import fabrica


def test_cada_quien_ve_solo_sus_avisos(como, secretaria, especialista):
    avisar(secretaria, asunto="Para la secretaria")
    avisar(especialista, asunto="Para el especialista")

    texto = como(secretaria).get(reverse("avisos")).content.decode()

    assert "Para la secretaria" in texto
    assert "Para el especialista" not in texto


def test_la_barra_dice_cuantos_faltan_leer(como, secretaria):
    for n in range(3):
        avisar(secretaria, asunto=f"Aviso {n}")
    respuesta = como(secretaria).get(reverse("avisos"))
    assert respuesta.context["avisos_sin_leer"] == 3
    assert '3<span class="visually-hidden"> sin leer' in respuesta.content.decode()


def test_abrir_un_aviso_lo_marca_leido_y_lleva_a_su_asunto(como, secretaria):
    aviso = avisar(secretaria, asunto="Mire", enlace="/avisos/?x=1")
    respuesta = como(secretaria).post(reverse("aviso_abrir", args=[aviso.pk]))
    assert (respuesta.status_code, respuesta.url) == (302, "/avisos/?x=1")
    assert Aviso.objects.get().leido_en


def test_no_se_abre_el_aviso_de_otro(como, secretaria, especialista):
    aviso = avisar(especialista, asunto="Ajeno")
    assert como(secretaria).post(reverse("aviso_abrir", args=[aviso.pk])).status_code == 404
    assert Aviso.objects.get().leido_en is None


def test_marcar_todos_deja_los_de_otros(como, secretaria, especialista):
    avisar(secretaria, asunto="Mío")
    ajeno = avisar(especialista, asunto="Ajeno")
    respuesta = como(secretaria).post(reverse("avisos_leidos"), follow=True)
    assert "1 aviso marcado como leído." in respuesta.content.decode()
    assert Aviso.objects.filter(leido_en=None).get() == ajeno


@pytest.mark.parametrize("url", ["avisos_leidos"])
def test_leer_la_pagina_no_escribe(como, secretaria, url):
    avisar(secretaria, asunto="Sigue sin leer")
    assert como(secretaria).get(reverse(url)).status_code == 405
    como(secretaria).get(reverse("avisos"))
    assert Aviso.objects.get().leido_en is None


def test_las_consultas_no_crecen_con_los_avisos(como, secretaria, consultas):
    cliente = como(secretaria)
    avisar(secretaria, asunto="Uno")
    con_uno = consultas(cliente, reverse("avisos"))
    for n in range(10):
        avisar(secretaria, asunto=f"Otro {n}")
    assert consultas(cliente, reverse("avisos")) == con_uno


def test_sin_avisos_lo_dice(como, secretaria):
    assert "No tiene avisos." in como(secretaria).get(reverse("avisos")).content.decode()


def test_una_persona_que_no_entro_no_ve_avisos(client, db):
    fabrica.usuario()
    assert client.get(reverse("avisos")).status_code == 302
