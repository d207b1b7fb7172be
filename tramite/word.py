"""A template as a Word document that the office edits, and back to our plain text.

Only what an issued document can carry comes back: paragraphs, headings, lists and the fields. A
table or a picture is refused by name, never dropped in silence.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import ParseError

from ocisys.base.reglas import ReglaIncumplida
from tramite.parrafos import parrafos

TIPO = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LIMITE = 2 * 1024 * 1024
LIMITE_DENTRO = 30 * 1024 * 1024
_TITULOS = ("heading", "título", "titulo", "title")
_LISTAS = ("list", "lista")


class WordRechazado(ReglaIncumplida):
    """That file cannot be a template; `str()` is the sentence for the person."""


def a_word(titulo: str, cuerpo: str) -> bytes:
    """The text as a .docx: a heading is a heading and a list a list, so that they come back so."""
    import docx  # heavy
    from docx.shared import Pt  # heavy

    word = docx.Document()
    word.core_properties.title = titulo
    word.styles["Normal"].font.size = Pt(11)
    for p in parrafos(cuerpo):
        if p.clase == "titulo":
            word.add_heading(p.texto, level=1)
        elif p.clase == "lista":
            for renglon in p.renglones:
                word.add_paragraph(renglon, style="List Bullet")
        else:
            word.add_paragraph(p.texto)
    salida = io.BytesIO()
    word.save(salida)
    return salida.getvalue()


def de_word(contenido: bytes) -> str:
    """The text of a .docx as our paragraphs. Raises WordRechazado."""
    import docx  # heavy
    from docx.opc.exceptions import OpcError  # heavy
    from lxml.etree import XMLSyntaxError  # heavy

    _exigir_pequeno(contenido)
    try:
        word = docx.Document(io.BytesIO(contenido))
        if word.tables or word.inline_shapes:
            raise WordRechazado(
                "El documento lleva tablas o imágenes: una plantilla lleva sólo párrafos, títulos "
                "y listas."
            )
        return "\n\n".join(_bloques(word)).replace("\x00", "")
    except (OpcError, KeyError, ValueError, AttributeError, ParseError, XMLSyntaxError) as error:
        raise WordRechazado("El archivo no es un documento de Word (.docx) legible.") from error


def _exigir_pequeno(contenido: bytes) -> None:
    """A zip may hide far more than it weighs."""
    try:
        with zipfile.ZipFile(io.BytesIO(contenido)) as paquete:
            dentro = sum(i.file_size for i in paquete.infolist())
    except zipfile.BadZipFile as error:
        raise WordRechazado("El archivo no es un documento de Word (.docx).") from error
    if len(contenido) > LIMITE or dentro > LIMITE_DENTRO:
        raise WordRechazado("El documento pesa demasiado para ser una plantilla.")


def _tiene_vineta(parrafo: Any) -> bool:
    """Numbered or bulleted by hand, whatever its style."""
    propiedades = parrafo._p.pPr
    return propiedades is not None and propiedades.numPr is not None


def _bloques(word: Any) -> Iterator[str]:
    """Blocks in order; the items of a list that go together are one."""
    lista: list[str] = []
    for p in word.paragraphs:
        texto, estilo = p.text.strip(), (p.style.name or "").lower() if p.style else ""
        if texto and (estilo.startswith(_LISTAS) or _tiene_vineta(p)):
            lista.append("- " + " ".join(texto.split()))
            continue
        if lista:
            yield "\n".join(lista)
            lista = []
        if texto:
            yield f"# {' '.join(texto.split())}" if estilo.startswith(_TITULOS) else texto
    if lista:
        yield "\n".join(lista)
