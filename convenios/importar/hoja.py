"""The cells of a spreadsheet, XLSX or CSV, as plain values and within limits."""

import codecs
import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import IO

Celda = str | int | float | bool | None
"""What JSON keeps of a cell; a date is `AAAA-MM-DD`."""

MAX_FILAS = 20_000
MAX_COLUMNAS = 100
MAX_DESCOMPRIMIDO = 300 * 1024 * 1024
LARGO_CELDA = 12_000
SEPARADORES = ";,\t|"


class ArchivoIlegible(ValueError):
    """The file cannot be read as a table; `str()` is the sentence for the person."""


@dataclass(frozen=True)
class Renglon:
    """A row with something in it, and its number as the spreadsheet shows it (from 1)."""

    nro: int
    celdas: tuple[Celda, ...]


def leer(fichero: IO[bytes], nombre: str) -> list[Renglon]:
    """The rows of the first sheet with data. Raises ArchivoIlegible if there are none, or too many.

    The values of formulas are those that were calculated when the file was saved.
    """
    extension = nombre.lower().rpartition(".")[2]
    if extension == "xlsx":
        renglones = list(_numerar(_de_xlsx(fichero)))
    elif extension == "csv":
        renglones = list(_numerar(_de_csv(fichero.read())))
    else:
        raise ArchivoIlegible("El archivo no es XLSX ni CSV. Guárdelo como «Libro de Excel».")
    if not renglones:
        raise ArchivoIlegible("El archivo no tiene ninguna fila con datos.")
    return renglones


def _numerar(filas: Iterable[Iterable[object]]) -> Iterator[Renglon]:
    """Skip the empty rows, keep their numbers, and refuse what no office could have typed."""
    con_datos = 0
    for nro, fila in enumerate(filas, start=1):
        celdas = tuple(_celda(v) for v in fila)
        while celdas and celdas[-1] in (None, ""):
            celdas = celdas[:-1]
        if not celdas:
            continue
        if len(celdas) > MAX_COLUMNAS:
            raise ArchivoIlegible(f"La fila {nro} tiene más de {MAX_COLUMNAS} columnas.")
        con_datos += 1
        if con_datos > MAX_FILAS + 1:
            raise ArchivoIlegible(f"El archivo tiene más de {MAX_FILAS:,} filas: divídalo.")
        yield Renglon(nro, celdas)


def _celda(valor: object) -> Celda:
    if isinstance(valor, datetime):
        return valor.date().isoformat() if valor.time() == time() else valor.isoformat()
    if isinstance(valor, date):
        return valor.isoformat()
    if isinstance(valor, float) and valor.is_integer():
        return int(valor)
    if valor is None or isinstance(valor, bool | int | float):
        return valor
    texto = str(valor).replace("\x00", "").strip()
    return texto[:LARGO_CELDA]


def _de_xlsx(fichero: IO[bytes]) -> Iterator[tuple[object, ...]]:
    from openpyxl import load_workbook  # heavy

    try:
        with zipfile.ZipFile(fichero) as paquete:
            if sum(i.file_size for i in paquete.infolist()) > MAX_DESCOMPRIMIDO:
                raise ArchivoIlegible("El archivo es demasiado grande una vez descomprimido.")
        fichero.seek(0)
        libro = load_workbook(fichero, read_only=True, data_only=True)
    except ArchivoIlegible:
        raise
    except Exception as error:  # openpyxl raises whatever its parsers raise
        raise ArchivoIlegible(
            "No se pudo abrir el libro de Excel: está dañado o protegido con contraseña."
        ) from error
    try:
        hoja = libro.worksheets[0]
        hoja.reset_dimensions()  # what other programs write there is often wrong
        yield from hoja.iter_rows(values_only=True)
    finally:
        libro.close()


def _de_csv(contenido: bytes) -> Iterator[list[str]]:
    texto = _decodificar(contenido)
    cabeza = texto[:10_000].splitlines()[:20]
    separador = max(SEPARADORES, key=lambda s: sum(linea.count(s) for linea in cabeza))
    csv.field_size_limit(10_000_000)
    yield from csv.reader(io.StringIO(texto.replace("\x00", ""), newline=""), delimiter=separador)


def _decodificar(contenido: bytes) -> str:
    """UTF-8 with or without its mark, UTF-16 with it, else what Excel for Windows writes."""
    if contenido.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return contenido.decode("utf-16", errors="replace")
    try:
        return contenido.decode("utf-8-sig")
    except UnicodeDecodeError:
        return contenido.decode("cp1252", errors="replace")
