"""Real processes on a cluster of their own, in a folder that every account can reach."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ocisys.pgembebido import postmaster
from ocisys.pgembebido.cluster import Cluster

RAIZ = Path(__file__).resolve().parents[2]
MEMORIA = Path("/dev/shm")
# Each cluster is 40 MB that nobody will read again: in memory where there is room.
HAY_SITIO = MEMORIA.is_dir() and shutil.disk_usage(MEMORIA).free > 500_000_000
LIGERA = MEMORIA if HAY_SITIO else Path("/tmp")


class Proceso:
    """One tests.instalacion.oficina, as a person at the other end of a pipe."""

    def __init__(self, base: Path, ambiente: dict[str, str]) -> None:
        self._popen = subprocess.Popen(
            [sys.executable, "-m", "tests.instalacion.oficina", str(base)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=RAIZ,
            env=os.environ | {"OCISYS_PG_GRACIA": "0.5"} | ambiente,
        )

    @property
    def pid(self) -> int:
        return self._popen.pid

    def pedir(self, sentencia: str) -> None:
        """Ask without waiting."""
        self._popen.stdin.write(f"{sentencia}\n")
        self._popen.stdin.flush()

    def respuesta(self) -> object:
        return json.loads(self._popen.stdout.readline())

    def preguntar(self, sentencia: str) -> object:
        self.pedir(sentencia)
        return self.respuesta()

    def matar(self) -> None:
        """kill -9."""
        self._popen.kill()
        self.cerrar()

    def cerrar(self) -> None:
        """Leave in peace."""
        self._popen.stdin.close()
        self._popen.wait()
        self._popen.stdout.close()


@pytest.fixture
def carpeta() -> Iterator[Path]:
    """A folder that the server's account can reach (pytest's own are closed to it)."""
    ruta = Path(tempfile.mkdtemp(prefix="ocisys-prueba-", dir=LIGERA))
    ruta.chmod(0o755)
    yield ruta
    for datos in ruta.rglob("PG_VERSION"):
        if datos.parent.name == "datos":
            cluster = Cluster(datos.parent.parent)
            postmaster.detener(cluster.datos)
            if cluster.sockets.parent == Path("/tmp"):
                shutil.rmtree(cluster.sockets)
    shutil.rmtree(ruta, ignore_errors=True)


@pytest.fixture
def base(carpeta: Path) -> Path:
    """Where a cluster will be."""
    return carpeta / "pg"


@pytest.fixture
def proceso() -> Iterator[Callable[..., Proceso]]:
    """`proceso(base, VARIABLE=…)`: start one; all have left when the test ends."""
    abiertos = []

    def abrir(base: Path, **ambiente: str) -> Proceso:
        abiertos.append(Proceso(base, ambiente))
        return abiertos[-1]

    yield abrir
    for uno in abiertos:
        uno.cerrar()


@pytest.fixture
def esperar() -> Callable[[Callable[[], object]], None]:
    """`esperar(lambda: …)`: until it holds; fails after ten seconds."""

    def hasta(condicion: Callable[[], object]) -> None:
        limite = time.monotonic() + 10
        while not condicion():
            assert time.monotonic() < limite, "no ocurrió en diez segundos"
            time.sleep(0.02)

    return hasta
