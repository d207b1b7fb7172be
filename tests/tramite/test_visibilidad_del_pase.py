"""What is written when something is sent may be only for those named (queja n.º 20)."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cargos.models import Usuario
from ocisys.base.lectura import textos_por_pagina
from tests import fabrica_salidas
from tests import fabrica_tramite as fabrica
from tramite.models import Expediente, Movimiento, Salida

Como = Callable[[Usuario], Client]
SECRETO = "Consultar antes con el despacho"


@pytest.fixture
def pasado(
    secretaria: Usuario,
    jefatura: Usuario,
    especialista: Usuario,
    especialista_ai: Usuario,
    como: Como,
) -> Expediente:
    """Sent by the head to 068 with a copy to 070, only for the named ones to read."""
    fila = fabrica.expediente(por=secretaria, pase_a="067")
    datos = {
        "version": fila.version,
        "para": fabrica.posicion("068").pk,
        "copias": [fabrica.posicion("070").pk],
        "texto": SECRETO,
        "visibilidad": "nombrados",
    }
    respuesta = como(jefatura).post(reverse("tramite:derivar", args=[fila.numero]), datos)
    assert respuesta.status_code == 302, respuesta.content.decode()
    return fila


def ver(cliente: Client, fila: Expediente) -> str:
    return cliente.get(fila.get_absolute_url()).content.decode()


def hoja_impresa(cliente: Client, fila: Expediente) -> str:
    respuesta: Any = cliente.get(reverse("tramite:hoja_de_ruta", args=[fila.numero]))
    return "\n".join(textos_por_pagina(BytesIO(respuesta.content)))


def test_leen_las_indicaciones_solo_los_nombrados(
    pasado: Expediente,
    jefatura: Usuario,
    especialista: Usuario,
    especialista_ai: Usuario,
    especialista_rs: Usuario,
    secretaria: Usuario,
    auditoria: Usuario,
    como: Como,
) -> None:
    for quien in (jefatura, especialista, especialista_ai):
        assert SECRETO in ver(como(quien), pasado)
    for quien in (especialista_rs, secretaria, auditoria):
        pagina = ver(como(quien), pasado)
        assert SECRETO not in pagina
        assert "sólo para los cargos 067, 068, 070" in pagina
        assert not Movimiento.objects.legibles_para(quien).filter(texto=SECRETO).exists()
    assert SECRETO in hoja_impresa(como(especialista), pasado)
    assert SECRETO not in hoja_impresa(como(especialista_rs), pasado)


def test_sus_borradores_son_de_los_nombrados_hasta_la_firma(
    pasado: Expediente,
    jefatura: Usuario,
    especialista: Usuario,
    especialista_rs: Usuario,
    secretaria: Usuario,
) -> None:
    borrador = fabrica_salidas.salida(pasado, por=especialista)
    assert borrador in Salida.objects.visibles_para(especialista)
    assert borrador in Salida.objects.visibles_para(jefatura)
    assert borrador not in Salida.objects.visibles_para(especialista_rs)

    con_visto = fabrica_salidas.salida(pasado, por=especialista, vistos=("069",))
    assert con_visto in Salida.objects.visibles_para(especialista_rs)

    fabrica_salidas.serie()
    firmada = fabrica_salidas.firmada(pasado, por=especialista, jefatura=jefatura)
    assert firmada in Salida.objects.visibles_para(secretaria)


def test_lo_que_no_se_dice_lo_lee_toda_la_oficina(
    secretaria: Usuario, jefatura: Usuario, especialista_rs: Usuario, como: Como
) -> None:
    fila = fabrica.expediente(por=secretaria)
    datos = {"version": fila.version, "para": fabrica.posicion("067").pk, "texto": "A la vista"}

    respuesta = como(secretaria).post(reverse("tramite:derivar", args=[fila.numero]), datos)
    assert respuesta.status_code == 302, respuesta.content.decode()

    assert fila.movimientos.abiertos().get().visibilidad == "oficina"
    assert "A la vista" in ver(como(especialista_rs), fila)


def test_quien_recibe_el_fisico_lo_firma_con_sus_folios(
    pasado: Expediente, especialista: Usuario, secretaria: Usuario, como: Como
) -> None:
    url = reverse("tramite:firmar_recepcion", args=[pasado.numero])
    pasado.refresh_from_db()
    datos = {"version": pasado.version, "folios": pasado.folios + 2}
    assert "diga qué falta o sobra" in como(especialista).post(url, datos).content.decode()
    ajeno = como(secretaria).post(url, datos | {"nota": "x"})
    assert ajeno.status_code == 409

    como(especialista).post(url, datos | {"nota": "Trae dos folios de más"})

    recepcion = pasado.movimientos.get(tipo="original", cerrado_en=None).recepcion
    assert (recepcion.folios, recepcion.por) == (pasado.folios + 2, especialista)
    assert recepcion.movimiento.recibido_en is not None
    assert f"firmó {especialista}, {recepcion.calidad}" in ver(como(secretaria), pasado)
    assert timezone.localdate(recepcion.en) == timezone.localdate()
