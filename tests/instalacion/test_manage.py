"""The first minutes: what can be missing is said in one sentence, and the next try works.

On a copy of manage.py whose requirements are one small wheel made here: no network, no Django.
"""

import ast
import base64
import hashlib
import os
import shutil
import socket
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import Mock

import pytest

from ocisys.arranque import entorno
from ocisys.arranque.problema import SIN_ESPACIO, SIN_RED, Problema

pytestmark = pytest.mark.lento

RAIZ = Path(__file__).resolve().parents[2]
FALSO_DJANGO = {
    "django/__init__.py": "",
    "django/core/__init__.py": "",
    "django/core/exceptions.py": "class ImproperlyConfigured(Exception): pass\n",
    "django/core/management.py": (
        "import os, sys\n"
        "def execute_from_command_line(argv):\n"
        "    print('dentro de', sys.prefix, argv[1:], os.environ.get('SECRET_KEY'))\n"
    ),
    "pytest.py": "import sys\nprint('pytest', sys.argv[1:])\n",
    "django-5.2.dist-info/METADATA": "Metadata-Version: 2.1\nName: django\nVersion: 5.2\n",
    "django-5.2.dist-info/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
}


UV_QUE_SE_RINDE = """#!/bin/sh
medio=$("$4" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/django-5.2.dist-info
mkdir "$medio"
printf 'Metadata-Version: 2.1\\nName: django\\nVersion: 5.2\\n' > "$medio/METADATA"
echo 'error: failed to copy file: No space left on device (os error 28)' >&2
exit 2
"""


class Proyecto:
    """A checkout with its packages at hand, in a path with a space and accents."""

    def __init__(self, carpeta: Path) -> None:
        self.raiz = carpeta / "año nuevo"
        self.raiz.mkdir(parents=True)
        shutil.copy(RAIZ / "manage.py", self.raiz)
        omitir = shutil.ignore_patterns("__pycache__", "base")
        shutil.copytree(RAIZ / "ocisys", self.raiz / "ocisys", ignore=omitir)
        self.paquetes = carpeta / "paquetes"
        self.paquetes.mkdir()
        rueda = self.paquetes / "django-5.2-py3-none-any.whl"
        with zipfile.ZipFile(rueda, "w") as zip_:
            registro = []
            for nombre, texto in FALSO_DJANGO.items():
                zip_.writestr(nombre, texto)
                resumen = base64.urlsafe_b64encode(hashlib.sha256(texto.encode()).digest())
                registro.append(f"{nombre},sha256={resumen.rstrip(b'=').decode()},{len(texto)}")
            zip_.writestr("django-5.2.dist-info/RECORD", "\n".join(registro))
        self.pedir(hashlib.sha256(rueda.read_bytes()).hexdigest())

    def pedir(self, huella: str, *archivos: str) -> None:
        """Write the requirements: that wheel with that SHA-256."""
        for archivo in archivos or ("requirements.txt", "requirements-dev.txt"):
            (self.raiz / archivo).write_text(f"django==5.2 \\\n    --hash=sha256:{huella}\n")

    def abrir(self, *orden: str, **ambiente: str) -> subprocess.Popen[str]:
        quitar = ("UV", "PIP", "OCISYS", "SECRET_KEY", "DATABASE_URL")
        limpio = {k: v for k, v in os.environ.items() if not k.startswith(quitar)}
        propio = {
            "PATH": "/usr/bin:/bin",  # without the machine's uv
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": self.paquetes.as_uri(),
            "PIP_RETRIES": "0",
        }
        return subprocess.Popen(
            orden,
            cwd=self.raiz.parent,
            env=limpio | propio | ambiente,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def manage(self, *argumentos: str, antes: str = "", **ambiente: str) -> tuple[int, str, str]:
        """Run manage.py as a person would; status, output and errors."""
        programa = [sys._base_executable]
        if antes:  # a Python with something different
            correr = (
                f"import runpy, sys; {antes}; del sys.argv[0]; sys.path[0] = {str(self.raiz)!r}"
            )
            programa += ["-c", f"{correr}; runpy.run_path(sys.argv[0], run_name='__main__')"]
        proceso = self.abrir(*programa, str(self.raiz / "manage.py"), *argumentos, **ambiente)
        salida, errores = proceso.communicate(timeout=120)
        return proceso.returncode, salida, errores


def una_frase(errores: str) -> bool:
    """One line, no traceback."""
    return errores.count("\n") == 1 and errores.endswith(".\n")


@pytest.fixture
def proyecto(tmp_path: Path) -> Proyecto:
    return Proyecto(tmp_path)


@dataclass(frozen=True)
class Comienzo:
    """A project that was hard to start, and what each try said: status, output and errors."""

    proyecto: Proyecto
    sin_red: tuple[int, str, str]
    a_medias: tuple[int, str, str]
    dos_a_la_vez: list[tuple[int, str, str]]


@pytest.fixture(scope="module")
def comienzo(tmp_path_factory: pytest.TempPathFactory) -> Comienzo:
    """First without network; then an interrupted preparation; then two, and uv gives up halfway."""
    proyecto = Proyecto(tmp_path_factory.mktemp("listo"))
    orden = ("iniciar", "--solo-preparar")
    cerrado = {"PIP_NO_INDEX": "0", "PIP_INDEX_URL": "http://127.0.0.1:9/", "PIP_FIND_LINKS": ""}
    sin_red = proyecto.manage(*orden, **cerrado)

    shutil.rmtree(proyecto.raiz / ".venv")
    (proyecto.raiz / ".venv" / "bin").mkdir(parents=True)
    (proyecto.raiz / ".venv" / "bin" / "python").write_text("a medio escribir")
    a_medias = proyecto.manage("plazo")

    uv = proyecto.paquetes / "uv"
    uv.write_text(UV_QUE_SE_RINDE)
    uv.chmod(0o755)
    camino = {"PATH": f"{uv.parent}:/usr/bin:/bin"}
    programa = [sys._base_executable, str(proyecto.raiz / "manage.py"), *orden]
    dos = [proyecto.abrir(*programa, **camino) for _ in range(2)]
    dichos = [uno.communicate(timeout=120) for uno in dos]
    finales = [(uno.returncode, *dicho) for uno, dicho in zip(dos, dichos, strict=True)]
    return Comienzo(proyecto, sin_red, a_medias, finales)


@pytest.fixture
def listo(comienzo: Comienzo) -> Proyecto:
    """A project that has already started once."""
    return comienzo.proyecto


@pytest.fixture
def disco(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """`disco("size=4m")`: a small disk of its own; root only."""
    montados = []

    def montar(opciones: str) -> Path:
        lugar = tmp_path / "disco"
        lugar.mkdir()
        orden = ["mount", "-t", "tmpfs", "-o", opciones, "tmpfs", str(lugar)]
        if os.geteuid() or subprocess.run(orden, check=False, capture_output=True).returncode:
            pytest.skip("esta máquina no deja montar un disco de prueba")
        montados.append(lugar)
        return lugar

    yield montar
    for lugar in montados:
        subprocess.run(["umount", "-l", str(lugar)], check=True)


def test_un_python_viejo_se_rechaza_con_una_frase(proyecto):
    viejo = "sys.version_info = (3, 9, 2, 'final', 0)"
    estado, _, errores = proyecto.manage("iniciar", antes=viejo)
    assert estado == 1
    assert "necesita Python 3.11 o posterior y este es Python 3.9" in errores
    assert una_frase(errores)


def test_un_python_viejo_entiende_manage_py_hasta_la_frase():
    texto = (RAIZ / "manage.py").read_text(encoding="ascii")
    ast.parse(texto, feature_version=(3, 6))


def test_sin_el_modulo_venv_dice_que_paquete_instalar(proyecto):
    estado, _, errores = proyecto.manage("iniciar", antes="sys.modules['ensurepip'] = None")
    assert estado == 1
    assert "instale el paquete python3-venv" in errores
    assert una_frase(errores)
    assert not (proyecto.raiz / ".venv").exists()


def test_un_puerto_ocupado_se_dice_antes_de_preparar_nada(proyecto):
    with socket.create_server(("127.0.0.1", 0)) as ocupado:
        puerto = ocupado.getsockname()[1]
        estado, _, errores = proyecto.manage("iniciar", "--puerto", str(puerto))
    assert estado == 1
    assert f"El puerto {puerto} está ocupado" in errores
    assert una_frase(errores)
    assert not (proyecto.raiz / ".venv").exists()


@pytest.mark.parametrize("puerto", ["ochomil", "0", "65536", "-1", ""])
def test_un_puerto_que_no_lo_es_se_rechaza(proyecto, puerto):
    estado, _, errores = proyecto.manage("iniciar", "--puerto", puerto)
    assert estado == 1
    assert "un número entre 1 y 65535" in errores
    assert una_frase(errores)


def test_sin_red_lo_dice(comienzo):
    estado, _, errores = comienzo.sin_red
    assert estado == 1
    assert "No se pudo llegar al índice de paquetes" in errores
    assert una_frase(errores)


def test_el_disco_lleno_se_dice_y_cuando_hay_espacio_sigue(disco):
    lugar = disco("size=6m")
    proyecto = Proyecto(lugar)
    estado, _, errores = proyecto.manage("iniciar", "--solo-preparar", TMPDIR="/tmp")
    assert estado == 1
    assert "No queda espacio en el disco" in errores
    assert una_frase(errores)

    subprocess.run(["mount", "-o", "remount,size=100m", str(lugar)], check=True)
    assert proyecto.manage("iniciar", "--solo-preparar")[0] == 0


def test_una_carpeta_de_solo_lectura_se_dice(disco):
    lugar = disco("size=6m")
    proyecto = Proyecto(lugar)
    subprocess.run(["mount", "-o", "remount,ro", str(lugar)], check=True)
    estado, _, errores = proyecto.manage("iniciar", "--solo-preparar")
    assert estado == 1
    assert "No se puede escribir en la carpeta del proyecto" in errores
    assert una_frase(errores)


def test_una_preparacion_interrumpida_pide_la_orden_que_la_repite(comienzo):
    estado, _, errores = comienzo.a_medias
    assert estado == 1
    assert "prepárelo con «python3 manage.py iniciar»" in errores
    assert una_frase(errores)


def test_dos_a_la_vez_se_turnan_y_prepara_una(comienzo):
    """With the network back, over what was interrupted, and although uv leaves half a package."""
    salidas = [salida for _, salida, _ in comienzo.dos_a_la_vez]
    assert [estado for estado, _, _ in comienzo.dos_a_la_vez] == [0, 0], comienzo.dos_a_la_vez
    assert sum("Instalando 1 paquetes" in salida for salida in salidas) == 1
    assert sum("esperando" in salida for salida in salidas) == 1
    assert all(f"dentro de {comienzo.proyecto.raiz / '.venv'}" in salida for salida in salidas)


@pytest.mark.parametrize(
    ("fallo", "veces"),
    [(KeyboardInterrupt(), 1), (Problema(SIN_ESPACIO), 1), (Problema(SIN_RED), 0)],
    ids=["interrumpida", "sin espacio", "sin red"],
)
def test_lo_instalado_a_medias_no_se_da_por_bueno(monkeypatch, tmp_path, fallo, veces):
    """Half of the packages of the tests, on an environment that serves the application."""
    hechos = []
    monkeypatch.setattr(entorno, "SELLO", tmp_path / "sello")
    monkeypatch.setattr(entorno, "A_MEDIAS", tmp_path / "a-medias")
    monkeypatch.setattr(entorno, "_crear_entorno", lambda: hechos.append("entorno"))
    monkeypatch.setattr(entorno, "_instalar", lambda _: None)
    entorno.preparar("requirements.txt")
    hechos.clear()

    with monkeypatch.context() as roto:
        roto.setattr(entorno, "_instalar", Mock(side_effect=fallo))
        with pytest.raises(type(fallo)):
            entorno.preparar("requirements-dev.txt")
    entorno.preparar("requirements.txt")  # the application goes on as it was
    assert hechos == []

    entorno.preparar("requirements-dev.txt")
    assert hechos == ["entorno"] * veces
    entorno.preparar("requirements-dev.txt")
    assert hechos == ["entorno"] * veces


def test_la_segunda_vez_no_prepara_nada(listo):
    estado, salida, _ = listo.manage("iniciar", "--solo-preparar")
    assert estado == 0
    assert "Preparando" not in salida
    assert f"dentro de {listo.raiz / '.venv'}" in salida


def test_cualquier_orden_se_ejecuta_dentro_del_entorno(listo):
    assert (
        f"dentro de {listo.raiz / '.venv'} ['plazo', '--dias', '5']"
        in (listo.manage("plazo", "--dias", "5")[1])
    )


def test_probar_pasa_sus_argumentos_a_pytest(listo):
    assert (
        "pytest ['tests/tramite', '-k', 'derivar']"
        in (listo.manage("probar", "tests/tramite", "-k", "derivar")[1])
    )


def test_un_paquete_cambiado_no_se_instala(listo):
    buenas = (listo.raiz / "requirements-dev.txt").read_text()
    listo.pedir("0" * 64, "requirements-dev.txt")
    shutil.rmtree(next((listo.raiz / ".venv").glob("lib/*/site-packages")) / "django-5.2.dist-info")
    try:
        estado, _, errores = listo.manage("probar")
    finally:
        (listo.raiz / "requirements-dev.txt").write_text(buenas)
    assert estado == 1
    assert "no es el esperado" in errores
    assert una_frase(errores)


def test_la_clave_se_hace_una_vez_y_es_privada(listo):
    archivo = listo.raiz / "var" / "clave_secreta"
    clave = archivo.read_text()
    assert stat.S_IMODE(archivo.stat().st_mode) == 0o600
    assert len(clave) >= 50

    assert clave in listo.manage("iniciar", "--solo-preparar")[1]
    assert clave in listo.manage("plazo")[1]
    assert "la del servicio" in listo.manage("plazo", SECRET_KEY="la del servicio")[1]


def test_ocisys_var_relativa_cuenta_desde_donde_esta_la_persona(listo):
    listo.manage("iniciar", "--solo-preparar", OCISYS_VAR="otra var")
    assert (listo.raiz.parent / "otra var" / "clave_secreta").exists()


def test_un_entorno_copiado_de_otra_carpeta_se_hace_de_nuevo(proyecto, listo):
    (proyecto.raiz / ".venv" / "bin").mkdir(parents=True)
    for archivo in ("bin/python", "pyvenv.cfg", "ocisys.sello"):
        origen = listo.raiz / ".venv" / archivo
        shutil.copy(origen, proyecto.raiz / ".venv" / archivo, follow_symlinks=False)
    orden = [sys._base_executable, str(proyecto.raiz / "manage.py"), "iniciar", "--solo-preparar"]
    otro = proyecto.abrir(*orden)
    assert otro.stdout.read(20) == "Preparando el entorn"
    otro.kill()
    otro.communicate()
