"""The demonstration office shows every colour and state, and never dresses fiction as fact."""

from datetime import date

import pytest
from django.core.management import call_command
from django.utils import timezone

from cargos.models import Usuario
from convenios import demo
from convenios.estados import EstadoOcurrencia
from convenios.models import (
    Adenda,
    Capacitacion,
    Clasificacion,
    Compromiso,
    Convenio,
    Convocatoria,
    Demanda,
    Emparejamiento,
    Gestion,
    Hito,
    Ocurrencia,
    Organizacion,
    ParametroCumplimiento,
)
from convenios.models.demanda import EstadoDemanda
from convenios.models.gestion import EtapaGestion
from convenios.oferta import EstadoOferta
from convenios.plazos import Vigencia
from convenios.semaforo import Color
from convenios.situacion import situaciones
from tests import fabrica as oficina

pytestmark = [pytest.mark.django_db, pytest.mark.lento]


@pytest.fixture(scope="module")
def personas(modulo: None) -> dict[str, Usuario]:
    call_command("cargar_normas", verbosity=0)
    return {cargo: oficina.usuario(cargo=cargo) for cargo in ("067", "068", "069", "070", "071")}


@pytest.fixture(scope="module")
def hoy(personas: dict[str, Usuario]) -> date:
    """The day of which it is filled."""
    hoy = timezone.localdate()
    demo.poblar(hoy, personas)
    return hoy


def test_la_oficina_de_demostracion_muestra_todo_y_no_se_repite(personas, hoy):
    convenios = Convenio.objects.con_fin(hoy).con_decision(hoy)
    p = ParametroCumplimiento.objects.en_vigor(hoy)
    vistas = situaciones(convenios, al=hoy, p=p)
    assert {v.semaforo.color for v in vistas} == set(Color)
    assert {v.vigencia for v in vistas} == set(Vigencia)
    assert set(Ocurrencia.objects.values_list("estado", flat=True)) == set(EstadoOcurrencia.values)
    assert len(vistas) == 30
    assert Convenio.objects.filter(es_ficticio=False).count() == 12
    assert Adenda.objects.count() == 8
    de_convenios = Compromiso.objects.filter(convenio__isnull=False)
    assert de_convenios.count() == 110
    assert Ocurrencia.objects.count() > 590
    assert set(Demanda.objects.values_list("estado", flat=True)) == set(EstadoDemanda.values)
    assert {c.estado_al(hoy) for c in Convocatoria.objects.all()} == set(EstadoOferta)
    assert set(Gestion.objects.values_list("etapa", flat=True)) == set(EtapaGestion.values)
    assert (Demanda.objects.count(), Convocatoria.objects.count()) == (20, 14)
    assert Gestion.objects.atrasadas(hoy).exists()
    assert Emparejamiento.objects.atrasados(hoy).exists()
    assert Capacitacion.objects.con_informe_tarde(hoy).exists()
    for modelo in (Demanda, Convocatoria, Gestion, Capacitacion):
        assert not modelo.objects.filter(es_ficticia=False).exists()
    assert not [
        o
        for o in Ocurrencia.objects.de_convenios()
        .exclude(compromiso__regla__cada_meses=0)
        .select_related("compromiso__convenio")
        if (fin := o.compromiso.convenio.fin_al(hoy)) and o.fecha_legal > fin
    ]
    demo.poblar(hoy, personas)
    assert Convenio.objects.count() == 30
    nombres = list(Organizacion.objects.values_list("nombre", flat=True))
    assert len(nombres) == len(set(nombres))


def test_lo_real_cita_su_fuente_y_sus_compromisos_son_ficticios(hoy):
    reales = Convenio.objects.filter(es_ficticio=False)
    assert not reales.filter(fuente_dato="").exists()
    assert not Hito.objects.filter(convenio__in=reales, fuente="").exists()
    assert not Compromiso.objects.filter(es_ficticio=False).exists()
    assert not Clasificacion.objects.filter(convenio__in=reales).exists()
    assert not Organizacion.objects.filter(es_ficticia=False, fuente_dato="").exists()
    assert not Organizacion.objects.filter(es_ficticia=True, ruc__gt="").exists()


def test_ningun_instrumento_real_muestra_un_fin_que_su_fuente_no_da(hoy):
    reales = Convenio.objects.filter(es_ficticio=False).con_fin(hoy)
    assert {c.termina_el for c in reales} == {None, date(2027, 12, 31)}
