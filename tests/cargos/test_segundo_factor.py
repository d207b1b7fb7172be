"""The second factor: activated by its owner, asked at login, removed by who administers."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from cargos.acciones import acceso
from ocisys.base.models import Aviso
from tests import fabrica

ACTIVAR = "/cuenta/dos-pasos/activar/"
SEGUNDO_PASO = "/cuenta/dos-pasos/entrar/"


def codigo(secreto, desfase=0):
    return format_hotp_value(hotp_value(secreto, int(time.time()) // 30 + desfase))


@pytest.fixture
def cuenta(db):
    return fabrica.usuario(username="rquispe")


def primer_paso(cliente, **mas):
    return cliente.post("/entrar/", {"login": "rquispe", "password": fabrica.CLAVE} | mas)


def activar(cliente):
    """Go through the pages as a person: password again, QR, code. Returns the secret."""
    confirmar = cliente.get(ACTIVAR)
    assert confirmar.url.startswith("/cuenta/confirmar/")
    cliente.post(confirmar.url, {"password": fabrica.CLAVE})
    pagina = cliente.get(ACTIVAR).content.decode()
    assert 'src="data:image/svg+xml;base64,' in pagina
    secreto = re.search(r'clave-larga">(\w+)<', pagina)[1]
    respuesta = cliente.post(ACTIVAR, {"code": codigo(secreto)})
    assert respuesta.url == "/cuenta/dos-pasos/codigos/"
    return secreto


@pytest.fixture
def secreto(como, cuenta):
    return activar(como(cuenta))


def test_un_codigo_equivocado_se_dice_una_vez_y_junto_a_su_campo(como, cuenta):
    cliente = como(cuenta)
    cliente.post(cliente.get(ACTIVAR).url, {"password": fabrica.CLAVE})
    pagina = cliente.post(ACTIVAR, {"code": "x"}).content.decode()
    assert "is-invalid" in pagina
    assert "resumen-errores" not in pagina


def test_activarlo_pide_la_contrasena_y_da_codigos_de_recuperacion(
    como, cuenta, django_capture_on_commit_callbacks
):
    cliente = como(cuenta)
    with django_capture_on_commit_callbacks(execute=True):
        activar(cliente)
    pagina = cliente.get("/cuenta/dos-pasos/codigos/").content.decode()
    assert len(re.findall(r'class="codigo">\d{8}<', pagina)) == 10
    descarga = cliente.get("/cuenta/dos-pasos/codigos/descargar/")
    assert "rquispe" in descarga.content.decode()
    assert "Activada" in cliente.get("/cuenta/dos-pasos/").content.decode()
    assert Aviso.objects.filter(destinatario=cuenta, asunto__contains="dos pasos").exists()


def test_un_codigo_equivocado_no_lo_activa(como, cuenta):
    cliente = como(cuenta)
    confirmar = cliente.get(ACTIVAR)
    cliente.post(confirmar.url, {"password": fabrica.CLAVE})
    cliente.get(ACTIVAR)
    respuesta = cliente.post(ACTIVAR, {"code": "000000x"})
    assert respuesta.status_code == 422
    assert not Authenticator.objects.exists()


def test_con_la_contrasena_sola_no_se_entra(secreto):
    cliente = Client()
    assert primer_paso(cliente).url == SEGUNDO_PASO
    assert cliente.get("/cuenta/sesiones/").status_code == 302
    assert cliente.get(SEGUNDO_PASO).status_code == 200


def test_con_el_codigo_se_entra_a_donde_se_iba(secreto):
    cliente = Client()
    primer_paso(cliente, next="/cuenta/sesiones/")
    respuesta = cliente.post(SEGUNDO_PASO, {"code": codigo(secreto, 1)})
    assert respuesta.url == "/cuenta/sesiones/"
    assert cliente.get(respuesta.url).status_code == 200


def test_un_codigo_no_sirve_dos_veces(secreto):
    usado = codigo(secreto, 1)
    primero, segundo = Client(), Client()
    for cliente in (primero, segundo):
        primer_paso(cliente)
    assert primero.post(SEGUNDO_PASO, {"code": usado}).status_code == 302
    assert segundo.post(SEGUNDO_PASO, {"code": usado}).status_code == 422


def test_un_codigo_de_recuperacion_sirve_una_vez(cuenta, secreto):
    recuperacion = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    for esperado in (302, 422):
        cliente = Client()
        primer_paso(cliente)
        assert cliente.post(SEGUNDO_PASO, {"code": recuperacion}).status_code == esperado


def test_no_se_adivina_el_codigo_probando(secreto):
    cliente = Client()
    primer_paso(cliente)
    for n in range(10):
        cliente.post(SEGUNDO_PASO, {"code": f"{n:06}"})
    respuesta = cliente.post(SEGUNDO_PASO, {"code": codigo(secreto, 1)})
    assert respuesta.status_code == 422
    assert "Espere cinco minutos" in respuesta.content.decode()


def test_desactivarlo_pide_confirmar_quien_es(como, cuenta, secreto):
    cliente = como(cuenta)
    confirmar = cliente.get("/cuenta/dos-pasos/desactivar/")
    assert confirmar.url.startswith("/cuenta/confirmar/")
    cliente.post(confirmar.url, {"password": fabrica.CLAVE})
    assert cliente.get("/cuenta/dos-pasos/desactivar/").status_code == 200
    cliente.post("/cuenta/dos-pasos/desactivar/")
    assert not Authenticator.objects.exists()


def test_se_generan_codigos_nuevos_y_los_anteriores_mueren(como, cuenta, secreto):
    cliente = como(cuenta)
    antes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    cliente.post(cliente.get("/cuenta/dos-pasos/codigos/nuevos/").url, {"password": fabrica.CLAVE})
    assert cliente.get("/cuenta/dos-pasos/codigos/nuevos/").status_code == 200
    cliente.post("/cuenta/dos-pasos/codigos/nuevos/")
    despues = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    assert not set(antes) & set(despues)


def test_quien_perdio_el_telefono_entra_cuando_la_administracion_lo_quita(cuenta, secreto):
    assert acceso.quitar_segundo_factor(cuenta)
    assert Aviso.objects.filter(destinatario=cuenta, asunto__startswith="Se quitó").exists()
    assert primer_paso(Client()).url == "/"


def test_no_hay_llaves_de_seguridad(como, cuenta):
    assert como(cuenta).get("/cuenta/dos-pasos/webauthn/").status_code == 404


# --- OCISYS_EXIGE_MFA ------------------------------------------------------------------------


def test_si_se_exige_quien_administra_no_hace_nada_antes_de_activarlo(
    como, administracion, settings
):
    settings.OCISYS_EXIGE_MFA = True
    cliente = como(administracion)
    for ruta in ("/", "/admin/"):
        assert cliente.get(ruta).url == ACTIVAR
    activar(cliente)
    assert cliente.get("/admin/").status_code == 200


def test_si_se_exige_los_demas_siguen_igual(como, secretaria, settings):
    settings.OCISYS_EXIGE_MFA = True
    assert como(secretaria).get("/admin/").status_code == 403  # refused, not sent to activate


def test_si_no_se_exige_se_recomienda_y_nada_mas(como, administracion):
    assert como(administracion).get("/admin/").status_code == 200
