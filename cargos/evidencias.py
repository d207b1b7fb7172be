"""The living MOF: which screen and which figure serve each duty.

The apps above register here in `AppConfig.ready`, so this floor never imports them:

    registrar("071-01", pantalla="tramite:bandeja", consulta=cifra_registro)

A duty that nobody has registered yet shows «sin evidencia todavía», never a zero.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Periodo:
    """Days from `desde` to `hasta`, both included."""

    desde: date
    hasta: date


@dataclass(frozen=True)
class Cifra:
    """A figure that shows how a duty is being fulfilled.

    `valor` is None when there is nothing to measure (never shown as 0); `unidad` is what is
    counted («expedientes vencidos») and `una` how it is said of one («expediente vencido»);
    `enlace` opens exactly the rows behind it; `nota` says n or what is left out;
    `otra` is a second figure of a duty that is two things, shown beside it.
    """

    valor: int | Decimal | None
    unidad: str
    enlace: str
    nota: str = ""
    una: str = ""
    otra: "Cifra | None" = None

    @property
    def medidas(self) -> "list[Cifra]":
        """This figure and the other one, those that have something to say."""
        return [c for c in (self, self.otra) if c is not None and c.valor is not None]

    @property
    def rotulo(self) -> str:
        """What is counted, in the number that the figure asks for."""
        return self.una if self.valor == 1 and self.una else self.unidad


Consulta = Callable[[str, Periodo], Cifra]
"""`(post number, period) → Cifra`; at most a few queries, and it runs on an empty office too."""


@dataclass(frozen=True)
class Evidencia:
    """What is registered for a duty: the name of the URL where it is done, and its figure."""

    clave: str
    pantalla: str
    rotulo: str
    consulta: Consulta


_REGISTRO: dict[str, Evidencia] = {}


def registrar(clave: str, *, pantalla: str, rotulo: str, consulta: Consulta) -> None:
    """Serve duty `clave` («071-01») with a screen, its label and a figure.

    Raises ValueError if the duty is already served: two figures for one duty would be two truths.
    """
    if clave in _REGISTRO:
        raise ValueError(f"La función {clave} ya tiene evidencia registrada.")
    _REGISTRO[clave] = Evidencia(clave, pantalla, rotulo, consulta)


def evidencia_de(clave: str) -> Evidencia | None:
    """The registered evidence of a duty, or None."""
    return _REGISTRO.get(clave)


def servidas() -> frozenset[str]:
    """Keys of the duties that have evidence."""
    return frozenset(_REGISTRO)
