"""The tray of a person: a query over open movimientos, its tabs and their counters."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Func, IntegerField, QuerySet
from django.urls import reverse

from cargos.models import Usuario
from ocisys.base.preparada import Preparada
from tramite.forma import Forma, forma_de
from tramite.models import Movimiento
from tramite.models.movimiento import MovimientoQuerySet
from tramite.plazos import MARGEN

TOPE = 99
"""A tab counts up to here and then says «99+»: no page pays for a long queue."""


class Pestana(StrEnum):
    POR_RECIBIR = "por-recibir"
    EN_MI_PODER = "en-mi-poder"
    POR_VENCER = "por-vencer"
    ENVIADOS = "enviados"

    @property
    def titulo(self) -> str:
        return {
            "por-recibir": "Por recibir",
            "en-mi-poder": "En mi poder",
            "por-vencer": "Vencidos y por vencer",
            "enviados": "Enviados",
        }[self.value]

    @property
    def orden(self) -> tuple[str, str]:
        """Newest first; what presses, the most urgent first."""
        return ("vence", "pk") if self is Pestana.POR_VENCER else ("-en", "-pk")


@dataclass(frozen=True)
class Cuenta:
    """A tab and how many rows it has, at most `TOPE` + 1."""

    pestana: Pestana
    cantidad: int

    @property
    def texto(self) -> str:
        return f"{TOPE:,}+" if self.cantidad > TOPE else f"{self.cantidad:,}"


def movimientos_de(usuario: Usuario, pestana: Pestana, hoy: date) -> MovimientoQuerySet:
    """Open movimientos of one tab; what a post receives, whoever holds it today sees."""
    filas = Movimiento.objects.visibles_para(usuario).abiertos()
    match pestana:
        case Pestana.POR_RECIBIR:
            return filas.dirigidos_a(usuario).filter(recibido_en=None)
        case Pestana.EN_MI_PODER:
            return filas.dirigidos_a(usuario).de_trabajo()
        case Pestana.POR_VENCER:
            return filas.dirigidos_a(usuario).de_trabajo().por_vencer(hoy + MARGEN)
        case Pestana.ENVIADOS:
            return filas.enviados_por(usuario)


def contar(usuario: Usuario, hoy: date) -> list[Cuenta]:
    """The counter of every tab, in one query, from the very rows that the tab shows."""
    if not usuario.designaciones_hoy:  # nothing is addressed to whoever holds no post
        return [Cuenta(p, 0) for p in Pestana]
    forma, posiciones = forma_de(usuario)
    (fila,) = _cuentas(forma)(usuario.pk, hoy + MARGEN, *posiciones)
    return [Cuenta(p, getattr(fila, p.name.lower())) for p in Pestana]


@cache
def _cuentas(forma: Forma) -> Preparada[Usuario]:
    """The counters for the key of an account, the last day of what is about to fall due and the
    posts held."""
    quien: Any = forma

    def hacer(clave: int, hasta: date, *posiciones: int) -> QuerySet[Usuario]:
        cuentas: dict[str, Any] = {
            p.name.lower(): _hasta_el_tope(movimientos_de(quien, p, hasta - MARGEN))
            for p in Pestana
        }
        return Usuario.objects.filter(pk=clave).only("pk").annotate(**cuentas)

    return Preparada(hacer, -1, date.min + MARGEN, *forma.muestras)


def _hasta_el_tope(filas: MovimientoQuerySet) -> Func:
    """How many rows, stopping at the ceiling."""
    return Func(
        ArraySubquery(filas.order_by().values("pk")[: TOPE + 1]),
        function="cardinality",
        output_field=IntegerField(),
    )


@dataclass(frozen=True)
class Cifra:
    """A figure of what waits for a person and the page of its rows; `tono` as in docs/diseno.md."""

    valor: str
    nombre: str
    enlace: str
    tono: str = ""


_TONOS = {Pestana.POR_RECIBIR: "info", Pestana.POR_VENCER: "atencion"}


def cifras_de(usuario: Usuario, hoy: date) -> list[Cifra]:
    """The tabs of the tray as figures, for the pages that lead to it."""
    bandeja = reverse("tramite:bandeja")
    return [
        Cifra(
            c.texto,
            c.pestana.titulo,
            f"{bandeja}?{urlencode({'ver': c.pestana.value})}",
            _TONOS.get(c.pestana, "") if c.cantidad else "",
        )
        for c in contar(usuario, hoy)
    ]
