"""The trail of the office: who did what, when and in which capacity, from every table that says it.

Each app declares its sources in `AppConfig.ready`; this floor merges them by moment, the newest
first, page by page by key. A source decides what of it a person may read: what is reserved is not
merged, counted or exported for whoever may not know of it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from heapq import merge
from itertools import groupby, islice
from typing import Any, Protocol

from django.core import signing
from django.db.models import Q, QuerySet

POR_PAGINA = 25
SAL = "rastro"


class Clase(StrEnum):
    """What kind of trail a source keeps."""

    ACTOS = "actos"
    LECTURAS = "lecturas"
    SISTEMA = "sistema"


@dataclass(frozen=True)
class Alcance:
    """How far a person may look: always her own; of all the office; of the system."""

    oficina: bool = False
    sistema: bool = False

    def abarca(self, clase: Clase) -> bool:
        """Whether the rows of others are read too."""
        return self.sistema if clase is Clase.SISTEMA else self.oficina


@dataclass(frozen=True)
class Pregunta:
    """What is asked of the trail; None or "" leaves that open."""

    persona: int | None = None
    objeto: str = ""
    desde: datetime | None = None
    hasta: datetime | None = None
    clase: str = ""


@dataclass(frozen=True)
class Huella:
    """One line: who (key of the account), in which capacity, what, on what, and what changed.

    `reservado`: its content is not shown; `cambios` are field, whole value before and after.
    """

    en: datetime
    por: int | None
    calidad: str
    que: str
    objeto: str = ""
    enlace: str = ""
    texto: str = ""
    cambios: tuple[tuple[str, str, str], ...] = ()
    reservado: bool = False
    quien: str = ""


class Fuente(Protocol):
    """A table of the trail; `momento` and `clave` are the fields it is ordered by."""

    @property
    def clase(self) -> Clase: ...

    @property
    def momento(self) -> str: ...

    @property
    def clave(self) -> str: ...

    def filas(self, usuario: Any, pregunta: Pregunta) -> QuerySet[Any, Any] | None:
        """Rows this person may read that answer; None when none can. No order, no limit."""

    def huellas(self, filas: Sequence[Any], usuario: Any) -> list[Huella]:
        """Those rows as lines, in their order; a fixed number of queries."""


_FUENTES: list[Fuente] = []


def registrar(*fuentes: Fuente) -> None:
    """Add tables to the trail."""
    _FUENTES.extend(fuentes)


Posicion = tuple[datetime, int, int]
"""Where a line stands: its moment, the place of its source, its key; the last two break ties."""


@dataclass(frozen=True)
class Tramo:
    """Lines of a page and the cursor of the next one ("" at the end)."""

    filas: list[Huella]
    siguiente: str = ""
    anterior: str = ""


def pagina(
    usuario: Any, alcance: Alcance, pregunta: Pregunta, cursor: str = "", por: int = POR_PAGINA
) -> Tramo:
    """The lines after `cursor`, newest first; one query a source and a few for what is shown.

    A cursor that is not ours gives the first page.
    """
    filas = list(islice(_en_orden(usuario, alcance, pregunta, _leer(cursor), por + 1), por + 1))
    hay_mas, filas = len(filas) > por, filas[:por]
    siguiente = _escribir(filas[-1][0]) if hay_mas else ""
    return Tramo(_como_huellas(filas, usuario), siguiente)


def recorrer(
    usuario: Any, alcance: Alcance, pregunta: Pregunta, tope: int, por: int = 500
) -> Iterator[Huella]:
    """The same lines one after another, up to `tope`."""
    cursor, faltan = "", tope
    while faltan > 0:
        tramo = pagina(usuario, alcance, pregunta, cursor, min(por, faltan))
        yield from tramo.filas
        cursor, faltan = tramo.siguiente, faltan - len(tramo.filas)
        if not cursor:
            return


Fila = tuple[Posicion, int, Any]
"""Where it stands, the place of its source, the row."""


def _en_orden(
    usuario: Any, alcance: Alcance, pregunta: Pregunta, tras: Posicion | None, cuantas: int
) -> Iterator[Fila]:
    propia = replace(pregunta, persona=usuario.pk)
    ajena = pregunta.persona not in (None, usuario.pk)
    corrientes = []
    for lugar, fuente in enumerate(_FUENTES):
        if pregunta.clase and fuente.clase != pregunta.clase:
            continue
        todo = alcance.abarca(fuente.clase)
        if ajena and not todo:
            continue
        filas = fuente.filas(usuario, pregunta if todo else propia)
        if filas is not None:
            corrientes.append(_corriente(fuente, lugar, filas, tras, cuantas))
    return merge(*corrientes, key=lambda f: _al_reves(f[0]))


def _corriente(
    fuente: Fuente, lugar: int, filas: QuerySet[Any, Any], tras: Posicion | None, cuantas: int
) -> list[Fila]:
    if tras is not None:
        filas = filas.filter(_despues_de(fuente, lugar, tras))
    orden = filas.order_by(f"-{fuente.momento}", f"-{fuente.clave}")[:cuantas]
    return [
        ((getattr(f, fuente.momento), lugar, getattr(f, fuente.clave)), lugar, f) for f in orden
    ]


def _al_reves(posicion: Posicion) -> tuple[float, int, int]:
    """Newest first; at one moment, by the place of the source and then the newest row."""
    momento, lugar, clave = posicion
    return (-momento.timestamp(), lugar, -clave)


def _despues_de(fuente: Fuente, lugar: int, tras: Posicion) -> Q:
    momento, otro, clave = tras
    antes = Q(**{f"{fuente.momento}__lt": momento})
    if lugar < otro:
        return antes
    a_la_vez = Q(**{fuente.momento: momento})
    return antes | (a_la_vez & Q(**{f"{fuente.clave}__lt": clave}) if lugar == otro else a_la_vez)


def _como_huellas(filas: list[Fila], usuario: Any) -> list[Huella]:
    """Each source tells its own rows at once; then they go back to their places."""
    lineas: dict[Posicion, Huella] = {}
    for lugar, grupo in groupby(sorted(filas, key=lambda f: f[1]), key=lambda f: f[1]):
        suyas = list(grupo)
        dichas = _FUENTES[lugar].huellas([f[2] for f in suyas], usuario)
        lineas |= {f[0]: h for f, h in zip(suyas, dichas, strict=True)}
    return [lineas[f[0]] for f in filas]


def _escribir(posicion: Posicion) -> str:
    momento, lugar, clave = posicion
    return signing.Signer(salt=SAL).sign_object([momento.isoformat(), lugar, clave])


def _leer(cursor: str) -> Posicion | None:
    try:
        momento, lugar, clave = signing.Signer(salt=SAL).unsign_object(cursor)
        return datetime.fromisoformat(momento), int(lugar), int(clave)
    except (signing.BadSignature, ValueError, TypeError):
        return None


def entre(filas: QuerySet[Any, Any], momento: str, pregunta: Pregunta) -> QuerySet[Any, Any]:
    """`filas` between the two moments asked for."""
    if pregunta.desde:
        filas = filas.filter(**{f"{momento}__gte": pregunta.desde})
    return filas.filter(**{f"{momento}__lt": pregunta.hasta}) if pregunta.hasta else filas


Dicho = tuple[str, str, str, str, tuple[tuple[str, str, str], ...]]
"""What was done, on what, its link, its text, what changed."""


@dataclass(frozen=True)
class FuenteDeActos:
    """Rows that already say who, when and in which capacity (`cargos.models.Acto`).

    `visibles` gives those a person may read, with what `decir` needs fetched; `decir` tells one as
    `(what, on what, link, text, changes)`; `objeto` narrows them to what is asked for, or answers
    None when it is something else.
    """

    clase: Clase
    visibles: Callable[[Any], QuerySet[Any, Any]]
    decir: Callable[[Any], Dicho]
    objeto: Callable[[str], Q | None]
    momento: str = "en"
    clave: str = "pk"

    def filas(self, usuario: Any, pregunta: Pregunta) -> QuerySet[Any, Any] | None:
        filas = self.visibles(usuario)
        if pregunta.objeto:
            condicion = self.objeto(pregunta.objeto)
            if condicion is None:
                return None
            filas = filas.filter(condicion)
        if pregunta.persona is not None:
            filas = filas.filter(por=pregunta.persona)
        return entre(filas, self.momento, pregunta)

    def huellas(self, filas: Sequence[Any], usuario: Any) -> list[Huella]:
        return [self._huella(fila) for fila in filas]

    def _huella(self, fila: Any) -> Huella:
        que, objeto, enlace, texto, cambios = self.decir(fila)
        return Huella(fila.en, fila.por_id, fila.calidad, que, objeto, enlace, texto, cambios)
