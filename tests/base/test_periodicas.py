"""What the office does by itself: each thing in its turn, and never twice at once."""

from datetime import timedelta

import psycopg2
import pytest
from django.db import OperationalError, connection

from ocisys.base import periodicas

MINUTO = timedelta(minutes=1)


class Reloj:
    """A clock that moves when it is told."""

    def __init__(self) -> None:
        self.ahora = 1000.0

    def __call__(self) -> float:
        return self.ahora


def test_cada_orden_se_repite_a_su_ritmo():
    reloj = Reloj()
    agenda = periodicas.Agenda({"avisos": MINUTO, "sellos": 60 * MINUTO}, reloj)

    assert list(agenda.pendientes()) == ["avisos", "sellos"]  # at the start, everything once
    assert list(agenda.pendientes()) == []
    reloj.ahora += 61
    assert list(agenda.pendientes()) == ["avisos"]
    reloj.ahora += 3600
    assert list(agenda.pendientes()) == ["avisos", "sellos"]


def test_lo_que_corta_un_servidor_caido_vuelve_a_tocar_enseguida():
    reloj = Reloj()
    agenda = periodicas.Agenda({"alertas": 360 * MINUTO, "sellos": 60 * MINUTO}, reloj)

    assert next(agenda.pendientes()) == "alertas"  # and the database goes away
    assert list(agenda.pendientes()) == ["sellos"]
    reloj.ahora += periodicas.OTRA_VEZ
    assert list(agenda.pendientes()) == ["alertas"]
    assert list(agenda.pendientes()) == []


@pytest.mark.django_db(transaction=True)
def test_si_se_cae_la_conexion_se_dice_esa_causa(monkeypatch):
    def se_cae(*_, **__):
        connection.connection.close()
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(periodicas, "call_command", se_cae)
    try:
        with pytest.raises(OperationalError, match="server closed"):
            periodicas.ejecutar("enviar_avisos")
    finally:
        connection.close()


@pytest.mark.django_db
def test_dos_trabajadores_no_hacen_lo_mismo_a_la_vez():
    otra = psycopg2.connect(**connection.get_connection_params())
    try:
        with otra.cursor() as cursor:
            cursor.execute(
                "select pg_advisory_lock(hashtext('periodica'), hashtext('enviar_avisos'))"
            )
            assert periodicas.ejecutar("enviar_avisos") is False
            cursor.execute("select pg_advisory_unlock_all()")
    finally:
        otra.close()
    assert periodicas.ejecutar("enviar_avisos") is True


@pytest.mark.django_db
def test_todo_lo_registrado_es_una_orden_que_se_puede_repetir():
    for orden in periodicas.registradas():
        assert periodicas.ejecutar(orden)
        assert periodicas.ejecutar(orden)
