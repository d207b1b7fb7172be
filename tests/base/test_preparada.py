"""A query compiled once gives the rows, the relations and the annotations of the ORM's own."""

from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from cargos.autenticacion import _POR_CLAVE
from cargos.models import Designacion, Usuario
from ocisys.base.preparada import Preparada


def test_da_los_mismos_objetos_que_el_orm_con_una_sola_consulta(
    secretaria, jefatura, django_assert_num_queries
):
    for quien, persona in [(u, u.persona) for u in (secretaria, jefatura)]:
        with django_assert_num_queries(1):
            (uno,) = _POR_CLAVE(quien.pk)
            assert (uno, uno.persona, uno.avisos_sin_leer) == (quien, persona, 0)
    assert _POR_CLAVE(-5) == []


def test_los_valores_de_cada_vez_son_los_que_se_buscan(secretaria):
    hoy = timezone.localdate()
    vigentes = Preparada(lambda dia: Designacion.objects.vigentes(dia), hoy.min)

    assert list(vigentes(hoy)) == list(Designacion.objects.vigentes(hoy))
    assert vigentes(hoy - timedelta(days=40_000)) == []


def test_una_consulta_que_no_usa_su_valor_se_rechaza(db):
    with pytest.raises(ValueError, match="no usa"):
        Preparada(lambda clave: Usuario.objects.all(), -1)(3)


def test_el_servidor_la_planea_una_vez_por_conexion(secretaria):
    hechas = _en_el_servidor()
    vigentes = Preparada(lambda dia: Designacion.objects.vigentes(dia), date.min)
    for _ in range(3):
        vigentes(timezone.localdate())
    assert len(_en_el_servidor() - hechas) == 1


def test_los_valores_no_la_hacen_planear_de_nuevo(secretaria):
    nueva = _en_el_servidor()
    vigentes = Preparada(lambda dia: Designacion.objects.vigentes(dia), date.min)
    for dias in range(8):  # the server tries the values of five before it settles
        vigentes(timezone.localdate() - timedelta(days=dias))
    (nombre,) = _en_el_servidor() - nueva
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT generic_plans, custom_plans FROM pg_prepared_statements WHERE name = %s",
            [nombre],
        )
        assert cursor.fetchone() == (8, 0)


def test_con_un_reparto_de_conexiones_por_transaccion_no_se_prepara(secretaria, monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "DISABLE_SERVER_SIDE_CURSORS", True)
    hechas = _en_el_servidor()
    vigentes = Preparada(lambda dia: Designacion.objects.vigentes(dia), date.min)
    hoy = timezone.localdate()
    assert vigentes(hoy) == list(Designacion.objects.vigentes(hoy))
    assert _en_el_servidor() == hechas


def test_deshacer_la_transaccion_no_la_olvida(secretaria):
    hoy = timezone.localdate()
    vigentes = Preparada(lambda dia: Designacion.objects.vigentes(dia), date.min)
    with transaction.atomic():
        vigentes(hoy)
        transaction.set_rollback(True)
    assert vigentes(hoy) == list(Designacion.objects.vigentes(hoy))


def _en_el_servidor() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM pg_prepared_statements")
        return {nombre for (nombre,) in cursor.fetchall()}
