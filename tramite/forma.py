"""What of a person decides the shape of a query that asks only for what may be seen.

Two people with as many posts and the same rights make the same SQL with other values: it is
compiled once for both (ocisys/base/preparada).
"""

from dataclasses import dataclass

from cargos.models import Designacion, Usuario
from cargos.permisos import Perfil, Permiso


@dataclass(frozen=True)
class Forma:
    """Whether expedientes are seen, whether all of them are, and how many posts are held.

    It stands for a person in `visibles_para` while the query is compiled, with samples of posts.
    """

    ve: bool
    manda: bool
    puestos: int

    @property
    def muestras(self) -> tuple[int, ...]:
        """Keys that no post has."""
        return tuple(-10 - i for i in range(self.puestos))

    def puede(self, permiso: Permiso) -> bool:
        return self.ve

    @property
    def perfiles(self) -> frozenset[Perfil]:
        return frozenset({Perfil.JEFATURA}) if self.manda else frozenset()

    @property
    def designaciones_hoy(self) -> list[Designacion]:
        return [Designacion(posicion_id=p) for p in self.muestras]


def forma_de(usuario: Usuario, *, con_puestos: bool = True) -> tuple[Forma, list[int]]:
    """The shape of that person and the keys of the posts held, in their order.

    `con_puestos=False`: the query asks for posts only of whoever does not see everything.
    """
    ve = usuario.puede(Permiso.EXPEDIENTE_VER)
    manda = Perfil.JEFATURA in usuario.perfiles
    sin = not con_puestos and (manda or not ve)
    posiciones = [] if sin else [d.posicion_id for d in usuario.designaciones_hoy]
    return Forma(ve, manda, len(posiciones)), posiciones
