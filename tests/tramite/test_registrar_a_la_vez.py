"""Several desks at once, on real connections: no number lost, repeated or skipped."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.utils import timezone

from cargos.models import Usuario
from ocisys.base.reglas import ReglaIncumplida
from tests import fabrica as fabrica_base
from tests import fabrica_tramite as fabrica
from tramite import acciones
from tramite.acciones import Ingreso
from tramite.models import Expediente, Movimiento, Remitente, TipoDocumento

MESAS, CADA_UNA = 8, 6


class Corte(Exception):
    """The desk falls in the middle of a registration."""


@pytest.fixture
def mesa(transactional_db: None) -> Usuario:
    """The secretary, with the catalogues loaded and seen by every connection."""
    fabrica.catalogos()
    fabrica_base.usuario(cargo="067")
    return fabrica_base.usuario(cargo="071")


def ingreso(remitente: Remitente, tipo: TipoDocumento, **campos: object) -> Ingreso:
    datos = {
        "clave": uuid4(),
        "remitente": remitente,
        "destinatario": fabrica.posicion("067"),
        "tipo": tipo,
        "asunto": "A la vez",
        "presentado_en": timezone.now(),
        "canal": "fisico",
    }
    return Ingreso(**(datos | campos))  # type: ignore[arg-type]


def en_otra_conexion(trabajo: object, *args: object) -> object:
    try:
        return trabajo(*args)  # type: ignore[operator]
    finally:
        connection.close()


@pytest.mark.lento
def test_ocho_mesas_a_la_vez_numeran_sin_huecos_aunque_algunas_se_caigan(mesa: Usuario) -> None:
    remitente, tipo = fabrica.remitente(), fabrica.tipo()

    def atender(n: int) -> None:
        for i in range(CADA_UNA):
            try:
                with transaction.atomic():
                    acciones.registrar(ingreso(remitente, tipo), por=mesa, ahora=timezone.now())
                    if (n + i) % 3 == 0:
                        raise Corte
            except Corte:
                continue

    with ThreadPoolExecutor(MESAS) as mesas:
        list(mesas.map(lambda n: en_otra_conexion(atender, n), range(MESAS)))

    registrados = MESAS * CADA_UNA - sum(
        (n + i) % 3 == 0 for n in range(MESAS) for i in range(CADA_UNA)
    )
    numeros = list(Expediente.objects.order_by("correlativo").values_list("correlativo", flat=True))
    assert numeros == list(range(1, registrados + 1))
    assert Movimiento.objects.count() == registrados


@pytest.mark.lento
def test_el_mismo_formulario_enviado_ocho_veces_a_la_vez_es_un_expediente(mesa: Usuario) -> None:
    mismo = ingreso(fabrica.remitente(), fabrica.tipo())

    def enviar(_: int) -> tuple[int, bool]:
        fila, es_nuevo = acciones.registrar(mismo, por=mesa, ahora=timezone.now())
        return fila.pk, es_nuevo

    with ThreadPoolExecutor(MESAS) as mesas:
        hechos = list(mesas.map(lambda n: en_otra_conexion(enviar, n), range(MESAS)))

    assert len({pk for pk, _ in hechos}) == 1  # type: ignore[misc]
    assert sum(es_nuevo for _, es_nuevo in hechos) == 1  # type: ignore[misc]
    assert Expediente.objects.get().correlativo == 1


@pytest.mark.lento
def test_dos_que_derivan_lo_mismo_a_la_vez_no_lo_duplican(mesa: Usuario) -> None:
    for cargo in ("068", "069"):
        fabrica_base.usuario(cargo=cargo)
    fila = fabrica.expediente(por=mesa)
    destinos = [fabrica.posicion("068"), fabrica.posicion("069")]

    def derivar(n: int) -> bool:
        try:
            acciones.derivar(
                fila, para=destinos[n], por=mesa, ahora=timezone.now(), version=fila.version
            )
        except ReglaIncumplida:
            return False
        return True

    with ThreadPoolExecutor(2) as mesas:
        hechos = list(mesas.map(lambda n: en_otra_conexion(derivar, n), range(2)))

    assert sorted(hechos) == [False, True]  # type: ignore[type-var]
    assert fila.movimientos.abiertos().count() == 1
