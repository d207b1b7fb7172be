"""Columns of a spreadsheet: how they may be headed, and how a cell becomes a value."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from difflib import get_close_matches
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from convenios.iati import validar_identificador
from convenios.importar.hoja import Celda, Renglon
from convenios.models.organizacion import validar_ruc
from convenios.territorio import PAISES, leer_ambito
from ocisys.base.busqueda import plano

PRIMER_ANIO, ULTIMO_ANIO = 1900, 2150
FILAS_DE_TITULO = 15
ERRORES_DE_EXCEL = (
    "#REF!",
    "#N/A",
    "#N/D",
    "#VALUE!",
    "#¡VALOR!",
    "#DIV/0!",
    "#NAME?",
    "#¿NOMBRE?",
)
ORIGEN_DE_EXCEL = date(1899, 12, 30)


class DatoMalo(ValueError):
    """The cell cannot be that value; `str()` says why and what is expected."""


Convertir = Callable[[Celda], Any]


@dataclass(frozen=True)
class Campo:
    """A column: `alias` are other headings under which it may come, accents and case forgiven."""

    clave: str
    titulo: str
    convertir: Convertir
    obligatorio: bool = False
    alias: tuple[str, ...] = ()
    ayuda: str = ""
    ejemplo: str = ""

    @property
    def claves_de_titulo(self) -> frozenset[str]:
        return frozenset(llano(t) for t in (self.titulo, *self.alias))


def llano(texto: object) -> str:
    """`"  N.º de RUC* "` → `"n de ruc"`: letters and digits, without accents."""
    return " ".join(re.findall(r"[a-z0-9]+", plano(str(texto).replace("º", "").replace("°", ""))))


@dataclass(frozen=True)
class Mapa:
    """Which column is what. `columnas`: position → Campo."""

    columnas: dict[int, Campo] = field(default_factory=dict)
    titulos: tuple[str, ...] = ()
    desconocidas: tuple[str, ...] = ()
    criticos: tuple[str, ...] = ()


def emparejar(renglones: Sequence[Renglon], campos: Sequence[Campo]) -> tuple[Mapa, int]:
    """The map of the row of headings and its place among `renglones`.

    Titles and dates above the headings are skipped: the row that recognises most columns wins.
    """
    candidatos = [(_mapear(r, campos), i) for i, r in enumerate(renglones[:FILAS_DE_TITULO])]
    return max(candidatos, key=lambda par: (len(par[0].columnas), -par[1]))


def _mapear(renglon: Renglon, campos: Sequence[Campo]) -> Mapa:
    por_titulo = {t: c for c in campos for t in c.claves_de_titulo}
    titulos = tuple("" if v is None else str(v) for v in renglon.celdas)
    columnas: dict[int, Campo] = {}
    vistos: dict[str, str] = {}
    desconocidas, criticos = [], []
    for i, titulo in enumerate(titulos):
        campo = por_titulo.get(llano(titulo))
        if campo is None:
            if titulo:
                desconocidas.append(titulo)
        elif campo.clave in vistos:
            criticos.append(
                f"Las columnas «{vistos[campo.clave]}» y «{titulo}» dicen lo mismo: deje una."
            )
        else:
            columnas[i], vistos[campo.clave] = campo, titulo
    for campo in campos:
        if campo.obligatorio and campo.clave not in vistos:
            criticos.append(f"Falta la columna «{campo.titulo}».")
    return Mapa(columnas, titulos, tuple(desconocidas), tuple(criticos))


# --- Values ---------------------------------------------------------------------------------


def escrito(celda: Celda) -> str:
    """The text of a cell; raises DatoMalo on an error of Excel."""
    texto = "" if celda is None else str(celda).strip()
    if texto.upper() in ERRORES_DE_EXCEL:
        raise DatoMalo(f"La fórmula da {texto}: escriba el valor.")
    return texto


def texto(largo: int) -> Convertir:
    """Text of at most `largo` characters."""

    def convertir(celda: Celda) -> str:
        valor = escrito(celda)
        if len(valor) > largo:
            raise DatoMalo(f"Tiene {len(valor):,} caracteres y caben {largo}.")
        return valor

    return convertir


def opcion(opciones: Iterable[tuple[Any, Any]], defecto: str = "") -> Convertir:
    """One of the choices, by its name or its code."""
    pares = [(str(v), str(r)) for v, r in opciones]
    por_nombre = {llano(n): v for v, r in pares for n in (v, r)}

    def convertir(celda: Celda) -> str:
        valor = escrito(celda)
        if not valor:
            return defecto
        if (hallada := por_nombre.get(llano(valor))) is not None:
            return hallada
        cerca = get_close_matches(llano(valor), por_nombre, n=1, cutoff=0.6)
        rotulos = dict(reversed(pares))  # the first name of each choice is its own
        quiso = f" ¿Quiso decir «{rotulos[por_nombre[cerca[0]]]}»?" if cerca else ""
        admite = "; ".join(dict.fromkeys(rotulos[v] for v, _ in pares))
        raise DatoMalo(f"«{valor[:40]}» no es ninguna de las opciones.{quiso} Se admite: {admite}.")

    return convertir


_FECHAS = (
    re.compile(r"(?P<a>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"),
    re.compile(r"(?P<d>\d{1,2})[/.\-](?P<m>\d{1,2})[/.\-](?P<a>\d{4})"),
)


def fecha(celda: Celda) -> date | None:
    """A date as Peru writes it, or AAAA-MM-DD, or a cell of dates."""
    valor = escrito(celda)
    if not valor:
        return None
    if isinstance(celda, int | float):
        raise DatoMalo(_numero_por_fecha(celda))
    partes = next((m for patron in _FECHAS if (m := patron.fullmatch(valor))), None)
    if partes is None:
        raise DatoMalo(f"«{valor[:40]}» no es una fecha. Escríbala como 22/11/2026.")
    try:
        dia = date(int(partes["a"]), int(partes["m"]), int(partes["d"]))
    except ValueError as error:
        raise DatoMalo(f"«{valor}» no existe en el calendario.") from error
    if not PRIMER_ANIO <= dia.year <= ULTIMO_ANIO:
        raise DatoMalo(f"El año de «{valor}» va de {PRIMER_ANIO} a {ULTIMO_ANIO}.")
    return dia


def _numero_por_fecha(numero: float) -> str:
    if 1 < numero < 60_000:
        quiso = ORIGEN_DE_EXCEL + timedelta(days=int(numero))
        return f"Hay un número ({numero}) donde va una fecha. ¿Quiso decir {quiso:%d/%m/%Y}?"
    return f"Hay un número ({numero}) donde va una fecha. Escríbala como 22/11/2026."


def entero(minimo: int, maximo: int, defecto: int | None = None) -> Convertir:
    """A whole number between two limits, both included."""

    def convertir(celda: Celda) -> int | None:
        valor = escrito(celda)
        if not valor:
            return defecto
        if not re.fullmatch(r"-?[0-9]{1,9}", valor):
            raise DatoMalo(f"«{valor[:40]}» no es un número entero.")
        if not minimo <= int(valor) <= maximo:
            raise DatoMalo(f"{valor} está fuera de lo admitido: de {minimo} a {maximo}.")
        return int(valor)

    return convertir


_SI_NO = {"si": True, "s": True, "x": True, "true": True, "verdadero": True, "1": True} | {
    "no": False,
    "n": False,
    "false": False,
    "falso": False,
    "0": False,
}


def si_no(celda: Celda) -> bool | None:
    """Sí or no; None when it is empty."""
    valor = escrito(celda)
    if not valor:
        return None
    if (respuesta := _SI_NO.get(llano(valor))) is None:
        raise DatoMalo(f"«{valor[:40]}» no es sí ni no.")
    return respuesta


def ruc(celda: Celda) -> str:
    """A RUC with its check digit right; spaces and dashes forgiven."""
    valor = "".join(c for c in escrito(celda) if c.isalnum())
    if valor:
        try:
            validar_ruc(valor)
        except ValidationError as error:
            raise DatoMalo(f"{error.messages[0]} Dice «{valor[:20]}».") from error
    return valor


def identificador(celda: Celda) -> str:
    """An IATI identifier, of at most 100 characters."""
    valor = texto(100)(celda)
    try:
        validar_identificador(valor)
    except ValidationError as error:
        raise DatoMalo(error.messages[0]) from error
    return str(valor)


def ambito(celda: Celda) -> list[str]:
    """Departments by name or UBIGEO; a number that lost its zero (8) is understood."""
    valor = escrito(celda)
    if isinstance(celda, int | float) and len(valor) % 2:
        valor = f"0{valor}"
    try:
        return leer_ambito(valor)
    except ValidationError as error:
        raise DatoMalo(error.messages[0]) from error


def direccion(celda: Celda) -> str:
    """A web address; «ejemplo.pe» means https://ejemplo.pe."""
    valor = escrito(celda)
    if valor and "://" not in valor:
        valor = f"https://{valor}"
    try:
        if valor:
            URLValidator(schemes=["http", "https"])(valor)
    except ValidationError as error:
        raise DatoMalo(f"«{valor[:60]}» no es una dirección web.") from error
    if len(valor) > 200:
        raise DatoMalo("La dirección pasa de 200 caracteres.")
    return valor


def lista(celda: Celda) -> list[str]:
    """Several names, one after another with a semicolon or on lines of their own."""
    nombres = [" ".join(n.split()) for n in re.split(r"[;\n]", escrito(celda))]
    if largo := next((n for n in nombres if len(n) > 200), ""):
        raise DatoMalo(f"«{largo[:40]}…» pasa de 200 caracteres.")
    return [n for n in nombres if n]


PAISES_USUALES = {
    "peru": "PER",
    "espana": "ESP",
    "alemania": "DEU",
    "japon": "JPN",
    "italia": "ITA",
}


def pais(celda: Celda) -> str:
    """ISO code of three letters; the usual names are understood."""
    valor = escrito(celda)
    if not valor:
        return "PER"
    codigo = PAISES_USUALES.get(llano(valor), valor.upper())
    if codigo not in PAISES:
        raise DatoMalo(f"«{valor[:40]}» no es un código de país de tres letras, como PER o ESP.")
    return codigo
