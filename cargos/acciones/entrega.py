"""Handover of a post: inventory, receivers, acceptance, and only then the end (TUO LPAG 148.4)."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from cargos import pendientes
from cargos.acciones.acta import sellar_acta
from cargos.acciones.designacion import cesar
from cargos.models import Designacion, EntregaCargo, EntregaItem, Usuario, autoria
from ocisys.base.avisos import avisar
from ocisys.base.reglas import ReglaIncumplida


@transaction.atomic
def preparar(
    designacion: Designacion, *, fecha_termino: date, observaciones: str, por: Usuario
) -> EntregaCargo:
    """Open the handover of a designación, or bring the inventory of the open one up to date.

    What was opened since is added; what was closed meanwhile and nobody accepted is dropped.
    """
    designacion = Designacion.objects.select_for_update(of=("self",)).get(pk=designacion.pk)
    if designacion.motivo_termino or designacion.anulada_en:
        raise ReglaIncumplida("Esa designación ya terminó; no hay cargo que entregar.")
    if fecha_termino < designacion.desde:
        raise ReglaIncumplida("El último día es anterior al inicio de la designación.")
    entrega, nueva = EntregaCargo.objects.get_or_create(
        designacion=designacion,
        defaults=autoria(por) | {"fecha_termino": fecha_termino, "observaciones": observaciones},
    )
    if not nueva:
        entrega.fecha_termino, entrega.observaciones = fecha_termino, observaciones
        entrega.save(update_fields=["fecha_termino", "observaciones"])
    _actualizar_inventario(entrega)
    return entrega


def _actualizar_inventario(entrega: EntregaCargo) -> None:
    asuntos_ = pendientes.por_entregar(entrega.designacion, entrega.fecha_termino)
    abiertos = {(a.clase, a.clave): a for a in asuntos_}
    puestos = {(i.clase, i.clave): i for i in entrega.items.filter(aceptado_en=None)}
    for clave, item in puestos.items():
        if clave not in abiertos:
            item.delete()
    ya = {(i.clase, i.clave) for i in entrega.items.all()}
    EntregaItem.objects.bulk_create(
        EntregaItem(
            entrega=entrega,
            clase=asunto.clase,
            clave=asunto.clave,
            descripcion=asunto.descripcion[:300],
            enlace=asunto.enlace,
        )
        for clave, asunto in abiertos.items()
        if clave not in ya
    )


@transaction.atomic
def asignar(
    entrega: EntregaCargo, *, receptores: Mapping[int, Usuario], por: Usuario
) -> EntregaCargo:
    """Name who receives each item (`{item pk: account}`) and tell them; accepted ones stay."""
    entrega = _abierta(entrega)
    for item in entrega.items.select_for_update(of=("self",)).filter(aceptado_en=None):
        if item.pk in receptores:
            item.receptor = receptores[item.pk]
            item.save(update_fields=["receptor"])
    for receptor in set(receptores.values()):
        avisar(
            receptor,
            asunto="Le entregan asuntos de un cargo",
            cuerpo=f"{por} le asignó asuntos de la entrega del cargo "
            f"{entrega.designacion.posicion.nro_orden}. Revíselos y acéptelos.",
            enlace=f"/cargos/entregas/{entrega.pk}/",
        )
    return entrega


@transaction.atomic
def aceptar(entrega: EntregaCargo, *, por: Usuario) -> int:
    """The receiver takes over every item assigned to her; returns how many changed hands."""
    entrega = _abierta(entrega)
    suyos = list(
        entrega.items.select_for_update(of=("self",)).filter(receptor=por, aceptado_en=None)
    )
    if not suyos:
        raise ReglaIncumplida("No tiene asuntos por aceptar en esta entrega.")
    ahora = timezone.now()
    for item in suyos:
        pendientes.transferir(item.clase, item.clave, entrega.designacion, por, por)
        item.aceptado_en = ahora
        item.save(update_fields=["aceptado_en"])
    return len(suyos)


@transaction.atomic
def cerrar(entrega: EntregaCargo, *, motivo: str, documento: str, por: Usuario) -> EntregaCargo:
    """End the designación and close its handover; refused while an item is not accepted."""
    entrega = _abierta(entrega)
    if faltan := entrega.items.filter(aceptado_en=None).count():
        raise ReglaIncumplida(
            f"Por aceptar: {asuntos(faltan)}. La designación no puede terminar todavía.",
            norma="TUO de la Ley 27444, art. 148.4",
        )
    cesar(
        entrega.designacion,
        ultimo_dia=entrega.fecha_termino,
        motivo=motivo,
        documento=documento,
        por=por,
    )
    entrega.cerrada_en = timezone.now()
    entrega.save(update_fields=["cerrada_en"])
    sellar_acta.enqueue(entrega=entrega.pk)
    return entrega


def asuntos(n: int) -> str:
    """«1 asunto», «35 asuntos»."""
    return f"{n} asunto{'' if n == 1 else 's'}"


def _abierta(entrega: EntregaCargo) -> EntregaCargo:
    entrega = EntregaCargo.objects.select_for_update(of=("self",)).get(pk=entrega.pk)
    if entrega.cerrada_en:
        raise ReglaIncumplida("La entrega ya está cerrada.")
    return entrega
