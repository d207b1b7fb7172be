"""What a person has open, asked of the apps above, so that no post is left with orphan work.

An app registers how to list the open work of a person and how to pass one item on:

    registrar("expediente", listar=abiertos_de, transferir=pasar)

in `AppConfig.ready`. `listar` answers for a person and a position; `transferir` is an acción of
that app, called inside the transaction in which the receiver accepts.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from cargos.models import Designacion, Usuario


@dataclass(frozen=True)
class Asunto:
    """One open thing: `clase` + `clave` identify it, `enlace` opens it."""

    clase: str
    clave: str
    descripcion: str
    enlace: str = ""


Listar = Callable[[Designacion], list[Asunto]]
Transferir = Callable[[str, Designacion, Usuario, Usuario], None]
"""`(clave, leaving designación, receiver, who accepts) → None`; raises ReglaIncumplida."""

_FUENTES: dict[str, tuple[Listar, Transferir]] = {}


def registrar(clase: str, *, listar: Listar, transferir: Transferir) -> None:
    """Declare a kind of open work; raises ValueError if the kind is already declared."""
    if clase in _FUENTES:
        raise ValueError(f"La clase de asunto {clase} ya está registrada.")
    _FUENTES[clase] = (listar, transferir)


def abiertos(designacion: Designacion) -> list[Asunto]:
    """Everything open that belongs to that designación, kind by kind."""
    return [asunto for listar, _ in _FUENTES.values() for asunto in listar(designacion)]


def por_entregar(designacion: Designacion, ultimo_dia: date) -> list[Asunto]:
    """What would be left without an owner if it ended that day.

    The work is of the post: who stood in for somebody still there leaves nothing behind, the tray
    goes back to its holder.
    """
    siguen = Designacion.objects.vigentes(ultimo_dia + timedelta(days=1)).exclude(pk=designacion.pk)
    if not designacion.es_titular and siguen.filter(posicion=designacion.posicion).exists():
        return []
    return abiertos(designacion)


def transferir(clase: str, clave: str, de: Designacion, a: Usuario, por: Usuario) -> None:
    """Hand one item over by the acción of the app that owns it."""
    _FUENTES[clase][1](clave, de, a, por)
