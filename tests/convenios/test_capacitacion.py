"""Training abroad: spread among the units, how many applied and went, and the report they owe."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.db import InternalError, transaction
from django.utils import timezone

from convenios.capacitaciones import por_unidad, situacion
from convenios.models import Capacitacion, PasoCapacitacion
from tests import fabrica_demanda
from tests.convenios.test_demanda import escrito
from tests.convenios.test_requerimiento import unidad

CAPACITACIONES = "/convenios/capacitaciones/"
NUEVA = f"{CAPACITACIONES}nueva/"
HOY = date(2026, 11, 20)


@dataclass
class Acto:
    tipo: str
    cantidad: int | None = None
    informe_hasta: date | None = None
    unidad_id: int = 1
    fecha: date = HOY


VENCE_AYER, VENCE_HOY = HOY - timedelta(days=1), HOY


@pytest.mark.parametrize(
    ("actos", "abierta", "esperada"),
    [
        ([], True, "por_difundir"),
        ([], False, "concluida"),
        ([Acto("difusion")], True, "en_difusion"),
        ([Acto("difusion"), Acto("postulantes", 3)], False, "en_seleccion"),
        ([Acto("seleccion", 2, VENCE_HOY)], False, "informe"),
        ([Acto("seleccion", 2, VENCE_AYER)], False, "informe_tarde"),
        ([Acto("seleccion", 2, VENCE_AYER), Acto("informe")], False, "concluida"),
        # What a unit says last is what counts.
        ([Acto("seleccion", 2, VENCE_AYER), Acto("seleccion", 0)], False, "concluida"),
        # And another unit may still owe its own.
        ([Acto("seleccion", 1, VENCE_AYER), Acto("informe"),
          Acto("seleccion", 1, VENCE_HOY, unidad_id=2)], False, "informe"),
    ],
)  # fmt: skip
def test_en_que_esta_una_capacitacion(actos, abierta, esperada):
    assert situacion(por_unidad(actos).values(), abierta=abierta, hoy=HOY) == esperada


def test_se_difunde_se_postula_se_selecciona_y_se_informa(como, especialista):
    cliente = como(especialista)
    beca = fabrica_demanda.convocatoria(por=especialista, tipo="beca")
    datos = {"convocatoria": beca.codigo, "pais": "JPN", "perfil": "Inglés", "cupos": "2"}
    malos = [
        {"convocatoria": "OFE-1999-0001"},
        {"pais": "XXX"},
        {"cupos": "0"},
        {"perfil": ""},
        {"desde": escrito(9), "hasta": escrito(1)},
        {"demanda": fabrica_demanda.demanda(por=especialista).codigo},  # it is a project
    ]
    for malo in malos:
        assert cliente.post(NUEVA, datos | malo).status_code == 422, malo
    assert cliente.post(NUEVA, datos).status_code == 302
    assert cliente.post(NUEVA, datos).status_code == 422  # once each offer
    fila = Capacitacion.objects.get()
    url = fila.get_absolute_url()
    wawa, inabif = unidad(), unidad("INABIF")
    difunde = {"unidades": [wawa.pk, inabif.pk], "fecha": escrito(-9), "documento": "Memo 4"}
    assert cliente.post(f"{url}difundir/", difunde | {"unidades": []}).status_code == 422
    assert cliente.post(f"{url}difundir/", difunde).status_code == 302
    assert cliente.post(f"{url}difundir/", difunde).status_code == 409  # they were already told

    def anotar(tipo: str, **mas: object) -> int:
        envio = {"tipo": tipo, "unidad": wawa.pk, "fecha": escrito()} | mas
        return cliente.post(f"{url}anotar/", envio).status_code

    assert anotar("postulantes") == 422
    assert anotar("postulantes", cantidad="3") == 302
    assert anotar("informe") == 409  # nobody went
    assert anotar("seleccion", cantidad="1") == 422  # until when do they report?
    assert anotar("seleccion", cantidad="4", informe_hasta=escrito(-1)) == 409  # more than applied
    assert anotar("seleccion", cantidad="3", informe_hasta=escrito(-1)) == 409  # more than room
    assert anotar("seleccion", cantidad="2", informe_hasta=escrito(-1)) == 302
    assert cliente.get(f"{CAPACITACIONES}?informe=tarde").context["total"] == 1
    pagina = cliente.get(url).content.decode()
    for visto in ("Informe vencido", "Memo 4", "INABIF", "Programa Wawa Wasi"):
        assert visto in pagina
    assert "Informe vencido" in b"".join(cliente.get(f"{CAPACITACIONES}exportar.csv")).decode()
    assert anotar("informe", documento="Informe 9") == 302
    for filtro in ("tarde", "pendiente"):
        assert cliente.get(f"{CAPACITACIONES}?informe={filtro}").context["total"] == 0
    assert "Concluida" in cliente.get(url).content.decode()
    assert cliente.get(f"{CAPACITACIONES}?difundida=si&desde={escrito(-9)}").context["total"] == 1
    assert cliente.get(f"{CAPACITACIONES}?difundida=si&desde={escrito(-8)}").context["total"] == 0
    with pytest.raises(InternalError), transaction.atomic():
        PasoCapacitacion.objects.update(cantidad=1)


def test_las_capacitaciones_no_hacen_mas_consultas_con_mas_filas(como, especialista, consultas):
    cliente, hoy = como(especialista), timezone.localdate()

    def sembrar() -> Capacitacion:
        return fabrica_demanda.capacitacion(por=especialista, a=[unidad(), unidad()], hoy=hoy)

    urls = (CAPACITACIONES, sembrar().get_absolute_url())
    antes = [consultas(cliente, url) for url in urls]
    for _ in range(3):
        sembrar()
    assert [consultas(cliente, url) for url in urls] == antes
