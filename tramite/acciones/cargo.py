"""The cargo is sealed once, by the queue, right after the registration that it proves."""

from django.db import transaction
from django_tasks import task

from ocisys.base.sellado import sellar
from tramite.models import CargoSellado, Expediente
from tramite.papeles import cargo_pdf

ULTIMOS = 500
"""Newest expedientes looked at by `sellar_pendientes`."""


@task()
def sellar_cargo(expediente: int) -> None:
    """Draw and seal the cargo of one expediente; the second time nothing happens."""
    asegurar_cargo(expediente)


@transaction.atomic
def asegurar_cargo(expediente: int) -> CargoSellado:
    """The sealed cargo of one expediente, drawn and sealed now if it is not yet.

    It is drawn only of what never changes, so that whoever printed it before it was sealed holds
    the same bytes.
    """
    fila = Expediente.objects.select_for_update(of=("self",)).get(pk=expediente)
    sellado = CargoSellado.objects.select_related("archivo").filter(expediente=fila).first()
    if sellado is not None:
        return sellado
    archivo = sellar(cargo_pdf(fila), nombre=f"cargo-{fila.numero}.pdf", por=None)
    return CargoSellado.objects.create(expediente=fila, archivo=archivo)


def sellar_pendientes() -> int:
    """Ask the queue for the cargos that a machine stopped at the wrong moment left unsealed."""
    ultimos = Expediente.objects.order_by("-pk").values_list("pk", flat=True)[:ULTIMOS]
    sellados = CargoSellado.objects.filter(expediente__in=list(ultimos))
    faltan = set(ultimos) - set(sellados.values_list("expediente", flat=True))
    for clave in sorted(faltan):
        sellar_cargo.enqueue(expediente=clave)
    return len(faltan)
