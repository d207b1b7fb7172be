"""The environment .venv: made from the pins, brought up to date, entered."""

import fcntl
import hashlib
import importlib.util
import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ocisys.arranque.paso import Paso
from ocisys.arranque.problema import SIN_RED, Problema

RAIZ = Path(__file__).resolve().parents[2]
ENTORNO = RAIZ / ".venv"
PYTHON = ENTORNO / "bin" / "python"
# Written last: an environment without it was interrupted and is made again.
SELLO = ENTORNO / "ocisys.sello"
# There while packages are being installed: half a package looks whole to the next installation.
A_MEDIAS = ENTORNO / "ocisys.a-medias"


def preparar(requisitos: str) -> None:
    """Have .venv hold exactly what that file pins. Raises Problema.

    Interrupted or refused at any moment, it leaves nothing that the next try trips over.
    """
    if _al_dia(requisitos):
        return
    with _a_solas():
        if _al_dia(requisitos):  # another start did it while we waited
            return
        if A_MEDIAS.exists() or not _al_dia("requirements.txt"):
            SELLO.unlink(missing_ok=True)
            _crear_entorno()
        A_MEDIAS.touch()
        try:
            _instalar(requisitos)
        except Problema as problema:
            if str(problema) == SIN_RED:  # everything is fetched before anything is installed
                A_MEDIAS.unlink()
            raise
        # What the tests need includes what the application needs (a test holds it).
        marcas = {_marca("requirements.txt"), _marca(requisitos)}
        SELLO.write_text("\n".join(sorted(marcas)) + "\n")
        A_MEDIAS.unlink()


def _al_dia(requisitos: str) -> bool:
    try:
        return _marca(requisitos) in SELLO.read_text().split()
    except OSError:
        return False


def _marca(requisitos: str) -> str:
    """Changes with the pins, with the folder (scripts name it) and with the Python behind."""
    lugar = f"{ENTORNO}\n{PYTHON.resolve(strict=True)}\n"
    return hashlib.sha256(lugar.encode() + (RAIZ / requisitos).read_bytes()).hexdigest()


@contextmanager
def _a_solas() -> Iterator[None]:
    """One preparation at a time. The lock is on the folder itself and dies with its holder."""
    fd = os.open(RAIZ, os.O_RDONLY)
    try:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Otra orden está preparando el entorno; esperando …", flush=True)
            fcntl.flock(fd, fcntl.LOCK_EX)
        yield
    finally:
        os.close(fd)


def _crear_entorno() -> None:
    # Debian ships Python without them.
    if not all(importlib.util.find_spec(modulo) for modulo in ("venv", "ensurepip")):
        raise Problema(
            "A este Python le falta el módulo venv: instale el paquete python3-venv y repita la "
            "orden."
        )
    base = getattr(sys, "_base_executable", sys.executable)
    with Paso("Preparando el entorno en .venv") as paso:
        paso.correr([base, "-m", "venv", "--clear", "--without-pip", ENTORNO])
        # Apart, because venv would keep its reasons (a full disk) to itself.
        paso.correr([PYTHON, "-m", "ensurepip", "--default-pip"])


def _instalar(requisitos: str) -> None:
    archivo = RAIZ / requisitos
    cuantos = len(re.findall(r"^[\w.-]+==", archivo.read_text(), re.MULTILINE))
    final: list[str | Path] = ["-q", "--require-hashes", "-r", archivo]
    pip: list[str | Path] = [PYTHON, "-m", "pip", "--no-input", "install"]
    pip.append("--disable-pip-version-check")
    with Paso(f"Instalando {cuantos} paquetes") as paso:
        try:
            uv = _uv(paso, pip)
            paso.correr([*uv, "pip", "install", "--python", PYTHON, *final])
        except Problema:
            # Slower; and it knows the machine's pip.conf. Over what uv may have left half done.
            paso.correr([*pip, "--ignore-installed", *final])


def _uv(paso: Paso, pip: list[str | Path]) -> list[str | Path]:
    """uv's command: the machine's, or the one that requirements.txt pins."""
    if propio := shutil.which("uv"):
        return [propio]
    bloque = re.search(r"^uv==.*?(?=^\S|\Z)", (RAIZ / "requirements.txt").read_text(), re.M | re.S)
    solo_uv = ENTORNO / "uv.txt"
    solo_uv.write_text(bloque[0] if bloque else "")
    paso.correr([*pip, "-q", "--retries", "1", "--require-hashes", "-r", solo_uv])
    return [PYTHON, "-m", "uv"]


def pasar_al_entorno(argv: list[str]) -> None:
    """Go on inside .venv, or here where someone else installed the requirements.

    Raises Problema when there is neither.
    """
    dentro = ENTORNO.exists() and os.path.samefile(sys.prefix, ENTORNO)
    # Without its pyvenv.cfg that Python would come up outside again, and again.
    if not dentro and PYTHON.exists() and (ENTORNO / "pyvenv.cfg").exists():
        os.execv(PYTHON, [str(PYTHON), str(RAIZ / "manage.py"), *argv[1:]])
    if importlib.util.find_spec("django") is None:
        raise Problema(
            "Falta el entorno: prepárelo con «python3 manage.py iniciar» (o «probar», para las "
            "pruebas)."
        )
