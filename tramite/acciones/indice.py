"""The índice digital is sealed, and signed by the agent, when the file is closed.

DS 029-2021-PCM arts. 42–43: each document with its order, dates, folios and hash, the dates of
opening and closing, and the signature at the closing. The queue makes it, right after the act.
"""

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from ocisys.base.firma.agente import agente, con_sello
from ocisys.base.sellado import sellar
from tramite.estados import Estado
from tramite.indices import contenido_al
from tramite.models import Actuacion, IndiceSellado
from tramite.rotulos import indice_pdf

CIERRAN = (Estado.CERRADO, Estado.ARCHIVADO)
ULTIMOS = 500
"""Newest closings looked at by `sellar_indices_pendientes`."""


@task()
def sellar_indice(cierre: int) -> None:
    """Draw, sign and seal the index as it was at that act; the second time nothing happens.

    Raises ReglaIncumplida when the office has an agent that cannot seal: it is asked for again
    later, and meanwhile there is no index that says it is signed.
    """
    with transaction.atomic():
        acto = (
            Actuacion.objects.select_for_update(of=("self",))
            .select_related("expediente")
            .get(pk=cierre)
        )
        if IndiceSellado.objects.filter(cierre=acto).exists():
            return
        expediente = acto.expediente
        ahora = timezone.now()  # the certificate is judged when it seals, not at the closing
        propio = agente(ahora)
        contenido = contenido_al(expediente, acto.en)
        pdf = indice_pdf(
            expediente, en=acto.en, cierre=acto.en, firmante=propio.titular if propio else ""
        )
        sellado = con_sello(pdf, propio, lugar="", en=ahora)
        IndiceSellado.objects.create(
            expediente=expediente,
            cierre=acto,
            archivo=sellar(
                sellado, nombre=f"indice-{expediente.numero}-{acto.en:%Y%m%d}.pdf", por=None
            ),
            abierto_en=expediente.en,
            cerrado_en=acto.en,
            contenido=contenido,
            firmado_por=propio.titular[:200] if propio else "",
        )


def encargar_indice(acto: Actuacion) -> None:
    """Ask the queue for the index of the act that closed a file, in the caller's transaction."""
    sellar_indice.enqueue(cierre=acto.pk)


def sellar_indices_pendientes() -> int:
    """Ask again for the indexes of closings that were left without one; returns how many."""
    cierres = Actuacion.objects.filter(estado_despues__in=CIERRAN)
    cierres = cierres.exclude(estado_antes__in=CIERRAN)
    ultimos = set(cierres.order_by("-pk").values_list("pk", flat=True)[:ULTIMOS])
    hechos = IndiceSellado.objects.filter(cierre__in=ultimos).values_list("cierre", flat=True)
    faltan = ultimos - set(hechos)
    for clave in sorted(faltan):
        sellar_indice.enqueue(cierre=clave)
    return len(faltan)
