"""/salud/: fit or not fit, in three queries, without a login and without saying too much."""

import json
from collections import namedtuple
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max

from ocisys.base import salud
from ocisys.base.models import Aviso
from tests import fabrica

Disco = namedtuple("Disco", "total used free")


@pytest.fixture
def disco(monkeypatch):
    def con_libres(octetos: int) -> None:
        monkeypatch.setattr(salud.shutil, "disk_usage", lambda _: Disco(10**12, 0, octetos))

    con_libres(100 * 1024**3)
    return con_libres


def tarea(hace: timedelta, **campos) -> None:
    ahora = timezone.now()
    datos = {
        "args_kwargs": {"args": [], "kwargs": {}},
        "task_path": "x.y",
        "backend_name": "default",
        "run_after": get_date_max(),
        "exception_class_path": "",
        "traceback": "",
    }
    fila = DBTaskResult.objects.create(**(datos | campos))
    DBTaskResult.objects.filter(pk=fila.pk).update(enqueued_at=ahora - hace)


def en_json(client) -> tuple[int, dict]:
    respuesta = client.get("/salud/", headers={"accept": "application/json"})
    return respuesta.status_code, respuesta.json()


def test_sin_entrar_se_sabe_que_la_oficina_esta_en_servicio(client, db, disco):
    estado, datos = en_json(client)
    assert estado == 200
    assert datos["apta"] is True
    assert datos["version"] == salud.version()
    assert {p["estado"] for p in datos["puntos"].values()} == {"bien"}
    assert set(datos["puntos"]) == {
        "base de datos",
        "cola de tareas",
        "avisos por enviar",
        "disco",
    }


def test_una_persona_lo_lee_en_una_pagina(client, db, disco):
    respuesta = client.get("/salud/", headers={"accept": "text/html,*/*;q=0.8"})
    assert respuesta["Content-Type"].startswith("text/html")
    texto = respuesta.content.decode()
    assert "En servicio" in texto
    assert "Cola de tareas" in texto


def test_un_monitor_que_no_dice_que_acepta_recibe_json(client, db, disco):
    assert json.loads(client.get("/salud/", headers={"accept": "*/*"}).content)["apta"]
    assert json.loads(client.get("/salud/").content)["apta"]


def test_cuesta_tres_consultas_como_mucho_y_nadie_la_guarda(client, db, disco):
    for n in range(5):
        tarea(timedelta(minutes=n))
    with CaptureQueriesContext(connection) as consultas:
        respuesta = client.get("/salud/")
    assert len(consultas) <= 3
    assert "no-store" in respuesta["Cache-Control"]
    assert "Accept" in respuesta["Vary"]


@pytest.mark.parametrize(
    ("hace", "estado", "punto"),
    [
        (timedelta(minutes=9), 200, "bien"),
        (timedelta(minutes=11), 200, "atencion"),
        (timedelta(minutes=61), 503, "mal"),
    ],
)
def test_una_cola_que_nadie_atiende_se_nota(client, db, disco, hace, estado, punto):
    tarea(hace)
    respuesta, datos = en_json(client)
    assert respuesta == estado
    assert datos["puntos"]["cola de tareas"]["estado"] == punto
    assert "1 en espera" in datos["puntos"]["cola de tareas"]["detalle"]


def test_una_tarea_para_mas_tarde_o_ya_hecha_no_esta_atrasada(client, db, disco):
    tarea(timedelta(days=2), run_after=timezone.now() + timedelta(hours=1))
    tarea(timedelta(days=2), status="SUCCESSFUL")
    assert en_json(client)[1]["puntos"]["cola de tareas"]["detalle"] == "al día"


def test_los_avisos_sin_enviar_se_notan(client, db, disco):
    hace_dos_horas = timezone.now() - timedelta(hours=2)
    Aviso.objects.create(
        destinatario=fabrica.usuario(),
        asunto="Asunto reservado",
        creado_en=hace_dos_horas,
        intentar_desde=hace_dos_horas,
    )
    estado, datos = en_json(client)
    assert estado == 503
    assert datos["puntos"]["avisos por enviar"] == {
        "estado": "mal",
        "detalle": "1 en espera, el más antiguo hace 2 h",
    }
    assert "reservado" not in json.dumps(datos)


@pytest.mark.parametrize(
    ("libres", "estado", "punto"),
    [(3 * 1024**3, 200, "bien"), (1024**3, 200, "atencion"), (100 * 1024**2, 503, "mal")],
)
def test_un_disco_que_se_llena_se_nota(client, db, disco, libres, estado, punto):
    disco(libres)
    respuesta, datos = en_json(client)
    assert (respuesta, datos["puntos"]["disco"]["estado"]) == (estado, punto)


@pytest.mark.parametrize("acepta", ["application/json", "text/html"])
def test_sin_base_de_datos_responde_503_y_no_dice_mas(client, db, disco, monkeypatch, acepta):
    def caida(*args, **kwargs):
        raise OperationalError('connection to server at "10.0.0.7" failed: password secreta')

    with monkeypatch.context() as cortada:
        cortada.setattr(connection, "cursor", caida)
        respuesta = client.get("/salud/", headers={"accept": acepta})
    assert respuesta.status_code == 503
    assert "no responde" in respuesta.content.decode()
    assert "secreta" not in respuesta.content.decode()
    assert "10.0.0.7" not in respuesta.content.decode()


def test_solo_se_lee(client, db):
    assert client.post("/salud/").status_code == 405


def test_un_pdf_en_su_pestana_encuentra_el_dibujo_de_la_casa(client):
    respuesta = client.get("/favicon.ico")
    assert respuesta.status_code == 302
    assert respuesta.url.endswith("ocisys/img/marca.svg")
