"""Reserve: set it, keep it, ask to lift it, lift it. And who reads what is reserved."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from cargos.models import Posicion, Usuario, autoria
from cargos.permisos import PERFIL_DE_CARGO, Perfil, Permiso
from ocisys.base.reglas import ReglaIncumplida
from tramite.acciones.comun import actuar, avisar_a, bloquear, cerrar, dia_de, nombrar_lectores
from tramite.estados import Estado, Resultado, TipoMovimiento
from tramite.models import (
    Acceso,
    Actuacion,
    Documento,
    Expediente,
    Lectura,
    PedidoLevantamiento,
    Reserva,
)
from tramite.models.reserva import CON_RESOLUCION, DEL_REGISTRO


@transaction.atomic
def reservar(
    expediente: Expediente,
    *,
    clase: str,
    fundamento: str,
    lectores: Collection[Posicion],
    por: Usuario,
    ahora: datetime,
    causal: str = "",
    resolucion: str = "",
    codigo: str = "",
    revision_el: date | None = None,
    registro: Mapping[str, Any] | None = None,
    version: int | None = None,
) -> Reserva:
    """Reserve an expediente for the posts named, or change or keep the reserve it has.

    Besides `lectores` it stays with the post that holds it and the one that reserves it; the
    jefatura always sees it. `registro` is what the public register says of it: fields of `Reserva`
    named in `DEL_REGISTRO`. Raises ReglaIncumplida without the formalities of its class (DS
    007-2024-JUS arts. 38–40), with a date of review that has passed, or when it would take out of
    its class, without a resolution, what is secret or reserved.
    """
    del_registro = {c: (registro or {}).get(c) for c in DEL_REGISTRO}
    _exigir_formalidades(clase, causal, resolucion, codigo, revision_el, hoy=dia_de(ahora))
    _exigir_registro(clase, del_registro, hoy=dia_de(ahora))
    por = por.actuando_con(Permiso.EXPEDIENTE_RESERVAR)
    expediente = bloquear(expediente, version=version)
    if expediente.acceso in CON_RESOLUCION and clase not in CON_RESOLUCION:
        raise ReglaIncumplida(
            "Es secreto o reservado por una resolución: antes se desclasifica por otra.",
            norma="DS 007-2024-JUS, art. 38.4",
        )
    expediente.reservas.vigentes().update(cerrada_en=ahora)
    reserva = Reserva.objects.create(
        expediente=expediente,
        clase=clase,
        causal=causal,
        fundamento=fundamento,
        resolucion=resolucion,
        codigo=codigo,
        revision_el=revision_el,
        **{c: v for c, v in del_registro.items() if v and clase in CON_RESOLUCION},
        **autoria(por, ahora),
    )
    _dejar_solo_a(expediente, lectores, por=por, ahora=ahora)
    expediente.acceso = clase
    expediente.save(update_fields=["acceso"])
    _anotar(expediente, f"{reserva.get_clase_display()}: {fundamento}", por=por, ahora=ahora)
    return reserva


def _exigir_formalidades(
    clase: str, causal: str, resolucion: str, codigo: str, revision_el: date | None, *, hoy: date
) -> None:
    if clase == Acceso.OFICINA:
        raise ReglaIncumplida("Para que la vea toda la oficina se levanta la reserva.")
    if clase != Acceso.GRUPO and not (causal and revision_el):
        raise ReglaIncumplida(
            "Una reserva con efecto legal cita su artículo y tiene fecha de revisión.",
            norma="TUO de la Ley 27806, arts. 15 a 18",
        )
    if clase in CON_RESOLUCION and not (resolucion and codigo):
        raise ReglaIncumplida(
            "Lo secreto y lo reservado se clasifica por resolución, con su código.",
            norma="DS 007-2024-JUS, arts. 38 y 39",
        )
    if revision_el is not None and revision_el <= hoy:
        raise ReglaIncumplida("La fecha de revisión debe ser posterior a hoy.")


def _exigir_registro(clase: str, registro: Mapping[str, Any], *, hoy: date) -> None:
    """Raise ReglaIncumplida unless what the public register must say of that class is there."""
    if clase not in CON_RESOLUCION:
        return
    dia = registro.get("resolucion_el")
    if not (registro.get("denominacion") and dia):
        raise ReglaIncumplida(
            "El registro público necesita la fecha de la resolución y una denominación que no "
            "revele el contenido.",
            norma="DS 007-2024-JUS, arts. 39.2.1 y 39.2.3",
        )
    if dia > hoy:
        raise ReglaIncumplida("La fecha de la resolución es posterior a hoy.")


def _dejar_solo_a(
    expediente: Expediente, lectores: Iterable[Posicion], *, por: Usuario, ahora: datetime
) -> None:
    """Named: those chosen, who holds it and who reserves; others lose it, and their copies."""
    abiertos = list(expediente.movimientos.abiertos().select_related("para"))
    nombrados = {*lectores, *(m.para for m in abiertos if m.es_titular)}
    if propia := autoria(por, ahora)["por_posicion"]:
        nombrados.add(propia)
    expediente.lectores.filter(retirado_en=None).exclude(posicion__in=nombrados).update(
        retirado_en=ahora
    )
    nombrar_lectores(expediente, nombrados, por=por, ahora=ahora)
    for movimiento in abiertos:
        if movimiento.tipo == TipoMovimiento.COPIA and movimiento.para not in nombrados:
            cerrar(movimiento, Resultado.RETIRADO, por=por, ahora=ahora)


@transaction.atomic
def pedir_levantamiento(
    expediente: Expediente,
    *,
    motivo: str,
    por: Usuario,
    ahora: datetime,
    version: int | None = None,
) -> PedidoLevantamiento:
    """Ask that the reserve be lifted; the jefatura is told. Another person decides.

    Raises ReglaIncumplida when there is no reserve or it was asked for already.
    """
    expediente = bloquear(expediente, version=version)
    reserva = _vigente(expediente)
    if PedidoLevantamiento.objects.filter(reserva=reserva).exists():
        raise ReglaIncumplida("Ya se pidió levantar esta reserva: falta que se decida.")
    pedido = PedidoLevantamiento.objects.create(
        reserva=reserva, motivo=motivo, **autoria(por, ahora)
    )
    _anotar(expediente, f"Se pide levantar la reserva: {motivo}", por=por, ahora=ahora)
    asunto = f"Expediente {expediente.numero}: piden levantar su reserva."
    avisar_a(jefaturas(), expediente, asunto, por=por, ahora=ahora)
    return pedido


@transaction.atomic
def levantar(
    expediente: Expediente,
    *,
    motivo: str,
    por: Usuario,
    ahora: datetime,
    desclasificacion: str = "",
    desclasificada_el: date | None = None,
    version: int | None = None,
) -> Actuacion:
    """Lift the reserve that another person asked to lift: all the office may see it again.

    What is secret or reserved needs the resolution that declassifies it and its date (DS
    007-2024-JUS art. 38.4), which the public register shows. Raises ReglaIncumplida without it,
    when there is no reserve, nobody asked, or the same person did.
    """
    expediente = bloquear(expediente, version=version)
    reserva = _vigente(expediente)
    pedido = PedidoLevantamiento.objects.filter(reserva=reserva).first()
    if pedido is None:
        raise ReglaIncumplida("Una persona pide levantar la reserva y otra lo decide: falta pedir.")
    if pedido.por_id == por.pk:
        raise ReglaIncumplida("Quien pidió levantar la reserva no lo decide: lo hace otra persona.")
    por = por.actuando_con(Permiso.EXPEDIENTE_ANULAR)
    reserva.cerrada_en = ahora
    if reserva.clase in CON_RESOLUCION:
        if not desclasificacion or desclasificada_el is None or desclasificada_el > dia_de(ahora):
            raise ReglaIncumplida(
                "Lo secreto y lo reservado se desclasifica por resolución: cite su número y su "
                "fecha.",
                norma="DS 007-2024-JUS, art. 38.4",
            )
        reserva.desclasificacion = desclasificacion
        reserva.desclasificada_el = desclasificada_el
    reserva.save(update_fields=["cerrada_en", "desclasificacion", "desclasificada_el"])
    expediente.acceso = Acceso.OFICINA
    expediente.save(update_fields=["acceso"])
    return _anotar(expediente, f"Reserva levantada: {motivo}", por=por, ahora=ahora)


def _vigente(expediente: Expediente) -> Reserva:
    reserva = expediente.reservas.vigentes().first()
    if reserva is None:
        raise ReglaIncumplida("El expediente no está reservado.")
    return reserva


def _anotar(expediente: Expediente, texto: str, *, por: Usuario, ahora: datetime) -> Actuacion:
    return actuar(
        expediente,
        Actuacion.Clase.RESTRICCION,
        a=Estado(expediente.estado),
        texto=texto[:1000],
        por=por,
        ahora=ahora,
    )


def jefaturas() -> list[Posicion]:
    """Posts with the perfil of the jefatura."""
    cargos = [c for c, perfil in PERFIL_DE_CARGO.items() if perfil is Perfil.JEFATURA]
    return list(Posicion.objects.filter(cargo__clave__in=cargos))


def anotar_lectura(
    expediente: Expediente,
    *,
    que: str,
    por: Usuario,
    ahora: datetime,
    documento: Documento | None = None,
) -> None:
    """Write down that `por` opened `que`; nothing is written of what everyone may see."""
    if expediente.esta_restringido:
        Lectura.objects.create(
            expediente=expediente, documento=documento, que=que[:60], **autoria(por, ahora)
        )


def anotar_descarga(expedientes: Iterable[int], *, por: Usuario, ahora: datetime) -> None:
    """Write down the restricted expedientes (by key) that were in a list someone downloaded."""
    Lectura.objects.bulk_create(
        Lectura(expediente_id=pk, que="lista descargada", **autoria(por, ahora))
        for pk in expedientes
    )
