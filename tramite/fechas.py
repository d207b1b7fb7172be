"""Dates as people type them: of a paper, `h`, `-2`, `15`, `15/11`, `15/11/26`; to come, `lun`."""

import re
from datetime import date, timedelta

_HOY = frozenset({"h", "hoy"})
_AYER = frozenset({"a", "ayer"})
_MANANA = frozenset({"m", "mañana", "manana"})
_PASADO = frozenset({"pm", "pasado", "pasado mañana", "pasado manana"})
_DIAS_ADELANTE = re.compile(r"\+([0-9]{1,3})")
_SEMANA = ("lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo")
_SIN_TILDES = str.maketrans("áé", "ae")
_DIAS_ATRAS = re.compile(r"-([0-9]{1,3})")
_PARTES = re.compile(r"(\d{1,2})(?:[/.\- ](\d{1,2})(?:[/.\- ](\d{4}|\d{2}))?)?", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_PEGADA = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})", re.ASCII)


def leer_fecha(texto: str, hoy: date) -> date:
    """The date that `texto` means on `hoy`.

    `h`, `hoy`; `a`, `ayer`; `-2` is two days ago; `15` the last 15th that has arrived, `15/11` the
    last one of November, so that a paper is never dated in the future by omission; two digits of
    year are of this century. Raises ValueError with a sentence in Spanish.
    """
    escrito = texto.strip().lower()
    if escrito in _HOY:
        return hoy
    if escrito in _AYER:
        return hoy - timedelta(days=1)
    if atras := _DIAS_ATRAS.fullmatch(escrito):
        return hoy - timedelta(days=int(atras[1]))
    if iso := _ISO.fullmatch(escrito):
        return _fecha(int(iso[1]), int(iso[2]), int(iso[3]))
    partes = _PARTES.fullmatch(escrito) or _PEGADA.fullmatch(escrito)
    if partes is None:
        raise ValueError("No se entiende la fecha; escriba, por ejemplo, h, -2, 15 o 15/11/2026.")
    dia, mes, anio = partes.groups()
    if anio is not None:
        return _fecha(int(anio) + (2000 if len(anio) == 2 else 0), int(mes), int(dia))
    if mes is not None:
        return _ultima(int(dia), int(mes), hoy)
    return _ultimo_dia(int(dia), hoy)


def _fecha(anio: int, mes: int, dia: int) -> date:
    try:
        return date(anio, mes, dia)
    except ValueError:
        raise ValueError("Esa fecha no existe en el calendario.") from None


def _ultima(dia: int, mes: int, hoy: date) -> date:
    """Day and month without year: this year's, or last year's if it has not come yet."""
    este = _fecha(hoy.year, mes, dia) if (mes, dia) != (2, 29) else _bisiesto(hoy.year)
    if este <= hoy:
        return este
    return _bisiesto(hoy.year - 1) if (mes, dia) == (2, 29) else este.replace(year=hoy.year - 1)


def _bisiesto(anio: int) -> date:
    """29 February of `anio` or of the nearest leap year before it."""
    while True:
        try:
            return date(anio, 2, 29)
        except ValueError:
            anio -= 1


def _ultimo_dia(dia: int, hoy: date) -> date:
    """A day without month: this month's, or the last month that had it and has passed."""
    if not 1 <= dia <= 31:
        raise ValueError("Esa fecha no existe en el calendario.")
    mes = hoy.replace(day=1)
    while True:
        try:
            posible = mes.replace(day=dia)
        except ValueError:
            posible = None
        if posible is not None and posible <= hoy:
            return posible
        mes = (mes - timedelta(days=1)).replace(day=1)


def leer_fecha_por_venir(texto: str, hoy: date) -> date:
    """The date that `texto` means when one arranges something on `hoy`.

    `h`, `hoy`; `m`, `mañana`; `pm`, `pasado`; `+3` in three days; `lun` the next Monday after
    today; `15` the next 15th, today included, `15/11` the next one of November. A date written
    whole, or `-2`, is what it says. Raises ValueError with a sentence in Spanish.
    """
    escrito = " ".join(texto.split()).lower()
    if escrito in _MANANA:
        return hoy + timedelta(days=1)
    if escrito in _PASADO:
        return hoy + timedelta(days=2)
    if adelante := _DIAS_ADELANTE.fullmatch(escrito):
        return hoy + timedelta(days=int(adelante[1]))
    if (semana := _dia_de_semana(escrito)) is not None:
        return hoy + timedelta(days=(semana - hoy.weekday() - 1) % 7 + 1)
    partes = _PARTES.fullmatch(escrito)
    if partes is None or partes[3] is not None:
        return leer_fecha(texto, hoy)
    if partes[2] is not None:
        return _proxima(int(partes[1]), int(partes[2]), hoy)
    return _proximo_dia(int(partes[1]), hoy)


def _dia_de_semana(escrito: str) -> int | None:
    """Monday is 0; at least three letters of its name, None when it is something else."""
    sin_tildes = escrito.translate(_SIN_TILDES)
    if len(sin_tildes) < 3:
        return None
    return next((n for n, dia in enumerate(_SEMANA) if dia.startswith(sin_tildes)), None)


def _proxima(dia: int, mes: int, hoy: date) -> date:
    """Day and month without year: this year's, or next year's once it has passed."""
    este = _fecha(hoy.year, mes, dia)
    return este if este >= hoy else _fecha(hoy.year + 1, mes, dia)


def _proximo_dia(dia: int, hoy: date) -> date:
    """A day without month: this month's, or the next month that has it."""
    if not 1 <= dia <= 31:
        raise ValueError("Esa fecha no existe en el calendario.")
    mes = hoy.replace(day=1)
    while True:
        try:
            posible = mes.replace(day=dia)
        except ValueError:
            posible = None
        if posible is not None and posible >= hoy:
            return posible
        mes = (mes + timedelta(days=32)).replace(day=1)
