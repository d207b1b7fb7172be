"""Waiting for somebody else: it is said for whom, and the clock stops only if the law says so."""

from datetime import datetime

from django.db import transaction

from cargos.models import Usuario
from tramite.acciones.comun import actuar, bloquear, en_calidad, en_poder
from tramite.acciones.plazos import recalcular, suspensiones_de
from tramite.acciones.recalcular import prorroga_en
from tramite.estados import Estado, exigir, verificar
from tramite.models import Actuacion, Expediente


@transaction.atomic
def esperar(
    expediente: Expediente,
    *,
    a_quien: str,
    texto: str,
    suspende: bool,
    por: Usuario,
    ahora: datetime,
    version: int | None = None,
) -> Actuacion:
    """Put it on hold until somebody else acts. `suspende`: the law stops our clock meanwhile
    (TUO LPAG art. 136.4: an errand of the party; art. 76.3: help of another entity).

    Raises ReglaIncumplida when its state does not admit it or it is in other hands.
    """
    expediente = bloquear(expediente, version=version)
    verificar(expediente.estado, Estado.EN_ESPERA)
    por = en_calidad(por, en_poder(expediente, por=por))
    return actuar(
        expediente,
        Actuacion.Clase.ESPERA,
        a=Estado.EN_ESPERA,
        texto=f"De {a_quien}: {texto}"[:1000],
        por=por,
        ahora=ahora,
        a_quien=a_quien,
        suspende=suspende,
    )


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
    corre = expediente.plazos.nuestros().de_fondo().abiertos().order_by("-pk").first()
    suspensiones = suspensiones_de(expediente)
    if corre is not None and suspensiones:
        recalcular(
            expediente,
            desde=corre.hecho_en,
            por=por,
            ahora=ahora,
            suspensiones=suspensiones,
            prorroga=prorroga_en(list(expediente.actuaciones.all()), corre),
        )
    return acto
