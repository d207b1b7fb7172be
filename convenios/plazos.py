"""Dates of agreements and commitments: recurrence, notice, validity. Pure; `al` is the day asked.

The engine that turns a rule into due dates is the same for convenios, treaties and meeting
agreements: it only knows dates.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import count

EsHabil = Callable[[date], bool]
"""Whether a day counts as a working day where the obligation is fulfilled."""

PASOS_MAXIMOS = 1200
"""A rule never yields more dates than this: one hundred years of months."""


class Ajuste(StrEnum):
    """What happens to a due date that falls on a non-working day."""

    NINGUNO = "ninguno"
    HABIL_SIGUIENTE = "habil_siguiente"
    HABIL_ANTERIOR = "habil_anterior"


class Vigencia(StrEnum):
    """Situation of a convenio by its dates alone; computed, never stored."""

    NO_INICIADO = "no_iniciado"
    VIGENTE = "vigente"
    POR_VENCER = "por_vencer"
    VENCIDO = "vencido"
    INDETERMINADO = "indeterminado"
    SIN_FECHA = "sin_fecha"

    @property
    def palabra(self) -> str:
        """How the chip says it."""
        return _PALABRAS[self]


_PALABRAS = {
    Vigencia.NO_INICIADO: "No iniciado",
    Vigencia.VIGENTE: "Vigente",
    Vigencia.POR_VENCER: "Por vencer",
    Vigencia.VENCIDO: "Vencido",
    Vigencia.INDETERMINADO: "Indeterminado",
    Vigencia.SIN_FECHA: "No constan fechas",
}


@dataclass(frozen=True)
class Recurrencia:
    """When something is due: `base`, then every `cada_meses` months.

    Ends after `cantidad` dates, or on `fin` (included), or at the horizon that the caller gives.
    """

    base: date
    cada_meses: int
    cantidad: int | None = None
    fin: date | None = None
    ajuste: Ajuste = Ajuste.HABIL_SIGUIENTE


@dataclass(frozen=True)
class Vencimiento:
    """One due date: its number in the series, the legal date and the day it can be demanded."""

    nro: int
    fecha_legal: date
    fecha_exigible: date


@dataclass(frozen=True)
class Existente:
    """An ocurrencia already recorded; `intocable` once somebody reported on it."""

    nro: int
    fecha_legal: date
    fecha_exigible: date
    intocable: bool


@dataclass(frozen=True)
class Conciliacion:
    """What to do so that the recorded ocurrencias follow the rule."""

    crear: tuple[Vencimiento, ...]
    quitar: tuple[int, ...]


def sumar_meses(base: date, meses: int) -> date:
    """The same day `meses` months later, or the last day of that month if it has no such day.

    31 January plus one month is 28 (or 29) February. Always counted from `base`, so that a series
    anchored on a 31st comes back to the 31st. Raises ValueError beyond year 9999.
    """
    indice = base.year * 12 + base.month - 1 + meses
    anio, mes = divmod(indice, 12)
    primero = date(anio, mes + 1, 1)
    siguiente = date(anio + mes // 11, (mes + 1) % 12 + 1, 1) if (anio, mes) < (9999, 11) else None
    ultimo = (siguiente - timedelta(days=1)).day if siguiente else 31
    return primero.replace(day=min(base.day, ultimo))


def ajustar(fecha: date, ajuste: Ajuste, es_habil: EsHabil) -> date:
    """Move `fecha` to a working day as the rule says; TUO LPAG art. 134.2 moves it forward."""
    paso = {Ajuste.NINGUNO: 0, Ajuste.HABIL_SIGUIENTE: 1, Ajuste.HABIL_ANTERIOR: -1}[ajuste]
    while paso and not es_habil(fecha):
        fecha += timedelta(days=paso)
    return fecha


def vencimientos(
    regla: Recurrencia, *, horizonte: date, es_habil: EsHabil
) -> tuple[Vencimiento, ...]:
    """Every due date of `regla` up to `horizonte` (included), numbered from 1 and anchored to base.

    Legal dates never drift: the k-th is `base` plus k−1 steps, whatever happened to the others.
    """
    limite = min(regla.fin, horizonte) if regla.fin else horizonte
    resultado: list[Vencimiento] = []
    for nro in count(1):
        if (regla.cantidad and nro > regla.cantidad) or nro > PASOS_MAXIMOS:
            break
        legal = sumar_meses(regla.base, regla.cada_meses * (nro - 1))
        if legal > limite:
            break
        resultado.append(Vencimiento(nro, legal, ajustar(legal, regla.ajuste, es_habil)))
        if regla.cada_meses == 0:
            break
    return tuple(resultado)


def conciliar(
    existentes: Iterable[Existente], nuevos: Iterable[Vencimiento], *, hoy: date
) -> Conciliacion:
    """Bring recorded ocurrencias to a changed rule, touching only future ones nobody reported on.

    What is past or reported stays as it was, and its number is not given to another date. New
    dates are only those after `hoy` on the legal date; their numbers follow the highest kept.
    """
    existentes = list(existentes)
    fijos = [e for e in existentes if e.intocable or e.fecha_legal <= hoy]
    moviles = {e.fecha_legal: e for e in existentes if e not in fijos}
    ocupadas = {e.fecha_legal for e in fijos}
    deseados = {
        v.fecha_legal: v for v in nuevos if v.fecha_legal > hoy and v.fecha_legal not in ocupadas
    }
    conservados = {
        f
        for f, v in deseados.items()
        if f in moviles and moviles[f].fecha_exigible == v.fecha_exigible
    }
    quedan = fijos + [moviles[f] for f in conservados]
    libres = count(max((e.nro for e in quedan), default=0) + 1)
    return Conciliacion(
        crear=tuple(
            Vencimiento(next(libres), f, deseados[f].fecha_exigible)
            for f in sorted(deseados)
            if f not in conservados
        ),
        quitar=tuple(sorted(e.nro for f, e in moviles.items() if f not in conservados)),
    )


def fin_por_duracion(inicio: date, cantidad: int, unidad: str) -> date:
    """Last day of a term of `cantidad` «dias», «meses» or «anios» that starts on `inicio`.

    Months and years run from date to date and end on the month's last day if it lacks that day;
    what the convenio itself says wins: then the end is typed as a date [D].
    """
    if unidad == "dias":
        return inicio + timedelta(days=cantidad)
    return sumar_meses(inicio, cantidad * (12 if unidad == "anios" else 1))


def fecha_preaviso(fin: date | None, preaviso_dias: int | None) -> date | None:
    """Last day to give notice: `preaviso_dias` calendar days before the end; None without both."""
    if fin is None or preaviso_dias is None:
        return None
    return fin - timedelta(days=preaviso_dias)


def limite_de_decision(fin: date | None, preaviso_dias: int | None) -> date | None:
    """The day by which renewing or not must be decided: the notice date, else the end itself."""
    return fecha_preaviso(fin, preaviso_dias) or fin


def consecuencia(renovacion: str, fin: date | None, preaviso: date | None) -> str:
    """What happens if nobody decides on the renewal, in words; "" without an end.

    `renovacion` is a `Convenio.Renovacion`; `preaviso`, the last day to give notice.
    """
    if fin is None:
        return ""
    dia = f"{fin:%d/%m/%Y}"
    if renovacion == "automatica":
        hasta = f" hasta el {preaviso:%d/%m/%Y}" if preaviso else ""
        return (
            f"Se renueva solo después del {dia}, por lo que diga su cláusula: lo que hay que "
            f"avisar{hasta} es que no se quiere renovar."
        )
    if renovacion == "hasta_evento":
        return f"Termina el {dia} si antes no ocurre lo que dice su cláusula."
    if renovacion == "no_renovable":
        return f"Termina el {dia} y no puede renovarse: sólo cabe celebrar uno nuevo."
    remedio = "la novación" if renovacion == "novacion" else "una adenda"
    return (
        f"Vence el {dia} y sus compromisos dejan de tener sustento; después, {remedio} sería "
        "extemporánea y pediría la opinión de OGAJ."
    )


def situacion_vigencia(
    *,
    firmado: bool,
    inicio: date | None,
    fin: date | None,
    sin_fin: bool,
    al: date,
    ventana_dias: int,
) -> Vigencia:
    """Situation by dates on day `al`; both ends count as in force.

    `sin_fin` is true for agreements without term or until an event. Inside the last
    `ventana_dias` calendar days a convenio is «por vencer». «Sin fecha» is a gap of the data: it
    was signed and we do not know from when or until when it lasts.
    """
    if not firmado or (inicio is not None and al < inicio):
        return Vigencia.NO_INICIADO
    if inicio is None:
        return Vigencia.SIN_FECHA
    if fin is None:
        return Vigencia.INDETERMINADO if sin_fin else Vigencia.SIN_FECHA
    if al > fin:
        return Vigencia.VENCIDO
    return Vigencia.POR_VENCER if (fin - al).days <= ventana_dias else Vigencia.VIGENTE


def dias_vencido(vence_el: date, al: date) -> int:
    """Calendar days overdue on `al`: 0 on the due date itself and before."""
    return max((al - vence_el).days, 0)


def ventana_de_aviso(dias: int, ventanas: Sequence[int], *, repetir_cada: int) -> int | None:
    """Which warning is due `dias` days before a date (negative: after it), or None for none yet.

    Before the date, the tightest of `ventanas` already reached: a run that was missed does not send
    the older ones late. From the day after, −repetir_cada, −2·repetir_cada… one for each period.
    """
    if dias < 0:
        return -repetir_cada * ((-dias - 1) // repetir_cada + 1)
    return min((v for v in ventanas if v >= dias), default=None)
