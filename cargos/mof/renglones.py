"""From a file to rows of text: the markup goes, the words stay.

A row is what one line of a text, one paragraph or one row of a table says, split in cells. Only
bold and list markup is removed; any other mark refuses the file, because guessing would change the
document's words.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cargos.mof.documento import MofRechazado

if TYPE_CHECKING:
    from cargos.mof.word import Bloque

MAXIMO_BYTES = 5 * 1024 * 1024
EXTENSIONES = (".md", ".txt", ".docx")

_MARCA_NOTA, _RESGUARDO = "(**)", "\ue000"
_NEGRITA = re.compile(r"\*\*(?=[^\s*])(.+?)(?<=[^\s*])\*\*")
_ETIQUETA_NEGRITA = re.compile(r"</?(?:b|strong)\s*>", re.IGNORECASE)
_ETIQUETA_LISTA = re.compile(r"</?(?:ol|ul)(?:\s[^<>]*)?>|</li\s*>", re.IGNORECASE)
_ITEM = re.compile(r"<li(?:\s[^<>]*)?>", re.IGNORECASE)
_OTRA_ETIQUETA = re.compile(r"</?[A-Za-z][^<>]*>")
_TITULO = re.compile(r"#{1,6} +")
_RAYA = re.compile(r"[-_*]{2,}")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ue000]")
# UTF-8 read as Windows-1252 or Latin-1: «Ã³» where «ó» was meant.
_MAL_DECODIFICADO = re.compile("[ÃÂ][\u0080-\u00bf\u0152-\u0178\u2013-\u203a\u20ac\u2122]|â€")

# What a scanner makes of a stain («|», «~») or of a letter («coord1nar»).
_RUIDO = re.compile(r"[|~^{}¬¦■□]|[a-zñáéíóúü][0-9]+[a-zñáéíóúü]")


@dataclass(frozen=True)
class Renglon:
    """A row of the document: its cells and where it stands.

    `numerado` says that Word numbers this paragraph by itself, so the number is not in the text.
    """

    lugar: str
    celdas: tuple[str, ...]
    numerado: bool = False

    @property
    def esta_vacio(self) -> bool:
        return not any(self.celdas)

    @property
    def es_tabla(self) -> bool:
        return len(self.celdas) > 1

    @property
    def texto(self) -> str:
        """The whole row in one string, for comparing and for messages."""
        return " ".join(c for c in self.celdas if c)

    @property
    def cita(self) -> str:
        """The row for a message: short, in angle quotes."""
        return citar(self.texto)


def citar(texto: str) -> str:
    """`«texto»`, cut at 60 characters."""
    return f"«{texto}»" if len(texto) <= 60 else f"«{texto[:59]}…»"


def leer_archivo(ruta: Path) -> list[Renglon]:
    """Rows of a .md, .txt or .docx file.

    Raises MofRechazado if it cannot be opened, is too large, is empty, is not text in UTF-8 or not
    a Word document, or shows the traces of a failed OCR.
    """
    try:
        if ruta.stat().st_size > MAXIMO_BYTES:
            raise MofRechazado("el archivo pasa de 5 MB, y un MOF es sólo texto.")
        contenido = ruta.read_bytes()
    except FileNotFoundError as error:
        raise MofRechazado("el archivo no existe.") from error
    except IsADirectoryError as error:
        raise MofRechazado("es una carpeta, no un archivo.") from error
    except PermissionError as error:
        raise MofRechazado("no hay permiso para leer el archivo.") from error
    except (OSError, ValueError) as error:  # an unreadable disk, a name with a NUL
        raise MofRechazado("no se puede abrir el archivo.") from error
    return leer_contenido(contenido, ruta.suffix)


def leer_contenido(contenido: bytes, extension: str) -> list[Renglon]:
    """As `leer_archivo`, from the bytes; `extension` is ".md", ".txt" or ".docx"."""
    if extension.lower() not in EXTENSIONES:
        raise MofRechazado("sólo se lee un MOF en .md, .txt o .docx.")
    if not contenido.strip():
        raise MofRechazado("el archivo está vacío.")
    if extension.lower() == ".docx":
        from cargos.mof import word  # heavy

        renglones = list(_de_word(word.parrafos_y_filas(contenido)))
    else:
        renglones = list(de_texto(_decodificar(contenido)))
    for renglon in renglones:
        _exigir_legible(renglon)
    return renglones


def de_texto(texto: str) -> Iterator[Renglon]:
    """Rows of a text: tabs separate cells, every item of a list is a row of its own."""
    for numero, linea in enumerate(texto.split("\n"), start=1):
        yield from _de_linea(linea, f"línea {numero}")


def _de_linea(linea: str, lugar: str, *, numerado: bool = False) -> Iterator[Renglon]:
    for parte in _ITEM.sub("\n", linea).split("\n"):
        celdas = _sin_cola([sin_marcas(celda) for celda in parte.split("\t")])
        # A row that is only a rule is the edge of a scanned page, not a word of the document.
        if len(celdas) > 1 or not _RAYA.fullmatch(celdas[0]):
            yield Renglon(lugar, celdas, numerado)


def _de_word(bloques: "Iterable[Bloque]") -> Iterator[Renglon]:
    for bloque in bloques:
        if bloque.es_fila:
            yield Renglon(bloque.lugar, _sin_cola([sin_marcas(t) for t in bloque.textos]))
        else:
            for linea in bloque.textos[0].split("\n"):
                yield from _de_linea(linea, bloque.lugar, numerado=bloque.numerado)


def _decodificar(contenido: bytes) -> str:
    if b"\x00" in contenido:
        raise MofRechazado("el archivo es binario; se espera texto en UTF-8.")
    try:
        texto = contenido.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        linea = contenido.count(b"\n", 0, error.start) + 1
        raise MofRechazado(
            "el texto no está en UTF-8; guárdelo con esa codificación.", lugar=f"línea {linea}"
        ) from error
    return texto.replace("\r\n", "\n").replace("\r", "\n")


def sin_marcas(celda: str) -> str:
    """The text without bold, heading or list markup; the mark (**) of the note is not markup."""
    limpia = _ETIQUETA_LISTA.sub("", _ETIQUETA_NEGRITA.sub("", celda)).strip()
    limpia = _TITULO.sub("", limpia, count=1) if limpia.startswith("#") else limpia
    limpia = limpia.replace("\\*", "*").replace(_MARCA_NOTA, _RESGUARDO)
    return _NEGRITA.sub(r"\1", limpia).replace(_RESGUARDO, _MARCA_NOTA).strip()


def _sin_cola(celdas: list[str]) -> tuple[str, ...]:
    """Without the empty cells at the end, but a row of a table keeps at least two."""
    ultima = max((i for i, celda in enumerate(celdas) if celda), default=0)
    return tuple(celdas[: max(ultima + 1, min(len(celdas), 2))])


def _exigir_legible(renglon: Renglon) -> None:
    """Refuse a row that a scanner or a wrong encoding has ruined."""
    texto = renglon.texto
    if "\ufffd" in texto:
        motivo = f"hay letras perdidas ({renglon.cita}); el texto es un reconocimiento fallido."
    elif _CONTROL.search(texto):
        motivo = "hay caracteres de control: el archivo no es un texto limpio."
    elif _MAL_DECODIFICADO.search(texto):
        motivo = f"las tildes están mal codificadas ({renglon.cita}); guarde el texto en UTF-8."
    elif ruido := _RUIDO.search(texto):
        motivo = f"«{ruido[0]}» en {renglon.cita} parece un error de reconocimiento."
    elif etiqueta := _OTRA_ETIQUETA.search(texto):
        motivo = f"hay una marca que no se reconoce: {citar(etiqueta[0])}."
    else:
        return
    raise MofRechazado(motivo, lugar=renglon.lugar)
