"""The draft of an instrument as a Word document that the office goes on editing."""

from io import BytesIO

import docx
from docx.shared import Cm, Pt

from convenios.borrador import Borrador
from ocisys.base.contexto import OFICINA, es_demo


def en_word(borrador: Borrador) -> bytes:
    """Title, clauses as headings, lists as lists."""
    word = docx.Document()
    hoja = word.sections[0]
    hoja.page_width, hoja.page_height = Cm(21), Cm(29.7)
    hoja.left_margin = hoja.right_margin = Cm(2.5)
    word.styles["Normal"].font.size = Pt(11)
    word.core_properties.title = borrador.denominacion[:255]
    word.core_properties.author, word.core_properties.language = OFICINA, "es-PE"
    word.add_heading(_imprimible(borrador.denominacion.upper()), 1)
    demo = " Oficina de demostración: sin valor oficial." if es_demo() else ""
    word.add_paragraph(f"Proyecto de texto, para revisión.{demo}").runs[0].italic = True
    for clausula in borrador.clausulas:
        if clausula.titulo:
            word.add_heading(clausula.titulo, 2)
        for renglon in filter(None, map(str.strip, _imprimible(clausula.texto).splitlines())):
            if renglon.startswith("- "):
                word.add_paragraph(renglon.removeprefix("- "), style="List Bullet")
            else:
                word.add_paragraph(renglon)
    salida = BytesIO()
    word.save(salida)
    return salida.getvalue()


def _imprimible(texto: str) -> str:
    """XML takes no control characters."""
    return "".join(c for c in texto if c in "\n\t" or ord(c) >= 0x20)
