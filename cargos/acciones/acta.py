"""The acta of a handover is sealed, and signed by the agent, when the handover is closed."""

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from cargos.documentos.acta_entrega import acta_entrega_pdf
from cargos.models import ActaEntrega, EntregaCargo
from ocisys.base.firma.agente import agente, con_sello
from ocisys.base.sellado import sellar


@task()
def sellar_acta(entrega: int) -> None:
    """Draw, sign and seal the acta of a closed handover; the second time nothing happens.

    Raises ReglaIncumplida when the office has an agent that cannot seal: it is asked for again.
    """
    with transaction.atomic():
        EntregaCargo.objects.select_for_update().get(pk=entrega)
        if ActaEntrega.objects.filter(entrega=entrega).exists():
            return
        fila = EntregaCargo.objects.para_detalle().get(pk=entrega)
        ahora = timezone.now()
        propio = agente(ahora)
        titular = propio.titular[:200] if propio else ""
        pdf = acta_entrega_pdf(fila, en=ahora, firmante=titular)
        sellado = con_sello(pdf, propio, lugar="", en=ahora)
        archivo = sellar(sellado, nombre=f"acta-entrega-{entrega}.pdf", por=None)
        ActaEntrega.objects.create(entrega=fila, archivo=archivo, firmado_por=titular)


def sellar_actas_pendientes() -> int:
    """Ask again for the actas of handovers that were closed without one; returns how many."""
    faltan = EntregaCargo.objects.filter(acta=None).exclude(cerrada_en=None)
    claves = list(faltan.order_by("pk").values_list("pk", flat=True))
    for clave in claves:
        sellar_acta.enqueue(entrega=clave)
    return len(claves)
