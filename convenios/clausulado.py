"""Finding the clauses, the name and the date of an instrument in the text of its pages. Pure.

What is found here is only a proposal: a person looks at it beside the page before it is recorded.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from convenios.models.clausula import Materia
from ocisys.base.busqueda import plano

_ORDINALES = (
    r"(?:d[ée]cimo?\s*)?(?:primer[ao]|segund[ao]|tercer[ao]|cuart[ao]|quint[ao]|sext[ao]|"
    r"s[ée]ptim[ao]|octav[ao]|noven[ao])|und[ée]cim[ao]|duod[ée]cim[ao]|d[ée]cim[ao]|vig[ée]sim[ao]"
    r"(?:\s+\w+)?"
)
_CABECERA = re.compile(
    rf"^[ \t]*(?:(?:cl[áa]usula|art[íi]culo)\s+(?P<numero>{_ORDINALES}|\d{{1,2}})"
    rf"|(?P<suelto>{_ORDINALES})(?=\s*[.:\-–—]))\s*[.:\-–—°º]*[ \t]*(?P<titulo>[^\n]*)$",
    re.IGNORECASE | re.MULTILINE,
)
_LARGO_TITULO = 90
"""A heading; what goes on longer on its line is already the text of the clause."""

_POR_PALABRA: tuple[tuple[str, Materia], ...] = (
    (r"objeto|finalidad", Materia.OBJETO),
    (r"base legal|marco legal|normativ", Materia.BASE_LEGAL),
    (r"especific", Materia.ESPECIFICOS),
    (r"separacion|libre adhesion", Materia.SEPARACION),
    (r"renovacion|prorroga", Materia.RENOVACION),
    (r"controversia|arbitra|discrepancia", Materia.CONTROVERSIAS),
    (r"resolucion|terminacion|extincion", Materia.RESOLUCION),
    (r"financ|aporte|presupuest|desembols|recursos", Materia.FINANCIAMIENTO),
    (r"obligacion|compromiso", Materia.OBLIGACIONES),
    (r"coordina|representantes|comite", Materia.COORDINADORES),
    (r"vigencia|plazo|duracion", Materia.VIGENCIA),
    (r"disposiciones finales|domicilio|notificacion|comunicacion|modificacion", Materia.FINALES),
    (r"las partes$|de las partes\b|intervin|comparec", Materia.PARTES),
)

_MESES = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "setiembre",
    "octubre",
    "noviembre",
    "diciembre",
]
_FECHA = re.compile(
    rf"(\d{{1,2}})\s*(?:d[ií]as?)?\s*(?:del|de)\s*(?:mes\s+de\s+)?({'|'.join(_MESES)}|septiembre)"
    r"\s+(?:de|del)(?:l)?\s*(?:a[ñn]o\s+)?(\d{4})",
    re.IGNORECASE,
)
_NOMBRE = re.compile(
    r"^[ \t]*((?:CONVENIO|ACUERDO|MEMOR[ÁA]NDUM|CARTA|CONTRATO|ACTA|CANJE)\b[^\n]*)$",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True)
class ClausulaLeida:
    """A clause as found: its number and title as on the paper, its text and the page it opens."""

    numero: str
    titulo: str
    materia: Materia
    texto: str
    pagina: int


def leer_clausulas(paginas: Sequence[str]) -> list[ClausulaLeida]:
    """The clauses of an instrument, what goes before the first as «Introducción».

    Empty when no heading is recognised: then they are copied by hand.
    """
    todo, inicios = _unir(paginas)
    cabeceras = list(_CABECERA.finditer(todo))
    if not cabeceras:
        return []
    resultado = []
    antes = todo[: cabeceras[0].start()].strip()
    if antes:
        resultado.append(ClausulaLeida("Introducción", "", Materia.PARTES, antes, 1))
    finales = [c.start() for c in cabeceras[1:]] + [len(todo)]
    for cabecera, final in zip(cabeceras, finales, strict=True):
        resultado.append(_clausula(cabecera, todo[cabecera.end() : final], inicios))
    return resultado


def _clausula(cabecera: re.Match[str], cuerpo: str, inicios: Sequence[int]) -> ClausulaLeida:
    numero = (cabecera["numero"] or cabecera["suelto"]).strip().upper()
    titulo, texto = cabecera["titulo"].strip(), cuerpo.strip()
    if len(titulo) > _LARGO_TITULO:
        titulo, _, resto = (
            titulo.partition(". ") if ". " in titulo[:_LARGO_TITULO] else ("", "", titulo)
        )
        texto = f"{resto}\n{texto}".strip()
    pagina = sum(inicio <= cabecera.start() for inicio in inicios)
    return ClausulaLeida(numero[:40], titulo.strip(" .:")[:160], materia_de(titulo), texto, pagina)


def materia_de(titulo: str) -> Materia:
    """What a clause is about by the words of its title; «otra» when they do not say."""
    llano = plano(titulo)
    return next((m for patron, m in _POR_PALABRA if re.search(patron, llano)), Materia.OTRA)


def leer_nombre(paginas: Sequence[str]) -> str:
    """The name of the instrument: its first heading line and the capitals after it; "" if none."""
    todo, _ = _unir(paginas[:2])
    primera = _NOMBRE.search(todo)
    if primera is None:
        return ""
    lineas = [primera[1].strip()]
    for linea in todo[primera.end() :].splitlines()[1:6]:
        if not linea.strip() or linea != linea.upper():
            break
        lineas.append(linea.strip())
    return " ".join(lineas)[:400]


def leer_fecha(paginas: Sequence[str]) -> date | None:
    """The last date written in words, which is where signatures are; None if there is none."""
    todo, _ = _unir(paginas)
    for dia, mes, anio in reversed(_FECHA.findall(todo)):
        numero = _MESES.index("setiembre" if mes.lower() == "septiembre" else mes.lower()) + 1
        try:
            return date(int(anio), numero, int(dia))
        except ValueError:
            continue
    return None


def _unir(paginas: Sequence[str]) -> tuple[str, list[int]]:
    """All the text, and where in it each page starts."""
    inicios, largo = [], 0
    for pagina in paginas:
        inicios.append(largo)
        largo += len(pagina) + 1
    return "\n".join(paginas), inicios
