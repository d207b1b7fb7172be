"""What a person has open, asked of the apps above, so that no post is left with orphan work.

An app registers how to list the open work of a person and how to pass one item on:

    registrar("expediente", listar=abiertos_de, transferir=pasar,
              legibles=de(Expediente, "numero", Permiso.EXPEDIENTE_VER))

in `AppConfig.ready`. `listar` answers for a person and a position; `transferir` is an acción of
that app, called inside the transaction in which the receiver accepts; `legibles` says which ones
somebody may know of: an inventory is made by who designates, who need not read what it lists.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Model

from cargos.models import Designacion, Usuario
from cargos.permisos import Permiso


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

Legibles = Callable[[Usuario, Collection[str]], set[str]]
"""`(who asks, keys) → those that she may know of`."""

OCULTO = "Reservado para quien puede leerlo"
"""What stands in the place of something that whoever looks at the inventory may not know of."""

_FUENTES: dict[str, tuple[Listar, Transferir]] = {}
_LEGIBLES: dict[str, Legibles] = {}


def registrar(clase: str, *, listar: Listar, transferir: Transferir, legibles: Legibles) -> None:
    """Declare a kind of open work; raises ValueError if the kind is already declared."""
    if clase in _FUENTES:
        raise ValueError(f"La clase de asunto {clase} ya está registrada.")
    _FUENTES[clase] = (listar, transferir)
    _LEGIBLES[clase] = legibles


def de(modelo: type[Model], campo: str, permiso: Permiso) -> Legibles:
    """Those of `modelo`, by the text of `campo`, that its `visibles_para` gives to who has
    `permiso`."""

    def legibles(usuario: Usuario, claves: Collection[str]) -> set[str]:
        if not usuario.puede(permiso):
            return set()
        todos: Any = modelo._default_manager
        filas = todos.visibles_para(usuario).filter(**{f"{campo}__in": claves})
        return {str(clave) for clave in filas.values_list(campo, flat=True)}

    return legibles


def ocultos(usuario: Usuario, claves: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Of those `(clase, clave)`, the ones that this person may not know of; a query a kind.

    A kind that nobody declared any more is told to nobody.
    """
    por_clase: dict[str, set[str]] = defaultdict(set)
    for clase, clave in claves:
        por_clase[clase].add(clave)
    leidos = {
        (clase, clave)
        for clase, suyas in por_clase.items()
        if clase in _LEGIBLES
        for clave in _LEGIBLES[clase](usuario, suyas)
    }
    return {(clase, clave) for clase, suyas in por_clase.items() for clave in suyas} - leidos


def para(usuario: Usuario, asuntos: Collection[Asunto]) -> list[Asunto]:
    """The same list as this person may read it: the rest is counted, never told."""
    tapados = ocultos(usuario, [(a.clase, a.clave) for a in asuntos])
    return [
        replace(a, clave="", descripcion=OCULTO, enlace="") if (a.clase, a.clave) in tapados else a
        for a in asuntos
    ]


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
