"""`iniciar`, whole: from an empty folder to an office that answers, and back to silence."""

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.management import get_commands

from cargos.models import Usuario
from ocisys.base import preparacion
from ocisys.pgembebido import postmaster
from tests import fabrica
from tests.instalacion.conftest import LIGERA

pytestmark = pytest.mark.lento

RAIZ = Path(__file__).resolve().parents[2]
PROPIAS = ("ocisys", "cargos", "convenios", "tramite")


class Oficina:
    """A running `iniciar` with its own folder of work files."""

    def __init__(self, var: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as libre:
            self.puerto = libre.getsockname()[1]
        self.var = var
        quitar = ("DATABASE_URL", "DEBUG")
        self.inicio = time.monotonic()
        self.popen = subprocess.Popen(
            [sys.executable, "-m", "django", "iniciar", "--puerto", str(self.puerto)],
            cwd=RAIZ,
            env={k: v for k, v in os.environ.items() if k not in quitar}
            | {"OCISYS_VAR": str(var), "OCISYS_PG_GRACIA": "0.5"}
            | {"DJANGO_SETTINGS_MODULE": "ocisys.settings"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def pagina(self, ruta: str) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.puerto}{ruta}", timeout=30) as hoja:
            assert hoja.status == 200
            return hoja.read().decode()

    def responde(self) -> bool:
        with socket.socket() as enchufe:
            return enchufe.connect_ex(("127.0.0.1", self.puerto)) == 0

    def hijos(self) -> list[int]:
        """Its children, oldest first: the web server and the worker."""
        lista = Path(f"/proc/{self.popen.pid}/task/{self.popen.pid}/children").read_text()
        return [int(pid) for pid in lista.split()]

    def final(self) -> tuple[int, str]:
        """Status and everything it said."""
        salida, _ = self.popen.communicate(timeout=30)
        return self.popen.returncode, salida


@contextmanager
def carpeta_de_trabajo() -> Iterator[Path]:
    """Not one of pytest's: closed to others, root's cluster would go and stay in /var/lib."""
    with tempfile.TemporaryDirectory(prefix="ocisys-prueba-", dir=LIGERA) as carpeta:
        Path(carpeta).chmod(0o755)
        yield Path(carpeta) / "var"
        postmaster.detener(Path(carpeta, "var", "pg", "datos"))


@pytest.fixture(scope="module")
def var_usada() -> Iterator[Path]:
    """Work files that the tests of this module share: only their first start is slow."""
    with carpeta_de_trabajo() as var:
        yield var


@pytest.fixture
def var(request: pytest.FixtureRequest) -> Iterator[Path]:
    """The shared folder, or an empty one for the test that asks for it by its mark."""
    if request.node.get_closest_marker("carpeta_vacia"):
        with carpeta_de_trabajo() as vacia:
            yield vacia
    else:
        yield request.getfixturevalue("var_usada")


@pytest.fixture
def abrir(var: Path, esperar: Callable) -> Iterator[Callable[[], Oficina]]:
    """`abrir()`: an office that already answers."""
    abiertas = []

    def una() -> Oficina:
        oficina = Oficina(var)
        abiertas.append(oficina)
        while not oficina.responde():
            assert oficina.popen.poll() is None, oficina.final()
            assert time.monotonic() - oficina.inicio < 120
            time.sleep(0.05)
        return oficina

    yield una
    for oficina in abiertas:
        oficina.popen.terminate()
        oficina.popen.wait()
        esperar(lambda oficina=oficina: not oficina.responde())
        oficina.popen.stdout.close()


@pytest.mark.carpeta_vacia
def test_de_una_carpeta_vacia_a_una_oficina_que_vuelve_a_abrir(abrir):
    """The first start does everything, Ctrl+C stops it all, the second repeats nothing."""
    primera = abrir()
    pagina = primera.pagina("/entrar/")
    assert "Ingresar" in pagina or "Entrar" in pagina

    primera.popen.send_signal(signal.SIGINT)
    estado, dicho = primera.final()

    assert estado == 0
    assert "Aplicando migraciones" in dicho
    assert re.search(r"http://127\.0\.0\.1:\d+/cuenta/primer-administrador/\S+", dicho)
    assert not primera.responde()
    assert postmaster.pid(primera.var / "pg" / "datos") is None

    segunda = abrir()
    segunda.pagina("/entrar/")
    segunda.popen.terminate()
    estado, dicho = segunda.final()

    assert estado == 0
    assert "Aplicando migraciones" not in dicho
    assert "Preparando estilos" not in dicho


def test_el_enlace_del_primer_administrador_abre_su_pagina(abrir):
    oficina = abrir()
    oficina.popen.terminate()
    dicho = oficina.final()[1]
    ruta = re.search(r"127\.0\.0\.1:\d+(/cuenta/primer-administrador/\S+)", dicho)[1]
    assert "password" in abrir().pagina(ruta)


def test_si_muere_de_golpe_no_deja_ocupado_el_puerto(abrir, esperar):
    oficina = abrir()
    oficina.popen.kill()
    esperar(lambda: not oficina.responde())


@pytest.mark.parametrize("cual", [0, 1], ids=["web", "trabajador"])
def test_si_muere_una_parte_se_dice_y_se_detiene_todo(abrir, cual):
    oficina = abrir()
    oficina.pagina("/entrar/")

    os.kill(oficina.hijos()[cual], signal.SIGKILL)
    estado, dicho = oficina.final()

    assert estado != 0
    nombre = ("web", "trabajador")[cual]
    assert f"El proceso «{nombre}» terminó (señal SIGKILL) y se detuvo todo." in dicho
    assert not oficina.responde()


@pytest.mark.django_db
def test_otro_inicio_con_demo_no_cambia_las_claves(settings, tmp_path):
    settings.VAR = tmp_path
    fabrica.usuario(administra=True, username="gestora")
    (tmp_path / "demo.txt").write_text("gestora\tno es esta\tadministracion\n")
    assert not preparacion.demo_vigente()

    usuario = Usuario.objects.get(username="gestora")
    usuario.set_password("la de la demo")
    usuario.save()
    (tmp_path / "demo.txt").write_text("gestora\tla de la demo\tadministracion\n")
    assert preparacion.demo_vigente()


def test_iniciar_carga_todos_los_datos_del_producto():
    cargas = {
        orden
        for orden, app in get_commands().items()
        if str(app).partition(".")[0] in PROPIAS and orden.startswith("cargar_")
    }
    assert cargas == set(preparacion.CARGAS)
