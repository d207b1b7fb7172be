"""The report to the Alta Dirección as a Word document that the office may still edit."""

from datetime import datetime
from io import BytesIO
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.shared import Cm, Pt

from convenios.informe import Informe
from ocisys.base.contexto import OFICINA, es_demo

ANCHO = Cm(21 - 2 * 2.2)
"""Between the margins of the Word document."""


def en_word(informe: Informe, *, en: datetime) -> bytes:
    """Draw the report; `en` is when."""
    word = docx.Document()
    hoja = word.sections[0]
    hoja.page_width, hoja.page_height = Cm(21), Cm(29.7)
    hoja.left_margin = hoja.right_margin = Cm(2.2)
    hoja.top_margin = hoja.bottom_margin = Cm(2)
    word.styles["Normal"].font.size = Pt(10)
    word.core_properties.title, word.core_properties.author = informe.titulo, OFICINA
    word.core_properties.language = "es-PE"
    word.add_heading(informe.titulo, 1)
    if informe.alcance:
        word.add_paragraph(informe.alcance)
    word.add_paragraph(informe.frase)
    _tabla(word, ("Cifra", "Valor"), (1, 3), informe.cifras)
    for s in informe.secciones:
        word.add_heading(s.titulo, 2)
        if s.filas:
            _tabla(word, s.cabeceras, s.anchos, s.filas)
        else:
            word.add_paragraph(s.vacio)
    demo = " Oficina de demostración: sin valor oficial." if es_demo() else ""
    word.add_paragraph(f"{informe.nota} Emitido el {en:%d/%m/%Y %H:%M}.{demo}")
    salida = BytesIO()
    word.save(salida)
    return salida.getvalue()


def _tabla(
    word: Any, cabeceras: tuple[str, ...], anchos: tuple[int, ...], filas: list[Any]
) -> None:
    tabla = word.add_table(rows=1, cols=len(cabeceras), style="Table Grid")
    tabla.autofit = False
    for celda, texto in zip(tabla.rows[0].cells, cabeceras, strict=True):
        celda.paragraphs[0].add_run(texto).bold = True
    # The heading is repeated on each page, and a reader is told that it is one.
    repetir = OxmlElement("w:tblHeader")
    tabla.rows[0]._tr.get_or_add_trPr().append(repetir)
    for fila in filas:
        for celda, texto in zip(tabla.add_row().cells, fila, strict=True):
            celda.text = _imprimible(texto)
    for columna, ancho in zip(tabla.columns, anchos, strict=True):
        for celda in columna.cells:
            celda.width = int(ANCHO * ancho / sum(anchos))


def _imprimible(texto: str) -> str:
    """XML takes no control characters."""
    return "".join(c for c in texto if c in "\n\t" or ord(c) >= 0x20)
