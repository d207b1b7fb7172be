"""The kárdex of supplies: receive, ask, deliver, confirm, count (MOF 071-04)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max, Sum
from django.urls import reverse

from cargos.models import Designacion, Usuario, autoria
from cargos.permisos import PERFIL_DE_CARGO, PERMISOS, Permiso
from ocisys.base.avisos import avisar
from ocisys.base.reglas import ReglaIncumplida
from tramite.acciones.comun import avisar_a_puestos, dia_de
from tramite.models import (
    ConformidadUtil,
    ConteoUtil,
    MovimientoUtil,
    PedidoUtil,
    RenglonConteo,
    Util,
)
from tramite.models.util import medida

ENTREGADO = "Entregado"
"""How a pedido ends by itself, once all of it was delivered."""

_LLEVAN = [c for c, p in PERFIL_DE_CARGO.items() if Permiso.UTILES_LLEVAR in PERMISOS[p]]


@dataclass(frozen=True)
class Contado:
    """What was counted of one supply; `motivo` when it is not what the kárdex said."""

    cantidad: int
    motivo: str = ""


@transaction.atomic
def ingresar_utiles(
    util: Util,
    *,
    cantidad: int,
    documento: str,
    por: Usuario,
    ahora: datetime,
    proveedor: str = "",
) -> MovimientoUtil:
    """What came in, and with which document."""
    _bloquear(util)
    return MovimientoUtil.objects.create(
        util=util,
        clase=MovimientoUtil.Clase.ENTRADA,
        cantidad=cantidad,
        documento=documento,
        proveedor=proveedor,
        **autoria(por, ahora),
    )


@transaction.atomic
def pedir_util(
    util: Util,
    *,
    cantidad: int,
    por: Usuario,
    ahora: datetime,
    para: Usuario | None = None,
    motivo: str = "",
) -> PedidoUtil:
    """Ask for supplies, for oneself or, who keeps them, for whoever asks in person.

    Raises ReglaIncumplida when it is no longer used, or one asks in the name of another.
    """
    para = para or por
    if not util.activo:
        raise ReglaIncumplida(f"«{util}» ya no se usa.")
    if para != por and not por.puede(Permiso.UTILES_LLEVAR):
        raise ReglaIncumplida("Cada uno pide lo suyo; por otro lo anota la secretaría.")
    pedido = PedidoUtil.objects.create(
        util=util, cantidad=cantidad, para=para, motivo=motivo, **autoria(por, ahora)
    )
    vigentes = Designacion.objects.vigentes(dia_de(ahora))
    puestos = vigentes.filter(posicion__nro_orden__in=_LLEVAN).values_list("posicion", flat=True)
    asunto, enlace = f"Piden útiles: {pedido}.", reverse("tramite:utiles")
    avisar_a_puestos(list(puestos), asunto, enlace=enlace, por=por, ahora=ahora)
    return pedido


@transaction.atomic
def entregar_util(
    pedido: PedidoUtil, *, cantidad: int, por: Usuario, ahora: datetime
) -> MovimientoUtil:
    """Deliver all or part of a pedido; the receiver is asked to confirm it.

    Raises ReglaIncumplida when it is closed, that is more than is still owed, or there is not as
    much. Two people who deliver the same supply at once wait for each other.
    """
    util = _bloquear(pedido.util)
    pedido = _abierto(pedido)
    if cantidad > pedido.falta:
        raise ReglaIncumplida(f"De ese pedido sólo falta entregar {pedido.falta}.")
    hay = stock_de(util)
    if cantidad > hay:
        raise ReglaIncumplida(f"De «{util}» hay {medida(hay, util.unidad)}: no alcanza.")
    movimiento = MovimientoUtil.objects.create(
        util=util,
        clase=MovimientoUtil.Clase.SALIDA,
        cantidad=-cantidad,
        pedido=pedido,
        **autoria(por, ahora),
    )
    if cantidad == pedido.falta:
        _cerrar(pedido, ENTREGADO, por=por, ahora=ahora)
    if pedido.para != por:
        avisar(
            pedido.para,
            asunto=f"Confirme si recibió {movimiento.medida}.",
            enlace=reverse("tramite:utiles"),
            ahora=ahora,
        )
    return movimiento


@transaction.atomic
def cerrar_pedido(pedido: PedidoUtil, *, motivo: str, por: Usuario, ahora: datetime) -> PedidoUtil:
    """No more of it is delivered, or it is no longer needed. Raises ReglaIncumplida if closed."""
    pedido = _abierto(pedido)
    _cerrar(pedido, motivo, por=por, ahora=ahora)
    if pedido.para != por:
        asunto = f"Se cerró su pedido de {pedido.util}: {motivo}"
        avisar(pedido.para, asunto=asunto, enlace=reverse("tramite:utiles"), ahora=ahora)
    return pedido


@transaction.atomic
def confirmar_entrega(
    movimiento: MovimientoUtil, *, conforme: bool, por: Usuario, ahora: datetime, nota: str = ""
) -> ConformidadUtil:
    """«Recibí», by who received and nobody else; once. Raises ReglaIncumplida."""
    movimiento = (
        MovimientoUtil.objects.select_for_update(of=("self",))
        .select_related("pedido")
        .get(pk=movimiento.pk)
    )
    if movimiento.pedido is None or movimiento.pedido.para_id != por.pk:
        raise ReglaIncumplida("Sólo quien recibe dice si recibió: es su firma.")
    if ConformidadUtil.objects.filter(movimiento=movimiento).exists():
        raise ReglaIncumplida("Esa entrega ya tiene su conformidad.")
    return ConformidadUtil.objects.create(
        movimiento=movimiento, conforme=conforme, nota=nota, **autoria(por, ahora)
    )


@transaction.atomic
def inventariar(
    contados: Mapping[Util, Contado],
    *,
    corte: int,
    por: Usuario,
    ahora: datetime,
    nota: str = "",
) -> ConteoUtil:
    """Write an inventory; each difference becomes an adjustment with its reason.

    `corte` is the last movement (key) there was when the count began. Raises ReglaIncumplida when
    nothing was counted, a difference has no reason, or something moved while it was counted.
    """
    if not contados:
        raise ReglaIncumplida("Escriba cuánto hay de al menos un útil.")
    utiles = {u.pk: u for u in sorted(contados, key=lambda u: u.pk)}
    # In the order of their key: two inventories at once never wait for each other in a circle.
    list(Util.objects.select_for_update().filter(pk__in=utiles).order_by("pk"))
    _exigir_quietos(utiles, corte)
    stock = {u.pk: n for u in utiles.values() for n in [stock_de(u)]}
    conteo = ConteoUtil.objects.create(nota=nota, **autoria(por, ahora))
    for util, contado in contados.items():
        _asentar(conteo, util, contado, stock[util.pk], por=por, ahora=ahora)
    return conteo


def stock_de(util: Util) -> int:
    """How much there is now; exact while its row is locked."""
    return MovimientoUtil.objects.filter(util=util).aggregate(n=Sum("cantidad"))["n"] or 0


def ultimo_movimiento() -> int:
    """Key of the last movement of all, 0 when there is none."""
    return MovimientoUtil.objects.aggregate(n=Max("pk"))["n"] or 0


def _asentar(
    conteo: ConteoUtil, util: Util, contado: Contado, segun: int, *, por: Usuario, ahora: datetime
) -> None:
    diferencia = contado.cantidad - segun
    if diferencia and not contado.motivo:
        raise ReglaIncumplida(f"De «{util}» se contó {contado.cantidad} y había {segun}: por qué.")
    RenglonConteo.objects.create(
        conteo=conteo,
        util=util,
        segun_kardex=segun,
        contado=contado.cantidad,
        motivo=contado.motivo if diferencia else "",
    )
    if diferencia:
        MovimientoUtil.objects.create(
            util=util,
            clase=MovimientoUtil.Clase.AJUSTE,
            cantidad=diferencia,
            conteo=conteo,
            motivo=contado.motivo,
            **autoria(por, ahora),
        )


def _exigir_quietos(utiles: Mapping[int, Util], corte: int) -> None:
    movidos = MovimientoUtil.objects.filter(util__in=utiles, pk__gt=corte)
    nombres = sorted({utiles[pk].nombre for pk in movidos.values_list("util", flat=True)})
    if nombres:
        raise ReglaIncumplida(
            f"Mientras contaba hubo movimientos de {', '.join(nombres)}: vuelva a contarlos."
        )


def _bloquear(util: Util) -> Util:
    return Util.objects.select_for_update().get(pk=util.pk)


def _abierto(pedido: PedidoUtil) -> PedidoUtil:
    filas = PedidoUtil.objects.select_for_update(of=("self",)).con_entregado()
    pedido = filas.select_related("util", "para").get(pk=pedido.pk)
    if pedido.cerrado_en is not None:
        raise ReglaIncumplida(f"Ese pedido ya terminó: {pedido.cierre.lower()}.")
    return pedido


def _cerrar(pedido: PedidoUtil, cierre: str, *, por: Usuario, ahora: datetime) -> None:
    pedido.cerrado_en, pedido.cerrado_por, pedido.cierre = ahora, por, cierre
    pedido.save(update_fields=["cerrado_en", "cerrado_por", "cierre"])
