"""The expediente follows its answer to the signature and back; what is signed leaves together."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cargos.models import Usuario
from tests import fabrica_salidas
from tests import fabrica_tramite as fabrica
from tramite import acciones
from tramite.estados import Estado
from tramite.models import Expediente, Salida

Como = Callable[[Usuario], Client]


@pytest.fixture
def pedido(secretaria: Usuario, jefatura: Usuario, especialista: Usuario) -> Expediente:
    fabrica_salidas.serie()
    fila = fabrica.expediente(por=secretaria, pase_a="068")
    acciones.recibir(fila, por=especialista, ahora=timezone.now())
    return fila


def estado(fila: Expediente) -> str:
    fila.refresh_from_db()
    return fila.estado


def test_con_su_respuesta_lista_el_expediente_esta_para_firma(
    pedido: Expediente, especialista: Usuario, jefatura: Usuario
) -> None:
    lista = fabrica_salidas.lista_para_firmar(pedido, por=especialista)
    assert estado(pedido) == Estado.PARA_FIRMA

    acciones.observar_salida(
        lista, reparos=[(None, "Falta el plazo.")], por=jefatura, ahora=timezone.now()
    )
    assert estado(pedido) == Estado.EN_TRAMITE

    acciones.enviar(lista, por=especialista, ahora=timezone.now())
    acciones.firmar_salida(
        lista, certificado=fabrica_salidas.certificado(), por=jefatura, ahora=timezone.now()
    )
    assert estado(pedido) == Estado.ATENDIDO


def test_un_documento_que_no_responde_no_lo_mueve(
    pedido: Expediente, especialista: Usuario
) -> None:
    antes = estado(pedido)
    fabrica_salidas.lista_para_firmar(pedido, por=especialista, atiende=False)

    assert estado(pedido) == antes


def test_lo_firmado_se_despacha_de_una_vez_y_lo_que_no_puede_se_dice(
    pedido: Expediente, secretaria: Usuario, especialista: Usuario, jefatura: Usuario, como: Como
) -> None:
    firmadas = [
        fabrica_salidas.firmada(fila, por=especialista, jefatura=jefatura)
        for fila in (pedido, fabrica.expediente(por=secretaria, pase_a="068"))
    ]
    Salida.objects.filter(pk=firmadas[1].pk).update(direccion="")
    url = reverse("tramite:salidas_despachar")
    cuerpo = {"salidas": [s.pk for s in firmadas], "medio": "correo"}
    Salida.objects.filter(pk=firmadas[0].pk).update(direccion="mesa@entidad.example")

    assert como(especialista).get(url).status_code == 403
    assert como(secretaria).post(url, {"medio": "mano"}).status_code == 422
    pagina = como(secretaria).post(url, cuerpo, follow=True).content.decode()

    assert "Despachados: 1." in pagina
    assert "a qué dirección electrónica" in pagina
    assert [Salida.objects.get(pk=s.pk).estado for s in firmadas] == ["en_despacho", "firmado"]
