"""The MOF as a Word document in the official layout; `cargos.mof.lector` reads it back equal."""

from collections.abc import Iterable, Sequence
from io import BytesIO

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from cargos.documentos.mof import descripcion_del_organigrama, organigrama_en_png, procedencia
from cargos.manual import manual_de
from cargos.models import DocumentoGestion
from cargos.mof.documento import FichaCargo, Manual

LETRA, TINTA = "Times New Roman", RGBColor(0x14, 0x21, 0x3D)
ANCHOS_CAP = (Cm(2.4), Cm(7.2), Cm(2.4), Cm(2.6), Cm(1.8))
ANCHOS_PAR = (Cm(6.0), Cm(10.4))


def mof_en_docx(documento: DocumentoGestion) -> bytes:
    """The whole document: headings with styles, tables, numbered duties, organigrama as image."""
    manual = manual_de(documento)
    word = _nuevo(manual, documento)
    _estructura(word, manual)
    _organigrama(word, manual)
    for ficha in manual.cargos:
        word.add_page_break()
        _cargo(word, ficha)
    salida = BytesIO()
    word.save(salida)
    return salida.getvalue()


def _nuevo(manual: Manual, documento: DocumentoGestion) -> Document:
    """An A4 document with our styles, its properties and its foot."""
    word = docx.Document()
    hoja = word.sections[0]
    hoja.page_width, hoja.page_height = Cm(21), Cm(29.7)
    hoja.left_margin = hoja.right_margin = Cm(2.3)
    hoja.top_margin = hoja.bottom_margin = Cm(2)
    for nombre, puntos in (("Normal", 11), ("Heading 1", 15), ("Heading 2", 12), ("Heading 3", 11)):
        _letra(word, nombre, puntos)
    propiedades = word.core_properties
    propiedades.title, propiedades.author = manual.titulo, manual.organo
    propiedades.language, propiedades.comments = "es-PE", procedencia(documento)
    propiedades.created = propiedades.modified = documento.cargado_en
    pie = hoja.footer.paragraphs[0]
    pie.text = f"{procedencia(documento)} Página "
    _campo(pie, "PAGE")
    for tramo in pie.runs:
        tramo.font.size = Pt(8)
    return word


def _letra(word: Document, estilo: str, puntos: int) -> None:
    letra = word.styles[estilo].font
    letra.name, letra.size = LETRA, Pt(puntos)
    fuentes = word.styles[estilo].element.get_or_add_rPr().get_or_add_rFonts()
    for atributo in list(fuentes.attrib):
        del fuentes.attrib[atributo]  # the theme's fonts would win over the name
    for atributo in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fuentes.set(qn(atributo), LETRA)
    if estilo != "Normal":
        letra.color.rgb, letra.bold = TINTA, True


def _campo(parrafo: Paragraph, codigo: str) -> None:
    """A field that Word computes, such as the number of the page."""
    campo = OxmlElement("w:fldSimple")
    campo.set(qn("w:instr"), codigo)
    parrafo._p.append(campo)


def _estructura(word: Document, manual: Manual) -> None:
    _centrado(word.add_heading(manual.titulo, 1))
    subtitulo = _centrado(word.add_paragraph())
    subtitulo.add_run(manual.subtitulo).bold = True
    word.add_heading(manual.rotulos.estructura, 2)
    _cuadro(word, manual)
    if manual.nota:
        word.add_paragraph(manual.nota).runs[0].font.size = Pt(9)


def _cuadro(word: Document, manual: Manual) -> None:
    """The CAP table; the first two rows and the total span the columns they do not use."""
    rotulos = manual.rotulos
    tabla = _tabla(word, ANCHOS_CAP)
    for numero, rotulo, valor in (
        (rotulos.organo_numero, rotulos.organo, manual.organo),
        (rotulos.unidad_numero, rotulos.unidad, manual.unidad_organica),
    ):
        celdas = tabla.add_row().cells
        _escribir(celdas[0], numero)
        nombre = celdas[1].merge(celdas[4])
        _escribir(nombre, rotulo, negrita=True)
        nombre.paragraphs[0].add_run(f" {valor}")
    _fila(tabla, rotulos.columnas, negrita=True)
    for fila in manual.filas:
        textos = (fila.nro_literal, fila.cargo_estructural, fila.codigo, fila.clasificacion)
        _fila(tabla, (*textos, str(fila.total)))
    celdas = tabla.add_row().cells
    _escribir(celdas[0].merge(celdas[3]), rotulos.total, negrita=True)
    _escribir(celdas[4], str(manual.total), negrita=True)
    for fila_word in tabla.rows[:3]:
        _repetir_en_cada_pagina(fila_word._tr)


def _organigrama(word: Document, manual: Manual) -> None:
    word.add_heading(manual.rotulos.organigrama, 2)
    dibujo = word.add_picture(BytesIO(organigrama_en_png(manual)), width=Cm(16.2))
    dibujo._inline.docPr.set("descr", descripcion_del_organigrama(manual))


def _cargo(word: Document, ficha: FichaCargo) -> None:
    rotulos = ficha.rotulos
    word.add_heading(rotulos.identificacion, 2)
    identificacion = [
        (rotulos.unidad, ficha.unidad),
        (rotulos.nro_cap, ficha.nro_cap),
        (rotulos.clasificado, ficha.clasificado),
        (rotulos.estructurado, ficha.estructurado),
    ]
    _pares(word, identificacion, negrita=True)
    word.add_heading(rotulos.funcion_basica, 3)
    _justificado(word.add_paragraph(ficha.funcion_basica))
    word.add_heading(rotulos.funciones, 3)
    for funcion in ficha.funciones:
        # The number is text, not Word's own: it is part of the document that was approved.
        parrafo = _justificado(word.add_paragraph(f"{funcion.numero}. {funcion.texto}"))
        parrafo.paragraph_format.left_indent = Cm(0.8)
        parrafo.paragraph_format.first_line_indent = Cm(-0.8)
        parrafo.paragraph_format.space_after = Pt(4)  # a post fits on its page, as in the original
    word.add_heading(rotulos.autoridad, 3)
    mando = [(rotulos.depende_de, ficha.depende_de), (rotulos.ejerce_mando, ficha.ejerce_mando)]
    _pares(word, mando)
    word.add_heading(rotulos.requisitos, 3)
    _pares(word, [(r.encabezado, r.texto) for r in ficha.requisitos])


def _pares(word: Document, filas: Iterable[tuple[str, str]], *, negrita: bool = False) -> None:
    tabla = _tabla(word, ANCHOS_PAR)
    for rotulo, valor in filas:
        celdas = tabla.add_row().cells
        _escribir(celdas[0], rotulo, negrita=negrita)
        _escribir(celdas[1], valor)


def _tabla(word: Document, anchos: Sequence[Cm]) -> Table:
    tabla = word.add_table(rows=0, cols=len(anchos), style="Table Grid")
    tabla.autofit = False
    for columna, ancho in zip(tabla.columns, anchos, strict=True):
        columna.width = ancho
    return tabla


def _fila(tabla: Table, textos: Sequence[str], *, negrita: bool = False) -> None:
    for celda, texto in zip(tabla.add_row().cells, textos, strict=True):
        _escribir(celda, texto, negrita=negrita)


def _escribir(celda: _Cell, texto: str, *, negrita: bool = False) -> None:
    parrafo = celda.paragraphs[0]
    parrafo.paragraph_format.space_after = Pt(2)
    parrafo.add_run(texto).bold = negrita


def _repetir_en_cada_pagina(fila: "docx.oxml.table.CT_Row") -> None:
    fila.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _centrado(parrafo: Paragraph) -> Paragraph:
    parrafo.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return parrafo


def _justificado(parrafo: Paragraph) -> Paragraph:
    parrafo.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    return parrafo
