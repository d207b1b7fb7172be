"""The spreadsheets that are handed out: the model to fill, and the rows that must be corrected."""

import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from convenios.importar.campos import Campo
from convenios.models.importacion import FilaImportacion, Nivel

CABECERA = PatternFill("solid", fgColor="E7ECF2")
MAL = PatternFill("solid", fgColor="F8D7DA")
FILA_ORIGINAL, QUE_CORREGIR = "Fila original", "Qué corregir"


def modelo(campos: Sequence[Campo], titulo: str) -> bytes:
    """An empty sheet with the headings and an example, and another that explains each column."""
    libro = Workbook()
    hoja = libro.active
    hoja.title = titulo[:31]
    _titular(hoja, [c.titulo + ("*" if c.obligatorio else "") for c in campos])
    hoja.append([c.ejemplo for c in campos])
    ayuda = libro.create_sheet("Cómo llenarla")
    _titular(ayuda, ["Columna", "Hace falta", "Qué se escribe", "También puede llamarse"])
    for campo in campos:
        hace_falta = "Sí" if campo.obligatorio else "No"
        ayuda.append([campo.titulo, hace_falta, campo.ayuda, "; ".join(campo.alias)])
    ayuda.append(["Borre la fila de ejemplo. Las columnas pueden ir en cualquier orden."])
    return _bytes(libro)


def por_corregir(filas: Iterable[FilaImportacion], campos: Sequence[Campo]) -> bytes:
    """Those rows as they came, the wrong cells marked, and what to correct beside each one.

    Corrected, the same file can be brought again: the two columns of ours are not read.
    """
    libro = Workbook()
    hoja = libro.active
    hoja.title = "Por corregir"
    _titular(hoja, [*(c.titulo for c in campos), QUE_CORREGIR, FILA_ORIGINAL])
    columnas = {c.titulo: i for i, c in enumerate(campos, start=1)}
    for n, fila in enumerate(filas, start=2):
        faltas = [h for h in fila.hallazgos if h["nivel"] == Nivel.ERROR.value]
        que = "\n".join(f"{h['columna']}: {h['frase']}" for h in faltas)
        for i, valor in enumerate([*(fila.valores.get(c.clave) for c in campos), que, fila.nro], 1):
            celda = hoja.cell(n, i)
            celda.value = valor
            if isinstance(valor, str):
                celda.data_type = "s"  # what somebody typed is never a formula of ours
        for falta in faltas:
            hoja.cell(n, columnas[falta["columna"]]).fill = MAL
    return _bytes(libro)


def _titular(hoja: object, titulos: Sequence[str]) -> None:
    hoja.append(list(titulos))  # type: ignore[attr-defined]
    for i in range(1, len(titulos) + 1):
        celda = hoja.cell(1, i)  # type: ignore[attr-defined]
        celda.font, celda.fill = Font(bold=True), CABECERA
        celda.alignment = Alignment(vertical="top", wrap_text=True)
        hoja.column_dimensions[get_column_letter(i)].width = 24  # type: ignore[attr-defined]
    hoja.freeze_panes = "A2"  # type: ignore[attr-defined]


def _bytes(libro: Workbook) -> bytes:
    salida = io.BytesIO()
    libro.save(salida)
    return salida.getvalue()
