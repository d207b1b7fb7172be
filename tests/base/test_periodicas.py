"""What the office does by itself: each thing in its turn, and never twice at once."""

from datetime import timedelta

import psycopg2
import pytest
from django.db import connection

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

    assert agenda.pendientes() == ["avisos", "sellos"]  # at the start, everything once
    assert agenda.pendientes() == []
    reloj.ahora += 61
    assert agenda.pendientes() == ["avisos"]
    reloj.ahora += 3600
    assert agenda.pendientes() == ["avisos", "sellos"]


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
