"""The letters of a picture, by tesseract when the machine has it, and how sure of them it is."""

import io
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

_POR_PAGINA = 120  # seconds
_COLUMNAS = 12  # of the table that tesseract writes


@dataclass(frozen=True)
class Reconocido:
    """The letters of a picture: how many, and the sum of how sure each one is (0 to 100)."""

    texto: str
    letras: int = 0
    seguridad: float = 0.0


_SEGURIDAD = re.compile(r"leído al (\d{1,3}) %")


def seguridad_de(hecho_con: str) -> int | None:
    """How sure a reading is, of a hundred; None for what carried its own text."""
    hallada = _SEGURIDAD.search(hecho_con)
    return int(hallada[1]) if hallada else None


def que_tan_seguro(reconocidas: list[Reconocido]) -> str:
    """What `seguridad_de` reads back: the mean of every letter recognised."""
    letras = sum(r.letras for r in reconocidas)
    if not letras:
        return ""
    return f", leído al {round(sum(r.seguridad for r in reconocidas) / letras)} %"


@cache
def tesseract() -> str:
    """«tesseract 5.3.0» when the machine has it with Spanish; "" otherwise."""
    programa = shutil.which("tesseract")
    if programa is None:
        return ""
    lenguas = subprocess.run(
        [programa, "--list-langs"], capture_output=True, text=True, timeout=20, check=False
    ).stdout.split()
    version = subprocess.run(
        [programa, "--version"], capture_output=True, text=True, timeout=20, check=False
    ).stdout.split()
    return f"tesseract {version[1]}" if "spa" in lenguas and len(version) > 1 else ""


def reconocer(pagina: "Image.Image") -> Reconocido:
    """The letters of a picture; none when tesseract fails or takes too long."""
    entrada = io.BytesIO()
    pagina.save(entrada, "PNG", compress_level=1)
    with tempfile.TemporaryDirectory() as carpeta:
        base = Path(carpeta) / "pagina"
        try:
            subprocess.run(
                ["tesseract", "stdin", str(base), "-l", "spa", "txt", "tsv"],
                input=entrada.getvalue(),
                capture_output=True,
                timeout=_POR_PAGINA,
                # Without it, it fights itself for the processors and takes up to ten times longer.
                env=os.environ | {"OMP_THREAD_LIMIT": "1"},
                check=False,
            )
            texto = base.with_suffix(".txt").read_text("utf-8", "replace")
            tabla = base.with_suffix(".tsv").read_text("utf-8", "replace")
        except (subprocess.TimeoutExpired, OSError):
            return Reconocido("")
    palabras = list(_palabras(tabla))
    return Reconocido(
        texto,
        sum(len(palabra) for palabra, _ in palabras),
        sum(len(palabra) * seguridad for palabra, seguridad in palabras),
    )


def _palabras(tabla: str) -> Iterator[tuple[str, float]]:
    """Each word of the table that tesseract writes, and how sure of it it is (0 to 100)."""
    for renglon in tabla.splitlines()[1:]:
        campos = renglon.split("\t")
        if len(campos) == _COLUMNAS and campos[-1].strip() and float(campos[-2]) >= 0:
            yield campos[-1].strip(), float(campos[-2])
