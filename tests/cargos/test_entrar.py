"""Who enters: /entrar/, /salir/, the lockout, and the doors that do not exist."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from cargos.acciones import acceso
from tests import fabrica

ENTRAR = "/entrar/"


def entrar(cliente, login, clave=fabrica.CLAVE, ip="192.0.2.7", **mas):
    datos = {"login": login, "password": clave} | mas
    return cliente.post(ENTRAR, datos, REMOTE_ADDR=ip)


def ha_entrado(cliente):
    return "_auth_user_id" in cliente.session


@pytest.mark.parametrize("escrito", ["rquispe", "RQuispe", "r.quispe@oficina.example", " rquispe "])
def test_se_entra_con_el_usuario_o_con_el_correo(client, db, escrito):
    fabrica.usuario(username="rquispe", email="r.quispe@oficina.example")
    respuesta = entrar(client, escrito)
    assert respuesta.status_code == 302
    assert respuesta.url == "/"
    assert ha_entrado(client)


def test_una_contrasena_equivocada_responde_422_y_no_dice_si_la_cuenta_existe(client, db):
    fabrica.usuario(username="rquispe")
    con_cuenta = entrar(client, "rquispe", "otra clave cualquiera")
    sin_cuenta = entrar(client, "nadie", "otra clave cualquiera")
    frase = "El usuario o la contraseña no son correctos"
    for respuesta in (con_cuenta, sin_cuenta):
        assert respuesta.status_code == 422
        assert frase in respuesta.content.decode()


@pytest.mark.parametrize(
    "login",
    ["", "\x00", "🦙", "x" * 10_000, "a@b", "' OR 1=1 --", "%00"],
    ids=["vacio", "nulo", "emoji", "largo", "casi-correo", "sql", "nulo-escrito"],
)
def test_lo_que_se_escriba_en_el_ingreso_nunca_da_error_500(client, db, login):
    assert entrar(client, login, "z" * 10_000).status_code == 422


def test_la_sesion_cambia_de_llave_al_entrar(client, db):
    fabrica.usuario(username="rquispe")
    client.get(ENTRAR)
    sesion = client.session
    sesion["antes"] = 1
    sesion.save()
    client.cookies["sesion"] = llave = sesion.session_key
    entrar(client, "rquispe")
    assert client.session.session_key != llave


def test_sin_marcar_la_casilla_la_sesion_muere_al_cerrar_el_navegador(client, db):
    fabrica.usuario(username="rquispe")
    entrar(client, "rquispe")
    assert client.session.get_expire_at_browser_close()
    otro = Client()
    entrar(otro, "rquispe", remember="on")
    assert not otro.session.get_expire_at_browser_close()
    assert otro.session.get_expiry_age() == 12 * 60 * 60


def test_la_galleta_de_sesion_no_la_lee_ningun_script_ni_viaja_a_otros_sitios(client, db):
    fabrica.usuario(username="rquispe")
    galleta = entrar(client, "rquispe").cookies["sesion"]
    assert galleta["httponly"]
    assert galleta["samesite"] == "Lax"


@pytest.mark.parametrize(
    ("siguiente", "destino"),
    [
        ("/cuenta/sesiones/", "/cuenta/sesiones/"),
        ("https://malo.example/", "/"),
        ("//malo.example/", "/"),
        ("/\\malo.example", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_despues_de_entrar_nunca_se_sale_de_la_casa(client, db, siguiente, destino):
    fabrica.usuario(username="rquispe")
    assert entrar(client, "rquispe", next=siguiente).url == destino


def test_quien_no_ha_entrado_va_al_ingreso_y_vuelve_a_donde_iba(client, db):
    respuesta = client.get("/cuenta/sesiones/")
    assert respuesta.status_code == 302
    assert respuesta.url == "/entrar/?next=/cuenta/sesiones/"
    assert "/cuenta/sesiones/" in client.get(respuesta.url).content.decode()


def test_si_la_sesion_vencio_al_enviar_se_vuelve_a_la_pagina_del_boton(client, db):
    """Not to the address of the button, which only takes a form and would show nothing."""
    boton = "/avisos/leidos/"
    desde = client.post(boton, headers={"referer": "http://testserver/tramite/?ver=por-recibir"})
    assert desde.url == "/entrar/?next=/tramite/%3Fver%3Dpor-recibir"
    ajena = client.post(boton, headers={"referer": "https://malo.example/tramite/"})
    assert ajena.url == f"/entrar/?next={boton}"


def test_salir_se_pide_con_get_y_se_hace_con_post(como, secretaria):
    cliente = como(secretaria)
    assert cliente.get("/salir/").status_code == 200
    assert ha_entrado(cliente)
    assert cliente.post("/salir/").status_code == 302
    assert not ha_entrado(cliente)
    assert cliente.get("/salir/").url == ENTRAR


def test_nadie_se_registra_solo(client, db):
    for nombre in ("account_signup", "account_email", "account_set_password"):
        with pytest.raises(NoReverseMatch):
            reverse(nombre)
    assert client.get("/accounts/signup/").status_code in (302, 404)
    pagina = client.get(ENTRAR).content.decode()
    assert "signup" not in pagina
    assert "Regístrese" not in pagina


def test_una_cuenta_desactivada_no_entra(client, db):
    fabrica.usuario(username="rquispe", is_active=False)
    respuesta = entrar(client, "rquispe")
    assert respuesta.url == "/cuenta/inactiva/"
    assert "desactivada" in client.get(respuesta.url).content.decode()
    assert not ha_entrado(client)


# --- Lockout --------------------------------------------------------------------------------


def fallar(veces, login="rquispe", **mas):
    for n in range(veces):
        respuesta = entrar(Client(), login, f"clave equivocada {n}", **mas)
    return respuesta


def test_al_sexto_intento_ni_la_contrasena_correcta_entra(client, db):
    fabrica.usuario(username="rquispe")
    fallar(5)
    respuesta = entrar(client, "rquispe")
    assert respuesta.status_code == 429
    assert not ha_entrado(client)
    assert "Espere 15 minutos" in respuesta.content.decode()


def test_con_cuatro_fallos_todavia_se_entra_y_se_olvidan(client, db):
    fabrica.usuario(username="rquispe")
    fallar(4)
    entrar(client, "rquispe")
    assert ha_entrado(client)
    assert not AccessAttempt.objects.exists()


def test_el_bloqueo_cuenta_a_la_cuenta_aunque_se_escriba_de_otro_modo(client, db):
    fabrica.usuario(username="rquispe", email="r.quispe@oficina.example")
    fallar(2, "rquispe")
    fallar(2, "r.quispe@oficina.example")
    fallar(1, "RQUISPE")
    assert entrar(client, "rquispe").status_code == 429


def test_el_bloqueo_no_alcanza_a_otra_direccion_ni_a_otra_persona(client, db):
    fabrica.usuario(username="rquispe")
    fabrica.usuario(username="jmamani")
    fallar(5)
    assert entrar(Client(), "rquispe", ip="192.0.2.99").status_code == 302
    assert entrar(client, "jmamani").status_code == 302


def test_el_bloqueo_termina_a_los_quince_minutos_aunque_se_siga_intentando(client, db):
    fabrica.usuario(username="rquispe")
    fallar(5)
    hace = timezone.now() - timedelta(minutes=14)
    AccessAttempt.objects.update(attempt_time=hace)
    assert fallar(1).status_code == 429
    assert AccessAttempt.objects.get().attempt_time == hace  # the wait did not start again
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert entrar(client, "rquispe").status_code == 302


def test_una_cuenta_que_no_existe_se_bloquea_igual(db):
    fallar(5, "nadie")
    assert entrar(Client(), "nadie").status_code == 429


def test_intentar_bloqueado_no_hace_crecer_la_tabla_ni_guarda_lo_escrito(db):
    fabrica.usuario(username="rquispe")
    fallar(8)
    fallar(1, "mi contraseña secreta")
    guardado = str(list(AccessAttempt.objects.values()))
    assert AccessAttempt.objects.count() == 2
    assert AccessAttempt.objects.get(username="rquispe").failures_since_start == 5
    assert "secreta" not in guardado
    assert "equivocada" not in guardado


def test_quien_administra_desbloquea_una_cuenta(client, db):
    cuenta = fabrica.usuario(username="rquispe")
    fallar(5)
    assert acceso.desbloquear(cuenta)
    assert entrar(client, "rquispe").status_code == 302
    assert not acceso.desbloquear(cuenta)


def test_demasiados_ingresos_seguidos_desde_una_direccion_esperan(db):
    respuestas = [entrar(Client(), f"nadie{n}").status_code for n in range(31)]
    assert respuestas[0] == 422
    assert respuestas[-1] == 429
