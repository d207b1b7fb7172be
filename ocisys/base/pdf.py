"""PDF by Typst: PDF/A-2a (archive) and PDF/UA-1 (accessible) at once, from data, never from code.

A document is a `.typ` template of ours in `<app>/documentos/` plus data. The data travels as one
JSON string in `sys.inputs.datos`: a person's text is never part of the source. The compiler sees
the template, `comun.typ` and a folder with the images given, nothing else of the disk; fonts are
those inside the typst package, so the same data and moment give the same bytes on every machine.
"""

import json
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst
from django.core.serializers.json import DjangoJSONEncoder

from ocisys.base.contexto import OFICINA

COMUN = Path(__file__).parent / "documentos" / "comun.typ"
SIN_GLIFO = "▯"
"""Stands for a character that the fonts lack (PDF/A forbids a blank without meaning)."""


def compilar(
    plantilla: Path,
    datos: Mapping[str, Any],
    *,
    imagenes: Mapping[str, bytes] | None = None,
    en: datetime | None = None,
) -> bytes:
    """The PDF of `plantilla` with `datos` (anything that Django's JSON encoder takes).

    `imagenes` are files the template reads as `image("/imagenes/<name>", alt: …)`. `en` is the
    creation moment written in the file; with it the bytes are reproducible. A character that no
    font has (emoji, Chinese) is printed as ▯. Raises `typst.TypstError` when the template itself
    is wrong.
    """
    with _proyecto(plantilla, imagenes) as (fuentes, raiz):
        for legible in (_igual, _imprimible):
            try:
                return _compilar(fuentes, raiz, _json(datos, legible), en)
            except typst.TypstError as error:
                if not _es_de_glifos(error):
                    raise
        return _compilar(fuentes, raiz, _json(datos, _latino), en)


def imagen(
    plantilla: Path,
    datos: Mapping[str, Any],
    *,
    imagenes: Mapping[str, bytes] | None = None,
    puntos_por_pulgada: int = 144,
) -> bytes:
    """The first page of `plantilla` as PNG, for what is pasted in a slide or a mail."""
    with _proyecto(plantilla, imagenes) as (fuentes, raiz):
        salida = typst.compile(
            fuentes,
            root=raiz,
            sys_inputs={"datos": _json(datos, _imprimible)},
            format="png",
            ppi=puntos_por_pulgada,
            font_paths=_letras(),
        )
    # One page gives bytes, several a list of them.
    return bytes(salida if isinstance(salida, bytes) else salida[0])


@contextmanager
def _proyecto(plantilla: Path, imagenes: Mapping[str, bytes] | None) -> Iterator[tuple[Any, Path]]:
    """What the compiler sees: the sources in memory, and a folder of its own as all the disk.

    Without that folder it would read whatever lies under the working directory. The images are
    files because the package takes only text in memory; the type of the dictionary is Any because
    its annotations lack it.
    """
    fuentes = {"main": plantilla.read_bytes(), "comun.typ": COMUN.read_bytes()}
    with TemporaryDirectory(prefix="ocisys-pdf-") as carpeta:
        raiz = Path(carpeta)
        (raiz / "imagenes").mkdir()
        for nombre, contenido in (imagenes or {}).items():
            (raiz / "imagenes" / Path(nombre).name).write_bytes(contenido)
        yield fuentes, raiz


def _compilar(fuentes: Any, raiz: Path, datos: str, en: datetime | None) -> bytes:
    return typst.compile(
        fuentes,
        root=raiz,
        sys_inputs={"datos": datos},
        pdf_standards=["a-2a", "ua-1"],
        font_paths=_letras(),
        # The compiler takes a fixed offset and whole seconds.
        timestamp=en.astimezone(UTC).replace(microsecond=0) if en else None,
    )


@cache
def _letras() -> typst.Fonts:
    """Only the fonts of the package; made once, it is the slow part of the first document."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)


def _es_de_glifos(error: typst.TypstError) -> bool:
    return "could not be displayed" in error.message or "codepoint" in error.message


def _json(datos: Mapping[str, Any], legible: Callable[[str], str]) -> str:
    completos = {"oficina": OFICINA} | dict(datos)
    return json.dumps(_recorrer(completos, legible), cls=DjangoJSONEncoder, ensure_ascii=False)


def _recorrer(valor: Any, legible: Callable[[str], str]) -> Any:
    """The same data with `legible` applied to each text, however deep."""
    if isinstance(valor, str):
        return legible(valor)
    if isinstance(valor, Mapping):
        return {clave: _recorrer(v, legible) for clave, v in valor.items()}
    if isinstance(valor, list | tuple):
        return [_recorrer(v, legible) for v in valor]
    return valor


def _igual(texto: str) -> str:
    return texto


def _imprimible(texto: str) -> str:
    """Keep letters and signs of European scripts; replace controls, emoji and other scripts."""
    return "".join(c if _se_imprime(c) else SIN_GLIFO for c in texto)


def _se_imprime(c: str) -> bool:
    if c in "\n\t":
        return True
    return ord(c) < 0x2600 and unicodedata.category(c) not in ("Cc", "Cf", "Cn", "Co", "Cs")


def _latino(texto: str) -> str:
    """Last resort: only what Spanish and its neighbours write."""
    compuesto = unicodedata.normalize("NFC", texto)
    return "".join(c if _es_latino(c) else SIN_GLIFO for c in compuesto)


def _es_latino(c: str) -> bool:
    return c in "\n\t–—‘’“”…•€" or 0x20 <= ord(c) < 0x7F or 0xA0 <= ord(c) < 0x180
