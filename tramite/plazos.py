"""What a due date means today: colour, icon and words. Pure; the counting of days is base's."""

from datetime import date, timedelta
from enum import Enum

MARGEN = timedelta(days=3)
"""Calendar days before the due date in which it is already «por vencer»."""


class Semaforo(Enum):
    """Never colour alone: each light has a tono (docs/diseno.md) and an icon besides its word."""

    VENCIDO = ("peligro", "exclamation-triangle")
    VENCE_HOY = ("peligro", "bell-alert")
    POR_VENCER = ("atencion", "clock")
    EN_PLAZO = ("bien", "check-circle")
    CUMPLIDO = ("hecho", "check")
    CUMPLIDO_TARDE = ("neutro", "check")
    SIN_PLAZO = ("neutro", "minus-circle")

    @property
    def tono(self) -> str:
        return self.value[0]

    @property
    def icono(self) -> str:
        """Name of the heroicon."""
        return self.value[1]


def semaforo(vence_el: date | None, hoy: date, cumplido_el: date | None = None) -> Semaforo:
    """The light of a deadline on `hoy`. An overdue act is still owed (TUO LPAG art. 140.3)."""
    if vence_el is None:
        return Semaforo.SIN_PLAZO
    if cumplido_el is not None:
        return Semaforo.CUMPLIDO if cumplido_el <= vence_el else Semaforo.CUMPLIDO_TARDE
    if vence_el < hoy:
        return Semaforo.VENCIDO
    if vence_el == hoy:
        return Semaforo.VENCE_HOY
    return Semaforo.POR_VENCER if vence_el - hoy <= MARGEN else Semaforo.EN_PLAZO


def frase(vence_el: date | None, hoy: date, cumplido_el: date | None = None) -> str:
    """The same in words: «venció hace 2 días», «vence mañana»."""
    luz = semaforo(vence_el, hoy, cumplido_el)
    if vence_el is None:
        return "sin plazo"
    if cumplido_el is not None:
        return "cumplido en plazo" if luz is Semaforo.CUMPLIDO else "cumplido fuera de plazo"
    dias = (vence_el - hoy).days
    if dias < 0:
        return f"venció hace {-dias} {'día' if dias == -1 else 'días'}"
    if dias <= 1:
        return "vence mañana" if dias else "vence hoy"
    return f"vence en {dias} días"


CADA = 7
"""Days after which what is overdue is told again."""


def ventana_de_aviso(vence_el: date, hoy: date) -> int | None:
    """The window in which a due date is told today; None while it is still far.

    3 for the three days before, 0 on the day itself, -1 for the first week after it, then one
    more window a week (-8, -15…): each is told once.
    """
    dias = (vence_el - hoy).days
    if dias > MARGEN.days:
        return None
    if dias > 0:
        return MARGEN.days
    return 0 if dias == 0 else -1 - CADA * ((-dias - 1) // CADA)


def urge(ventana: int) -> bool:
    """Whether it is told by mail at once: the day itself and the day after, not every week."""
    return ventana in (0, -1)
