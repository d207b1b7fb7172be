"""A list as an Excel workbook: a sheet with its rows and another that says what they are."""

import io
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from ocisys.base.exportar import ARRANCAN_FORMULA, LARGO_CELDA, Columna


def libro_de(
    filas: Iterable[Any],
    columnas: list[Columna],
    *,
    titulo: str,
    filtros: Mapping[str, str],
    por: object,
    en: datetime,
) -> bytes:
    """The workbook of `ocisys.base.exportar.xlsx`; rows are written as they are read."""
    libro = Workbook(write_only=True)
    _hoja_de_filas(libro, filas, columnas, titulo)
    _hoja_de_nota(libro, titulo, filtros, por, en)
    salida = io.BytesIO()
    libro.save(salida)
    return salida.getvalue()


def _hoja_de_filas(
    libro: Workbook, filas: Iterable[Any], columnas: list[Columna], titulo: str
) -> None:
    hoja: WriteOnlyWorksheet = libro.create_sheet(_nombre_de_hoja(titulo))
    hoja.freeze_panes = "A2"
    for i, columna in enumerate(columnas, start=1):
        hoja.column_dimensions[get_column_letter(i)].width = columna.ancho
    hoja.append([_cabecera(hoja, c.titulo) for c in columnas])
    ultima = 1
    for fila in filas:
        hoja.append([_celda(hoja, c.de(fila), soles=c.soles) for c in columnas])
        ultima += 1
    hoja.auto_filter.ref = f"A1:{get_column_letter(len(columnas))}{ultima}"


def _hoja_de_nota(
    libro: Workbook, titulo: str, filtros: Mapping[str, str], por: object, en: datetime
) -> None:
    hoja = libro.create_sheet("Acerca de")
    hoja.column_dimensions["A"].width, hoja.column_dimensions["B"].width = 24, 60
    nota = {"Lista": titulo, "Datos al": timezone.localtime(en), "Generada por": str(por)}
    for rotulo, valor in (nota | (dict(filtros) or {"Filtros": "ninguno"})).items():
        hoja.append([_cabecera(hoja, rotulo), _celda(hoja, valor)])


def _nombre_de_hoja(titulo: str) -> str:
    """Excel takes 31 characters and none of these."""
    return "".join(c for c in _limpio(titulo) if c not in "[]:*?/\\'")[:31].strip() or "Lista"


def _cabecera(hoja: WriteOnlyWorksheet, texto: str) -> WriteOnlyCell:
    celda = _celda(hoja, texto)
    celda.font = Font(bold=True)
    celda.fill = PatternFill("solid", fgColor="E7ECF2")
    celda.alignment = Alignment(vertical="top", wrap_text=True)
    return celda


def _celda(hoja: WriteOnlyWorksheet, valor: Any, *, soles: bool = False) -> WriteOnlyCell:
    """A cell of the type of its value: numbers and dates as such, everything else as text."""
    if valor is None or valor == "":
        return WriteOnlyCell(hoja)
    if isinstance(valor, bool):
        valor = "Sí" if valor else "No"
    if isinstance(valor, int | float | Decimal):
        return _con_formato(hoja, valor, "#,##0.00" if soles else "General")
    if isinstance(valor, datetime):
        local = timezone.localtime(valor) if timezone.is_aware(valor) else valor
        return _con_formato(hoja, local.replace(tzinfo=None), "dd/mm/yyyy hh:mm")
    if isinstance(valor, date):
        return _con_formato(hoja, valor, "dd/mm/yyyy")
    return _texto(hoja, str(valor))


def _con_formato(hoja: WriteOnlyWorksheet, valor: Any, formato: str) -> WriteOnlyCell:
    celda = WriteOnlyCell(hoja, valor)
    celda.number_format = formato
    return celda


def _texto(hoja: WriteOnlyWorksheet, texto: str) -> WriteOnlyCell:
    celda = WriteOnlyCell(hoja)
    celda.value = _limpio(texto)[:LARGO_CELDA]
    # Assigning "=1+1" makes a formula of it; the quote keeps it text when somebody edits the cell.
    celda.data_type = "s"
    if texto.startswith(ARRANCAN_FORMULA):
        celda.quotePrefix = True
    return celda


def _limpio(texto: str) -> str:
    """Without the control characters that XML cannot hold."""
    return str(ILLEGAL_CHARACTERS_RE.sub("", texto))
