"""Arithmetic of contributions and disbursements, said in words. Pure: no query, no clock.

Amounts of different currencies are never added: there is no exchange rate here, because none comes
with the documents. A total is always a total per currency.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

TOLERANCIA = Decimal("0.005")
"""Contributions close the total within half a per cent (convenios.md §4.3) [D]."""

MIL = Decimal(1000)


@dataclass(frozen=True)
class Monto:
    """An amount of a party in a currency (ISO 4217)."""

    parte: str
    moneda: str
    valor: Decimal


def escrito(valor: Decimal, moneda: str) -> str:
    """`(1500, "EUR")` → «EUR 1,500.00»."""
    return f"{moneda} {valor:,.2f}"


def totales(montos: Iterable[Monto]) -> dict[str, Decimal]:
    """Total per currency, in the order of their codes."""
    suma: dict[str, Decimal] = defaultdict(Decimal)
    for monto in montos:
        suma[monto.moneda] += monto.valor
    return dict(sorted(suma.items()))


def _cierra(suma: Decimal, total: Decimal) -> bool:
    return abs(suma - total) <= total * TOLERANCIA


def revisar_aportes(total: Decimal | None, moneda: str, aportes: Sequence[Monto]) -> list[str]:
    """What does not add up between the total of a convenio and the contributions of its parties.

    Empty when it closes within `TOLERANCIA`, or when there is nothing to compare. When a single
    amount explains the gap (a thousand times more or less, or another currency), it says so.
    """
    if total is None or not aportes:
        return []
    suma = totales(aportes).get(moneda, Decimal(0))
    if _cierra(suma, total):
        return []
    falta = total - suma
    que = "faltan" if falta > 0 else "sobran"
    frases = [
        f"Los aportes en {moneda} suman {escrito(suma, moneda)} y el convenio dice "
        f"{escrito(total, moneda)}: {que} {escrito(abs(falta), moneda)}."
    ]
    return frases + [f for a in aportes if (f := _explica(a, suma, total, moneda))]


def _explica(aporte: Monto, suma: Decimal, total: Decimal, moneda: str) -> str:
    if aporte.moneda != moneda:
        if _cierra(suma + aporte.valor, total):
            return (
                f"Cerraría si el aporte de {aporte.parte}, que figura en {aporte.moneda}, fuera en "
                f"{moneda}."
            )
        return ""
    for factor, veces in ((MIL, "mil veces más"), (1 / MIL, "mil veces menos")):
        otro = aporte.valor * factor
        if _cierra(suma - aporte.valor + otro, total):
            return (
                f"Cerraría si el aporte de {aporte.parte} fuera {escrito(otro, moneda)}, {veces}: "
                f"figura {escrito(aporte.valor, moneda)}."
            )
    return ""


def revisar_desembolsos(aportes: Sequence[Monto], desembolsos: Sequence[Monto]) -> list[str]:
    """Where what a party disbursed goes beyond what it committed, in that currency."""
    prometido = _por_parte(aportes)
    frases = []
    for (parte, moneda), suma in _por_parte(desembolsos).items():
        tope = prometido.get((parte, moneda))
        if tope is None:
            frases.append(
                f"{parte} desembolsó {escrito(suma, moneda)} y no tiene un aporte en {moneda}."
            )
        elif suma > tope:
            frases.append(
                f"Los desembolsos de {parte} suman {escrito(suma, moneda)} y su aporte dice "
                f"{escrito(tope, moneda)}."
            )
    return frases


def _por_parte(montos: Iterable[Monto]) -> dict[tuple[str, str], Decimal]:
    suma: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for monto in montos:
        suma[(monto.parte, monto.moneda)] += monto.valor
    return suma


def predictibilidad(programado: Decimal, real: Decimal) -> Decimal | None:
    """1 − |real − programado| / programado, never below 0 (Paris indicator 7); None unplanned."""
    if not programado:
        return None
    return max(1 - abs(real - programado) / programado, Decimal(0))


def ejecucion_financiera(real: Decimal, programado: Decimal) -> Decimal | None:
    """Σ real ÷ Σ planned up to the day, in per cent; over 100 when more arrived; None unplanned.

    Against all that was committed it is `porcentaje_de(real, comprometido)`: how much is left.
    """
    return porcentaje_de(real, programado)


def porcentaje_de(parte: Decimal, todo: Decimal | None) -> Decimal | None:
    """`parte` of `todo` in per cent with one decimal, cut and never rounded up; None of nothing."""
    return (parte * 100 / todo).quantize(Decimal("0.1"), ROUND_DOWN) if todo else None
