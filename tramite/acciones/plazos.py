"""Computing a deadline and keeping its account, so that the date can always be explained."""

from datetime import datetime
from typing import Any

from cargos.models import Usuario, autoria
from ocisys.base.computo import calcular_plazo
from ocisys.base.plazos import Cuenta, Dia, PlazoInvalido
from tramite.models import Expediente, Plazo, Procedimiento


def calcular(
    procedimiento: Procedimiento | None,
    *,
    presentado_en: datetime,
    canal: str,
    por: Usuario,
    ahora: datetime,
) -> Plazo | None:
    """The deadline of a filing, not saved yet; None if the procedure has no rule that applies.

    A term that cannot be computed (no rule in force that day) never stops a registration: the desk
    may not refuse what is presented (TUO LPAG art. 124.1).
    """
    if procedimiento is None or not procedimiento.regla_plazo:
        return None
    try:
        cuenta = calcular_plazo(
            procedimiento.regla_plazo, presentado_en, canal=canal, materia=procedimiento.materia
        )
    except PlazoInvalido:
        return None
    return Plazo(**_campos(cuenta, presentado_en), **autoria(por, ahora))


def _campos(cuenta: Cuenta, hecho_en: datetime) -> dict[str, Any]:
    cita = cuenta.regla.cita
    return {
        "regla": cuenta.regla.codigo,
        "nombre": cuenta.regla.nombre,
        "extension": cuenta.regla.extension,
        "base_legal": str(cita or ""),
        "base_verificada": bool(cita and cita.verificada),
        "hecho_en": hecho_en,
        "presentado_el": cuenta.presentado_el,
        "vence_el": cuenta.vence_el,
        "explicacion": [_linea(dia) for dia in cuenta.dias],
        "avisos": list(cuenta.avisos),
    }


def _linea(dia: Dia) -> dict[str, Any]:
    return {
        "fecha": dia.fecha.isoformat(),
        "cuenta": dia.cuenta,
        "numero": dia.numero,
        "por_que": dia.por_que,
        "cita": str(dia.cita or ""),
    }


def cumplir(expediente: Expediente, *, ahora: datetime) -> None:
    """The answer meets every running deadline; late is still met, and said (art. 140.3)."""
    expediente.plazos.abiertos().update(cumplido_en=ahora)


def dejar_sin_efecto(expediente: Expediente, *, por_que: str, ahora: datetime) -> None:
    """Running deadlines stop: there is nothing left to answer."""
    expediente.plazos.abiertos().update(sin_efecto_en=ahora, sin_efecto_por=por_que[:300])
