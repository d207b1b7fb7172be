"""A kept connection is asked if it lives without a query, and one that died is noticed."""

import pytest
from django.db import connection, connections

from ocisys.base.conexion.base import DatabaseWrapper


@pytest.mark.django_db(transaction=True)
def test_la_que_vive_no_cuesta_una_consulta_y_la_que_el_servidor_corto_se_descarta():
    copia = connections["default"].copy()
    assert isinstance(copia, DatabaseWrapper)
    copia.connect()
    try:
        cuantas = _enviadas(copia)
        assert copia.is_usable()
        assert _enviadas(copia) == cuantas

        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [_pid(copia)])
        assert not copia.is_usable()
    finally:
        copia.close()
    assert not copia.is_usable()


def _pid(conexion: DatabaseWrapper) -> int:
    return int(conexion.connection.info.backend_pid)


def _enviadas(conexion: DatabaseWrapper) -> object:
    """When the server last began to answer something on that connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT query_start FROM pg_stat_activity WHERE pid = %s", [_pid(conexion)])
        return cursor.fetchone()[0]
