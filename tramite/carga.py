"""How loaded each post is today: what it holds, what is late and what is about to be.

Each figure stops at the ceiling of a tab: to share work out, «99+» says enough, and no page pays
for a long queue. What this person may not know of is in no figure.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Func, IntegerField, OuterRef, Q
from django.urls import reverse

from cargos.models import Posicion, Usuario
from tramite.destinos import DISTRIBUYEN, Destino
from tramite.estados import POR_ATENDER
from tramite.models import Movimiento
from tramite.models.movimiento import MovimientoQuerySet
from tramite.plazos import MARGEN

TOPE = 99


@dataclass(frozen=True)
class Carga:
    """A post and its three figures, each at most `TOPE` + 1."""

    destino: Destino
    abiertos: int
    vencidos: int
    por_vencer: int

    @property
    def columnas(self) -> list[tuple[str, str, str, str]]:
        """`(name, figure, page of its rows, tono)` of what is late, about to be, and of all."""
        return [
            self._columna("Vencidos", self.vencidos, "vencidos", "peligro"),
            self._columna("Vencen en 3 días", self.por_vencer, "por_vencer", "atencion"),
            self._columna("En su poder", self.abiertos, "abiertos", ""),
        ]

    def _columna(self, nombre: str, n: int, situacion: str, tono: str) -> tuple[str, str, str, str]:
        filtros = {"situacion": situacion, "poder": self.destino.posicion.nro_orden}
        enlace = f"{reverse('tramite:expedientes')}?{urlencode(filtros)}"
        return nombre, _texto(n), enlace, tono if n else ""

    @property
    def frase(self) -> str:
        """«tiene 18, 5 vencidos»: beside the name of the post, where one decides who gets more."""
        if not self.abiertos:
            return "no tiene nada"
        tarde = f", {_texto(self.vencidos)} vencido{'' if self.vencidos == 1 else 's'}"
        return f"tiene {_texto(self.abiertos)}{tarde if self.vencidos else ''}"


def cargas(usuario: Usuario, destinos: Iterable[Destino], hoy: date) -> list[Carga]:
    """The load of each of those posts, in their order; one query."""
    destinos = list(destinos)
    suyos = Movimiento.objects.visibles_para(usuario).abiertos().titulares()
    suyos = suyos.filter(para=OuterRef("pk"))
    # What presses on a holder is never later than the legal date: its index finds these few.
    cerca = suyos.filter(expediente__estado__in=POR_ATENDER, vence__lte=hoy + MARGEN)
    pronto = Q(expediente__vence_el__range=(hoy, hoy + MARGEN))
    filas = Posicion.objects.filter(pk__in=[d.posicion.pk for d in destinos]).annotate(
        abiertos=_hasta_el_tope(suyos),
        vencidos=_hasta_el_tope(cerca.filter(expediente__vence_el__lt=hoy)),
        por_vencer=_hasta_el_tope(cerca.filter(pronto)),
    )
    cuentas = {f[0]: f[1:] for f in filas.values_list("pk", "abiertos", "vencidos", "por_vencer")}
    return [Carga(d, *cuentas[d.posicion.pk]) for d in destinos]


def frases_de(usuario: Usuario, destinos: Iterable[Destino], hoy: date) -> dict[int, str]:
    """`{key of the post: its load in words}` for whoever shares work out; nothing for the rest."""
    if not usuario.perfiles & DISTRIBUYEN:
        return {}
    return {c.destino.posicion.pk: c.frase for c in cargas(usuario, destinos, hoy)}


def _hasta_el_tope(filas: MovimientoQuerySet) -> Func:
    return Func(
        ArraySubquery(filas.order_by().values("pk")[: TOPE + 1]),
        function="cardinality",
        output_field=IntegerField(),
    )


def _texto(n: int) -> str:
    return f"{TOPE}+" if n > TOPE else str(n)
