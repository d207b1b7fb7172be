"""Opinions of the demonstration office at several steps, invented, by the real acciones."""

from datetime import date

from django.utils import timezone

from cargos.models import Usuario
from tramite.acciones import abrir_opinion, concluir, consultar, revisar_requisitos
from tramite.models import Expediente, Opinion

EVALUA = "068"
TIPOS = ("igv", "ongd", "experto")
CUESTIONES = ("¿Lo pedido es del ámbito del Sector?", "¿Se alinea con sus políticas?")


def poblar(hoy: date, personas: dict[str, Usuario]) -> None:
    """Three opinions: one asked for, one that consults another unit, one concluded."""
    if Opinion.objects.exists():
        return
    filas = Expediente.objects.por_atender().filter(
        acceso="oficina", procedimiento__codigo="informe", salidas=None, observacion=None
    )
    for n, (expediente, tipo) in enumerate(zip(filas.order_by("-pk")[:3], TIPOS, strict=False)):
        _hasta(n, _abrir(expediente, tipo, personas[EVALUA]), personas[EVALUA])


def _abrir(expediente: Expediente, tipo: str, por: Usuario) -> Opinion:
    return abrir_opinion(
        expediente,
        tipo=tipo,
        pide="apci",
        solicitante="Asociación Warmikuna (ficticio)",
        organizacion=None,
        obligatoria=False,
        vinculante=False,
        cuestiones=CUESTIONES,
        requisitos=["Registro vigente en la APCI", "Presupuesto firmado"],
        por=por,
        ahora=timezone.now(),
    )


def _hasta(n: int, opinion: Opinion, por: Usuario) -> None:
    """0 stays asked for, 1 waits for another unit, 2 is concluded."""
    ahora = timezone.now()
    if n >= 1:
        revision = {r.pk: ("si", "3", "") for r in opinion.requisitos.all()}
        revisar_requisitos(opinion, revision=revision, por=por, ahora=ahora)
    if n == 1:
        pregunta = "¿El proyecto es compatible con el plan de la unidad?"
        consultar(opinion, unidad="Unidad ficticia", pregunta=pregunta, por=por, ahora=ahora)
    if n == 2:
        fundamentos = {
            c.pk: "Sí, por su población y su objeto (texto ficticio)."
            for c in opinion.cuestiones.all()
        }
        concluir(opinion, sentido="favorable", fundamentos=fundamentos, por=por, ahora=ahora)
