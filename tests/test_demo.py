"""The demonstration office: believable, marked as invented, the same twice."""

import stat
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from django.core.management import call_command
from django.test import Client, override_settings
from django.utils import timezone

from cargos.cobertura import trimestre_de
from cargos.evidencias import evidencia_de, servidas
from cargos.models import Persona, Usuario
from convenios.models import (
    Adenda,
    Compromiso,
    Convenio,
    EspacioConcertacion,
    EstadoAcuerdo,
    EstadoReunion,
    Estrategia,
    InstrumentoInternacional,
    Nivel,
    Ocurrencia,
    Organizacion,
    PlanInternacional,
    PropuestaAcuerdo,
    Recomendacion,
    Reunion,
)
from tests import fabrica, fabrica_tramite
from tramite.models import CargoSellado, Expediente, Prestamo

pytestmark = [pytest.mark.django_db, pytest.mark.lento]

HOY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def carpeta(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def demo(modulo: None, carpeta: Path) -> dict[str, tuple[str, str]]:
    """The demonstration office, and `{post or profile: (user, password)}` of its file."""
    fabrica.mof()
    fabrica_tramite.catalogos()
    with override_settings(VAR=carpeta):
        call_command("poblar_demo", verbosity=0)
    filas = (f.split("\t") for f in (carpeta / "demo.txt").read_text().splitlines())
    return {puesto: (usuario, clave) for usuario, clave, puesto in filas}


def test_la_demostracion_deja_sus_cuentas_en_un_archivo_privado(demo, carpeta):
    sin_cargo = {"administracion", "auditoria", "archivo", "alta_direccion"}
    assert set(demo) == {"067", "068", "069", "070", "071"} | sin_cargo
    assert stat.S_IMODE((carpeta / "demo.txt").stat().st_mode) == 0o600
    for usuario, clave in demo.values():
        assert Usuario.objects.get(username=usuario).check_password(clave)


def test_todo_lo_inventado_se_dice_ficticio(demo):
    assert not Persona.objects.filter(es_ficticia=False).exists()
    assert not Expediente.objects.exclude(asunto__contains="ficticio").exists()
    sin_fuente = Organizacion.objects.filter(es_ficticia=False, fuente_dato="")
    assert not sin_fuente.exists()
    reales = InstrumentoInternacional.objects.filter(es_ficticio=False)
    assert reales.exists()
    assert not reales.filter(fuente_dato="").exists()
    assert not Compromiso.objects.filter(instrumento__isnull=False, es_ficticio=False).exists()


def test_lo_que_se_sello_al_llenarla_lleva_impreso_que_es_ficticio(demo):
    sellados = CargoSellado.objects.select_related("archivo")
    assert sellados
    for cargo in sellados:
        with cargo.archivo.fichero.open("rb") as abierto:
            pdf = pypdfium2.PdfDocument(abierto.read())
        assert "FICTICIO" in pdf[0].get_textpage().get_text_range(), cargo.archivo
        pdf.close()


def test_poblar_dos_veces_no_duplica_nada(demo, settings, carpeta):
    settings.VAR = carpeta
    antes = [m.objects.count() for m in (Usuario, Persona, Expediente, Convenio, Organizacion)]
    call_command("poblar_demo", verbosity=0)
    assert antes == [
        m.objects.count() for m in (Usuario, Persona, Expediente, Convenio, Organizacion)
    ]


def test_en_pantalla_hay_de_todo(demo, como: Callable[[Usuario], Client]):
    estados = set(Expediente.objects.values_list("estado", flat=True))
    assert {"registrado", "en_tramite", "atendido", "archivado", "anulado"} <= estados
    assert Compromiso.objects.count() >= 110
    assert Ocurrencia.objects.count() > 590
    assert Adenda.objects.count() >= 8
    assert set(Recomendacion.objects.values_list("nivel", flat=True)) == set(Nivel)
    assert set(PropuestaAcuerdo.objects.values_list("estado", flat=True)) == set(EstadoAcuerdo)
    assert PlanInternacional.objects.count() == 2
    jefa = como(Usuario.objects.get(username=demo["067"][0]))
    tablero = jefa.get("/convenios/tablero/").content.decode()
    for palabra in ("Crítico", "Atención", "Al día", "Sin exigibles"):
        assert palabra in tablero
    for clave in ("067-05", "068-01", "068-02", "069-02"):  # demand and offer
        cifra = evidencia_de(clave).consulta(clave[:3], trimestre_de(timezone.localdate()))
        assert cifra.valor, clave
    for clave in ("071-03", "071-04", "071-06"):  # what the secretariat does besides the papers
        assert evidencia_de(clave).consulta("071", trimestre_de(timezone.localdate())).valor
    assert Prestamo.objects.pendientes().count() == 2


def test_en_los_espacios_y_las_reuniones_hay_de_todo(demo):
    hoy = timezone.localdate()
    assert Reunion.objects.count() == 25
    assert set(Reunion.objects.values_list("estado", flat=True)) == set(EstadoReunion)
    espacios = EspacioConcertacion.objects.con_presencia(hoy)
    assert {(e.titular is None, e.participo) for e in espacios.vigentes(hoy)} == {
        (False, True),
        (False, False),
        (True, False),
    }
    acuerdos = Ocurrencia.objects.al(hoy).de_acuerdos()
    assert {"cumplido", "reportado", "pendiente"} <= set(acuerdos.values_list("estado", flat=True))
    vigente = Estrategia.objects.vigente(hoy)
    assert (vigente.version, vigente.lineas.count()) == (2, 4)
    inventadas = EspacioConcertacion.objects.filter(es_ficticio=False)
    assert [e.fuente_dato[:9] for e in inventadas] == ["Ley 27692"]
    for clave in ("067-01", "067-03", "067-07", "070-02", "070-06"):
        assert evidencia_de(clave).consulta(clave[:3], trimestre_de(hoy)).valor, clave


def test_cada_evidencia_del_mof_responde_en_la_demostracion_y_su_enlace_abre(
    demo, como: Callable[[Usuario], Client]
):
    jefa = como(Usuario.objects.get(username=demo["067"][0]))
    for clave in sorted(servidas()):
        cifra = evidencia_de(clave).consulta(clave[:3], trimestre_de(HOY))
        assert cifra.unidad
        for medida in (cifra, *cifra.medidas):
            assert jefa.get(medida.enlace).status_code == 200, clave
