"""Every route of the URLconf, flat: what test_arquitectura and test_permisos walk."""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import product

from django.urls import (
    NoReverseMatch,
    Resolver404,
    URLPattern,
    URLResolver,
    get_resolver,
    resolve,
    reverse,
)

from ocisys.base.numeros import numero_con_control

# One text for each kind of argument in the URLconf; a new converter may need a new line here.
EJEMPLOS = (
    "x",
    "987654321",
    "067",
    "067-01",
    numero_con_control(2026, 1),
    "xlsx",
    "pdf",
    "mediana",
    "convenios",
    "tramite",
    "00000000-0000-4000-8000-000000000000",
)


@dataclass(frozen=True)
class Ruta:
    """One route: its name with the namespace (`cargos:ficha`), its view, its arguments."""

    nombre: str
    vista: Callable
    argumentos: tuple

    @cached_property
    def url(self) -> str:
        """An address of it whose arguments are well formed and mean nothing."""
        for valores in product(EJEMPLOS, repeat=len(self.argumentos)):
            with suppress(NoReverseMatch, Resolver404):
                url = reverse(self.nombre, kwargs=dict(zip(self.argumentos, valores, strict=True)))
                resolve(url)
                return url
        raise LookupError(f"EJEMPLOS no tiene argumentos para {self.nombre}")


@cache
def rutas() -> list[Ruta]:
    """Ours and allauth's; the admin is decided as a whole."""
    return [r for r in _recorrer(get_resolver(), (), ()) if not r.nombre.startswith("admin:")]


@cache
def rutas_del_admin() -> list[Ruta]:
    """Every page of the admin, those of each of its models included; not its old redirections."""
    return [r for r in _recorrer(get_resolver(), (), ()) if re.match(r"admin:\w", r.nombre)]


def _recorrer(nodo: URLResolver, espacios: tuple, heredados: tuple) -> Iterator[Ruta]:
    for hijo in nodo.url_patterns:
        argumentos = (*heredados, *hijo.pattern.regex.groupindex)
        if isinstance(hijo, URLPattern):
            yield Ruta(":".join((*espacios, hijo.name or "")), hijo.callback, argumentos)
        else:
            propios = (hijo.namespace,) if hijo.namespace else ()
            yield from _recorrer(hijo, espacios + propios, argumentos)
