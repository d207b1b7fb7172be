"""Invented requirements of the demonstration, to Programas Nacionales as they were in 2008."""

from collections.abc import Mapping
from datetime import date, timedelta

from cargos.models import UnidadOrganica, Usuario
from convenios.acciones.requerimiento import anotar_paso, requerir
from convenios.models import (
    Compromiso,
    Convenio,
    Ocurrencia,
    PasoRequerimiento,
    Requerimiento,
)

PROGRAMAS = ("pncvfs", "wawa-wasi", "inabif")
PEDIDOS = (
    # sent days ago, days to answer, answered after, post, what
    (70, 15, 12, "068", "Avance físico y financiero del semestre (ficticio)"),
    (45, 10, 16, "068", "Lista de beneficiarias por región (ficticio)"),
    (30, 20, 18, "069", "Necesidades que puede atender una empresa (ficticio)"),
    (24, 15, None, "068", "Informe de la visita de campo (ficticio)"),
    (6, 15, None, "070", "Insumos para el informe nacional (ficticio)"),
)


def internacionales(hoy: date, personas: Mapping[str, Usuario]) -> None:
    """What the next due date of an instrument needs of a Programa Nacional; it waits."""
    abiertas = Ocurrencia.objects.al(hoy).abiertas().filter(fecha_exigible__gt=hoy)
    suyas = abiertas.exclude(compromiso__instrumento=None).select_related("compromiso__instrumento")
    proxima = suyas.order_by("fecha_exigible", "pk").first()
    if proxima is None:
        return
    requerir(
        Requerimiento(
            instrumento=proxima.compromiso.instrumento,
            ocurrencia=proxima,
            unidad=UnidadOrganica.objects.get(codigo=PROGRAMAS[0]),
            asunto="Cifras del año para el informe al comité (ficticio)",
            documento="Oficio ficticio 6",
            enviado_el=hoy - timedelta(days=5),
            responder_hasta=hoy + timedelta(days=10),
        ),
        por=personas["070"],
    )


def requerimientos(hoy: date, personas: Mapping[str, Usuario]) -> None:
    """Ask, remind and answer in the agreements that have commitments."""
    unidades = [UnidadOrganica.objects.get_or_create(codigo=codigo)[0] for codigo in PROGRAMAS]
    con_compromisos = Compromiso.objects.values("convenio")
    convenios = Convenio.objects.filter(pk__in=con_compromisos, es_ficticio=True).exclude(
        nivel_acceso=Convenio.Acceso.RESERVADO
    )
    for i, (convenio, pedido) in enumerate(zip(convenios.order_by("pk"), PEDIDOS, strict=False)):
        hace, plazo, tardo, cargo, asunto = pedido
        convenio.unidad = unidades[i % len(unidades)]
        convenio.save(update_fields=["unidad"])
        enviado = hoy - timedelta(days=hace)
        fila = requerir(
            Requerimiento(
                convenio=convenio,
                unidad=convenio.unidad,
                asunto=asunto,
                documento=f"Oficio ficticio {i + 1}",
                enviado_el=enviado,
                responder_hasta=enviado + timedelta(days=plazo),
            ),
            por=personas[cargo],
        )
        if tardo is None and hace <= plazo:
            continue
        paso = PasoRequerimiento(
            tipo="recordatorio" if tardo is None else "respuesta",
            fecha=enviado + timedelta(days=tardo or plazo),
            texto="Se recuerda el plazo (ficticio)." if tardo is None else "Remite lo pedido.",
        )
        anotar_paso(paso, requerimiento=fila, por=personas[cargo])
