"""The official MOF in every form a person may bring it, and how to know that no word was lost.

Nothing here uses the reader of the application: the sentences are taken from the file with their
own few lines, so that a mistake of the reader cannot hide itself.
"""

import html
import re
from io import BytesIO
from itertools import groupby
from pathlib import Path

import docx

RUTA = Path(__file__).resolve().parent.parent / "cargos" / "datos" / "mof-oci.md"


def mof_md(*cambios: tuple[str, str]) -> str:
    """The shipped MOF, each `(old, new)` replaced once; the old text must be there."""
    texto = RUTA.read_text(encoding="utf-8")
    for viejo, nuevo in cambios:
        assert viejo in texto, viejo
        texto = texto.replace(viejo, nuevo, 1)
    return texto


def mof_txt(texto: str = "") -> str:
    """The same document without any markup, as it comes out of Word saved as text."""
    limpio = re.sub(r"\s*<li>", "\n", texto or mof_md())
    limpio = re.sub(r"<[^>]+>", "", limpio).replace("\\*", "*").replace("#", "")
    limpio = limpio.replace("(**)", "(@@)").replace("**", "").replace("(@@)", "(**)")
    lineas = [linea if "\t" in linea else linea.strip() for linea in limpio.split("\n")]
    return "\n".join(linea for linea in lineas if not re.fullmatch(r"-{2,}", linea))


def mof_docx(texto: str = "", *, numera_word: bool = False) -> bytes:
    """The same document in Word: rows with tabs become tables, the rest paragraphs.

    With `numera_word` the duties are a list that Word numbers, as people write them.
    """
    word = docx.Document()
    lineas = mof_txt(texto).split("\n")
    for con_tabla, grupo in groupby(lineas, key=lambda linea: "\t" in linea):
        if con_tabla:
            _tabla(word, [linea.split("\t") for linea in grupo])
        else:
            for linea in grupo:
                _parrafo(word, linea, numera_word=numera_word)
    salida = BytesIO()
    word.save(salida)
    return salida.getvalue()


def oraciones(*, con_numero: bool) -> list[str]:
    """Every text of the official file in order: cells, paragraphs and duties."""
    textos = [parte.strip() for linea in mof_txt().split("\n") for parte in linea.split("\t")]
    textos = [re.sub(r"\s+", " ", t) for t in textos if t]
    return textos if con_numero else [re.sub(r"^\d{1,2}\. ", "", t) for t in textos]


def primera_que_falta(buscadas: list[str], texto: str) -> str | None:
    """The first of `buscadas` that is not in `texto` after the ones before it, or None."""
    desde = 0
    for oracion in buscadas:
        donde = texto.find(oracion, desde)
        if donde < 0:
            return oracion
        desde = donde + len(oracion)
    return None


def texto_de_pagina(contenido: bytes) -> str:
    """What a person reads in `<main>`, spaces in one."""
    principal = contenido.decode().split("<main", 1)[1].split("</main>", 1)[0]
    sin_dibujo = re.sub(r"<svg.*?</svg>", " ", principal, flags=re.DOTALL)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", sin_dibujo)))


def texto_de_docx(contenido: bytes) -> str:
    """Every `<w:t>` of the body in order, a space between paragraphs."""
    cuerpo = docx.Document(BytesIO(contenido)).element.body
    parrafos = (p for p in cuerpo.iter() if p.tag.endswith("}p"))
    textos = ("".join(t.text or "" for t in p.iter() if t.tag.endswith("}t")) for p in parrafos)
    return re.sub(r"\s+", " ", " ".join(textos))


def _tabla(word: "docx.document.Document", filas: list[list[str]]) -> None:
    tabla = word.add_table(rows=0, cols=max(map(len, filas)))
    for fila in filas:
        celdas = tabla.add_row().cells
        for celda, texto in zip(celdas, fila, strict=False):
            celda.text = texto


def _parrafo(word: "docx.document.Document", linea: str, *, numera_word: bool) -> None:
    if numera_word and (funcion := re.fullmatch(r"\d{1,2}\. (.+)", linea)):
        word.add_paragraph(funcion[1], style="List Number")
    else:
        word.add_paragraph(linea)
