"""Accounts as whoever controls reads them: who enters, with which posts, since when."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from cargos.models import Designacion, Usuario
from cargos.models.usuario import PERFILES_DE_CUENTA
from ocisys.base.auditado import eventos_de


@dataclass(frozen=True)
class Tenencia:
    """A post or a profile that an account has, and since when."""

    nombre: str
    desde: date | datetime | None
    hasta: date | None = None

    def __str__(self) -> str:
        desde = f" desde el {self.desde:%d/%m/%Y}" if self.desde else ""
        return self.nombre + desde + (f" hasta el {self.hasta:%d/%m/%Y}" if self.hasta else "")


@dataclass(frozen=True)
class Cuenta:
    """An account with what it may do today; never a secret nor a session of it."""

    usuario: Usuario
    tenencias: list[Tenencia]

    @property
    def en_palabras(self) -> str:
        """All of them in one line; «Sin cargo ni perfil» when it may do nothing."""
        return "; ".join(map(str, self.tenencias)) or "Sin cargo ni perfil"


def con_tenencias(usuarios: Iterable[Usuario], hoy: date) -> list[Cuenta]:
    """Each with its posts and profiles of today; two queries for all of them."""
    filas = list(usuarios)
    cargos = _cargos_de(filas, hoy)
    desde = _desde_cuando(filas)
    return [Cuenta(u, [*cargos.get(u.pk, []), *_perfiles(u, desde.get(u.pk, {}))]) for u in filas]


def _cargos_de(usuarios: list[Usuario], hoy: date) -> dict[int, list[Tenencia]]:
    vigentes = Designacion.objects.vigentes(hoy).filter(persona__usuario__in=usuarios)
    filas = vigentes.con_denominacion(hoy).select_related("posicion", "persona")
    cargos: dict[int, list[Tenencia]] = {}
    for d in filas.order_by("posicion__nro_orden", "pk"):
        modalidad = "" if d.es_titular else f", por {d.get_modalidad_display().lower()}"
        nombre = f"Cargo {d.posicion.nro_orden} {getattr(d, 'denominacion', None) or ''}".strip()
        usuario = d.persona.usuario_id or 0
        cargos.setdefault(usuario, []).append(Tenencia(nombre + modalidad, d.desde, d.hasta))
    return cargos


def _perfiles(usuario: Usuario, desde: dict[str, datetime]) -> Iterator[Tenencia]:
    for campo, nombre in PERFILES_DE_CUENTA.items():
        if getattr(usuario, campo):
            yield Tenencia(nombre, desde.get(campo))


def _desde_cuando(usuarios: list[Usuario]) -> dict[int, dict[str, datetime]]:
    """When each profile an account has was granted for the last time, from the audit."""
    eventos = eventos_de(Usuario).objects
    filas = eventos.filter(pgh_obj__in=usuarios).order_by("pgh_id")
    desde: dict[int, dict[str, datetime]] = {}
    for fila in filas.values("pgh_obj_id", "pgh_created_at", *PERFILES_DE_CUENTA):
        suyos = desde.setdefault(fila["pgh_obj_id"], {})
        for campo in PERFILES_DE_CUENTA:
            if fila[campo]:
                suyos.setdefault(campo, fila["pgh_created_at"])
            else:
                suyos.pop(campo, None)
    return desde
