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
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.core.management import get_commands

from cargos.models import Usuario
from ocisys.arranque.problema import Problema
from ocisys.base import preparacion, procesos
from ocisys.base.procesos import aparte
from ocisys.pgembebido import postmaster
from tests import fabrica
from tests.instalacion.conftest import LIGERA

pytestmark = pytest.mark.lento

RAIZ = Path(__file__).resolve().parents[2]
ENLACE = r"http://127\.0\.0\.1:\d+(/cuenta/primer-administrador/\S+)"
PROPIAS = ("ocisys", "cargos", "convenios", "tramite")


class Oficina:
    """A running `iniciar` with its own folder of work files; what it says goes to a file there."""

    def __init__(self, var: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as libre:
            self.puerto = libre.getsockname()[1]
        self.var = var
        self._registro = var.with_name(f"dicho-{self.puerto}")
        quitar = ("DATABASE_URL", "DEBUG")
        with self._registro.open("w") as registro:
            self.popen = subprocess.Popen(
                [sys.executable, "-m", "django", "iniciar", "--puerto", str(self.puerto)],
                cwd=RAIZ,
                env={k: v for k, v in os.environ.items() if k not in quitar}
                | {"OCISYS_VAR": str(var), "OCISYS_PG_GRACIA": "0.5"}
                | {"DJANGO_SETTINGS_MODULE": "ocisys.settings"},
                stdout=registro,
                stderr=registro,
            )
        while "Ctrl+C" not in self.dicho():
            assert self.popen.poll() is None, self.dicho()
            time.sleep(0.05)

    def dicho(self) -> str:
        """Everything it has said so far."""
        return self._registro.read_text()

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


@dataclass(frozen=True)
class Primera:
    """What the first start of an empty folder showed, and what Ctrl+C left."""

    var: Path
    ingreso: str
    dicho: str
    estado: int
    sigue_respondiendo: bool
    sigue_el_servidor: bool


@pytest.fixture(scope="module")
def primera() -> Iterator[Primera]:
    """An office that has been opened once and closed with Ctrl+C.

    Not in a folder of pytest's: closed to others, root's cluster would go and stay in /var/lib.
    """
    with tempfile.TemporaryDirectory(prefix="ocisys-prueba-", dir=LIGERA) as carpeta:
        Path(carpeta).chmod(0o755)
        datos = Path(carpeta, "var", "pg", "datos")
        oficina = Oficina(Path(carpeta, "var"))
        ingreso = oficina.pagina("/entrar/")
        oficina.popen.send_signal(signal.SIGINT)
        estado = oficina.popen.wait()
        servidor = postmaster.pid(datos) is not None
        yield Primera(oficina.var, ingreso, oficina.dicho(), estado, oficina.responde(), servidor)
        postmaster.detener(datos)


@pytest.fixture
def abrir(primera: Primera, esperar: Callable) -> Iterator[Callable[[], Oficina]]:
    """`abrir()`: that office again, already answering."""
    abiertas = []

    def una() -> Oficina:
        abiertas.append(Oficina(primera.var))
        return abiertas[-1]

    yield una
    for oficina in abiertas:
        oficina.popen.terminate()
        oficina.popen.wait()
        esperar(lambda oficina=oficina: not oficina.responde())


def test_una_carpeta_vacia_se_vuelve_una_oficina(primera):
    assert "Aplicando migraciones" in primera.dicho
    assert "password" in primera.ingreso
    assert re.search(ENLACE, primera.dicho)


def test_ctrl_c_lo_detiene_todo(primera):
    assert primera.estado == 0
    assert not primera.sigue_respondiendo
    assert not primera.sigue_el_servidor


def test_la_segunda_vez_no_repite_nada(abrir):
    oficina = abrir()
    oficina.pagina("/entrar/")
    assert "Aplicando migraciones" not in oficina.dicho()
    assert "Preparando estilos" not in oficina.dicho()
    # A thread here would be a lock that nobody frees in the processes born from this one.
    assert len(list(Path(f"/proc/{oficina.popen.pid}/task").iterdir())) == 1

    oficina.popen.terminate()
    assert oficina.popen.wait() == 0


def test_si_muere_de_golpe_no_deja_ocupado_el_puerto(primera, abrir, esperar):
    oficina = abrir()
    # The link of the first start still opens its page.
    assert "password" in oficina.pagina(re.search(ENLACE, primera.dicho)[1])

    oficina.popen.kill()

    esperar(lambda: not oficina.responde())


def test_si_muere_una_parte_se_dice_y_se_detiene_todo(abrir):
    oficina = abrir()
    oficina.pagina("/entrar/")
    web, trabajador = oficina.hijos()

    os.kill(web, signal.SIGKILL)

    assert oficina.popen.wait() != 0
    assert "El proceso «web» terminó (señal SIGKILL) y se detuvo todo." in oficina.dicho()
    assert not oficina.responde()
    assert not Path(f"/proc/{trabajador}").exists()


@pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")
def test_el_trabajador_que_muere_vuelve_y_el_que_nace_muerto_no(monkeypatch, tmp_path):
    nacidos = tmp_path / "nacidos"

    def trabajar() -> None:
        with nacidos.open("a") as lista:
            lista.write(f"{os.getpid()}\n")
        # Not the second time: it dies sooner than it is worth starting again.
        time.sleep(0.2 if nacidos.read_text().count("\n") == 1 else 0)
        os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setattr(procesos, "_RENACE_TRAS", 0.15)
    familia = procesos.Familia()
    familia.lanzar("trabajador", trabajar, renace=True)

    assert familia.cuidar() == "El proceso «trabajador» terminó (señal SIGKILL) y se detuvo todo."
    assert nacidos.read_text().count("\n") == 2


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


POBLAR_Y_SERVIR = """
import os, sys, time
import django
django.setup()
from ocisys.base import pdf, preparacion
plantilla = preparacion.Path(pdf.__file__).parents[2] / "cargos/documentos/organigrama.typ"
datos = {"titulo": "Prueba", "de_unidades": False, "con_ocupantes": False, "fecha": ""}
svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="9" height="9"/>'
def un_pdf(*_, **__):
    pdf.compilar(plantilla, datos, imagenes={"organigrama.svg": svg})
preparacion.demo_vigente = lambda: False
preparacion.call_command = un_pdf
preparacion.poblar_demo()
if not (hijo := os.fork()):
    un_pdf()
    os._exit(0)
hasta = time.monotonic() + 60
while os.waitpid(hijo, os.WNOHANG) == (0, 0):
    if time.monotonic() > hasta:
        os.kill(hijo, 9)
        sys.exit("se quedó esperando")
    time.sleep(0.05)
"""


def test_la_oficina_de_demostracion_recien_poblada_entrega_sus_pdf():
    """The web and the worker are born of the process that filled it."""
    resultado = subprocess.run(
        [sys.executable, "-c", POBLAR_Y_SERVIR],
        cwd=RAIZ,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "ocisys.settings", "SECRET_KEY": "x" * 50},
        capture_output=True,
        text=True,
        check=False,
    )
    assert resultado.returncode == 0, resultado.stderr


def test_lo_que_falla_aparte_se_dice_aqui():
    def llenar() -> None:
        raise Problema("No queda espacio en el disco.")

    with pytest.raises(Problema, match="No queda espacio"):
        aparte(llenar)
    with pytest.raises(Problema, match="SIGKILL"):
        aparte(lambda: os.kill(os.getpid(), signal.SIGKILL))


def test_iniciar_carga_todos_los_datos_del_producto():
    cargas = {
        orden
        for orden, app in get_commands().items()
        if str(app).partition(".")[0] in PROPIAS and orden.startswith("cargar_")
    }
    assert cargas == set(preparacion.CARGAS)
