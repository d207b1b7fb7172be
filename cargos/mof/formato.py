"""The layout of the official MOF: its headings, its row labels, what each kind of row is like."""

import re

from cargos.mof.documento import FilaCap, MofRechazado
from cargos.mof.renglones import Renglon, citar
from ocisys.base.busqueda import plano

TITULO = "MANUAL DE ORGANIZACIÓN Y FUNCIONES"
ESTRUCTURA = "ESTRUCTURA DE CARGOS"
ORGANIGRAMA = "ORGANIGRAMA DE CARGOS"
COLUMNAS = ("Nº ORDEN", "CARGO ESTRUCTURAL", "CODIGO", "CLASIFICACION", "TOTAL")
SECCIONES = {
    "I": ("IDENTIFICACION DEL CARGO", "FUNCIONES DEL ", "FUNCIONES DE LA "),
    "II": ("FUNCION BASICA",),
    "III": ("FUNCIONES ESPECIFICAS",),
    "IV": ("LINEA DE AUTORIDAD",),
    "V": ("REQUISITOS MINIMOS",),
}

SECCION = re.compile(r"(I|II|III|IV|V)\.\s+(\S.*)")
FUNCION = re.compile(r"([0-9]{1,2})[.)]\s*(\S.*)", re.DOTALL)
_PARECE_ITEM = re.compile(r"\S{1,4}[.)](\s|$)")
NRO_CAP = re.compile(r"[0-9]{3}")
_NRO_ORDEN = re.compile(r"([0-9]{3})(?:\s*[/-]\s*([0-9]{3}))?")
TERMINA = (".", ";", ":")


def es_seccion(renglon: Renglon, romano: str) -> bool:
    """Whether the row is the heading of that section («I» … «V»), with the words of the layout."""
    hallado = None if renglon.es_tabla else SECCION.fullmatch(renglon.texto)
    if hallado is None or hallado[1] != romano:
        return False
    titulo = plano(hallado[2]).rstrip(".: ")
    return any(
        # A name that ends in a space is the beginning of the heading, the others are all of it.
        titulo.startswith(nombre.lower()) if nombre[-1] == " " else titulo == plano(nombre)
        for nombre in SECCIONES[romano]
    )


def es_requisito(renglon: Renglon) -> bool:
    """Two cells, the second one full; the first row of another post is not a requirement."""
    if len(renglon.celdas) != 2 or not renglon.celdas[1]:
        return False
    return rotulo_plano(renglon.celdas[0]) != rotulo_plano("UNIDAD ORGANICA")


def rotulo_plano(texto: str) -> str:
    """A row label without accents, capitals, final colon or kind of dash."""
    return plano(texto).rstrip(": ").replace("–", "-").replace("—", "-")


def son_columnas(renglon: Renglon) -> bool:
    """Whether the row names the five columns of the CAP table, cut by a hyphen or not."""
    leidas = [re.sub(r"-\s+", "", plano(celda)) for celda in renglon.celdas]
    return leidas == [plano(columna) for columna in COLUMNAS]


def fila_cap(renglon: Renglon) -> FilaCap:
    """A line of the CAP table; its own cells are checked here, the sums in `revision`."""
    if len(renglon.celdas) != len(COLUMNAS) or not all(renglon.celdas):
        motivo = f"una línea del cuadro de cargos tiene cinco celdas y aquí dice {renglon.cita}."
        raise MofRechazado(motivo, lugar=renglon.lugar)
    numeros = _NRO_ORDEN.fullmatch(renglon.celdas[0])
    if numeros is None:
        motivo = f"el Nº de orden debe decir 067 o 068 / 070 y dice {citar(renglon.celdas[0])}."
        raise MofRechazado(motivo, lugar=renglon.lugar)
    return FilaCap(
        nro_literal=renglon.celdas[0],
        nro_desde=numeros[1],
        nro_hasta=numeros[2] or numeros[1],
        cargo_estructural=renglon.celdas[1],
        codigo=renglon.celdas[2],
        clasificacion=renglon.celdas[3],
        total=entero(renglon.celdas[4], "el total de la línea", renglon.lugar),
        lugar=renglon.lugar,
    )


def entero(texto: str, que: str, lugar: str) -> int:
    """A count of up to three figures; raises MofRechazado, naming it `que`, if it is not one."""
    if not re.fullmatch(r"[0-9]{1,3}", texto):
        raise MofRechazado(f"{que} debe ser un número y dice {citar(texto)}.", lugar=lugar)
    return int(texto)


def continua(anterior: str, siguiente: Renglon) -> bool:
    """Whether a row is the wrapped rest of a duty: that duty has not ended and no item starts."""
    return not (
        anterior.endswith(TERMINA)
        or siguiente.es_tabla
        or siguiente.numerado
        or SECCION.fullmatch(siguiente.texto)
        or _PARECE_ITEM.match(siguiente.texto)
    )
