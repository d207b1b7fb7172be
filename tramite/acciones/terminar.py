"""Ends without an answer: it was for another entity, the party gave up, or left it standing."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db import transaction

from cargos.models import Usuario
from cargos.permisos import Permiso
from ocisys.base.computo import calcular_plazo
from ocisys.base.plazos import PlazoInvalido
from ocisys.base.reglas import ReglaIncumplida
from tramite.acciones.comun import actuar, bloquear, dia_de, fijar_vencimiento
from tramite.acciones.plazos import calcular_de, dejar_sin_efecto
from tramite.estados import Estado, verificar
from tramite.models import Actuacion, Expediente


class Fin(StrEnum):
    """How it ends."""

    REENCAUCE = "reencauce"
    DESISTIMIENTO = "desistimiento"
    ABANDONO = "abandono"


@dataclass(frozen=True)
class _Efecto:
    estado: Estado
    clase: Actuacion.Clase
    por_que: str


ABANDONO = "ABANDONO"
"""Rule: how long the party must leave it standing (TUO LPAG art. 191)."""

_EFECTOS = {
    Fin.REENCAUCE: _Efecto(
        Estado.REENCAUZADO,
        Actuacion.Clase.REENCAUCE,
        "Enviado a la entidad competente: allá empieza a correr el plazo (TUO LPAG art. 130.1)",
    ),
    Fin.DESISTIMIENTO: _Efecto(
        Estado.DESISTIDO, Actuacion.Clase.DESISTIMIENTO, "El remitente desistió"
    ),
    Fin.ABANDONO: _Efecto(
        Estado.ABANDONADO, Actuacion.Clase.ABANDONO, "En abandono (TUO LPAG art. 191)"
    ),
}


@transaction.atomic
def terminar(
    expediente: Expediente,
    *,
    fin: Fin,
    texto: str,
    por: Usuario,
    ahora: datetime,
    version: int | None = None,
) -> Actuacion:
    """End it without an answer; it stays with whoever has it until it is filed.

    Raises ReglaIncumplida when its state does not admit that end, or it is too soon to say that it
    was abandoned.
    """
    expediente = bloquear(expediente, version=version)
    efecto = _EFECTOS[Fin(fin)]
    verificar(expediente.estado, efecto.estado)
    if efecto.estado is Estado.ABANDONADO:
        _exigir_paralizado(expediente, dia_de(ahora))
    por = por.actuando_con(Permiso.EXPEDIENTE_ANULAR)
    dejar_sin_efecto(expediente, por_que=efecto.por_que, ahora=ahora)
    fijar_vencimiento(expediente, None)
    if efecto.estado is Estado.REENCAUZADO:
        _anotar_si_fue_a_tiempo(expediente, texto, por=por, ahora=ahora)
    return actuar(expediente, efecto.clase, a=efecto.estado, texto=texto, por=por, ahora=ahora)


def encauzar_hasta(expediente: Expediente) -> tuple[date, str] | None:
    """Last day to send it to another entity, and the article; None when its law gives no days."""
    procedimiento = expediente.procedimiento
    if procedimiento is None or not procedimiento.regla_encauzar:
        return None
    try:
        cuenta = calcular_plazo(
            procedimiento.regla_encauzar,
            expediente.presentado_en,
            canal=expediente.canal,
            materia=procedimiento.materia,
            sede=expediente.sede,
        )
    except PlazoInvalido:
        return None
    return cuenta.vence_el, str(cuenta.regla.cita or "")


def _anotar_si_fue_a_tiempo(
    expediente: Expediente, texto: str, *, por: Usuario, ahora: datetime
) -> None:
    """Leave the deadline of sending it, met now, late or not; nothing when its law gives none."""
    procedimiento = expediente.procedimiento
    if procedimiento is None or not procedimiento.regla_encauzar:
        return
    calcular_de(
        procedimiento.regla_encauzar,
        expediente,
        desde=expediente.presentado_en,
        canal=expediente.canal,
        por=por,
        ahora=ahora,
        accesorio=True,
        cumplido_en=ahora,
        prueba=texto[:400],
    )


def _exigir_paralizado(expediente: Expediente, hoy: date) -> None:
    """Raise ReglaIncumplida unless it has waited for the party longer than the law says."""
    espera = None
    if expediente.estado == Estado.EN_ESPERA:
        esperas = expediente.actuaciones.filter(clase=Actuacion.Clase.ESPERA)
        espera = esperas.order_by("-pk").first()
    if espera is None:
        raise ReglaIncumplida(
            "El abandono es de lo que el administrado dejó paralizado: póngalo primero en espera "
            "de lo que se le pidió.",
            norma="TUO LPAG art. 191",
        )
    desde = calcular_plazo(ABANDONO, espera.en).vence_el
    if hoy <= desde:
        raise ReglaIncumplida(
            f"El abandono puede declararse después del {desde:%d/%m/%Y}.", norma="TUO LPAG art. 191"
        )
