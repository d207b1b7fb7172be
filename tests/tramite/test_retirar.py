"""What was sent comes back only while nobody has received it."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cargos.models import Usuario
from ocisys.base.reglas import ReglaIncumplida
from tests import fabrica_tramite as fabrica
from tramite import acciones
from tramite.models import Expediente

Como = Callable[[Usuario], Client]


@pytest.fixture
def enviado(secretaria: Usuario, jefatura: Usuario, especialista: Usuario) -> Expediente:
    """Sent by the head to post 068, with a copy to 069; nobody has received it."""
    fila = fabrica.expediente(por=secretaria, pase_a="067")
    acciones.derivar(
        fila,
        para=fabrica.posicion("068"),
        copias=[fabrica.posicion("071")],
        por=jefatura,
        ahora=timezone.now(),
    )
    fila.refresh_from_db()
    return fila


def test_quien_lo_envio_lo_retira_con_sus_copias_sin_leer(
    enviado: Expediente, jefatura: Usuario, como: Como
) -> None:
    url = reverse("tramite:retirar", args=[enviado.numero])
    cuerpo = {"version": enviado.version, "motivo": "Era para otro cargo"}

    assert como(jefatura).post(url, cuerpo).status_code == 302

    actual = enviado.movimientos.abiertos().get()
    assert actual.para.nro_orden == "067"
    assert actual.recibido_por == jefatura
    assert enviado.movimientos.filter(resultado="retirado").count() == 2


def test_lo_ya_recibido_no_se_retira(
    enviado: Expediente, jefatura: Usuario, especialista: Usuario
) -> None:
    acciones.recibir(enviado, por=especialista, ahora=timezone.now())

    with pytest.raises(ReglaIncumplida, match="pida que se lo devuelvan"):
        acciones.retirar(enviado, motivo="x", por=jefatura, ahora=timezone.now())


def test_no_retira_quien_no_lo_envio(enviado: Expediente, secretaria: Usuario) -> None:
    with pytest.raises(ReglaIncumplida, match="sólo desde ese cargo se retira"):
        acciones.retirar(enviado, motivo="x", por=secretaria, ahora=timezone.now())


def test_lo_que_ya_se_leyo_no_se_retira(
    enviado: Expediente, jefatura: Usuario, especialista: Usuario, secretaria: Usuario, como: Como
) -> None:
    como(jefatura).get(enviado.get_absolute_url())  # who sent it does not read it for another
    assert enviado.movimientos.abiertos().titulares().get().leido_en is None
    como(especialista).get(enviado.get_absolute_url())

    movimiento = enviado.movimientos.abiertos().titulares().get()
    assert movimiento.leido_en is not None
    assert movimiento.recibido_en is None
    assert "Retirar el envío" not in como(jefatura).get(enviado.get_absolute_url()).content.decode()
    with pytest.raises(ReglaIncumplida, match="ya lo leyó"):
        acciones.retirar(enviado, motivo="x", por=jefatura, ahora=timezone.now())


def test_en_lo_enviado_se_marca_solo_lo_que_todavia_puede_retirarse(
    enviado: Expediente, secretaria: Usuario, jefatura: Usuario, especialista: Usuario, como: Como
) -> None:
    recibido = fabrica.expediente(por=secretaria, pase_a="067")
    acciones.derivar(recibido, para=fabrica.posicion("068"), por=jefatura, ahora=timezone.now())
    acciones.recibir(recibido, por=especialista, ahora=timezone.now())

    pagina = como(jefatura).get("/tramite/?ver=enviados").content.decode()

    assert pagina.count(f'name=e value="{enviado.numero}"') == 1  # its copy has no box
    assert f'name=e value="{recibido.numero}"' not in pagina
    assert "/tramite/lote/retirar/" in pagina
