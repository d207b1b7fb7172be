"""What the secretariat of the demonstration office did besides the papers: invented, real acciones.

Questions answered by telephone (071-03), what the head ordered to coordinate (071-06), files lent,
and what the desk wrote of a few papers beyond their register.
"""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from cargos.models import Posicion, Usuario
from tramite.acciones import (
    agregar_pieza,
    atender,
    derivar,
    encargar,
    fijar_codigos,
    fijar_datos,
    marcar,
    prestar,
    recibir,
)
from tramite.acciones.llamada import contestar
from tramite.bandeja import Pestana, movimientos_de
from tramite.estados import Estado
from tramite.models import Expediente, Llamada, Proveido, TipoDocumento
from tramite.models.movimiento import COORDINAR

SECRETARIA, JEFATURA = "071", "067"
# Who asked, days ago, place among the newest expedientes.
LLAMADAS = (
    ("Mesa de partes de la APCI (ficticio)", 24, 9),
    ("Secretaria de la Embajada (ficticio)", 11, 6),
    ("Zósimo Pariona Lapa (ficticio)", 4, 3),
    ("Despacho Viceministerial (ficticio)", 1, 1),
)
# To whom, lent days ago, due back in days, place among the archived expedientes.
PRESTAMOS = (
    ("Oficina de Planificación (ficticio)", 20, -6, 0),
    ("Procuraduría Pública (ficticio)", 3, 9, 1),
)


def poblar(hoy: date, personas: dict[str, Usuario]) -> None:
    """Only once, and only over the papers of the demonstration."""
    if Llamada.objects.exists() or not Expediente.objects.exists():
        return
    _llamadas(hoy, personas)
    _coordinaciones(personas)
    _prestamos(hoy, personas)
    _datos(personas)


def _datos(personas: dict[str, Usuario]) -> None:
    """Annexes, signer, codes, words and who answers for it, on the newest that the head has."""
    secretaria, jefatura = personas[SECRETARIA], personas[JEFATURA]
    suyos = movimientos_de(jefatura, Pestana.EN_MI_PODER, timezone.localdate()).titulares()
    abiertos = suyos.filter(expediente__acceso="oficina", expediente__folios__gte=4)
    for e in [m.expediente for m in abiertos.select_related("expediente").order_by("-pk")[:2]]:
        quien: dict[str, Any] = {"por": secretaria, "ahora": timezone.now()}
        documento = e.documentos.get(orden=1)
        pieza: dict[str, Any] = {"documento": documento, "tipo": "plan", "soporte": "papel"} | quien
        agregar_pieza(e, titulo="Plan de trabajo (ficticio)", folios=2, **pieza)
        disco = pieza | {"tipo": "otro", "soporte": "objeto"}
        agregar_pieza(e, titulo="Base de datos en USB (ficticio)", folios=0, **disco)
        citado = Expediente.objects.filter(acceso="oficina", pk__lt=e.pk).latest("pk")
        fijar_datos(
            e,
            documento=documento,
            firmante="Zósimo Pariona Lapa (ficticio)",
            referencia=f"Expediente {citado.numero} y Oficio N.º 118-2026-DGPP (ficticio)",
            **quien,
        )
        fijar_codigos(e, cud=f"FICTICIO-{e.correlativo}", **quien)
        marcar(e, marcadores=["coordinación"], **quien)
        especialista = Posicion.objects.get(nro_orden="068")
        encargar(e, posicion=especialista, por=jefatura, ahora=timezone.now())


def _llamadas(hoy: date, personas: dict[str, Usuario]) -> None:
    recientes = list(Expediente.objects.filter(acceso="oficina").order_by("-pk")[:12])
    for quien, hace, lugar in LLAMADAS:
        ahora = _a_media_manana(hoy - timedelta(days=hace))
        numero = recientes[lugar].numero
        contestar(numero, por=personas[SECRETARIA], ahora=ahora, quien=quien)


def _coordinaciones(personas: dict[str, Usuario]) -> None:
    """Two orders of the head to the secretary; one is done, the other waits."""
    secretaria, jefatura = personas[SECRETARIA], personas[JEFATURA]
    esperan = movimientos_de(jefatura, Pestana.POR_RECIBIR, timezone.localdate()).titulares()
    suyos = esperan.filter(expediente__acceso="oficina").select_related("expediente")
    for n, expediente in enumerate([m.expediente for m in suyos.order_by("-pk")[:2]]):
        recibir(expediente, por=jefatura, ahora=timezone.now())
        derivar(
            expediente,
            por=jefatura,
            ahora=timezone.now(),
            para=Posicion.objects.get(nro_orden=SECRETARIA),
            proveido=Proveido.objects.get(codigo=COORDINAR),
            texto="Coordinar sala y asistentes con las direcciones generales (ficticio).",
        )
        if n:
            continue
        recibir(expediente, por=secretaria, ahora=timezone.now())
        atender(
            expediente,
            texto="Sala y asistentes confirmados por teléfono (ficticio).",
            por=secretaria,
            ahora=timezone.now(),
            tipo=TipoDocumento.objects.get(codigo="memorandum"),
            numero="D000512-OCI-SEC",
            fecha=timezone.localdate(),
            folios=1,
            orden_motivo="La reunión es esta semana (ficticio)",
        )


def _prestamos(hoy: date, personas: dict[str, Usuario]) -> None:
    archivados = Expediente.objects.filter(estado=Estado.ARCHIVADO, acceso="oficina")
    for a_quien, hace, devuelve, lugar in PRESTAMOS:
        prestar(
            archivados.order_by("pk")[lugar],
            a_quien=a_quien,
            motivo="Consulta del original (ficticio)",
            devolver_el=hoy + timedelta(days=devuelve),
            por=personas[SECRETARIA],
            ahora=_a_media_manana(hoy - timedelta(days=hace)),
        )


def _a_media_manana(dia: date) -> datetime:
    return timezone.make_aware(datetime.combine(dia, time(10, 40)))
