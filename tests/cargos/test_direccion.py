"""From which address a person comes, when there are proxies of ours in front and when not."""

import pytest
from axes.models import AccessAttempt
from django.test import Client

REENVIADA = {"HTTP_X_FORWARDED_FOR": "198.51.100.66, 203.0.113.5"}


def direccion_anotada(**cabeceras):
    Client().post("/entrar/", {"login": "nadie", "password": "x"}, **cabeceras)
    return AccessAttempt.objects.get().ip_address


def test_sin_proxy_nadie_elige_su_direccion_con_una_cabecera(db):
    assert direccion_anotada(REMOTE_ADDR="192.0.2.7", **REENVIADA) == "192.0.2.7"


@pytest.mark.parametrize(
    ("proxies", "direccion"), [(1, "203.0.113.5"), (2, "198.51.100.66"), (3, "192.0.2.7")]
)
def test_con_proxies_se_cree_solo_lo_que_escribieron_ellos(db, settings, proxies, direccion):
    settings.OCISYS_PROXIES = proxies
    assert direccion_anotada(REMOTE_ADDR="192.0.2.7", **REENVIADA) == direccion


def test_un_proxy_mal_configurado_no_derriba_el_ingreso(db, settings):
    settings.OCISYS_PROXIES = 1
    assert direccion_anotada(HTTP_X_FORWARDED_FOR="esto no es una dirección") == "0.0.0.0"


def test_por_un_socket_de_la_maquina_la_direccion_es_la_propia(db):
    assert direccion_anotada(REMOTE_ADDR="") == "127.0.0.1"
