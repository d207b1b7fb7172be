"""Where the Sector sits with others, who represents it there, and whether it was present."""

from datetime import timedelta

import pytest
from django.db import InternalError, transaction
from django.utils import timezone

from cargos.evidencias import Periodo, evidencia_de
from convenios.models import EspacioConcertacion, RepresentacionInstitucional
from tests import fabrica_convenios
from tests import fabrica_reuniones as fabrica

ESPACIOS, REPRESENTACIONES = "/convenios/espacios/", "/convenios/representaciones/"


def escrito(dias: int = 0) -> str:
    return f"{timezone.localdate() + timedelta(days=dias):%d/%m/%Y}"


def periodo() -> Periodo:
    hoy = timezone.localdate()
    return Periodo(hoy - timedelta(days=89), hoy)


NUEVO = {
    "nombre": "Foro Regional de Cuidados",
    "ambito": "regional",
    "periodicidad": "anual",
    "prioridad": "alta",
    "secretaria": "Secretaría del foro",
}


def test_un_espacio_se_registra_se_cierra_y_no_se_borra(como, especialista_ai):
    cliente = como(especialista_ai)
    malos = [{"nombre": ""}, {"ambito": "marte"}, {"desde": "01/01/2026", "hasta": "01/01/2025"}]
    for malo in malos:
        assert cliente.post(f"{ESPACIOS}nuevo/", NUEVO | malo).status_code == 422, malo
    assert cliente.post(f"{ESPACIOS}nuevo/", NUEVO).status_code == 302
    assert (
        cliente.post(f"{ESPACIOS}nuevo/", NUEVO | {"nombre": NUEVO["nombre"].upper()}).status_code
        == 422
    )
    fila = EspacioConcertacion.objects.get()
    pagina = cliente.get(fila.get_absolute_url()).content.decode()
    assert "Sin representación vigente" in pagina
    assert "Sin participación este año" in pagina
    assert cliente.get(f"{ESPACIOS}?q=cuidados&ambito=exterior").context["total"] == 1
    cierre = NUEVO | {"hasta": escrito(-1)}
    assert cliente.post(f"{fila.get_absolute_url()}editar/", cierre).status_code == 302
    assert cliente.get(ESPACIOS).context["total"] == 0
    assert cliente.get(f"{ESPACIOS}?situacion=no").context["total"] == 1
    with pytest.raises(InternalError), transaction.atomic():
        EspacioConcertacion.objects.all().delete()


def test_un_cargo_representa_con_documento_y_uno_solo_es_titular(como, jefatura, especialista_ai):
    cliente, espacio = como(especialista_ai), fabrica.espacio(por=jefatura)
    alta = f"{REPRESENTACIONES}nueva/"
    datos = {
        "espacio": espacio.pk,
        "caracter": "titular",
        "posicion": fabrica.posicion("067").pk,
        "documento": "Oficio 12-2026",
        "desde": escrito(-30),
    }
    organizacion = fabrica_convenios.organizacion()
    malos = [
        {"espacio": ""},  # before nobody
        {"organizacion": organizacion.pk},  # before two
        {"documento": ""},
        {"hasta": escrito(-31)},
    ]
    for malo in malos:
        assert cliente.post(alta, datos | malo).status_code == 422, malo
    assert cliente.post(alta, datos).status_code == 302
    otro = datos | {"posicion": fabrica.posicion("070").pk, "desde": escrito(-5)}
    assert cliente.post(alta, otro).status_code == 422
    assert cliente.post(alta, otro | {"caracter": "alterno"}).status_code == 302
    fila = RepresentacionInstitucional.objects.get(caracter="titular")
    terminar = f"{fila.get_absolute_url()}terminar/"
    assert cliente.post(terminar, {"hasta": escrito(-31), "motivo": "x"}).status_code == 409
    assert cliente.post(terminar, {"hasta": escrito(-6), "motivo": ""}).status_code == 422
    fin = {"hasta": escrito(-6), "motivo": "Oficio 40-2026"}
    assert cliente.post(terminar, fin).status_code == 302
    assert cliente.post(terminar, fin).status_code == 409
    assert cliente.post(alta, otro).status_code == 302
    pagina = cliente.get(espacio.get_absolute_url()).content.decode()
    assert "Oficio 40-2026" in pagina  # the earlier one stays in sight
    assert cliente.get(f"{REPRESENTACIONES}?situacion=vigentes").context["total"] == 2
    with pytest.raises(InternalError), transaction.atomic():
        RepresentacionInstitucional.objects.update(documento="Otro")


def test_estuvo_presente_solo_si_alguien_de_la_oficina_asistio_este_anio(como, jefatura):
    hoy = timezone.localdate()
    asistido, ausente, de_ayer = (fabrica.espacio(por=jefatura) for _ in range(3))
    fabrica.espacio(por=jefatura, prioridad="media")
    fabrica.realizar(fabrica.reunion(por=jefatura, espacio=asistido, fecha=hoy), por=jefatura)
    fabrica.realizar(
        fabrica.reunion(por=jefatura, espacio=ausente, fecha=hoy), por=jefatura, asisten=()
    )
    anio_pasado = hoy.replace(month=1, day=1) - timedelta(days=1)
    fabrica.realizar(
        fabrica.reunion(por=jefatura, espacio=de_ayer, fecha=anio_pasado), por=jefatura
    )
    cifra = evidencia_de("067-07").consulta("067", periodo())
    assert f"{cifra.valor}" == "33.3"
    assert cifra.nota == f"1 de n = 3, en {hoy.year}"
    filas = como(jefatura).get(cifra.enlace).context["pagina"]
    assert {e.pk: e.participo for e in filas} == {
        asistido.pk: True,
        ausente.pk: False,
        de_ayer.pk: False,
    }


def test_la_representacion_se_ejerce_en_lo_que_representa_y_mientras_dura(como, jefatura):
    hoy = timezone.localdate()
    espacio, otro = fabrica.espacio(por=jefatura), fabrica.espacio(por=jefatura)
    fuente = fabrica_convenios.organizacion()
    fila = fabrica.representacion(espacio, por=jefatura)
    ante_fuente = fabrica.representacion(por=jefatura, organizacion=fuente)
    fabrica.realizar(fabrica.reunion(por=jefatura, espacio=espacio), por=jefatura)
    fabrica.realizar(fabrica.reunion(por=jefatura, espacio=otro), por=jefatura)
    # Another post attended: it does not represent; convening does count.
    fabrica.realizar(fabrica.reunion(por=jefatura, espacio=espacio), por=jefatura, asisten=("070",))
    convocada = fabrica.reunion(
        por=jefatura, organizacion=fuente, convoca_posicion=fabrica.posicion("067")
    )
    fabrica.realizar(convocada, por=jefatura, asisten=("070",))
    fabrica.realizar(
        fabrica.reunion(por=jefatura, espacio=espacio, fecha=fila.desde - timedelta(days=1)),
        por=jefatura,
    )
    cliente = como(jefatura)
    largo = Periodo(hoy - timedelta(days=800), hoy)
    cifra = evidencia_de("067-03").consulta("067", largo)
    assert (cifra.valor, cifra.nota) == (2, "2 representaciones en vigor")
    assert cliente.get(cifra.enlace).context["total"] == 2
    for representacion in (fila, ante_fuente):
        assert cliente.get(representacion.get_absolute_url()).context["cuantas"] == 1


def test_las_listas_no_hacen_mas_consultas_con_mas_filas(como, jefatura, consultas):
    cliente = como(jefatura)
    urls = (ESPACIOS, REPRESENTACIONES, "/convenios/reuniones/")

    def sembrar() -> None:
        espacio = fabrica.espacio(por=jefatura)
        fabrica.representacion(espacio, por=jefatura)
        fabrica.realizar(fabrica.reunion(por=jefatura, espacio=espacio), por=jefatura)

    sembrar()
    antes = [consultas(cliente, url) for url in urls]
    for _ in range(3):
        sembrar()
    assert [consultas(cliente, url) for url in urls] == antes
    for url, palabra in zip(urls, (b"Foro de prueba", b"Oficio 1-2026", b"REU-"), strict=True):
        assert palabra in b"".join(cliente.get(f"{url}exportar.csv"))
        assert cliente.get(f"{url}exportar.xlsx").status_code == 200
