"""Changes of hands: derivar, recibir, devolver. Each closes a movimiento and opens the next."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.db import transaction

from cargos.models import Posicion, Usuario, autoria
from ocisys.base.reglas import ReglaIncumplida
from tramite.acciones.comun import (
    avisar_a,
    bloquear,
    cerrar,
    en_calidad,
    en_poder,
    es_suyo,
    exigir_poder,
    guardar,
    nombrar_lectores,
    titular,
    vencimiento,
)
from tramite.destinos import verificar_destino
from tramite.estados import DERIVABLES, Estado, Resultado, TipoMovimiento, exigir, verificar
from tramite.models import Expediente, Movimiento, Proveido

NADA_QUE_RECIBIR = "No hay nada de este expediente que usted deba recibir."
# Sending one of these on is what puts it in motion.
_ARRANCAN = (Estado.REGISTRADO, Estado.SUBSANADO, Estado.REABIERTO)


@transaction.atomic
def derivar(
    expediente: Expediente,
    *,
    por: Usuario,
    ahora: datetime,
    para: Posicion | None = None,
    copias: Collection[Posicion] = (),
    proveido: Proveido | None = None,
    texto: str = "",
    plazo_interno: date | None = None,
    version: int | None = None,
) -> Movimiento | None:
    """Send the original to a post and informative copies to others (TUO LPAG art. 28.3).

    Without `para` only copies leave and the expediente stays where it is. Returns the new original.
    Raises ReglaIncumplida when the expediente does not move, is in other hands, the destination is
    not for this person to choose, or the form is older than the last act.
    """
    expediente = bloquear(expediente, version=version)
    actual = comprobar_derivar(expediente, titular(expediente), por=por)
    por = en_calidad(por, actual)
    nuevo = None
    comun: dict[str, Any] = {
        "proveido": proveido,
        "texto": texto,
        "lote": uuid4(),
        "folios": expediente.folios,
    }
    if para is not None:
        propio = comun | {"plazo_interno": plazo_interno}
        nuevo = _pasar(actual, para, por=por, ahora=ahora, **propio)
        _poner_en_marcha(expediente)
    elif copias:
        guardar(expediente)
    destinos = [p for p in copias if p != para]
    Movimiento.objects.bulk_create(
        Movimiento(
            expediente=expediente,
            tipo=TipoMovimiento.COPIA,
            para=copia,
            anterior=nuevo or actual,
            **comun,
            **autoria(por, ahora),
        )
        for copia in destinos
    )
    todos = [*destinos, *([para] if para else [])]
    if expediente.esta_restringido:
        nombrar_lectores(expediente, todos, por=por, ahora=ahora)
    asunto = f"Expediente {expediente.numero}: se le ha derivado."
    avisar_a(todos, expediente, asunto, por=por, ahora=ahora)
    return nuevo


def comprobar_derivar(
    expediente: Expediente, actual: Movimiento | None, *, por: Usuario
) -> Movimiento:
    """`actual` if `por` may send the expediente on; raises ReglaIncumplida saying why not."""
    exigir(expediente.estado, DERIVABLES)
    return exigir_poder(actual, por=por)


def _pasar(
    actual: Movimiento,
    para: Posicion,
    *,
    por: Usuario,
    ahora: datetime,
    **comun: Any,
) -> Movimiento:
    """Close the movimiento that gives possession and open the one of `para`."""
    if es_suyo(actual, por):
        verificar_destino(para, por=por)
        resultado = Resultado.DERIVADO
    else:  # the jefatura moves what another one has; `en_poder` has checked it
        resultado = Resultado.REASIGNADO
    if para.pk == actual.para_id:
        raise ReglaIncumplida("Ya está en poder de ese cargo: elija otro destino.")
    cerrar(actual, resultado, por=por, ahora=ahora)
    return Movimiento.objects.create(
        expediente=actual.expediente,
        tipo=TipoMovimiento.ORIGINAL,
        para=para,
        anterior=actual,
        vence=vencimiento(actual.expediente, comun.get("plazo_interno")),
        **comun,
        **autoria(por, ahora),
    )


def _poner_en_marcha(expediente: Expediente) -> None:
    """The state after a change of hands: what was answered stays answered."""
    if expediente.estado in _ARRANCAN:
        verificar(expediente.estado, Estado.EN_TRAMITE)
        guardar(expediente, estado=Estado.EN_TRAMITE)
    else:
        guardar(expediente)


@transaction.atomic
def recibir(expediente: Expediente, *, por: Usuario, ahora: datetime) -> list[Movimiento]:
    """Take in everything of this expediente that waits for a post of `por`.

    A copy ends when it is read. Raises ReglaIncumplida when nothing waits.
    """
    esperan = list(
        expediente.movimientos.abiertos()
        .dirigidos_a(por)
        .filter(recibido_en=None)
        .select_for_update(of=("self",))
    )
    if not esperan:
        raise ReglaIncumplida(NADA_QUE_RECIBIR)
    for movimiento in esperan:
        movimiento.recibido_en, movimiento.recibido_por = ahora, por
        campos = ["recibido_en", "recibido_por"]
        if movimiento.es_copia:
            movimiento.cerrado_en, movimiento.resultado = ahora, Resultado.LEIDO
            campos += ["cerrado_en", "resultado"]
        movimiento.save(update_fields=campos)
    return esperan


@transaction.atomic
def devolver(
    expediente: Expediente,
    *,
    motivo: str,
    por: Usuario,
    ahora: datetime,
    version: int | None = None,
) -> Movimiento:
    """Give the expediente back to the post that sent it, saying why.

    Raises ReglaIncumplida when it does not move, is in other hands, or came from nobody else.
    """
    expediente = bloquear(expediente, version=version)
    exigir(expediente.estado, DERIVABLES)
    actual = en_poder(expediente, por=por)
    if not es_suyo(actual, por):
        raise ReglaIncumplida("Sólo quien lo tiene puede devolverlo.")
    por = en_calidad(por, actual)
    origen = actual.por_posicion
    if origen is None or origen.pk == actual.para_id:
        raise ReglaIncumplida("No hay a quién devolverlo: el expediente empezó en su cargo.")
    cerrar(actual, Resultado.DEVUELTO, por=por, ahora=ahora)
    _poner_en_marcha(expediente)
    nuevo = Movimiento.objects.create(
        expediente=expediente,
        tipo=TipoMovimiento.DEVOLUCION,
        para=origen,
        anterior=actual,
        motivo=motivo,
        vence=vencimiento(expediente),
        folios=expediente.folios,
        **autoria(por, ahora),
    )
    asunto = f"Expediente {expediente.numero}: se lo han devuelto."
    avisar_a([origen], expediente, asunto, por=por, ahora=ahora)
    return nuevo


@transaction.atomic
def retirar(
    expediente: Expediente,
    *,
    motivo: str,
    por: Usuario,
    ahora: datetime,
    version: int | None = None,
) -> Movimiento:
    """Take back what one's post sent and nobody has received; unread copies come back with it.

    Raises ReglaIncumplida when it was received already, or another post sent it.
    """
    expediente = bloquear(expediente, version=version)
    exigir(expediente.estado, DERIVABLES)
    actual = titular(expediente)
    origen = actual.por_posicion if actual else None
    propias = {d.posicion_id for d in por.designaciones_hoy}
    if actual is None or origen is None or origen.pk not in propias or origen.pk == actual.para_id:
        raise ReglaIncumplida("Sólo quien lo envió puede retirarlo.")
    if actual.recibido_en is not None:
        raise ReglaIncumplida("Ya lo recibieron: pida que se lo devuelvan.")
    por = por.actuando_desde(origen.pk)
    sin_leer = expediente.movimientos.abiertos().filter(recibido_en=None, lote=actual.lote)
    for movimiento in {actual, *(sin_leer if actual.lote else ())}:
        movimiento.cerrado_en, movimiento.resultado = ahora, Resultado.RETIRADO
        movimiento.save(update_fields=["cerrado_en", "resultado"])
    guardar(expediente)
    return Movimiento.objects.create(
        expediente=expediente,
        tipo=TipoMovimiento.ORIGINAL,
        para=origen,
        anterior=actual,
        texto=motivo,
        vence=vencimiento(expediente),
        folios=expediente.folios,
        recibido_en=ahora,
        recibido_por=por,
        **autoria(por, ahora),
    )
