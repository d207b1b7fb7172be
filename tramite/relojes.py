"""The two clocks of a case: how long the office has had it and how long others have.

Pure but for what it is given: the acts already read and the calendar.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from ocisys.base.calendario import Calendario
from tramite.acciones.plazos import TOPE
from tramite.estados import Estado
from tramite.models import Actuacion

SE_VA = {Actuacion.Clase.OBSERVACION, Actuacion.Clase.ESPERA}
PESAN = SE_VA | {Actuacion.Clase.SUBSANACION, Actuacion.Clase.RETOMA, Actuacion.Clase.NO_PRESENTADO}
"""Acts that pass the ball."""


@dataclass(frozen=True)
class Relojes:
    """Working days with the office and with others; `de_quien` has the ball now, since `desde`.

    `resuelve`: who must resolve it instead of the office, the superior in a complaint; the first
    figure is then of that superior.
    """

    nuestros: int
    ajenos: int
    de_quien: str
    desde: date
    es_nuestra: bool
    detenido: bool
    resuelve: str = ""

    @property
    def parte_nuestra(self) -> int:
        """Of a hundred parts of the time, those with the office."""
        total = self.nuestros + self.ajenos
        return round(100 * self.nuestros / total) if total else 0

    @property
    def parte_ajena(self) -> int:
        """The other parts."""
        return 100 - self.parte_nuestra


@dataclass(frozen=True)
class _Tramo:
    """A span in which the ball is elsewhere; `hasta` None: it still is.

    `tope`: working days that our clock stands still in it; 0, none; None, while it lasts.
    """

    desde: date
    hasta: date | None
    de_quien: str
    tope: int | None


def relojes(
    actos: Iterable[Actuacion],
    *,
    desde: date,
    hasta: date,
    calendario: Calendario,
    resuelve: str = "",
) -> Relojes:
    """Both clocks between the filing and `hasta` (today, or the day it was answered).

    `actos`: those of the expediente that pass the ball, in order.
    """
    tramos = list(_tramos(actos))
    ajenos = sum(
        max(calendario.habiles_entre(max(t.desde, desde), min(t.hasta or hasta, hasta)), 0)
        for t in tramos
    )
    total = max(calendario.habiles_entre(desde, hasta), 0)
    ultimo = tramos[-1] if tramos else None
    if ultimo is not None and ultimo.hasta is None:
        van = calendario.habiles_entre(max(ultimo.desde, desde), hasta)
        detenido = ultimo.tope is None or van < ultimo.tope
        return Relojes(
            total - ajenos, ajenos, ultimo.de_quien, ultimo.desde, False, detenido, resuelve
        )
    inicio = ultimo.hasta if ultimo is not None and ultimo.hasta else desde
    quien = resuelve or "La oficina"
    return Relojes(total - ajenos, ajenos, quien, inicio, not resuelve, False, resuelve)


def _tramos(actos: Iterable[Actuacion]) -> Iterable[_Tramo]:
    abierto: _Tramo | None = None
    for acto in actos:
        dia = timezone.localdate(acto.en)
        if acto.clase in SE_VA:
            if abierto is None:
                abierto = _de(acto, dia)
        elif acto.clase in PESAN and acto.estado_despues != Estado.OBSERVADO and abierto:
            yield _Tramo(abierto.desde, dia, abierto.de_quien, abierto.tope)
            abierto = None
    if abierto is not None:
        yield abierto


def _de(acto: Actuacion, dia: date) -> _Tramo:
    if acto.clase == Actuacion.Clase.OBSERVACION:
        return _Tramo(dia, None, "El administrado, que debe subsanar", None)
    tope = acto.datos.get("tope_habiles", TOPE) if acto.datos["suspende"] else 0
    return _Tramo(dia, None, acto.datos.get("a_quien", "Un tercero"), tope)
