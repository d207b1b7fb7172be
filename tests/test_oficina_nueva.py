"""An office that has just begun: no figure fails, and the demonstration keeps out of real work."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from cargos.cobertura import trimestre_de
from cargos.evidencias import evidencia_de, servidas
from cargos.models import Funcion
from convenios import demo
from convenios.models import Ocurrencia
from tests import fabrica

pytestmark = pytest.mark.django_db

HOY = date(2026, 11, 20)
CARGOS = ("067", "068", "069", "070", "071")


def test_la_demostracion_no_se_mezcla_con_una_oficina_de_verdad(settings, tmp_path: Path):
    settings.VAR = tmp_path
    fabrica.usuario(cargo="067")
    with pytest.raises(CommandError, match="oficina real"):
        call_command("poblar_demo", verbosity=0)
    assert not (tmp_path / "demo.txt").exists()


def test_las_41_funciones_tienen_evidencia_que_responde_en_una_oficina_vacia():
    fabrica.mof()
    claves = set(Funcion.objects.values_list("clave", flat=True))
    assert servidas() == claves
    assert len(claves) == 41
    for clave in sorted(servidas()):
        assert evidencia_de(clave).consulta(clave[:3], trimestre_de(HOY)).unidad


@pytest.mark.lento
def test_la_demostracion_se_llena_tambien_el_31_de_enero():
    personas = {cargo: fabrica.usuario(cargo=cargo) for cargo in CARGOS}
    dia = date(2027, 1, 31)
    demo.poblar(dia, personas)
    assert Ocurrencia.objects.filter(fecha_exigible__gt=dia + timedelta(days=30)).exists()
