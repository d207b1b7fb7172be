"""Signing with the card connected to the server, through the pages."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pkcs11
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cargos.models import Usuario
from tests import fabrica_salidas as fabrica
from tests import fabrica_tramite
from tests.fabrica_firma import CLAVE, Autoridad
from tests.fabrica_tarjeta import MODULO, PIN, Lector
from tramite.estados_salida import EstadoSalida
from tramite.models import Salida

Como = Callable[[Usuario], Client]


@pytest.fixture
def lector(tmp_path: Path, settings: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[Lector]:
    propio = Lector(tmp_path, settings, monkeypatch)
    propio.poner(Autoridad().persona("Rosa Quispe"))
    yield propio
    pkcs11.unload(MODULO)


@pytest.fixture
def salida(secretaria: Usuario, especialista: Usuario) -> Salida:
    fabrica.serie()
    return fabrica.lista_para_firmar(fabrica_tramite.expediente(por=secretaria), por=especialista)


def destino(salida: Salida) -> str:
    return reverse("tramite:salida_firmar", args=[salida.pk])


def test_se_firma_con_el_pin_y_sin_archivo(
    salida: Salida, jefatura: Usuario, lector: Lector, como: Como
) -> None:
    cliente = como(jefatura)
    assert "Tarjeta o token" in cliente.get(destino(salida)).content.decode()

    respuesta = cliente.post(destino(salida), {"version": salida.version, "pin": PIN})

    assert respuesta.status_code == 302
    salida.refresh_from_db()
    assert (salida.estado, salida.firma["titular"]) == (EstadoSalida.FIRMADO, "Rosa Quispe")


def test_el_lote_se_firma_con_la_tarjeta(
    salida: Salida,
    secretaria: Usuario,
    especialista: Usuario,
    jefatura: Usuario,
    lector: Lector,
    como: Como,
) -> None:
    otra = fabrica.lista_para_firmar(fabrica_tramite.expediente(por=secretaria), por=especialista)

    como(jefatura).post(
        reverse("tramite:salidas_firmar"), {"salidas": [salida.pk, otra.pk], "pin": PIN}
    )

    firmadas = Salida.objects.filter(estado=EstadoSalida.FIRMADO).order_by("pk")
    assert [s.correlativo for s in firmadas] == [1, 2]


@pytest.mark.parametrize(
    ("campos", "campo", "frase"),
    [
        ({"pin": "000000"}, "pin", "El PIN no es"),
        ({}, "pkcs12", "Suba su certificado o escriba el PIN"),
        ({"pin": PIN, "pkcs12": b"x", "clave_pkcs12": CLAVE}, "pin", "no los dos"),
    ],
)
def test_lo_que_impide_firmar_se_dice_junto_al_campo(
    salida: Salida,
    jefatura: Usuario,
    lector: Lector,
    como: Como,
    campos: dict,
    campo: str,
    frase: str,
) -> None:
    if "pkcs12" in campos:
        campos = campos | {"pkcs12": SimpleUploadedFile("f.p12", campos["pkcs12"])}

    respuesta = como(jefatura).post(destino(salida), {"version": salida.version} | campos)

    assert respuesta.status_code == 422
    assert frase in str(respuesta.context["form"].errors[campo])
    assert PIN not in respuesta.content.decode()
    salida.refresh_from_db()
    assert (salida.estado, salida.numero) == (EstadoSalida.VISADO, "")


def test_la_tarjeta_que_se_retira_a_la_mitad_no_deja_numero(
    salida: Salida,
    jefatura: Usuario,
    lector: Lector,
    como: Como,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from ocisys.base.firma import firmar as modulo

    preparar = modulo.preparar
    monkeypatch.setattr(modulo, "preparar", lambda pdf: (lector.quitar(), preparar(pdf))[1])

    respuesta = como(jefatura).post(destino(salida), {"version": salida.version, "pin": PIN})

    assert "No hay ninguna tarjeta" in respuesta.content.decode()
    salida.refresh_from_db()
    assert (salida.estado, salida.numero) == (EstadoSalida.VISADO, "")


def test_sin_lector_en_el_servidor_no_se_ofrece(
    salida: Salida, jefatura: Usuario, como: Como
) -> None:
    cliente = como(jefatura)

    respuesta = cliente.post(destino(salida), {"version": salida.version, "pin": PIN})

    assert respuesta.status_code == 422
    assert "Tarjeta o token" not in respuesta.content.decode()
