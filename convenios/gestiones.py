"""The pipeline in figures: how many in each stage, for how much, and how many are won.

Amounts of different currencies are never added, nor turned into one another.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, F, Q, Sum, Window
from django.db.models.functions import RowNumber
from django.urls import reverse

from convenios.cifras import porcentaje
from convenios.dinero import escrito
from convenios.models import Gestion
from convenios.models.gestion import EtapaGestion, GestionQuerySet

POR_COLUMNA = 6
EN_TABLERO = (*(e for e in EtapaGestion if e not in (EtapaGestion.GANADA, EtapaGestion.PERDIDA)),)


@dataclass(frozen=True)
class Dinero:
    """What is expected in a currency, and what is likely of it."""

    moneda: str
    esperado: Decimal
    probable: Decimal

    def __str__(self) -> str:
        return escrito(self.esperado, self.moneda)

    @property
    def nota(self) -> str:
        """The expected amount weighed by its probability."""
        return f"probable {escrito(self.probable, self.moneda)}"


@dataclass
class Columna:
    """A stage of the board."""

    etapa: EtapaGestion
    n: int = 0
    dinero: list[Dinero] = field(default_factory=list)
    filas: list[tuple[Gestion, bool]] = field(default_factory=list)

    @property
    def enlace(self) -> str:
        """The list of exactly those."""
        return f"{reverse('convenios:gestiones')}?{urlencode({'etapa': self.etapa.value})}"


def columnas(gestiones: GestionQuerySet, hoy: date) -> list[Columna]:
    """The board: each stage that is not decided, with its first cards by next step; two queries."""
    por_etapa: dict[str, Columna] = {e.value: Columna(e) for e in EN_TABLERO}
    for etapa, moneda, n, esperado, probable in _sumas(gestiones):
        if (columna := por_etapa.get(etapa)) is not None:
            columna.n += n
            if moneda:
                columna.dinero.append(Dinero(moneda, esperado, probable / 100))
    orden: list[Any] = [F("siguiente_el").asc(nulls_last=True), F("pk")]
    numeradas = gestiones.filter(etapa__in=EN_TABLERO).annotate(
        lugar=Window(RowNumber(), partition_by="etapa", order_by=orden)
    )
    for fila in numeradas.filter(Q(lugar__lte=POR_COLUMNA)).para_lista().order_by(*orden):
        por_etapa[fila.etapa].filas.append((fila, fila.esta_atrasada(hoy)))
    return list(por_etapa.values())


def _sumas(gestiones: GestionQuerySet) -> Sequence[tuple[str, str, int, Decimal, Decimal]]:
    filas = gestiones.order_by("etapa", "moneda").values_list("etapa", "moneda")
    return list(
        filas.annotate(Count("pk"), Sum("monto"), probable=Sum(F("monto") * F("probabilidad")))
    )


@dataclass(frozen=True)
class Conversion:
    """Won of decided."""

    ganadas: int
    perdidas: int

    @property
    def n(self) -> int:
        """How many were decided."""
        return self.ganadas + self.perdidas

    @property
    def porcentaje(self) -> Decimal | None:
        """Won ÷ decided, in per cent; None while none is decided."""
        return porcentaje(Fraction(self.ganadas, self.n)) if self.n else None


def conversion(gestiones: GestionQuerySet) -> Conversion:
    """How many were won and lost; those suspended are not decided."""
    sumas = gestiones.aggregate(
        ganadas=Count("pk", filter=Q(etapa=EtapaGestion.GANADA)),
        perdidas=Count("pk", filter=Q(etapa=EtapaGestion.PERDIDA)),
    )
    return Conversion(**sumas)
