"""Layout of the organigrama: a forest of posts becomes boxes and lines with coordinates.

Pure: no database, no HTTP. The tree comes from «depende de», not from who happens to sit where, so
an empty seat keeps its place (drawn dashed). Coordinates are SVG user units.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

ANCHO, ALTO = 228, 92
SEPARACION_X, SEPARACION_Y = 24, 56
MARGEN = 16


@dataclass(frozen=True)
class Nodo:
    """What is drawn in one box; `clave` names it and `jefe` is the key above it, if any.

    `titulo` is the main line, `lineas` the smaller ones below; `vacante` dashes the border;
    `enlace` opens the ficha; `clase` is "autoridad", "unidad" or "cargo".
    """

    clave: str
    jefe: str | None
    titulo: str
    lineas: tuple[str, ...] = ()
    clase: str = "cargo"
    vacante: bool = False
    enlace: str = ""


@dataclass(frozen=True)
class Caja:
    nodo: Nodo
    nivel: int
    x: float
    y: float
    ancho: float = ANCHO
    alto: float = ALTO

    @property
    def centro(self) -> float:
        return self.x + self.ancho / 2

    @property
    def renglones(self) -> list[tuple[float, str, bool]]:
        """`(y, text, is title)` of each line of text, wrapped to the width of the box."""
        textos = [(t, True) for t in partir(self.nodo.titulo, 28)[:3]]
        textos += [(t, False) for linea in self.nodo.lineas for t in partir(linea, 32)[:1]]
        alto_linea = 16
        inicio = self.y + (self.alto - alto_linea * len(textos)) / 2 + 12
        return [(inicio + i * alto_linea, t, es) for i, (t, es) in enumerate(textos)]


@dataclass(frozen=True)
class Trazo:
    """A line of authority, from the foot of the upper box to the head of the lower one."""

    x1: float
    y1: float
    x2: float
    y2: float

    @property
    def camino(self) -> str:
        medio = (self.y1 + self.y2) / 2
        return f"M{self.x1:g} {self.y1:g}V{medio:g}H{self.x2:g}V{self.y2:g}"


@dataclass(frozen=True)
class Dibujo:
    cajas: Sequence[Caja]
    trazos: Sequence[Trazo]
    ancho: float
    alto: float


@dataclass
class _Rama:
    nodo: Nodo
    hijas: list["_Rama"] = field(default_factory=list)
    ancho: float = 0


def partir(texto: str, largo: int) -> list[str]:
    """Wrap at spaces to lines of at most `largo` characters; a longer word stays whole."""
    renglones: list[str] = []
    for palabra in texto.split():
        if renglones and len(renglones[-1]) + 1 + len(palabra) <= largo:
            renglones[-1] += f" {palabra}"
        else:
            renglones.append(palabra)
    return renglones


def _bosque(nodos: Iterable[Nodo]) -> list[_Rama]:
    ramas = {n.clave: _Rama(n) for n in nodos}
    raices: list[_Rama] = []
    for rama in ramas.values():
        jefa = ramas.get(rama.nodo.jefe) if rama.nodo.jefe else None
        (jefa.hijas if jefa else raices).append(rama)
    return raices


def dibujar(nodos: Iterable[Nodo]) -> Dibujo:
    """Place every node: children under their head, head centred over its children.

    A `jefe` that is not among the nodes makes its node a root. Order of siblings is the order
    given. Raises ValueError if the lines of authority close a circle.
    """
    lista = list(nodos)
    raices = _bosque(lista)
    cajas: dict[str, Caja] = {}
    trazos: list[Trazo] = []

    def medir(rama: _Rama) -> float:
        hijas = sum(medir(h) for h in rama.hijas) + SEPARACION_X * max(len(rama.hijas) - 1, 0)
        rama.ancho = max(ANCHO, hijas)
        return rama.ancho

    def colocar(rama: _Rama, izquierda: float, nivel: int) -> Caja:
        y = MARGEN + nivel * (ALTO + SEPARACION_Y)
        caja = Caja(rama.nodo, nivel, izquierda + (rama.ancho - ANCHO) / 2, y)
        cajas[rama.nodo.clave] = caja
        x = izquierda
        for hija in rama.hijas:
            abajo = colocar(hija, x, nivel + 1)
            trazos.append(Trazo(caja.centro, caja.y + ALTO, abajo.centro, abajo.y))
            x += hija.ancho + SEPARACION_X
        return caja

    x: float = MARGEN
    for raiz in raices:
        medir(raiz)
        colocar(raiz, x, 0)
        x += raiz.ancho + SEPARACION_X
    if len(cajas) != len(lista):
        raise ValueError("Las líneas de autoridad forman un círculo.")
    fondo = max((c.y + ALTO for c in cajas.values()), default=0)
    return Dibujo(list(cajas.values()), trazos, max(x - SEPARACION_X + MARGEN, 0), fondo + MARGEN)
