"""Looking at the rows of a spreadsheet: each with its values and everything found in it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from convenios.importar.campos import Campo, DatoMalo, Mapa
from convenios.importar.hoja import Celda, Renglon
from convenios.models.importacion import Nivel

CADA = 250
"""How often, in rows, the progress is told."""

Decir = Callable[[int], None]


@dataclass(frozen=True)
class Hallazgo:
    """Something found in a row, in words for the person; `columna` as the heading says it."""

    nivel: Nivel
    columna: str
    frase: str

    def como_json(self) -> dict[str, str]:
        return {"nivel": self.nivel.value, "columna": self.columna, "frase": self.frase}


@dataclass
class Revisada:
    """A row: `crudos` as it came, `datos` as values, `hallazgos` about both."""

    nro: int
    crudos: dict[str, Celda]
    datos: dict[str, Any] = field(default_factory=dict)
    hallazgos: list[Hallazgo] = field(default_factory=list)

    @property
    def nivel(self) -> Nivel:
        """The worst thing found: an error hides that it is already there, which hides the rest."""
        hallados = {h.nivel for h in self.hallazgos}
        for nivel in (Nivel.ERROR, Nivel.REPETIDA, Nivel.ADVERTENCIA):
            if nivel in hallados:
                return nivel
        return Nivel.CORRECTA

    def error(self, columna: str, frase: str) -> None:
        self.hallazgos.append(Hallazgo(Nivel.ERROR, columna, frase))

    def advertencia(self, columna: str, frase: str) -> None:
        self.hallazgos.append(Hallazgo(Nivel.ADVERTENCIA, columna, frase))

    def repetida(self, columna: str, frase: str) -> None:
        self.hallazgos.append(Hallazgo(Nivel.REPETIDA, columna, frase))

    def vale(self, *claves: str) -> bool:
        """Whether those cells could be read and say something."""
        return all(self.datos.get(c) not in (None, "", []) for c in claves)


class Padron(Protocol):
    """What a kind of file knows: its columns, the rules of a row, and those between rows."""

    campos: Sequence[Campo]

    def revisar(self, fila: Revisada) -> None:
        """Find what is wrong in one row, in view of the register and of the rows before it."""

    def revisar_juntas(self, filas: Sequence[Revisada]) -> None:
        """Find what only shows once all the rows were seen."""


def crudos(renglones: Sequence[Renglon], mapa: Mapa) -> Iterator[tuple[int, dict[str, Celda]]]:
    """Row number and cells by clave, of the rows under the headings."""
    for renglon in renglones:
        celdas = renglon.celdas
        valores = {
            c.clave: celdas[i]
            for i, c in mapa.columnas.items()
            if i < len(celdas) and c is not None
        }
        if any(v not in (None, "") for v in valores.values()):
            yield renglon.nro, valores


def revisar(
    filas: Sequence[tuple[int, Mapping[str, Celda]]], padron: Padron, decir: Decir = lambda n: None
) -> list[Revisada]:
    """Everything that is found in those rows; `decir` hears how many have been looked at."""
    revisadas = []
    for i, (nro, valores) in enumerate(filas, start=1):
        fila = Revisada(nro, dict(valores))
        _leer_celdas(fila, padron.campos)
        padron.revisar(fila)
        revisadas.append(fila)
        if i % CADA == 0:
            decir(i)
    padron.revisar_juntas(revisadas)
    return revisadas


def _leer_celdas(fila: Revisada, campos: Sequence[Campo]) -> None:
    for campo in campos:
        try:
            fila.datos[campo.clave] = campo.convertir(fila.crudos.get(campo.clave))
        except DatoMalo as error:
            fila.datos[campo.clave] = None
            fila.error(campo.titulo, str(error))
            continue
        if campo.obligatorio and fila.datos[campo.clave] in (None, "", []):
            fila.error(campo.titulo, "Está vacía y hace falta.")
