"""Legal data of the product, one CSV a table, each row with its source; `filas` reads them.

`cargar_normas` takes them to the database. Empty cell: no value. Norms are cited by their short
name ("DS 006-2026-JUS"), ubigeos are separated by spaces.
"""

import csv
from pathlib import Path

CARPETA = Path(__file__).resolve().parent


def filas(nombre: str) -> list[dict[str, str]]:
    """Rows of `<nombre>.csv`, column → text without spaces around."""
    with (CARPETA / f"{nombre}.csv").open(encoding="utf-8", newline="") as archivo:
        return [{c: (v or "").strip() for c, v in fila.items()} for fila in csv.DictReader(archivo)]
