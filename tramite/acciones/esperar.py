"""Waiting for somebody else: it is said for whom, and the clock stops only if the law says so."""

from datetime import datetime

from django.db import transaction

from cargos.models import Usuario
from cargos.permisos import Permiso
from ocisys.base.reglas import ReglaIncumplida
from tramite.acciones.comun import actuar, bloquear, en_calidad, en_poder, exigir_poder, titular
from tramite.acciones.otros_plazos import avisar_colaboracion
from tramite.acciones.plazos import TOPE, calcular_de, recalcular, suspensiones_en
from tramite.acciones.recalcular import prorroga_en
from tramite.estados import Estado, exigir, verificar
from tramite.models import Actuacion, Expediente, Movimiento

REQUERIDO = "ADMIN"
"""Rule of what the authority requires of the party (TUO LPAG art. 132.4)."""


@transaction.atomic
def esperar(
    expediente: Expediente,
    *,
    a_quien: str,
    texto: str,
    suspende: bool,
    por: Usuario,
    ahora: datetime,
    tope_habiles: int = TOPE,
    version: int | None = None,
) -> Actuacion:
    """Put it on hold until somebody else acts. `suspende`: the law stops our clock meanwhile
    (TUO LPAG art. 136.4: an errand of the party; art. 76.3: help of another entity), for
    `tope_habiles` working days at most. The due date moves there at once, so that nobody is told
    that it is late; it comes back when the wait ends.

    Raises ReglaIncumplida when its state does not admit it, it is in other hands, or who suspends
    is not the jefatura.
    """
    if suspende and not por.puede(Permiso.EXPEDIENTE_ANULAR):
        raise ReglaIncumplida("Suspender el plazo lo decide la Jefatura.")
    expediente = bloquear(expediente, version=version)
    por = en_calidad(por, comprobar_esperar(expediente, titular(expediente), por=por))
    acto = actuar(
        expediente,
        Actuacion.Clase.ESPERA,
        a=Estado.EN_ESPERA,
        texto=f"De {a_quien}: {texto}"[:1000],
        por=por,
        ahora=ahora,
        a_quien=a_quien,
        suspende=suspende,
        tope_habiles=tope_habiles,
    )
    if suspende:
        _contar_de_nuevo(expediente, por=por, ahora=ahora)
    if suspende and tope_habiles == TOPE:  # asked of the party: it has its own term
        calcular_de(REQUERIDO, expediente, desde=ahora, por=por, ahora=ahora)
    if suspende and tope_habiles != TOPE:  # asked of another entity: the party is told
        avisar_colaboracion(expediente, por=por, ahora=ahora)
    return acto


def comprobar_esperar(
    expediente: Expediente, actual: Movimiento | None, *, por: Usuario
) -> Movimiento:
    """What gives `por` the expediente to put on hold; raises ReglaIncumplida, saying why."""
    verificar(expediente.estado, Estado.EN_ESPERA)
    return exigir_poder(actual, por=por)


@transaction.atomic
def retomar(
    expediente: Expediente,
    *,
    texto: str,
    por: Usuario,
    ahora: datetime,
    version: int | None = None,
) -> Actuacion:
    """What was waited for came, or will not come; a suspended deadline is computed again.

    Raises ReglaIncumplida when it is not on hold or it is in other hands.
    """
    expediente = bloquear(expediente, version=version)
    exigir(expediente.estado, {Estado.EN_ESPERA})
    por = en_calidad(por, en_poder(expediente, por=por))
    acto = actuar(
        expediente, Actuacion.Clase.RETOMA, a=Estado.EN_TRAMITE, texto=texto, por=por, ahora=ahora
    )
    expediente.plazos.abiertos().filter(regla=REQUERIDO).update(cumplido_en=ahora)
    _contar_de_nuevo(expediente, por=por, ahora=ahora)
    return acto


def _contar_de_nuevo(expediente: Expediente, *, por: Usuario, ahora: datetime) -> None:
    """The running deadline of a locked expediente with its suspensions; nothing if it has none."""
    corre = expediente.plazos.de_autoridad().de_fondo().abiertos().order_by("-pk").first()
    actos = list(expediente.actuaciones.order_by("en", "pk"))
    suspensiones = suspensiones_en(actos)
    if corre is not None and suspensiones:
        recalcular(
            expediente,
            desde=corre.hecho_en,
            por=por,
            ahora=ahora,
            suspensiones=suspensiones,
            prorroga=prorroga_en(actos, corre),
        )
