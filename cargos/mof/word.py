"""Paragraphs and table rows of a Word document, in order, with every word of its body.

python-docx opens the package; the text is taken from the XML, because its `Paragraph.text` skips
what stands in content controls and tracked changes, and here no word may be lost in silence.
Drawings and their text boxes are not text of the document.
"""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import docx
from docx.oxml.ns import qn
from lxml import etree

from cargos.mof.documento import MofRechazado

MAXIMO_DESCOMPRIMIDO = 50 * 1024 * 1024

_P, _TABLA, _FILA, _CELDA = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_ENVOLTURAS = {qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml"), qn("w:smartTag")}
_DIBUJOS = {
    qn("w:drawing"),
    qn("w:pict"),
    qn("w:object"),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent",
}
_CAMBIOS = (qn("w:ins"), qn("w:del"), qn("w:moveFrom"), qn("w:moveTo"))
_TEXTO = qn("w:t")
_BLANCOS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_PROPIEDADES = {qn("w:pPr"), qn("w:rPr")}


@dataclass(frozen=True)
class Bloque:
    """A paragraph (one text) or a row of a table (one text a cell)."""

    lugar: str
    textos: tuple[str, ...]
    es_fila: bool = False
    numerado: bool = False


def parrafos_y_filas(contenido: bytes) -> Iterator[Bloque]:
    """Every paragraph and every row of the body, in order.

    Raises MofRechazado if the bytes are not a readable .docx or hold changes nobody has accepted.
    """
    cuerpo = _abrir(contenido)
    if next(cuerpo.iter(*_CAMBIOS), None) is not None:
        raise MofRechazado("el documento tiene cambios sin aceptar (control de cambios de Word).")
    parrafos = tablas = 0
    for elemento in _bloques(cuerpo):
        if elemento.tag == _P:
            parrafos += 1
            yield Bloque(
                f"párrafo {parrafos}", (_texto(elemento),), numerado=_se_numera_solo(elemento)
            )
        else:
            tablas += 1
            yield from _filas(elemento, tablas)


def _abrir(contenido: bytes) -> etree._Element:
    """The body of the document; every failure of the ZIP, of the package or of its XML is one."""
    try:
        with zipfile.ZipFile(BytesIO(contenido)) as paquete:
            tamanio = sum(parte.file_size for parte in paquete.infolist())
        if tamanio <= MAXIMO_DESCOMPRIMIDO:
            return docx.Document(BytesIO(contenido)).element.body
    except Exception as error:  # a damaged package breaks the libraries in many ways
        raise MofRechazado("el archivo no es un documento de Word (.docx) legible.") from error
    raise MofRechazado("el documento de Word pasa de 50 MB descomprimido.")


def _bloques(padre: etree._Element) -> Iterator[etree._Element]:
    for hijo in padre:
        if hijo.tag in (_P, _TABLA):
            yield hijo
        elif hijo.tag in _ENVOLTURAS:
            yield from _bloques(hijo)


def _filas(tabla: etree._Element, numero: int) -> Iterator[Bloque]:
    """Rows of a table; a cell with several paragraphs gives them in one text."""
    for orden, fila in enumerate(tabla.iter(_FILA), start=1):
        celdas = tuple(
            " ".join(t for p in celda.iter(_P) if (t := " ".join(_texto(p).split("\n")).strip()))
            for celda in fila.iter(_CELDA)
        )
        yield Bloque(f"tabla {numero}, fila {orden}", celdas, es_fila=True)


def _texto(elemento: etree._Element) -> str:
    partes = []
    for hijo in elemento:
        if hijo.tag == _TEXTO:
            partes.append(hijo.text or "")
        elif hijo.tag in _BLANCOS:
            partes.append(_BLANCOS[hijo.tag])
        elif hijo.tag not in _DIBUJOS and hijo.tag not in _PROPIEDADES:
            partes.append(_texto(hijo))
    return "".join(partes)


def _se_numera_solo(parrafo: etree._Element) -> bool:
    """Whether Word shows a number before it that is not part of the text."""
    estilo = parrafo.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    con_estilo = estilo is not None and (estilo.get(qn("w:val")) or "").startswith("ListNumber")
    return con_estilo or parrafo.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None
