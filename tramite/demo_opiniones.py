"""Opinions of the demonstration office at several steps, invented, by the real acciones."""

from datetime import date
from uuid import UUID

from django.utils import timezone

from cargos.models import Posicion, Usuario
from ocisys.base.terminos import Canal
from tramite.acciones import (
    Ingreso,
    abrir_opinion,
    concluir,
    consultar,
    registrar,
    revisar_requisitos,
)
from tramite.models import (
    Expediente,
    Opinion,
    Procedimiento,
    Proveido,
    Remitente,
    TipoDocumento,
)

EVALUA = "068"
PEDIDOS = (
    ("igv", "Solicita opinión para la devolución de IGV e IPM de un proyecto de refugios"),
    ("ongd", "Solicita opinión para la renovación de una ONGD en el registro"),
    ("experto", "Solicita opinión para la prórroga de un voluntario"),
)
CUESTIONES = ("¿Lo pedido es del ámbito del Sector?", "¿Se alinea con sus políticas?")


def poblar(hoy: date, personas: dict[str, Usuario]) -> None:
    """Three opinions: one asked for, one that consults another unit, one concluded."""
    if Opinion.objects.exists() or not Remitente.objects.exists():
        return
    for n, (tipo, asunto) in enumerate(PEDIDOS):
        _hasta(n, _abrir(_ingresar(n, asunto, personas), tipo, personas[EVALUA]), personas[EVALUA])


def _ingresar(n: int, asunto: str, personas: dict[str, Usuario]) -> Expediente:
    remitente = Remitente.objects.filter(nombre__icontains="APCI").first()
    ahora = timezone.now()
    ingreso = Ingreso(
        clave=UUID(int=20050800 + n),
        remitente=remitente or Remitente.objects.order_by("pk")[0],
        destinatario=Posicion.objects.get(nro_orden="067"),
        tipo=TipoDocumento.objects.get(codigo="oficio"),
        asunto=f"{asunto} (ficticio)",
        presentado_en=ahora,
        canal=Canal.MESA_DIGITAL,
        folios=12 + n,
        documento_numero=f"D{900 + n:06d}-{ahora.year}",
        documento_fecha=timezone.localdate(ahora),
        procedimiento=Procedimiento.objects.get(codigo="informe"),
        pase_a=Posicion.objects.get(nro_orden=EVALUA),
        proveido=Proveido.objects.get(codigo="opinion"),
    )
    return registrar(ingreso, por=personas["071"], ahora=ahora)[0]


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
