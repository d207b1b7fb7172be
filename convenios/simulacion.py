"""What would happen: «si se validan estas tres, 91 %»; «si nada cambia, rojo el 1 de marzo».

Pure, and with the very functions that draw the real figures: a simulation is only another set of
rows or another day.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from convenios.cifras import Fila, Merito, Parametros, Sumas, sumar
from convenios.estados import EXCLUIDOS, PARCIALES, PLENOS, EstadoOcurrencia
from convenios.semaforo import Color, HechosConvenio, Semaforo, semaforo_convenio

HORIZONTE = timedelta(days=730)
"""How far «si nada cambia» looks."""

PEOR_PRIMERO = (Color.ROJO, Color.AMBAR, Color.VERDE, Color.GRIS)


@dataclass(frozen=True)
class Giro:
    """The first day on which a semaphore turns worse, and why."""

    dia: date
    semaforo: Semaforo


def merito_de(estado: str) -> Merito:
    """What an ocurrencia in that state earns."""
    e = EstadoOcurrencia(estado)
    if e in EXCLUIDOS:
        return Merito.EXCLUIDO
    if e in PLENOS:
        return Merito.PLENO
    return Merito.PARCIAL if e in PARCIALES else Merito.NINGUNO


def si_se_validan(
    filas: Mapping[int, Fila], elegidas: Collection[int], al: date, p: Parametros
) -> Sumas:
    """The sums on `al` if the chosen rows were reported and validated that day.

    What is already fulfilled or released stays as it is; numbers that are not a row are ignored.
    """
    return sumar(
        (_validada(f, al) if pk in elegidas else f for pk, f in filas.items()),
        al,
        p,
    )


def _validada(f: Fila, al: date) -> Fila:
    if f.merito in (Merito.PLENO, Merito.EXCLUIDO):
        return f
    return replace(f, merito=Merito.PLENO, avance=100, cumplida_el=f.cumplida_el or al)


def al_dia(h: HechosConvenio, dias: int, sumas: Sumas) -> HechosConvenio:
    """The same facts `dias` calendar days later, with the sums of that day."""

    def menos(n: int | None) -> int | None:
        return None if n is None else n - dias

    return replace(
        h,
        sumas=sumas,
        dias_al_fin=menos(h.dias_al_fin),
        dias_a_decidir=menos(h.dias_a_decidir),
        registros=[(nombre, n - dias) for nombre, n in h.registros],
    )


def si_nada_cambia(
    filas: Iterable[Fila], h: HechosConvenio, al: date, p: Parametros
) -> Giro | None:
    """The first day after `al` on which the colour is worse than on `al`, if nobody does anything.

    None when it never turns within `HORIZONTE`, or cannot get worse.
    """
    filas = list(filas)

    def ver(dia: date) -> Semaforo:
        return semaforo_convenio(al_dia(h, (dia - al).days, sumar(filas, dia, p)), p)

    return primer_giro(dias_que_cuentan(filas, h, al, p), ver(al).color, ver)


def primer_giro(dias: Sequence[date], hoy: Color, ver: Callable[[date], Semaforo]) -> Giro | None:
    """The first of `dias` whose semaphore is worse than `hoy`."""
    for dia in dias:
        semaforo = ver(dia)
        if PEOR_PRIMERO.index(semaforo.color) < PEOR_PRIMERO.index(hoy):
            return Giro(dia, semaforo)
    return None


def dias_que_cuentan(
    filas: Iterable[Fila], h: HechosConvenio, al: date, p: Parametros
) -> list[date]:
    """Days after `al` on which a rule of the semaphore may start to fire, in order.

    A due date, the day after it, the day it becomes old; the approach and the passing of the end,
    of the notice date and of the registers. On any other day nothing can turn.
    """
    dias: set[date] = set()
    for f in filas:
        if f.merito not in (Merito.PLENO, Merito.EXCLUIDO):
            viejo = p.dias_vencido_rojo + 1
            dias |= {f.vence_el + timedelta(days=n) for n in (0, 1, viejo)}
        else:
            dias.add(f.vence_el)
    if h.dias_al_fin is not None:
        dias |= _cuando(al, h.dias_al_fin - p.dias_fin_ambar, h.dias_al_fin + 1)
    if h.dias_a_decidir is not None:
        dias |= _cuando(al, h.dias_a_decidir + 1)
    for _, n in h.registros:
        dias |= _cuando(al, n - p.dias_registro_ambar)
    return sorted(d for d in dias if al < d <= al + HORIZONTE)


def _cuando(al: date, *dias: int) -> set[date]:
    return {al + timedelta(days=n) for n in dias if abs(n) < 40_000}
