"""What is asked of the head of the demonstration office: two wait, one refused, one granted."""

from datetime import date, timedelta

from django.utils import timezone

from cargos.models import Usuario
from tramite.acciones import conceder, denegar, pedir
from tramite.bandeja import Pestana, movimientos_de
from tramite.models import Expediente, Pedido
from tramite.models.expediente import ExpedienteQuerySet

ESPECIALISTA, SECRETARIA, JEFATURA = "068", "071", "067"


def poblar(hoy: date, personas: dict[str, Usuario]) -> None:
    """Only once, and only over the papers of the demonstration."""
    if Pedido.objects.exists():
        return
    especialista, secretaria = personas[ESPECIALISTA], personas[SECRETARIA]
    ahora = timezone.now()
    suyos = _en_poder_de(especialista, hoy)
    for caso in suyos.filter(vence_el__gte=hoy)[:1]:
        pedir(
            caso,
            clase=Pedido.Clase.PRORROGA,
            motivo="Falta la visita al albergue, fuera de Lima (ficticio)",
            dias=3,
            por=especialista,
            ahora=ahora,
        )
    for caso in suyos.filter(vence_el=None)[:1]:
        pedido = pedir(
            caso,
            clase=Pedido.Clase.ANULACION,
            motivo="Parece repetido (ficticio)",
            por=especialista,
            ahora=ahora,
        )
        texto = "No es el mismo: cambia el proyecto (ficticio)"
        denegar(pedido, respuesta=texto, por=personas[JEFATURA], ahora=ahora)
    con_plazo = Expediente.objects.por_atender().filter(acceso="oficina", pedidos=None)
    for n, caso in enumerate(con_plazo.exclude(vence_el=None).order_by("-pk")[:2]):
        pedido = pedir(
            caso,
            clase=Pedido.Clase.PRESENTACION,
            motivo="El sello de recepción dice cuatro días antes (ficticio)",
            presentado_a=caso.presentado_en - timedelta(days=4),
            documento=caso.documentos.get(orden=1),
            por=secretaria,
            ahora=ahora,
        )
        if n:  # granted: its cargo is issued again
            conceder(pedido, por=personas[JEFATURA], ahora=ahora)


def _en_poder_de(usuario: Usuario, hoy: date) -> ExpedienteQuerySet:
    suyos = movimientos_de(usuario, Pestana.EN_MI_PODER, hoy).titulares()
    casos = Expediente.objects.por_atender().filter(acceso="oficina")
    return casos.filter(pk__in=suyos.order_by().values("expediente")).order_by("-pk")
