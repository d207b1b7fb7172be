"""The special days of a year as the engine of deadlines counts them, to be read and printed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ocisys.base.calendario import UN_DIA, Calendario, Motivo, Regimen
from ocisys.base.computo import calendario_de


@dataclass(frozen=True)
class DiaEspecial:
    """A day that is not an ordinary one, why, by which norm, and in which terms it counts."""

    fecha: date
    clase: str
    motivo: str
    norma: str
    cuenta: bool
    cuenta_tributario: bool


@dataclass(frozen=True)
class Almanaque:
    """A year of one sede: its special days and how many working days each month has."""

    anio: int
    dias: list[DiaEspecial]
    habiles: list[tuple[date, int]]

    @property
    def total(self) -> int:
        """Working days of the year for administrative terms."""
        return sum(n for _, n in self.habiles)


def almanaque(anio: int, sede: str | None = None) -> Almanaque:
    """From the tables of today, in three queries; `sede` by its code, None for the usual one."""
    calendario = calendario_de(sede, date(anio, 1, 1), date(anio, 12, 31))
    dias = list(_del_anio(anio))
    meses = [date(anio, mes, 1) for mes in range(1, 13)]
    return Almanaque(
        anio,
        [especial for dia in dias for especial in _especiales(calendario, dia)],
        [(m, sum(calendario.es_habil(d) for d in dias if d.month == m.month)) for m in meses],
    )


def _del_anio(anio: int) -> Iterator[date]:
    dia = date(anio, 1, 1)
    while dia.year == anio:
        yield dia
        dia += UN_DIA if dia < date.max else timedelta(0)


_FERIADO = "feriado: "


def _especiales(calendario: Calendario, dia: date) -> Iterator[DiaEspecial]:
    """What the tables say of that day; nothing of a plain one, nor of a plain weekend."""
    inhabil, tributario = (calendario.inhabil(dia, r) for r in Regimen)
    if declarado := _declarado(inhabil) or _declarado(tributario):
        es_feriado = declarado.texto.startswith(_FERIADO)
        yield _fila(calendario, dia, "Feriado" if es_feriado else "No laborable", declarado)
    cierre = calendario.cierre(dia) or calendario.cierre(dia, Regimen.TRIBUTARIO)
    if cierre:
        yield _fila(calendario, dia, "Ningún plazo vence ese día", cierre)
    if restituido := calendario.restitucion(dia):
        yield _fila(calendario, dia, "Se trabaja", restituido)
    if duda := calendario.duda(dia):
        yield _fila(calendario, dia, "Sin confirmar: no mueve plazos", duda)


def _declarado(motivo: Motivo | None) -> Motivo | None:
    """The reason when a norm gives it; the name of a weekend day is none."""
    return motivo if motivo is not None and motivo.cita is not None else None


def _fila(calendario: Calendario, dia: date, clase: str, motivo: Motivo) -> DiaEspecial:
    texto = motivo.texto.removeprefix(_FERIADO)
    return DiaEspecial(
        dia,
        clase,
        texto[:1].upper() + texto[1:],
        str(motivo.cita or ""),
        calendario.es_habil(dia),
        calendario.es_habil(dia, Regimen.TRIBUTARIO),
    )
