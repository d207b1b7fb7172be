"""Lists as XLSX, CSV and PDF: real numbers and dates, and no typed text that runs as a formula."""

import csv as _csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify

from ocisys.base.contexto import es_demo
from ocisys.base.pdf import compilar

LISTA = Path(__file__).parent / "documentos" / "lista.typ"
FILAS_PDF = 500
"""More are not read on paper, and the compiler would keep the page waiting."""
TIPO_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LARGO_CELDA = 32_767  # of Excel
ARRANCAN_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True)
class Columna:
    """A column: its heading and how to take its value from a row.

    `valor` is a function of the row or the name of an attribute ("organizacion.nombre"); `ancho`
    is in characters. `soles` gives two decimals with thousands.
    """

    titulo: str
    valor: Callable[[Any], Any] | str
    ancho: int = 18
    soles: bool = False

    def de(self, fila: Any) -> Any:
        """The value of this column in `fila`; None when a link of the path is empty."""
        if not isinstance(self.valor, str):
            return self.valor(fila)
        for paso in self.valor.split("."):
            fila = getattr(fila, paso) if fila is not None else None
            fila = fila() if callable(fila) else fila
        return fila


def xlsx(
    filas: Iterable[Any],
    columnas: list[Columna],
    *,
    titulo: str,
    filtros: Mapping[str, str],
    por: object,
    en: datetime,
) -> HttpResponse:
    """`filas` as a workbook: a sheet with the rows and another that says what they are.

    `filtros` are the filters in force, by their label; `por` is who asks and `en` the moment the
    figures are of. Rows are written as they are read: memory does not grow with them.
    """
    from ocisys.base.libro import libro_de  # heavy

    contenido = libro_de(filas, columnas, titulo=titulo, filtros=filtros, por=por, en=en)
    respuesta = HttpResponse(contenido, content_type=TIPO_XLSX)
    respuesta["Content-Disposition"] = _nombre(titulo, en, "xlsx")
    return respuesta


def csv(
    filas: Iterable[Any], columnas: list[Columna], *, titulo: str, en: datetime
) -> StreamingHttpResponse:
    """`filas` as CSV in UTF-8 with the mark that Excel needs, sent while it is being read.

    Dates are AAAA-MM-DD and numbers have no thousands separator, for other programs. The text that
    a spreadsheet would run as a formula goes with a `'` in front.
    """
    respuesta = StreamingHttpResponse(
        _lineas(filas, columnas), content_type="text/csv; charset=utf-8"
    )
    respuesta["Content-Disposition"] = _nombre(titulo, en, "csv")
    return respuesta


def pdf(
    filas: QuerySet[Any, Any],
    columnas: list[Columna],
    *,
    titulo: str,
    filtros: Mapping[str, str],
    por: object,
    en: datetime,
) -> HttpResponse:
    """`filas` as a table to print; of a long list the first `FILAS_PDF`, and it says so."""
    primeras = list(filas[: FILAS_PDF + 1])
    corta = len(primeras) > FILAS_PDF
    datos = {
        "titulo": titulo,
        "ficticio": es_demo(),
        "al": f"Datos al {timezone.localtime(en):%d/%m/%Y %H:%M}, por {por}",
        "filtros": list(dict(filtros or {"Filtros": "ninguno"}).items()),
        "cabeceras": [c.titulo for c in columnas],
        "anchos": [c.ancho for c in columnas],
        "filas": [[_escrito(c.de(f)) for c in columnas] for f in primeras[:FILAS_PDF]],
        "nota": f"Sólo las primeras {FILAS_PDF} filas; todas están en la hoja de cálculo."
        if corta
        else f"Filas: {len(primeras)}",
    }
    respuesta = HttpResponse(compilar(LISTA, datos, en=en), content_type="application/pdf")
    respuesta["Content-Disposition"] = _nombre(titulo, en, "pdf")
    return respuesta


def descargar(
    filas: Any,
    columnas: list[Columna],
    formato: str,
    *,
    titulo: str,
    filtros: Mapping[str, str],
    por: object,
    en: datetime,
) -> HttpResponse | StreamingHttpResponse:
    """`filas` (a list or a queryset) in the format asked for: "xlsx", "csv" or "pdf"."""
    if formato == "csv":
        return csv(filas, columnas, titulo=titulo, en=en)
    hacer = pdf if formato == "pdf" else xlsx
    return hacer(filas, columnas, titulo=titulo, filtros=filtros, por=por, en=en)


def exportada(
    request: HttpRequest,
    formato: str,
    filas: Any,
    columnas: list[Columna],
    titulo: str,
    filtros: Mapping[str, str],
) -> HttpResponse | StreamingHttpResponse:
    """The list on the page of `request`, downloaded by who reads it and as it is at this moment."""
    por, en = request.user, timezone.now()
    return descargar(filas, columnas, formato, titulo=titulo, filtros=filtros, por=por, en=en)


def _escrito(valor: Any) -> str:
    """A value as the office writes it on paper."""
    if valor is None:
        return ""
    if isinstance(valor, bool):
        return "Sí" if valor else "No"
    if isinstance(valor, datetime):
        return f"{timezone.localtime(valor):%d/%m/%Y %H:%M}"
    return f"{valor:%d/%m/%Y}" if isinstance(valor, date) else str(valor)


def _nombre(titulo: str, en: datetime, extension: str) -> str:
    fecha = timezone.localtime(en).strftime("%Y%m%d-%H%M")
    nombre = f"{slugify(titulo)[:60] or 'lista'}-{fecha}.{extension}"
    return str(content_disposition_header(True, nombre))


# --- CSV ------------------------------------------------------------------------------------


class _Eco:
    """A file that gives back what is written to it, line by line."""

    def write(self, linea: str) -> str:
        return linea


def _lineas(filas: Iterable[Any], columnas: list[Columna]) -> Iterator[str]:
    escritor = _csv.writer(_Eco(), lineterminator="\r\n")
    yield "\ufeff" + escritor.writerow([_campo(c.titulo) for c in columnas])
    for fila in filas:
        yield escritor.writerow([_campo(c.de(fila)) for c in columnas])


def _campo(valor: Any) -> str:
    if valor is None:
        return ""
    if isinstance(valor, bool):
        return "Sí" if valor else "No"
    if isinstance(valor, datetime):
        local = timezone.localtime(valor) if timezone.is_aware(valor) else valor
        return local.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(valor, int | float | Decimal | date):
        return str(valor)
    texto = str(valor).replace("\x00", "")
    return f"'{texto}" if texto.startswith(ARRANCAN_FORMULA) else texto
