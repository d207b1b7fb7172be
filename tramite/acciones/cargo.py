"""The cargo is sealed once, by the queue, right after the registration that it proves.

It is issued again only when two people correct the moment of filing: another version, sealed too.
"""

from collections.abc import Collection

from django.db import transaction
from django.db.models import Count, Max
from django_tasks import task

from ocisys.base.sellado import sellar
from tramite.models import Actuacion, CargoSellado, Expediente
from tramite.papeles import cargo_pdf

ULTIMOS = 500
"""Newest expedientes looked at by `sellar_pendientes`."""


@task()
def sellar_cargo(expediente: int) -> None:
    """Draw and seal the cargo of one expediente; the second time nothing happens."""
    asegurar_cargo(expediente)


@transaction.atomic
def asegurar_cargo(expediente: int) -> CargoSellado:
    """The sealed cargo in force of one expediente, drawn and sealed now if it is not yet.

    It is drawn only of what never changes, so that whoever printed it before it was sealed holds
    the same bytes.
    """
    fila = Expediente.objects.select_for_update(of=("self",)).get(pk=expediente)
    version = version_en_vigor(fila)
    sellados = CargoSellado.objects.select_related("archivo")
    sellado = sellados.filter(expediente=fila, version=version).first()
    if sellado is not None:
        return sellado
    cual = f"{fila.numero}-version-{version}" if version > 1 else fila.numero
    archivo = sellar(cargo_pdf(fila), nombre=f"cargo-{cual}.pdf", por=None)
    return CargoSellado.objects.create(expediente=fila, version=version, archivo=archivo)


def version_en_vigor(expediente: Expediente) -> int:
    """Which version of the cargo says what the register says: one more a correction."""
    return 1 + expediente.actuaciones.filter(clase=Actuacion.Clase.PRESENTACION).count()


def sellar_pendientes() -> int:
    """Ask the queue for the cargos that a machine stopped at the wrong moment left unsealed."""
    ultimos = Expediente.objects.order_by("-pk").values_list("pk", flat=True)[:ULTIMOS]
    faltan = _sin_sellar(list(ultimos))
    for clave in faltan:
        sellar_cargo.enqueue(expediente=clave)
    return len(faltan)


def _sin_sellar(claves: Collection[int]) -> list[int]:
    """Of those expedientes, the ones whose cargo in force is not sealed; two queries."""
    sellados = CargoSellado.objects.filter(expediente__in=claves).order_by().values("expediente")
    hay = dict(sellados.annotate(n=Max("version")).values_list("expediente", "n"))
    actos = Actuacion.objects.filter(expediente__in=claves, clase=Actuacion.Clase.PRESENTACION)
    corregidos = actos.order_by().values("expediente").annotate(n=Count("pk"))
    debe = dict(corregidos.values_list("expediente", "n"))
    return sorted(c for c in claves if hay.get(c, 0) < 1 + debe.get(c, 0))
