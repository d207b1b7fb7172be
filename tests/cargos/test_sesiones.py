"""Where an account is open: which device, since when, last used; and closing the others."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from axes.models import AccessLog
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from cargos.acciones import acceso
from cargos.http import VISTO_EN
from cargos.templatetags.cuenta import equipo
from ocisys.base import periodicas
from tests import fabrica

SESIONES = "/cuenta/sesiones/"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
ANDROID = (
    "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/141.0.0.0 Mobile Safari/537.36"
)


@pytest.fixture
def cuenta(db):
    return fabrica.usuario(username="rquispe")


def abrir(equipo, ip="192.0.2.7"):
    cliente = Client(HTTP_USER_AGENT=equipo, REMOTE_ADDR=ip)
    cliente.post("/entrar/", {"login": "rquispe", "password": fabrica.CLAVE})
    return cliente


def test_cada_equipo_en_que_se_entra_aparece_con_su_direccion(cuenta):
    aqui = abrir(FIREFOX)
    abrir(ANDROID, "203.0.113.5")
    pagina = aqui.get(SESIONES).content.decode()
    for palabra in ("Firefox en Windows", "Chrome en Android", "203.0.113.5", "Este equipo"):
        assert palabra in pagina


def test_se_cierran_las_de_los_demas_equipos_y_no_la_propia(cuenta):
    aqui, alla = abrir(FIREFOX), abrir(ANDROID)
    assert aqui.post(SESIONES).status_code == 302
    assert aqui.get(SESIONES).status_code == 200
    assert alla.get(SESIONES).status_code == 302


def test_nadie_ve_ni_cierra_las_sesiones_de_otra_persona(cuenta, como, secretaria):
    abrir(FIREFOX)
    otra = como(secretaria)
    assert "Firefox" not in otra.get(SESIONES).content.decode()
    otra.post(SESIONES)
    assert UserSession.objects.filter(user=cuenta).count() == 1


def test_al_salir_la_sesion_deja_la_lista(cuenta):
    aqui, alla = abrir(FIREFOX), abrir(ANDROID)
    alla.post("/salir/")
    assert "Android" not in aqui.get(SESIONES).content.decode()


def test_el_ultimo_uso_se_anota_a_lo_mas_cada_cinco_minutos(cuenta):
    cliente = abrir(FIREFOX)
    hace = timezone.now() - timedelta(hours=1)
    UserSession.objects.update(last_seen_at=hace)
    cliente.get(SESIONES)
    assert UserSession.objects.get().last_seen_at == hace
    sesion = cliente.session
    sesion[VISTO_EN] -= 5 * 60
    sesion.save()
    cliente.get(SESIONES)
    assert UserSession.objects.get().last_seen_at > hace


def test_entre_dos_anotaciones_una_pagina_no_hace_consultas_de_mas(cuenta, consultas):
    cliente = abrir(FIREFOX)
    cliente.get("/cuenta/dos-pasos/")
    despues_de_entrar = consultas(cliente, "/cuenta/dos-pasos/")
    sesion = cliente.session
    del sesion[VISTO_EN]
    sesion.save()
    assert consultas(cliente, "/cuenta/dos-pasos/") == despues_de_entrar


def test_la_lista_no_hace_mas_consultas_de_las_que_cada_sesion_exige(cuenta, consultas):
    cliente = abrir(FIREFOX)
    una = consultas(cliente, SESIONES)
    for _ in range(3):
        abrir(ANDROID)
    # Allauth checks each session against its store; there are as many as devices, not as rows.
    assert consultas(cliente, SESIONES) <= una + 3 * 3


def test_desactivar_una_cuenta_cierra_sus_sesiones_en_el_acto(cuenta):
    cliente = abrir(FIREFOX)
    cuenta.is_active = False
    acceso.guardar_cuenta(cuenta)
    assert cliente.get(SESIONES).status_code == 302
    assert not UserSession.objects.exists()
    assert not cliente.session.exists(cliente.session.session_key)


@pytest.mark.parametrize(
    ("user_agent", "nombre"),
    [
        (FIREFOX, "Firefox en Windows"),
        (ANDROID, "Chrome en Android"),
        (FIREFOX.replace("Firefox/140.0", "Chrome/141 Safari/537 Edg/141"), "Edge en Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Safari/604.1", "Safari en iPhone"),
        ("curl/8.5.0", "Equipo sin identificar"),
        ("", "Equipo sin identificar"),
        ("<script>alert(1)</script>", "Equipo sin identificar"),
    ],
)
def test_un_equipo_se_nombra_como_lo_llama_su_dueno(user_agent, nombre):
    assert equipo(user_agent) == nombre


def test_cada_dia_se_borra_lo_vencido_y_nada_de_lo_que_sirve(cuenta):
    aqui, vencida = abrir(FIREFOX), abrir(ANDROID)
    hace_dos_anios = timezone.now() - timedelta(days=730)
    Session.objects.filter(pk=vencida.session.session_key).update(expire_date=hace_dos_anios)
    AccessLog.objects.filter(user_agent=ANDROID).update(attempt_time=hace_dos_anios)
    call_command("limpiar_accesos", verbosity=0)
    assert [s.session_key for s in UserSession.objects.all()] == [aqui.session.session_key]
    assert Session.objects.count() == 1
    assert AccessLog.objects.get().user_agent == FIREFOX
    assert aqui.get(SESIONES).status_code == 200
    assert "limpiar_accesos" in periodicas.registradas()
