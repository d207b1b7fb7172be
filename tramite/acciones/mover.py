"""Changes of hands: derivar, recibir, devolver. Each closes a movimiento and opens the next."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.db import transaction

from cargos.models import Posicion, Usuario, autoria
from ocisys.base.reglas import ReglaIncumplida
from tramite.acciones.comun import (
    actuar,
    avisar_a,
    bloquear,
    cerrar,
    en_calidad,
    es_suyo,
    exigir_poder,
    guardar,
    nombrar_lectores,
    titular,
    vencimiento,
)
from tramite.destinos import verificar_destino
from tramite.estados import DERIVABLES, Estado, Resultado, TipoMovimiento, exigir, verificar
from tramite.models import Actuacion, Expediente, Movimiento, Proveido, Visibilidad

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
    paralelos: Collection[Posicion] = (),
    copias: Collection[Posicion] = (),
    proveido: Proveido | None = None,
    texto: str = "",
    plazo_interno: date | None = None,
    visibilidad: str = Visibilidad.OFICINA,
    version: int | None = None,
) -> Movimiento | None:
    """Send the original to a post, a part to be answered to others and informative copies to the
    rest (TUO LPAG art. 28.3).

    Without `para` the expediente stays where it is. Whoever is in two lists gets it once, for what
    asks more. `visibilidad`: who reads the proveído and, while it is there, the drafts. Returns the
    new original. Raises ReglaIncumplida when the expediente does not move, is in other hands, the
    destination is not for this person to choose, or the form is older than the last act.
    """
    expediente = bloquear(expediente, version=version)
    actual = comprobar_derivar(expediente, titular(expediente), por=por)
    por = en_calidad(por, actual)
    partes = [p for p in paralelos if p != para]
    enteradas = [p for p in copias if p != para and p not in partes]
    _exigir_sin_otra_parte(expediente, partes)
    nuevo = None
    comun: dict[str, Any] = {
        "proveido": proveido,
        "texto": texto,
        "lote": uuid4(),
        "folios": expediente.folios,
        "visibilidad": visibilidad,
    }
    con_fecha = comun | {"plazo_interno": plazo_interno}
    if para is not None:
        nuevo = _pasar(actual, para, por=por, ahora=ahora, **con_fecha)
        _poner_en_marcha(expediente)
    elif partes or enteradas:
        guardar(expediente)
    comun |= {"expediente": expediente, "anterior": nuevo or actual, **autoria(por, ahora)}
    parte = comun | {"plazo_interno": plazo_interno, "vence": plazo_interno}
    Movimiento.objects.bulk_create(
        [
            *(Movimiento(tipo=TipoMovimiento.PARALELO, para=p, **parte) for p in partes),
            *(Movimiento(tipo=TipoMovimiento.COPIA, para=p, **comun) for p in enteradas),
        ]
    )
    destinos = [*partes, *enteradas]
    todos = [*destinos, *([para] if para else [])]
    if expediente.esta_restringido:
        nombrar_lectores(expediente, todos, por=por, ahora=ahora)
    asunto = f"Expediente {expediente.numero}: se le ha derivado."
    avisar_a(todos, expediente, asunto, por=por, ahora=ahora)
    return nuevo


def _exigir_sin_otra_parte(expediente: Expediente, partes: Collection[Posicion]) -> None:
    """Raise ReglaIncumplida if one of those posts still owes its part."""
    abiertas = expediente.movimientos.abiertos().en_paralelo().filter(para__in=partes)
    if partes and (una := abiertas.select_related("para__cargo").first()):
        raise ReglaIncumplida(f"El cargo {una.para} ya tiene una parte que responder.")


@transaction.atomic
def responder_parte(
    expediente: Expediente, *, texto: str, por: Usuario, ahora: datetime, version: int | None = None
) -> Actuacion:
    """Answer one's part of what was sent to several at once; whoever has the expediente is told.

    Each post answers its own; the expediente does not change hands. Raises ReglaIncumplida when no
    part of it waits for a post of `por`.
    """
    expediente = bloquear(expediente, version=version)
    partes = list(expediente.movimientos.abiertos().en_paralelo().dirigidos_a(por))
    if not partes:
        raise ReglaIncumplida("No hay una parte de este expediente que usted deba responder.")
    por = por.actuando_desde(partes[0].para_id)
    for parte in partes:
        parte.atendido_en = ahora
        parte.vence = None
        parte.save(update_fields=["atendido_en", "vence"])
        cerrar(parte, Resultado.RESPONDIDO, por=por, ahora=ahora)
    acto = actuar(
        expediente,
        Actuacion.Clase.RESPUESTA,
        a=Estado(expediente.estado),
        texto=texto,
        por=por,
        ahora=ahora,
    )
    quien = titular(expediente)
    asunto = f"Expediente {expediente.numero}: respondieron una parte."
    avisar_a([quien.para] if quien else [], expediente, asunto, por=por, ahora=ahora)
    return acto


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
        vence=vencimiento(actual.expediente, para.pk, comun.get("plazo_interno")),
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


def leer(movimientos: Iterable[Movimiento], *, por: Usuario, ahora: datetime) -> None:
    """Write that whoever it was sent to has opened it, the first time; not yet received."""
    nuevas = [
        m.pk
        for m in movimientos
        if m.esta_abierto and m.leido_en is None and m.recibido_en is None and es_suyo(m, por)
    ]
    if nuevas:
        Movimiento.objects.abiertos().filter(pk__in=nuevas, leido_en=None).update(leido_en=ahora)


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
    actual, origen = comprobar_devolver(expediente, titular(expediente), por=por)
    por = en_calidad(por, actual)
    cerrar(actual, Resultado.DEVUELTO, por=por, ahora=ahora)
    _poner_en_marcha(expediente)
    nuevo = Movimiento.objects.create(
        expediente=expediente,
        tipo=TipoMovimiento.DEVOLUCION,
        para=origen,
        anterior=actual,
        motivo=motivo,
        vence=vencimiento(expediente, origen.pk),
        folios=expediente.folios,
        **autoria(por, ahora),
    )
    asunto = f"Expediente {expediente.numero}: se lo han devuelto."
    avisar_a([origen], expediente, asunto, por=por, ahora=ahora)
    return nuevo


def comprobar_devolver(
    expediente: Expediente, actual: Movimiento | None, *, por: Usuario
) -> tuple[Movimiento, Posicion]:
    """`actual` and the post it goes back to; raises ReglaIncumplida saying why it cannot."""
    exigir(expediente.estado, DERIVABLES)
    actual = exigir_poder(actual, por=por)
    if not es_suyo(actual, por):
        raise ReglaIncumplida(
            f"Lo tiene el cargo {actual.para}: sólo desde ese cargo se devuelve. Puede derivarlo."
        )
    origen = actual.por_posicion
    if origen is None or origen.pk == actual.para_id:
        raise ReglaIncumplida("No hay a quién devolverlo: el expediente empezó en su cargo.")
    return actual, origen


@transaction.atomic
def retirar(
    expediente: Expediente,
    *,
    motivo: str,
    por: Usuario,
    ahora: datetime,
    version: int | None = None,
) -> Movimiento:
    """Take back what one's post sent and nobody has read; unread copies come back with it.

    Raises ReglaIncumplida when it was read or received already, or another post sent it.
    """
    expediente = bloquear(expediente, version=version)
    actual, origen = comprobar_retirar(expediente, titular(expediente), por=por)
    por = por.actuando_desde(origen.pk)
    sin_leer = expediente.movimientos.abiertos().filter(
        recibido_en=None, leido_en=None, lote=actual.lote
    )
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
        vence=vencimiento(expediente, origen.pk),
        folios=expediente.folios,
        recibido_en=ahora,
        recibido_por=por,
        **autoria(por, ahora),
    )


def comprobar_retirar(
    expediente: Expediente, actual: Movimiento | None, *, por: Usuario
) -> tuple[Movimiento, Posicion]:
    """`actual` and the post that sent it; raises ReglaIncumplida saying why it stays sent."""
    exigir(expediente.estado, DERIVABLES)
    origen = actual.por_posicion if actual else None
    propias = {d.posicion_id for d in por.designaciones_hoy}
    if actual is None or origen is None or origen.pk == actual.para_id:
        raise ReglaIncumplida("No hay un envío que retirar: está donde se registró.")
    if origen.pk not in propias:
        raise ReglaIncumplida(
            f"Lo envió el cargo {origen}: sólo desde ese cargo se retira. Pida que lo hagan."
        )
    if actual.recibido_en is not None:
        raise ReglaIncumplida(f"El cargo {actual.para} ya lo recibió: pida que se lo devuelvan.")
    if actual.leido_en is not None:
        raise ReglaIncumplida(f"El cargo {actual.para} ya lo leyó: pida que se lo devuelvan.")
    return actual, origen
