"""A person's deadlines in the calendar of the telephone."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from cargos import calendario
from cargos.calendario import Fecha
from cargos.models import Encargo, Suscripcion, autoria
from tests import fabrica_tramite

RENOVAR, RETIRAR = "/cargos/mi-puesto/calendario/", "/cargos/mi-puesto/calendario/retirar/"


@pytest.fixture
def direccion(como):
    """`direccion(persona)`: makes the address of that person's feed and returns it."""

    def crear(usuario):
        assert como(usuario).post(RENOVAR).status_code == 302
        return Suscripcion.objects.get(usuario=usuario).get_absolute_url()

    return crear


def leer(url):
    """The events of a feed, asked without a session."""
    respuesta = Client().get(url)
    assert respuesta.status_code == 200
    return Calendar.from_ical(respuesta.content).walk("VEVENT")


def con_plazo(secretaria, dia, **campos):
    fila = fabrica_tramite.expediente(por=secretaria, **campos)
    fabrica_tramite.vence(fila, dia)
    return fila


def test_el_calendario_trae_lo_que_vence_en_mis_manos_y_mis_encargos(
    direccion, secretaria, especialista, jefatura
):
    dia = timezone.localdate() + timedelta(days=4)
    mio = con_plazo(secretaria, dia, pase_a="068")
    con_plazo(secretaria, dia, pase_a="067")
    puesto = especialista.designaciones_hoy[0].posicion
    Encargo.objects.create(
        **autoria(jefatura), posicion=puesto, ordenado_por="Jefe/a", descripcion="X", plazo=dia
    )

    eventos = leer(direccion(especialista))

    assert {e["summary"] for e in eventos} == {
        f"Vence el expediente {mio.numero}",
        "Vence un encargo de Jefe/a",
    }
    assert {e["dtstart"].dt for e in eventos} == {dia}
    assert any(e["url"].endswith(mio.get_absolute_url()) for e in eventos)


def test_el_calendario_no_lleva_asunto_ni_remitente_ni_nada_restringido(
    direccion, secretaria, especialista
):
    dia = timezone.localdate()
    con_plazo(secretaria, dia, pase_a="068", asunto="Denuncia de Warmi")
    oculto = con_plazo(secretaria, dia, pase_a="068", acceso="grupo", lectores=("068",))

    texto = Client().get(direccion(especialista)).content.decode()

    assert "Warmi" not in texto
    assert "Entidad" not in texto
    assert oculto.numero not in texto


def test_cambiar_la_direccion_mata_la_anterior(direccion, secretaria):
    vieja = direccion(secretaria)
    nueva = direccion(secretaria)

    assert vieja != nueva
    assert Client().get(vieja).status_code == 404
    assert Client().get(nueva).status_code == 200


def test_dejar_de_publicar_y_volver_a_crear_no_revive_la_direccion(direccion, como, secretaria):
    vieja = direccion(secretaria)
    como(secretaria).post(RETIRAR)
    assert Client().get(vieja).status_code == 404
    direccion(secretaria)
    assert Client().get(vieja).status_code == 404


def test_una_cuenta_cerrada_no_tiene_calendario(direccion, secretaria):
    url = direccion(secretaria)
    secretaria.is_active = False
    secretaria.save()
    assert Client().get(url).status_code == 404


@pytest.mark.parametrize("ficha", ["x", "1-1.firma", "1-1", "ñ.ñ"])
def test_una_direccion_inventada_no_abre_nada(db, ficha):
    assert Client().get(f"/calendario/{ficha}.ics").status_code == 404


def test_lo_que_no_cambio_no_se_vuelve_a_bajar(direccion, secretaria):
    con_plazo(secretaria, timezone.localdate())
    url = direccion(secretaria)
    primera = Client().get(url)
    segunda = Client().get(url, headers={"if-none-match": primera["ETag"]})
    assert (segunda.status_code, segunda.content) == (304, b"")
    assert "private" in primera["Cache-Control"]


def test_las_consultas_del_calendario_no_crecen(direccion, secretaria, consultas):
    con_plazo(secretaria, timezone.localdate())
    url = direccion(secretaria)
    con_uno = consultas(Client(), url)
    for _ in range(4):
        con_plazo(secretaria, timezone.localdate())
    assert consultas(Client(), url) == con_uno


def test_otra_aplicacion_agrega_sus_fechas(direccion, secretaria, monkeypatch):
    hoy = timezone.localdate()
    fuente = {"otra": lambda usuario, dia: [Fecha("x-1", dia, "Informe", "/x/", timezone.now())]}
    monkeypatch.setattr(calendario, "_FUENTES", fuente)
    assert [e["dtstart"].dt for e in leer(direccion(secretaria))] == [hoy]


def test_la_misma_fuente_no_se_registra_dos_veces(monkeypatch):
    monkeypatch.setattr(calendario, "_FUENTES", {})
    calendario.registrar("convenios", lambda usuario, hoy: [])
    with pytest.raises(ValueError, match="ya está registrada"):
        calendario.registrar("convenios", lambda usuario, hoy: [])
