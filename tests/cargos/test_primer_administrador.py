"""The one-time link with which a system just installed gets its first administrator."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from cargos.acciones import acceso
from cargos.models import Persona, Usuario
from tests import fabrica

FICHA = {
    "nombres": "Rosa Elena",
    "apellido_paterno": "Quispe",
    "apellido_materno": "Huamán",
    "username": "rquispe",
    "email": "R.Quispe@oficina.example",
    "clave": "cuatro palabras bien largas",
    "clave_repetida": "cuatro palabras bien largas",
}


@pytest.fixture
def enlace(db):
    return acceso.enlace_primer_administrador(ahora=timezone.now())


def test_con_el_enlace_se_crea_la_cuenta_la_persona_y_se_entra(client, enlace):
    assert client.get(enlace).status_code == 200
    respuesta = client.post(enlace, FICHA)
    assert respuesta.url == "/"
    cuenta = Usuario.objects.get()
    assert (cuenta.username, cuenta.email) == ("rquispe", "r.quispe@oficina.example")
    assert cuenta.administra
    assert cuenta.check_password(FICHA["clave"])
    assert cuenta.persona.nombre_completo == "Rosa Elena Quispe Huamán"
    assert client.get("/cuenta/sesiones/").status_code == 200


def test_el_enlace_usado_ya_no_sirve_y_dice_que_hacer(client, enlace):
    client.post(enlace, FICHA)
    for respuesta in (Client().get(enlace), Client().post(enlace, FICHA | {"username": "otra"})):
        assert respuesta.status_code == 410
        assert "Este enlace ya no sirve" in respuesta.content.decode()
    assert Usuario.objects.count() == 1


def test_el_enlace_dura_una_hora(client, db):
    ahora = timezone.now()
    hace_poco = acceso.enlace_primer_administrador(ahora=ahora - timedelta(minutes=59))
    hace_mucho = acceso.enlace_primer_administrador(ahora=ahora - timedelta(minutes=61))
    assert client.get(hace_poco).status_code == 200
    assert client.get(hace_mucho).status_code == 410


def test_un_enlace_nuevo_no_anula_el_anterior(client, enlace):
    acceso.enlace_primer_administrador(ahora=timezone.now() + timedelta(seconds=5))
    assert client.get(enlace).status_code == 200


def test_no_hay_enlace_cuando_alguien_administra(db):
    fabrica.usuario(administra=True)
    assert acceso.enlace_primer_administrador(ahora=timezone.now()) is None


def test_una_cuenta_de_administracion_desactivada_no_cuenta(db):
    fabrica.usuario(administra=True, is_active=False)
    assert acceso.enlace_primer_administrador(ahora=timezone.now())


@pytest.mark.parametrize("token", ["x", "eyJ2ZW5jZSI6OTk5OTk5OTk5OX0:1abc:firma", "🦙", "a" * 5000])
def test_un_enlace_inventado_no_abre_nada(client, db, token):
    assert client.get(f"/cuenta/primer-administrador/{token}/").status_code == 410


@pytest.mark.parametrize(
    ("campo", "valor", "frase"),
    [
        ("clave_repetida", "otra", "No es igual a la anterior"),
        ("clave", "corta", "al menos 12 caracteres"),
        ("clave", "r.quispe@oficina.example", "asemejarse tanto"),
        ("username", "con espacios", "Introduzca un nombre de usuario válido"),
        ("username", "", "Este campo es obligatorio"),
        ("email", "esto no es un correo", "correo"),
        ("nombres", "x" * 10_000, "80 caracteres"),
        ("nombres", "\x00", "nulos"),
    ],
)
def test_lo_mal_escrito_se_dice_junto_al_campo_y_nada_se_pierde(
    client, enlace, campo, valor, frase
):
    respuesta = client.post(enlace, FICHA | {campo: valor})
    pagina = respuesta.content.decode()
    assert respuesta.status_code == 422
    assert frase in pagina
    assert 'value="Quispe"' in pagina
    assert FICHA["clave"] not in pagina
    assert not Usuario.objects.exists()


def test_el_correo_de_otra_persona_no_se_repite(client, enlace):
    fabrica.persona(email_institucional="r.quispe@oficina.example")
    respuesta = client.post(enlace, FICHA)
    assert "Otra persona ya tiene ese correo." in respuesta.content.decode()


@pytest.mark.django_db(transaction=True)
@pytest.mark.lento
def test_dos_formularios_a_la_vez_hacen_un_solo_administrador():
    enlace = acceso.enlace_primer_administrador(ahora=timezone.now())
    salida = Barrier(2)
    estados = []

    def enviar(n):
        cliente = Client()
        salida.wait()
        datos = FICHA | {"username": f"persona{n}", "email": f"p{n}@oficina.example"}
        estados.append(cliente.post(enlace, datos).status_code)
        connection.close()

    hilos = [Thread(target=enviar, args=(n,)) for n in range(2)]
    for hilo in hilos:
        hilo.start()
    for hilo in hilos:
        hilo.join()
    assert Usuario.objects.filter(administra=True).count() == 1
    assert Persona.objects.count() == 1
    assert sorted(estados)[0] == 302
    assert sorted(estados)[1] in (409, 410)
