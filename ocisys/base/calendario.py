"""The calendar as a value: which days are working days between two dates at one sede, and why not.

Pure: built from plain values, no database. `ocisys.base.computo.calendario_de` builds it from the
tables; `ocisys.base.plazos` counts over it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from ocisys.base.reglas import ReglaIncumplida

DIAS = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")
SABADO = 5
UN_DIA = timedelta(days=1)


class PlazoInvalido(ReglaIncumplida):
    """A deadline cannot be computed from what was given; `str()` is a sentence in Spanish."""


class Regimen(StrEnum):
    """Whose calendar counts: a day may be working for tax terms and not for the others."""

    LPAG = "lpag"
    TRIBUTARIO = "tributario"

    @property
    def etiqueta(self) -> str:
        return {"lpag": "Administrativo (LPAG)", "tributario": "Tributario"}[self.value]


class Cita(NamedTuple):
    """An article of a norm; `verificada` is False when its text was not read."""

    norma: str
    articulo: str = ""
    verificada: bool = True

    def __str__(self) -> str:
        articulos = "arts." if " y " in self.articulo else "art."
        texto = f"{self.norma}, {articulos} {self.articulo}" if self.articulo else self.norma
        return texto if self.verificada else f"{texto} (texto sin verificar)"


class Motivo(NamedTuple):
    """Why a day is special, with its legal source when there is one."""

    texto: str
    cita: Cita | None = None


def pascua(anio: int) -> date:
    """Easter Sunday of a Gregorian year (the tabular method of Butcher, valid from 1583)."""
    a, (b, c) = anio % 19, divmod(anio, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    mes, dia = divmod(h + m - 7 * n + 114, 31)
    return date(anio, mes, dia + 1)


@dataclass(frozen=True, slots=True)
class Feriado:
    """A yearly holiday by rule, in force between two dates (both count; None is still in force)."""

    nombre: str
    cita: Cita
    desde: date
    hasta: date | None = None
    mes: int | None = None
    dia: int | None = None
    dias_de_pascua: int | None = None

    def en(self, anio: int) -> date | None:
        """The date it falls on that year; None if the rule was not in force on it."""
        if self.dias_de_pascua is not None:
            fecha = pascua(anio) + timedelta(days=self.dias_de_pascua)
        else:
            try:
                fecha = date(anio, self.mes or 0, self.dia or 0)
            except ValueError:  # 29 February of a common year
                return None
        rige = self.desde <= fecha and (self.hasta is None or fecha <= self.hasta)
        return fecha if rige else None


@dataclass(frozen=True, slots=True)
class DiaDeclarado:
    """One date that a norm made non-working, or gave back to work (`restituye`).

    `parcial`: only some hours. `confirmado` False: kept in sight, moves nothing. `regimenes`: the
    calendars in which the day does not count.
    """

    fecha: date
    motivo: Motivo
    restituye: bool = False
    parcial: bool = False
    confirmado: bool = True
    regimenes: frozenset[Regimen] = frozenset({Regimen.LPAG})


class Calendario:
    """Working days between `desde` and `hasta`, both included. Immutable once built.

    Saturday and Sunday are non-working days of the service. `sin_atencion`: days when the sede did
    not serve the public for its normal hours; they count, but no term ends on them (TUO LPAG
    134.2). A partly non-working day is treated the same way: nobody declared the whole day
    non-working, so it counts, and the public was not served for the normal hours.
    """

    __slots__ = ("_cierres", "_dudas", "_inhabiles", "_restituidos", "desde", "hasta")

    def __init__(
        self,
        desde: date,
        hasta: date,
        *,
        feriados: Iterable[Feriado] = (),
        dias: Iterable[DiaDeclarado] = (),
        sin_atencion: Mapping[date, Motivo] | None = None,
    ) -> None:
        self.desde = desde
        self.hasta = hasta
        self._inhabiles: dict[Regimen, dict[date, Motivo]] = {r: {} for r in Regimen}
        self._cierres: dict[Regimen, dict[date, Motivo]] = {r: {} for r in Regimen}
        self._cierres[Regimen.LPAG].update(sin_atencion or {})
        self._dudas: dict[date, Motivo] = {}
        self._restituidos: dict[date, Motivo] = {}
        for feriado in feriados:
            self._anotar_feriado(feriado)
        # What gives a day back to work is read last: it undoes whatever took the day away.
        for dia in sorted(dias, key=lambda d: d.restituye):
            self._anotar_dia(dia)

    def _anotar_feriado(self, feriado: Feriado) -> None:
        for anio in range(self.desde.year, self.hasta.year + 1):
            if fecha := feriado.en(anio):
                for regimen in Regimen:
                    self._inhabiles[regimen][fecha] = Motivo(
                        f"feriado: {feriado.nombre}", feriado.cita
                    )

    def _anotar_dia(self, dia: DiaDeclarado) -> None:
        if not dia.confirmado:
            if not dia.restituye:
                self._dudas[dia.fecha] = dia.motivo
        elif dia.restituye:
            self._restituidos[dia.fecha] = dia.motivo
            for regimen in Regimen:
                self._inhabiles[regimen].pop(dia.fecha, None)
        else:
            destino = self._cierres if dia.parcial else self._inhabiles
            for regimen in dia.regimenes:
                destino[regimen].setdefault(dia.fecha, dia.motivo)

    def inhabil(self, dia: date, regimen: Regimen = Regimen.LPAG) -> Motivo | None:
        """Why `dia` is not a working day, or None if it is one.

        Raises `PlazoInvalido` when `dia` is outside the calendar.
        """
        if not self.desde <= dia <= self.hasta:
            raise PlazoInvalido(
                f"El cálculo llega al {dia:%d/%m/%Y} y el calendario cargado va del "
                f"{self.desde:%d/%m/%Y} al {self.hasta:%d/%m/%Y}."
            )
        if motivo := self._inhabiles[regimen].get(dia):
            return motivo
        return Motivo(DIAS[dia.weekday()]) if dia.weekday() >= SABADO else None

    def cierre(self, dia: date, regimen: Regimen = Regimen.LPAG) -> Motivo | None:
        """Why no term can end on `dia` although it counts, or None."""
        return self._cierres[regimen].get(dia)

    def duda(self, dia: date) -> Motivo | None:
        """A declaration of `dia` that nobody confirmed with its norm, or None."""
        return self._dudas.get(dia)

    def restitucion(self, dia: date) -> Motivo | None:
        """The norm that gave `dia` back to work, or None."""
        return self._restituidos.get(dia)

    def es_habil(self, dia: date, regimen: Regimen = Regimen.LPAG) -> bool:
        """True if `dia` counts as a working day."""
        return self.inhabil(dia, regimen) is None

    def siguiente_habil(self, dia: date, regimen: Regimen = Regimen.LPAG) -> date:
        """First working day after `dia`."""
        dia += UN_DIA
        while not self.es_habil(dia, regimen):
            dia += UN_DIA
        return dia

    def habiles_entre(self, desde: date, hasta: date, regimen: Regimen = Regimen.LPAG) -> int:
        """Working days after `desde` up to and including `hasta`; negative when `hasta` is past.

        What is left of a term: 0 on its last day, −1 one working day late.
        """
        if hasta < desde:
            return -self.habiles_entre(hasta, desde, regimen)
        dias = (desde + timedelta(days=i) for i in range(1, (hasta - desde).days + 1))
        return sum(self.es_habil(dia, regimen) for dia in dias)
