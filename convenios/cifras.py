"""The figures of compliance, one pure function each. No ORM, no clock: rows and a date come in.

Notation: an ocurrencia has weight w (its commitment's peso, 1–10), advance a (0–100 %), due date d.
E(t), the exigibles on day t, are those with d ≤ t that no norm or adenda released. All sums are of
whole numbers, so a figure does not depend on the order of its rows and adds up exactly:
`sumar(a + b) == sumar(a) + sumar(b)`. The same sums are made by PostgreSQL in
`OcurrenciaQuerySet.sumas_por_convenio`; a test holds both equal.

[D] marks what this office decided and no norm says; those values are dated settings (`Parametros`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum
from fractions import Fraction
from statistics import median

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


def mediana_por_convenio(por_convenio: Iterable[Sumas]) -> Fraction | None:
    """Median of C over the convenios with something due: the pooled figure hides the small ones."""
    valores = [c for c in map(cumplimiento, por_convenio) if c is not None]
    return Fraction(median(valores)) if valores else None


def porcentaje(razon: Fraction | None) -> Decimal | None:
    """A ratio as per cent with one decimal, cut and never rounded up: 69.96 % is not yet 70 %."""
    if razon is None:
        return None
    exacto = Decimal(razon.numerator * 100) / Decimal(razon.denominator)
    return exacto.quantize(Decimal("0.1"), rounding=ROUND_DOWN)


class Color(StrEnum):
    """Colour of the semaphore; the word and the icon always go with it."""

    ROJO = "rojo"
    AMBAR = "ambar"
    VERDE = "verde"
    GRIS = "gris"

    @property
    def palabra(self) -> str:
        return {"rojo": "crítico", "ambar": "atención", "verde": "al día", "gris": "sin exigibles"}[
            self.value
        ]


@dataclass(frozen=True)
class Motivo:
    """A rule that fired: its sentence and the filter that lists the rows behind it."""

    regla: str
    color: Color
    texto: str
    filtro: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Semaforo:
    """Colour and every rule that fired, worst first: the answer to «¿por qué?»."""

    color: Color
    motivos: tuple[Motivo, ...] = ()


@dataclass(frozen=True)
class HechosConvenio:
    """What the semaphore of a convenio looks at besides its sums; dates already as of `al`.

    `dias_al_fin` is negative once ended; `dias_a_decidir` is to the notice date (or the end);
    `registros` are (organisation, days to expiry of its APCI register, negative if expired).
    """

    sumas: Sumas
    dias_al_fin: int | None = None
    dias_a_decidir: int | None = None
    tiene_decision: bool = False
    huerfanas: int = 0
    registros: Sequence[tuple[str, int]] = ()


def semaforo_convenio(h: HechosConvenio, p: Parametros) -> Semaforo:
    """Semaphore of one convenio [D]: grey if nothing was due, else the worst rule that fired."""
    motivos = (*_motivos_rojos(h, p), *_motivos_ambar(h, p))
    if not h.sumas.exigibles:
        return Semaforo(Color.GRIS, motivos)
    return Semaforo(motivos[0].color if motivos else Color.VERDE, motivos)


def _motivos_rojos(h: HechosConvenio, p: Parametros) -> Iterable[Motivo]:
    s, c = h.sumas, cumplimiento(h.sumas)
    if s.criticas:
        yield _rojo(
            "vencida_critica",
            f"{_n(s.criticas, 'obligación vencida', 'obligaciones vencidas')} de criticidad "
            f"{p.criticidad_critica}",
            situacion="vencidas",
            criticidad=str(p.criticidad_critica),
        )
    if s.dias_max > p.dias_vencido_rojo:
        yield _rojo(
            "vencida_vieja",
            f"la más antigua lleva {s.dias_max} días vencida (límite {p.dias_vencido_rojo})",
            situacion="vencidas",
        )
    if c is not None and c * 100 < p.umbral_rojo:
        yield _rojo(
            "cumplimiento_bajo",
            f"cumplimiento de {porcentaje(c)} %, menor que {p.umbral_rojo} %",
            situacion="exigibles",
        )
    if h.dias_al_fin is not None and h.dias_al_fin < 0 and s.sin_cumplir:
        yield _rojo(
            "vencido_con_abiertas",
            "el convenio ya venció y le quedan "
            + _n(s.sin_cumplir, "obligación sin cumplir", "obligaciones sin cumplir"),
            situacion="sin_cumplir",
        )
    if _sin_decidir(h) and h.dias_a_decidir is not None and h.dias_a_decidir < 0:
        yield _rojo("sin_decision", "pasó la fecha para decidir la renovación y no hay decisión")


def _motivos_ambar(h: HechosConvenio, p: Parametros) -> Iterable[Motivo]:
    s, c = h.sumas, cumplimiento(h.sumas)
    if 0 < s.dias_max <= p.dias_vencido_rojo:
        yield _ambar(
            "vencida",
            f"{_n(s.vencidas, 'obligación vencida', 'obligaciones vencidas')} hace "
            f"{_n(s.dias_max, 'día', 'días')} o menos",
            situacion="vencidas",
        )
    if c is not None and p.umbral_rojo <= c * 100 < p.umbral_verde:
        yield _ambar(
            "cumplimiento_medio",
            f"cumplimiento de {porcentaje(c)} %, menor que {p.umbral_verde} %",
            situacion="exigibles",
        )
    if h.dias_al_fin is not None and 0 <= h.dias_al_fin <= p.dias_fin_ambar and _sin_decidir(h):
        yield _ambar("por_terminar", f"termina en {_n(h.dias_al_fin, 'día', 'días')} sin decisión")
    for nombre, dias in h.registros:
        if dias <= p.dias_registro_ambar:
            cuando = f"vence en {_n(dias, 'día', 'días')}" if dias >= 0 else "está vencido"
            yield _ambar("registro_apci", f"el registro APCI de {nombre} {cuando}")
    if h.huerfanas:
        yield _ambar(
            "sin_titular",
            f"{_n(h.huerfanas, 'obligación', 'obligaciones')} sin titular que responda",
            situacion="huerfanas",
        )


def semaforo_sector(s: Sumas, rojos: Sequence[int], p: Parametros) -> Semaforo:
    """Semaphore of all the convenios together [D]; `rojos` are the importances of the red ones.

    Red with C < 70 % or a red convenio of importance 5; green with C ≥ 90 % and no red at all.
    """
    c = cumplimiento(s)
    if c is None:
        return Semaforo(Color.GRIS)
    motivos: list[Motivo] = []
    graves = sum(i >= p.importancia_critica for i in rojos)
    if graves:
        cuantos = _n(graves, "convenio", "convenios")
        frase = f"{cuantos} de importancia {p.importancia_critica} en crítico"
        motivos.append(_rojo("convenio_critico", frase))
    if c * 100 < p.umbral_rojo:
        frase = f"cumplimiento de {porcentaje(c)} %, menor que {p.umbral_rojo} %"
        motivos.append(_rojo("cumplimiento_bajo", frase, situacion="exigibles"))
    elif c * 100 < p.umbral_verde:
        frase = f"cumplimiento de {porcentaje(c)} %, menor que {p.umbral_verde} %"
        motivos.append(_ambar("cumplimiento_medio", frase, situacion="exigibles"))
    if len(rojos) > graves:
        frase = f"{_n(len(rojos) - graves, 'convenio', 'convenios')} más en crítico"
        motivos.append(_ambar("otros_criticos", frase))
    return Semaforo(motivos[0].color if motivos else Color.VERDE, tuple(motivos))


def _sin_decidir(h: HechosConvenio) -> bool:
    return h.dias_al_fin is not None and not h.tiene_decision


def _rojo(regla: str, texto: str, **filtro: str) -> Motivo:
    return Motivo(regla, Color.ROJO, texto, filtro)


def _ambar(regla: str, texto: str, **filtro: str) -> Motivo:
    return Motivo(regla, Color.AMBAR, texto, filtro)


def _n(cantidad: int, uno: str, varios: str) -> str:
    return f"{cantidad} {uno if cantidad == 1 else varios}"
