"""The figures of compliance, one pure function each. No ORM, no clock: rows and a date come in.

Notation: an ocurrencia has weight w (its commitment's peso, 1–10), advance a (0–100 %), due date d.
E(t), the exigibles on day t, are those with d ≤ t that no norm or adenda released. All sums are of
whole numbers, so a figure does not depend on the order of its rows and adds up exactly:
`sumar(a + b) == sumar(a) + sumar(b)`. The same sums are made by PostgreSQL in
`OcurrenciaQuerySet.sumas_por_convenio`; a test holds both equal.

[D] marks what this office decided and no norm says; those values are dated settings (`Parametros`).
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum
from fractions import Fraction

ESCALA = 10_000
"""Achievement is counted in ten-thousandths of a weight: advance % × credit %."""


@dataclass(frozen=True)
class Parametros:
    """Weights and thresholds in force on a date [D]; values live in datos/parametros.toml.

    Percentages are 0–100, windows are calendar days.
    """

    credito_sin_validar: int
    tope_mora_dias: int
    umbral_rojo: int
    umbral_verde: int
    criticidad_critica: int
    importancia_critica: int
    dias_vencido_rojo: int
    dias_fin_ambar: int
    dias_registro_ambar: int
    ventana_por_vencer: int
    ventana_perfeccionamiento: int
    dias_proximos: int
    dias_frescura: int

    def ventana(self, requiere_perfeccionamiento: bool) -> int:
        """Days before the end in which a convenio counts as «por vencer»."""
        return (
            self.ventana_perfeccionamiento
            if requiere_perfeccionamiento
            else self.ventana_por_vencer
        )


class Merito(StrEnum):
    """What an ocurrencia earns: its weight, part of its advance, nothing; or it never counts."""

    PLENO = "pleno"
    PARCIAL = "parcial"
    NINGUNO = "ninguno"
    EXCLUIDO = "excluido"


@dataclass(frozen=True)
class Fila:
    """What the figures need to know of an ocurrencia, as it stood on the day asked."""

    peso: int
    vence_el: date
    merito: Merito
    avance: int = 0
    cumplida_el: date | None = None
    criticidad: int = 3


@dataclass(frozen=True)
class Sumas:
    """Sums of some ocurrencias; adding two of them is adding their rows.

    `pesos` Σ_E w · `logro` Σ_E w·g in 1/10,000 · `a_tiempo` Σ_E w·1[v ≤ d] · `mora` Σ_overdue
    w·min(days, cap) · `pesos_todos`, `avance` over every row not released (w and w·%) ·
    `exigibles`, `vencidas`, `criticas`, `en_revision`, `todas` and `sin_cumplir` (whatever their
    date) are counts · `dias_max` is a maximum.
    """

    exigibles: int = 0
    pesos: int = 0
    logro: int = 0
    a_tiempo: int = 0
    mora: int = 0
    vencidas: int = 0
    criticas: int = 0
    en_revision: int = 0
    dias_max: int = 0
    todas: int = 0
    sin_cumplir: int = 0
    pesos_todos: int = 0
    avance: int = 0

    def __add__(self, otra: "Sumas") -> "Sumas":
        return Sumas(
            **{
                c.name: (max if c.name == "dias_max" else int.__add__)(
                    getattr(self, c.name), getattr(otra, c.name)
                )
                for c in fields(self)
            }
        )

    def ponderadas(self, importancia: int) -> "Sumas":
        """The weights multiplied by the importance of their convenio; counts stay as they are."""
        pesados = {"pesos", "logro", "a_tiempo", "mora", "pesos_todos", "avance"}
        return Sumas(
            **{
                c.name: getattr(self, c.name) * (importancia if c.name in pesados else 1)
                for c in fields(self)
            }
        )


def _de_fila(f: Fila, al: date, p: Parametros) -> Sumas:
    """The sums of a single row on day `al`."""
    if f.merito == Merito.EXCLUIDO:
        return Sumas()
    pleno = f.merito == Merito.PLENO
    avance = 100 if pleno else f.avance
    siempre = {
        "todas": 1,
        "sin_cumplir": int(not pleno),
        "pesos_todos": f.peso,
        "avance": f.peso * avance,
    }
    if f.vence_el > al:
        return Sumas(**siempre)
    logro = ESCALA if pleno else 0
    if f.merito == Merito.PARCIAL:
        logro = f.avance * p.credito_sin_validar
    puntual = pleno and f.cumplida_el is not None and f.cumplida_el <= f.vence_el
    dias = 0 if pleno else (al - f.vence_el).days
    return Sumas(
        exigibles=1,
        pesos=f.peso,
        logro=f.peso * logro,
        a_tiempo=f.peso if puntual else 0,
        mora=f.peso * min(dias, p.tope_mora_dias),
        vencidas=int(dias > 0),
        criticas=int(dias > 0 and f.criticidad >= p.criticidad_critica),
        en_revision=int(dias > 0 and f.merito == Merito.PARCIAL),
        dias_max=dias,
        **siempre,
    )


def sumar(filas: Iterable[Fila], al: date, p: Parametros) -> Sumas:
    """Sums of `filas` as they stood on day `al`."""
    total = Sumas()
    for fila in filas:
        total += _de_fila(fila, al, p)
    return total


def cumplimiento(s: Sumas) -> Fraction | None:
    """C(t) = Σ_E w·g / Σ_E w, between 0 and 1; None when nothing was due.

    g = 1 when the fulfilment was validated by someone other than the reporter; a × credit (half
    by default [D]) when reported but not validated, or validated in part; 0 otherwise. With nothing
    due it is «sin exigibles», never 0 nor 100 %.
    """
    return Fraction(s.logro, s.pesos * ESCALA) if s.pesos else None


def oportunidad(s: Sumas) -> Fraction | None:
    """O(t) = Σ_E w·1[v ≤ d] / Σ_E w: the share fulfilled on time; None when nothing was due.

    v is the day of the fulfilment itself, counted only once it was validated [D]: a reviewer who
    takes long does not make late what was done on time. C − O is «se hizo, pero tarde».
    """
    return Fraction(s.a_tiempo, s.pesos) if s.pesos else None


def avance(s: Sumas) -> Fraction | None:
    """A(t) = Σ_all w·a / Σ_all w, future dates included: how far the work goes, not a judgement."""
    return Fraction(s.avance, s.pesos_todos * 100) if s.pesos_todos else None


def mora(s: Sumas, p: Parametros) -> Fraction | None:
    """M(t) = Σ_overdue w·min(days/cap, 1) / Σ_E w; 0 is best, the cap is 90 days [D].

    A row is overdue while there is no validated fulfilment and t > d. None when nothing was due.
    """
    return Fraction(s.mora, s.pesos * p.tope_mora_dias) if s.pesos else None


def cobertura_de_renovacion(por_vencer: int, sin_decision: int) -> Fraction | None:
    """Of the convenios about to end, the share on whose renewal somebody decided; None without any.

    Deciding not to renew counts as much as renewing: what it measures is that none ends unseen.
    """
    return _parte(por_vencer - sin_decision, por_vencer)


def frescura(sin_verificar: int, todos: int) -> Fraction | None:
    """The share of records that somebody verified within the window; None without records."""
    return _parte(todos - sin_verificar, todos)


def completitud(faltas: Iterable[int], todos: int) -> Fraction | None:
    """Filled ÷ required: `faltas` says how many of `todos` lack each required datum; None of none.

    Which data a record requires at its stage is `models.convenios.requeridos`.
    """
    faltan = list(faltas)
    return _parte(todos * len(faltan) - sum(faltan), todos * len(faltan))


def _parte(n: int, todos: int) -> Fraction | None:
    return Fraction(n, todos) if todos else None


def porcentaje(razon: Fraction | None) -> Decimal | None:
    """A ratio as per cent with one decimal, cut and never rounded up: 69.96 % is not yet 70 %."""
    if razon is None:
        return None
    exacto = Decimal(razon.numerator * 100) / Decimal(razon.denominator)
    return exacto.quantize(Decimal("0.1"), rounding=ROUND_DOWN)
