"""What a specialist may not do alone is asked for, and another person decides it."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cargos.models import Usuario
from ocisys.base.models import Aviso
from ocisys.base.reglas import ReglaIncumplida
from tests import fabrica_tramite as fabrica
from tramite import acciones
from tramite.estados import Estado
from tramite.models import Actuacion, Expediente, Pedido

Como = Callable[[Usuario], Client]
LIMA = ZoneInfo("America/Lima")


@pytest.fixture
def caso(secretaria: Usuario, especialista: Usuario, jefatura: Usuario) -> Expediente:
    """A request for a report, with the specialist 068."""
    informe = fabrica.procedimiento("informe")
    return fabrica.expediente(por=secretaria, pase_a="068", procedimiento=informe)


def pedir(cliente: Client, caso: Expediente, clase: str, **campos: object) -> Pedido:
    caso.refresh_from_db()
    url = f"{reverse('tramite:pedir', args=[caso.numero])}?clase={clase}"
    respuesta = cliente.post(url, {"version": caso.version, "motivo": "Hay que viajar"} | campos)
    assert respuesta.status_code == 302, respuesta.content.decode()[:4000]
    return Pedido.objects.latest("pk")


def decidir(cliente: Client, pedido: Pedido, **campos: str) -> int:
    url = reverse("tramite:pedido_decidir", args=[pedido.pk])
    return cliente.post(url, {"decision": "conceder"} | campos).status_code


def test_la_prorroga_que_pide_el_especialista_se_concede_con_una_tecla(
    caso: Expediente, especialista: Usuario, jefatura: Usuario, como: Como
) -> None:
    antes = caso.vence_el
    pedido = pedir(como(especialista), caso, "prorroga", dias="2")
    manana = como(jefatura).get(reverse("tramite:manana")).content.decode()

    assert "Le piden decidir" in manana
    assert 'data-atajo="c"' in manana
    assert Aviso.objects.filter(destinatario=jefatura, asunto__contains="su decisión").exists()
    assert decidir(como(jefatura), pedido, manana="") == 302

    caso.refresh_from_db()
    pedido.refresh_from_db()
    assert antes
    assert caso.vence_el
    assert caso.vence_el > antes
    assert pedido.concedido
    assert pedido.decidido_por == jefatura
    assert pedido.decidido_calidad.startswith("cargo 067")
    assert Aviso.objects.filter(destinatario=especialista, asunto__contains="concedido").exists()


@pytest.mark.parametrize(
    ("clase", "campos", "estado"),
    [
        ("suspension", {"a_quien": "APCI", "tope_habiles": "7"}, Estado.EN_ESPERA),
        ("acumulacion", {"resolucion": "Resolución 1-2026"}, Estado.ACUMULADO),
        ("anulacion", {}, Estado.ANULADO),
    ],
)
def test_lo_demas_tambien_se_pide_y_al_concederlo_queda_hecho(
    clase: str,
    campos: dict[str, str],
    estado: Estado,
    caso: Expediente,
    especialista: Usuario,
    secretaria: Usuario,
    jefatura: Usuario,
    como: Como,
) -> None:
    otro = fabrica.expediente(por=secretaria, pase_a="068")
    con = {"con": otro.numero} if clase == "acumulacion" else {}
    pedido = pedir(como(especialista), caso, clase, **campos, **con)

    assert como(jefatura).get(pedido.get_absolute_url()).status_code == 200
    assert decidir(como(jefatura), pedido) == 302
    caso.refresh_from_db()
    assert caso.estado == estado


def test_denegar_dice_por_que_y_no_cambia_nada(
    caso: Expediente, especialista: Usuario, jefatura: Usuario, como: Como
) -> None:
    pedido = pedir(como(especialista), caso, "anulacion")

    assert decidir(como(jefatura), pedido, decision="denegar") == 422
    assert decidir(como(jefatura), pedido, decision="denegar", respuesta="Es correcto") == 302
    caso.refresh_from_db()
    assert caso.estado == Estado.EN_TRAMITE
    ultimo = caso.actuaciones.latest("pk")
    assert ultimo.clase == Actuacion.Clase.PEDIDO
    assert "Es correcto" in ultimo.texto
    assert decidir(como(jefatura), pedido) == 409  # what is decided stays decided


def test_quien_pide_no_decide_ni_por_debajo(caso: Expediente, jefatura: Usuario) -> None:
    ahora = timezone.now()
    pedido = acciones.pedir(caso, clase="anulacion", motivo="Error", por=jefatura, ahora=ahora)

    with pytest.raises(ReglaIncumplida, match="Quien lo pidió"):
        acciones.conceder(pedido, por=jefatura, ahora=ahora)
    with pytest.raises(IntegrityError), transaction.atomic():
        Pedido.objects.filter(pk=pedido.pk).update(
            decidido_en=ahora, decidido_por=jefatura, concedido=True
        )


def test_cada_uno_ve_sus_pedidos_y_la_jefatura_todos(
    caso: Expediente, especialista: Usuario, jefatura: Usuario, secretaria: Usuario, como: Como
) -> None:
    pedido = pedir(como(especialista), caso, "prorroga", dias="1")
    lista = reverse("tramite:pedidos")

    assert caso.numero in como(especialista).get(lista).content.decode()
    assert caso.numero in como(jefatura).get(lista).content.decode()
    assert caso.numero not in como(secretaria).get(lista).content.decode()
    assert como(secretaria).get(pedido.get_absolute_url()).status_code == 404
