"""The posts to which something can be sent today, with the people who answer for them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from cargos.models import Designacion, Posicion, Usuario
from cargos.permisos import PERFIL_DE_CARGO, Perfil
from ocisys.base.preparada import Preparada
from ocisys.base.reglas import ReglaIncumplida

# MOF 067 (conducir, controlar) and 071-01 (distribuir): these decide who works on what.
DISTRIBUYEN = frozenset({Perfil.JEFATURA, Perfil.SECRETARIA})


@dataclass(frozen=True)
class Destino:
    """A post that somebody holds: its seat, what it is called and who holds it."""

    posicion: Posicion
    denominacion: str
    designaciones: tuple[Designacion, ...]

    @property
    def personas(self) -> str:
        return " / ".join(
            d.persona.nombre_completo if d.es_titular else f"{d.persona.nombre_completo} (e)"
            for d in self.designaciones
        )

    @cached_property
    def rotulo(self) -> str:
        """`068 · Rosa Quispe · Especialista en Cooperación Internacional`."""
        partes = (self.posicion.nro_orden, self.personas, self.denominacion)
        return " · ".join(p for p in partes if p)


def destinos(hoy: date) -> list[Destino]:
    """Every post held on `hoy`, in the order of the CAP; one query. Vacant posts cannot receive."""
    por_posicion: dict[int, list[Designacion]] = defaultdict(list)
    for designacion in _RECIBEN(hoy):
        por_posicion[designacion.posicion_id].append(designacion)
    lista = [_destino(designaciones) for designaciones in por_posicion.values()]
    return sorted(lista, key=lambda d: d.posicion.nro_orden)


_RECIBEN = Preparada(
    lambda dia: (
        Designacion.objects.vigentes(dia)
        .para_lista()
        .con_denominacion(dia)
        .filter(persona__usuario__is_active=True)
    ),
    date.min,
)


def _destino(designaciones: list[Designacion]) -> Destino:
    titular_primero = sorted(designaciones, key=lambda d: not d.es_titular)
    primera = titular_primero[0]
    return Destino(
        primera.posicion, getattr(primera, "denominacion", "") or "", tuple(titular_primero)
    )


def para_original(usuario: Usuario, todos: Iterable[Destino]) -> list[Destino]:
    """Where this person may send an original: anywhere, or only back up for a specialist."""
    propias = la_suya(usuario)
    ajenos = [d for d in todos if d.posicion.pk not in propias]
    if usuario.perfiles & DISTRIBUYEN:
        return ajenos
    return [d for d in ajenos if _perfil(d.posicion) in DISTRIBUYEN]


def la_suya(usuario: Usuario) -> set[int]:
    """The post to which this person sends nothing: its own, when it has only one.

    Whoever stands in for another passes things from one post to the other, and it must show.
    """
    propias = {d.posicion_id for d in usuario.designaciones_hoy}
    return propias if len(propias) == 1 else set()


def verificar_destino(posicion: Posicion, *, por: Usuario) -> None:
    """Raise ReglaIncumplida unless `por` may send an original to that post."""
    if posicion.pk in la_suya(por):
        raise ReglaIncumplida("Ya está en su poder: elija otro destino.")
    if not por.perfiles & DISTRIBUYEN and _perfil(posicion) not in DISTRIBUYEN:
        raise ReglaIncumplida(
            "Desde su cargo el original se eleva a la jefatura o a la secretaría; "
            "a los demás puede enviarles una copia informativa.",
            norma="MOF 067 (función básica) y 071-01",
        )


def _perfil(posicion: Posicion) -> Perfil | None:
    return PERFIL_DE_CARGO.get(posicion.nro_orden)
