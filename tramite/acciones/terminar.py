"""Ends without an answer: it was for another entity, the party gave up, or left it standing."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db import transaction

from cargos.models import Usuario
from cargos.permisos import Permiso
from ocisys.base.computo import calcular_plazo
from ocisys.base.reglas import ReglaIncumplida
from tramite.acciones.comun import actuar, bloquear, dia_de, fijar_vencimiento
from tramite.acciones.plazos import dejar_sin_efecto
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
    return actuar(expediente, efecto.clase, a=efecto.estado, texto=texto, por=por, ahora=ahora)


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
    desde = calcular_plazo("ABANDONO", espera.en).vence_el
    if hoy <= desde:
        raise ReglaIncumplida(
            f"El abandono puede declararse después del {desde:%d/%m/%Y}.", norma="TUO LPAG art. 191"
        )
