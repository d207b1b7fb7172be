"""The supplies of the demonstration office: an invented cupboard, moved by the real acciones."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from cargos.models import Usuario
from tramite.acciones import (
    confirmar_entrega,
    entregar_util,
    ingresar_utiles,
    inventariar,
    pedir_util,
)
from tramite.acciones.utiles import Contado, stock_de, ultimo_movimiento
from tramite.models import Util

SECRETARIA = "071"
# Name, unit, minimum, place, how many came in.
UTILES = (
    ("Papel bond A4 (ficticio)", "millar", 5, "Armario 1, abajo", 20),
    ("Tóner de la impresora (ficticio)", "unidad", 2, "Armario 2, con llave", 3),
    ("Archivador de palanca (ficticio)", "unidad", 10, "Armario 1, arriba", 24),
    ("Lapicero azul (ficticio)", "unidad", 24, "Cajón 1", 50),
    ("Sobre manila A4 (ficticio)", "ciento", 1, "Armario 1, abajo", 3),
    ("Grapas 26/6 (ficticio)", "caja", 3, "Cajón 1", 4),
    ("Nota adhesiva (ficticio)", "taco", 6, "Cajón 2", 12),
    ("Clip mediano (ficticio)", "caja", 4, "Cajón 2", 6),
)
# Place in UTILES, how many, for which post, days ago, whether it was confirmed.
ENTREGAS = (
    (0, 4, "068", 21, True),
    (3, 6, "069", 18, True),
    (1, 2, "067", 14, True),
    (2, 10, "070", 9, True),
    (5, 2, "068", 6, True),
    (6, 4, "069", 2, False),
)
CONTADO = {3: 43}
"""Place in UTILES → what was counted, where it was not what the kárdex said."""


def poblar(hoy: date, personas: dict[str, Usuario]) -> None:
    """Only once: what came in two months ago, went out since, was counted, and waits."""
    if Util.objects.exists():
        return
    secretaria = personas[SECRETARIA]
    utiles = [
        Util.objects.create(nombre=nombre, unidad=unidad, minimo=minimo, ubicacion=lugar)
        for nombre, unidad, minimo, lugar, _ in UTILES
    ]
    for util, (*_, cantidad) in zip(utiles, UTILES, strict=True):
        ingresar_utiles(
            util,
            cantidad=cantidad,
            documento="Pecosa 000118 (ficticio)",
            proveedor="Almacén central (ficticio)",
            por=secretaria,
            ahora=_dia(hoy, 60),
        )
    for lugar, cantidad, puesto, hace, confirmada in ENTREGAS:
        quien, ahora = personas[puesto], _dia(hoy, hace)
        pedido = pedir_util(utiles[lugar], cantidad=cantidad, por=quien, ahora=ahora)
        entrega = entregar_util(pedido, cantidad=cantidad, por=secretaria, ahora=ahora)
        if confirmada:
            confirmar_entrega(entrega, conforme=True, por=quien, ahora=ahora)
    _inventario(hoy, secretaria, utiles)
    quien, motivo = personas["068"], "Informe a la Alta Dirección (ficticio)"
    pedir_util(utiles[0], cantidad=2, motivo=motivo, por=quien, ahora=_dia(hoy, 1))
    pedir_util(utiles[1], cantidad=2, por=personas["070"], ahora=_dia(hoy, 0))


def _inventario(hoy: date, secretaria: Usuario, utiles: list[Util]) -> None:
    inventariar(
        {
            u: Contado(CONTADO.get(n, stock_de(u)), "Salieron sin anotarse (ficticio)")
            for n, u in enumerate(utiles)
        },
        corte=ultimo_movimiento(),
        nota="Inventario de fin de mes (ficticio)",
        por=secretaria,
        ahora=_dia(hoy, 1),
    )


def _dia(hoy: date, hace: int) -> datetime:
    return timezone.make_aware(datetime.combine(hoy - timedelta(days=hace), time(10, 20)))
