"""Numbers without gaps: with many writers, with rollbacks, with a process killed in the middle."""

import contextlib
import random
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.db.utils import InternalError, OperationalError
from django.test.utils import CaptureQueriesContext

from ocisys.base.models import Correlativo, Norma
from ocisys.base.numeros import tomar_numero
from tests.base.procesos import a_la_vez

pytestmark = pytest.mark.vacia

RAIZ = Path(__file__).resolve().parents[2]


class SeArrepiente(Exception):
    """The registration fails after it took its number."""


def registrar(numero_de_fila: int, *, falla: bool) -> None:
    """A registration as an app does it: number last, row right after, all or nothing."""
    with transaction.atomic():
        n = tomar_numero("prueba", 2026)
        Norma.objects.create(tipo="DS", numero=f"{n:06d}", anio=2026, titulo="Fila numerada")
        if falla:
            raise SeArrepiente


def dados() -> list[int]:
    return sorted(int(n) for n in Norma.objects.values_list("numero", flat=True))


def test_el_primer_numero_de_una_serie_y_un_anio_es_1(db):
    with transaction.atomic():
        assert [tomar_numero("salida", 2026) for _ in range(3)] == [1, 2, 3]
        assert tomar_numero("salida", 2027) == 1
        assert tomar_numero("otra", 2026) == 1


@pytest.mark.django_db(transaction=True)
def test_no_se_toma_numero_fuera_de_la_transaccion_de_su_fila():
    with pytest.raises(transaction.TransactionManagementError):
        tomar_numero("salida", 2026)


def test_tomar_un_numero_es_una_sola_consulta(db):
    with CaptureQueriesContext(connection) as consultas, transaction.atomic():
        tomar_numero("salida", 2026)
    assert len([c for c in consultas if "base_correlativo" in c["sql"]]) == 1


def test_un_punto_de_guarda_deshecho_devuelve_su_numero(db):
    with transaction.atomic():
        tomar_numero("prueba", 2026)
        with pytest.raises(SeArrepiente):
            registrar(1, falla=True)
        assert tomar_numero("prueba", 2026) == 2


@pytest.mark.lento
@pytest.mark.django_db(transaction=True)
def test_32_escritores_con_transacciones_deshechas_no_dejan_huecos_ni_repiten():
    azar = random.Random(2026)
    fallas = [azar.random() < 0.3 for _ in range(320)]
    salida = threading.Barrier(32)

    def escribir(escritor: int) -> None:
        salida.wait()
        for falla in fallas[escritor * 10 : escritor * 10 + 10]:
            with contextlib.suppress(SeArrepiente):
                registrar(escritor, falla=falla)

    a_la_vez(escribir, range(32), manos=32)

    assert dados() == list(range(1, fallas.count(False) + 1))
    assert Correlativo.objects.get(serie="prueba").ultimo == fallas.count(False)


MORIR_CON_EL_NUMERO_TOMADO = """
import django; django.setup()
from django.db import transaction
from ocisys.base.numeros import tomar_numero
with transaction.atomic():
    print(tomar_numero("prueba", 2026), flush=True)
    input()
"""


@pytest.mark.lento
@pytest.mark.django_db(transaction=True)
def test_un_proceso_muerto_con_kill_9_no_deja_hueco():
    registrar(1, falla=False)
    with otro_proceso(MORIR_CON_EL_NUMERO_TOMADO) as proceso:
        assert proceso.stdout.readline().strip() == "2"
        proceso.kill()
        proceso.wait()

    registrar(2, falla=False)

    assert dados() == [1, 2]


@pytest.mark.lento
@pytest.mark.django_db(transaction=True)
def test_quien_toma_numero_espera_a_que_el_anterior_termine():
    """The lock itself: without it both would see the same last number or leave a gap."""
    with otro_proceso(MORIR_CON_EL_NUMERO_TOMADO) as proceso:
        assert proceso.stdout.readline().strip() == "1"
        with connection.cursor() as cursor:
            cursor.execute("set lock_timeout = '200ms'")
        with pytest.raises(OperationalError, match="lock timeout"):
            registrar(2, falla=False)
        connection.close()  # and with it that timeout
        proceso.kill()
        proceso.wait()


@pytest.mark.parametrize(
    "cambio", [{"ultimo": 1}, {"ultimo": 5}, {"ultimo": 0}, {"serie": "otra"}, {"anio": 2027}]
)
def test_ni_a_mano_se_salta_ni_se_retrocede_un_correlativo(db, cambio):
    with transaction.atomic():
        for _ in range(2):
            tomar_numero("salida", 2026)
    with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
        Correlativo.objects.update(**cambio)


def test_un_correlativo_no_se_borra(db):
    with transaction.atomic():
        tomar_numero("salida", 2026)
    with pytest.raises(InternalError, match="Cannot delete"), transaction.atomic():
        Correlativo.objects.all().delete()


def test_la_oficina_puede_seguir_la_numeracion_de_su_cuaderno(db):
    Correlativo.objects.create(serie="salida", anio=2026, ultimo=417)
    with transaction.atomic():
        assert tomar_numero("salida", 2026) == 418


def otro_proceso(programa: str) -> subprocess.Popen:
    """A Python of its own, as the settings of this process say but on the database of the test."""
    base = f"settings.DATABASES['default']['NAME'] = {connection.settings_dict['NAME']!r}"
    return subprocess.Popen(
        [sys.executable, "-c", f"from django.conf import settings\n{base}\n{programa}"],
        cwd=RAIZ,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
