"""Passwords: forgotten, set with a link, changed. Nobody learns who has an account."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from cargos.acciones import acceso
from cargos.models import Usuario
from ocisys.base.models import Aviso
from tests import fabrica

OLVIDADA = "/cuenta/clave/olvidada/"
NUEVA = "una frase larga y nueva"
CORREO = "r.quispe@oficina.example"


@pytest.fixture
def cuenta(db):
    return fabrica.usuario(username="rquispe", email=CORREO)


def correos():
    """Do what the worker would, on this connection, and return the mails sent."""
    for fila in DBTaskResult.objects.all():
        fila.task.call(**fila.args_kwargs["kwargs"])
    return mail.outbox


def enlace_de(correo):
    return re.search(r"http://localhost:8000(/\S+)", correo.body)[1]


def sin_llave(respuesta):
    """The page without the CSRF token, which is another each time."""
    return re.sub(r"[A-Za-z0-9]{64}", "", respuesta.content.decode())


def fijar(cliente, enlace, clave=NUEVA):
    formulario = cliente.get(enlace, follow=True)
    ruta = formulario.request["PATH_INFO"]
    return cliente.post(ruta, {"password1": clave, "password2": clave})


def test_quien_olvido_su_contrasena_la_fija_con_el_enlace_de_su_correo(client, cuenta):
    assert client.post(OLVIDADA, {"email": CORREO.upper()}).status_code == 302
    correo = correos()[0]
    assert correo.to == [CORREO]
    assert "rquispe" in correo.body
    assert fijar(client, enlace_de(correo)).status_code == 302
    cuenta.refresh_from_db()
    assert cuenta.check_password(NUEVA)
    assert "_auth_user_id" not in client.session  # it enters as everybody, with its second factor


def test_el_enlace_sirve_una_sola_vez(client, cuenta):
    enlace = acceso.enlace_de_clave(cuenta)
    fijar(client, enlace)
    otra_vez = Client().get(enlace)
    assert "Este enlace ya no sirve" in otra_vez.content.decode()


def test_el_enlace_vence_al_dia_siguiente(client, cuenta, settings):
    enlace = acceso.enlace_de_clave(cuenta)
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert "Este enlace ya no sirve" in client.get(enlace).content.decode()


def test_la_clave_del_enlace_no_queda_en_la_direccion_de_la_pagina(client, cuenta):
    enlace = acceso.enlace_de_clave(cuenta)
    assert client.get(enlace).url.endswith("-set-password/")


def test_pedir_un_enlace_no_dice_si_el_correo_tiene_cuenta(client, cuenta):
    con, sin = (
        client.post(OLVIDADA, {"email": correo}, follow=True)
        for correo in (CORREO, "nadie@oficina.example")
    )
    assert con.redirect_chain == sin.redirect_chain
    assert sin_llave(con) == sin_llave(sin)
    assert DBTaskResult.objects.count() == 2  # and both took the same work
    assert [m.to for m in correos()] == [[CORREO]]


def test_ningun_enlace_queda_guardado_en_la_cola(client, cuenta):
    client.post(OLVIDADA, {"email": CORREO})
    assert DBTaskResult.objects.get().args_kwargs == {"args": [], "kwargs": {"usuario": cuenta.pk}}


def test_una_cuenta_cerrada_mientras_el_correo_esperaba_no_lo_recibe(client, cuenta):
    client.post(OLVIDADA, {"email": CORREO})
    Usuario.objects.update(is_active=False)
    assert correos() == []


def test_a_quien_pide_muchos_enlaces_se_le_pide_esperar(client, cuenta):
    estados = [client.post(OLVIDADA, {"email": CORREO}).status_code for _ in range(6)]
    assert estados[-1] == 429


def test_un_correo_mal_escrito_se_dice_junto_al_campo(client, db):
    assert client.post(OLVIDADA, {"email": "no es un correo"}).status_code == 422


@pytest.mark.parametrize(
    "enlace",
    ["zzzzzzzzzzzzzzzzzzzz-abc", "1-x", "0-cnqz3i-3d2e1f", "abc-" + "x" * 3000],
    ids=["enorme", "corto", "otro", "largo"],
)
def test_un_enlace_inventado_no_abre_nada(client, db, enlace):
    respuesta = client.get(f"/cuenta/clave/nueva/{enlace}/")
    assert respuesta.status_code == 200
    assert "Este enlace ya no sirve" in respuesta.content.decode()


@pytest.mark.parametrize("clave", ["corta", "1234567890123", "qwerty123456", CORREO])
def test_una_contrasena_debil_no_se_acepta(client, cuenta, clave):
    assert fijar(client, acceso.enlace_de_clave(cuenta), clave).status_code == 422
    cuenta.refresh_from_db()
    assert cuenta.check_password(fabrica.CLAVE)


def test_cambiar_la_contrasena_pide_la_actual(como, cuenta):
    datos = {"oldpassword": "no es esta", "password1": NUEVA, "password2": NUEVA}
    assert como(cuenta).post("/cuenta/clave/", datos).status_code == 422


def test_al_cambiarla_sigue_la_sesion_propia_y_mueren_las_demas(como, cuenta):
    aqui, alla = como(cuenta), como(cuenta)
    datos = {"oldpassword": fabrica.CLAVE, "password1": NUEVA, "password2": NUEVA}
    assert aqui.post("/cuenta/clave/", datos).status_code == 302
    assert aqui.get("/cuenta/sesiones/").status_code == 200
    assert alla.get("/cuenta/sesiones/").status_code == 302


def test_al_dueno_se_le_avisa_que_su_contrasena_cambio(client, cuenta):
    fijar(client, acceso.enlace_de_clave(cuenta))
    aviso = Aviso.objects.get(destinatario=cuenta)
    assert "contraseña fue cambiada" in aviso.asunto
    assert aviso.nivel == "rojo"
    assert aviso.intentar_desde <= timezone.now() + timedelta(seconds=1)


def test_no_se_guarda_ninguna_copia_de_las_direcciones(client, cuenta):
    client.post(OLVIDADA, {"email": CORREO})
    fijar(client, enlace_de(correos()[0]))
    assert client.post("/entrar/", {"login": CORREO, "password": NUEVA}).status_code == 302
    assert not EmailAddress.objects.exists()


def test_con_la_direccion_anterior_ya_no_se_pide_el_enlace(client, cuenta):
    Usuario.objects.update(email="otra@oficina.example")
    client.post(OLVIDADA, {"email": CORREO})
    assert correos() == []
