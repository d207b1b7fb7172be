"""Whether the office works on a day and at which hours: nobody is written on a Sunday."""

from datetime import date, timedelta

from django.conf import settings

from ocisys.base.calendario import DIAS, SABADO, Motivo, PlazoInvalido
from ocisys.base.computo import calendario_de
from ocisys.base.models import HorarioSede

MAXIMO_SEGUIDOS = 15
"""Days without work in a row, more than any calendar has had."""


def se_trabaja(dia: date) -> bool:
    """Whether `dia` is a working day of the office; Monday to Friday until its sede is loaded."""
    try:
        return calendario_de(settings.OCISYS_SEDE, dia, dia).es_habil(dia)
    except PlazoInvalido:
        return dia.weekday() < 5


def horario_de(dia: date) -> HorarioSede | None:
    """The hours of attention of the sede in force on `dia`, None while nobody has loaded them."""
    filas = HorarioSede.objects.filter(sede__codigo=settings.OCISYS_SEDE, desde__lte=dia)
    return filas.order_by("-desde").first()


def por_que_no_se_trabaja(dia: date) -> str:
    """Why `dia` is not a working day of the office, in words; "" when it is one."""
    try:
        motivo = calendario_de(settings.OCISYS_SEDE, dia, dia).inhabil(dia)
    except PlazoInvalido:
        motivo = Motivo(DIAS[dia.weekday()]) if dia.weekday() >= SABADO else None
    return motivo.texto if motivo else ""


def siguiente_dia_habil(dia: date) -> date:
    """The first working day of the office after `dia`; weekends alone until its sede is loaded."""
    for n in range(1, MAXIMO_SEGUIDOS):
        if se_trabaja(dia + timedelta(days=n)):
            return dia + timedelta(days=n)
    return dia + timedelta(days=MAXIMO_SEGUIDOS)
