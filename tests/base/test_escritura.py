"""Rows written together: one trip, in order, audited, and all or none."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django_tasks_db.models import DBTaskResult

from ocisys.base.escritura import alta, altas_si_no_estan, cambio, ejecutar, encargo
from ocisys.base.models import Norma
from ocisys.base.numeros import tomar_numero_y_claves
from tramite.acciones.cargo import sellar_cargo
from tramite.models import Palabra, Remitente


def norma(clave: int, numero: str = "001") -> Norma:
    return Norma(pk=clave, tipo="DS", numero=numero, anio=2026, titulo="De prueba")


def test_las_filas_de_un_acto_viajan_juntas(db, django_assert_num_queries):
    uno = Remitente.objects.create(nombre="Uno", clase="entidad", nombre_busqueda="uno")
    _, primera, segunda = tomar_numero_y_claves("prueba", 2026, Norma, Norma)

    with django_assert_num_queries(1):
        ejecutar(
            [
                alta(norma(primera)),
                alta(norma(segunda, "002")),
                cambio(Remitente.objects.filter(pk=uno.pk), nombre="Otro"),
                encargo(sellar_cargo, expediente=77),
            ]
        )

    assert list(Norma.objects.filter(pk__in=[primera, segunda]).values_list("numero")) == [
        ("001",),
        ("002",),
    ]
    uno.refresh_from_db()
    assert uno.nombre == "Otro"


def test_lo_encargado_es_lo_mismo_que_encolar(db):
    ejecutar([encargo(sellar_cargo, expediente=77)])
    nuestra = DBTaskResult.objects.get()
    suya = sellar_cargo.enqueue(expediente=77)

    iguales = ("args_kwargs", "priority", "task_path", "queue_name", "run_after", "backend_name")
    de_ellos = DBTaskResult.objects.get(pk=suya.id)
    assert [getattr(nuestra, c) for c in iguales] == [getattr(de_ellos, c) for c in iguales]
    assert nuestra in DBTaskResult.objects.ready()


def test_si_una_falla_no_queda_ninguna(db):
    _, primera = tomar_numero_y_claves("prueba", 2026, Norma)
    with pytest.raises(IntegrityError), transaction.atomic():
        ejecutar([alta(norma(primera)), alta(norma(primera, "002"))])
    assert not Norma.objects.filter(pk=primera).exists()


def test_lo_que_ya_esta_se_deja_como_esta(db):
    clave = f"palabra{uuid4().hex[:8]}"
    Palabra.objects.create(clave=clave, escrita="primera")

    ejecutar(altas_si_no_estan([Palabra(clave=clave, escrita="segunda")]))

    assert Palabra.objects.get(clave=clave).escrita == "primera"
    assert altas_si_no_estan([]) == []
