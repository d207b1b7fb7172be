"""The account of the deadlines of an expediente: both clocks, and the annex that is printed."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from ocisys.base.calendario import PlazoInvalido
from ocisys.base.computo import calendario_de, dia_posible
from ocisys.base.pdf import compilar
from tramite.acciones.plazos import por_que_no_hay
from tramite.models import Actuacion, Expediente, Plazo, RequisitoObservado
from tramite.otros_plazos import desde_que_hecho, plazo_de_derivar
from tramite.papeles import DOCUMENTOS, comunes, momento
from tramite.quejas import quien_debe, quien_resuelve
from tramite.relojes import PESAN, Relojes, relojes


def relojes_de(expediente: Expediente, hoy: date) -> Relojes | None:
    """Both clocks up to `hoy`, or up to the day it was answered.

    None for a filing dated out of the calendar: there is nothing to count.
    """
    try:
        desde = dia_posible(expediente.presentado_en)
        calendario = calendario_de(settings.OCISYS_SEDE, min(desde, hoy), max(desde, hoy))
    except PlazoInvalido:
        return None
    actos = list(expediente.actuaciones.order_by("en", "pk"))
    return relojes(
        (a for a in actos if a.clase in PESAN),
        desde=desde,
        hasta=max(desde, _hasta(expediente, actos, hoy)),
        calendario=calendario,
        resuelve=quien_resuelve(expediente),
    )


def _hasta(expediente: Expediente, actos: list[Actuacion], hoy: date) -> date:
    if expediente.esta_por_atender:
        return hoy
    respuestas = [a for a in actos if a.clase == Actuacion.Clase.ATENCION]
    return min(timezone.localdate(respuestas[-1].en), hoy) if respuestas else hoy


def anexo_pdf(expediente: Expediente, *, enlace: str, en: datetime) -> bytes:
    """Every deadline with the line of each day, those without effect too, as on screen."""
    hoy = timezone.localdate(en)
    cuenta = relojes_de(expediente, hoy)
    derivar = plazo_de_derivar(expediente)
    curado = RequisitoObservado.objects.subsanado_en(expediente)
    plazos = [*expediente.plazos.all(), *([derivar] if derivar else [])]
    datos = comunes(expediente, enlace) | {
        "asunto": expediente.asunto,
        "presentado": momento(expediente.presentado_en),
        "emitida": momento(en),
        "pelota": f"{cuenta.de_quien}, desde el {cuenta.desde:%d/%m/%Y}" if cuenta else "—",
        "dias": _dias(cuenta) if cuenta else "—",
        "plazos": [_plazo(p, expediente, hoy, desde_que_hecho(p, "", curado)) for p in plazos],
        "sin_plazo": por_que_no_hay(expediente) or "Este expediente no tiene plazo legal.",
    }
    return compilar(DOCUMENTOS / "anexo_plazos.typ", datos, en=en)


def _dias(cuenta: Relojes) -> str:
    """The two figures, each with whose it is."""
    con = "quien la resuelve" if cuenta.resuelve else "la oficina"
    return f"{cuenta.nuestros} con {con}, {cuenta.ajenos} con otros"


def _detalle(plazo: Plazo, expediente: Expediente, hecho: str) -> str:
    """When it ends, from what it counts, who owes it and with what it was met."""
    desde = f" Se cuenta desde {hecho}." if hecho else ""
    quien = f" Lo debe: {quien_debe(plazo, expediente)}."
    prueba = f" Se cumplió con: {plazo.prueba}." if plazo.prueba else ""
    return f"Vence el {plazo.vence_el:%d/%m/%Y}.{desde}{quien}{prueba}"


def _plazo(plazo: Plazo, expediente: Expediente, hoy: date, hecho: str) -> dict[str, Any]:
    return {
        "nombre": plazo.nombre,
        "situacion": "sin efecto" if plazo.sin_efecto_en else plazo.frase(hoy),
        "extension": plazo.extension,
        "base": plazo.base_legal,
        "detalle": plazo.sin_efecto_por or _detalle(plazo, expediente, hecho),
        "avisos": plazo.avisos,
        "dias": [
            d | {"fecha": f"{d['fecha']:%d/%m/%Y}", "numero": str(d["numero"] or "—")}
            for d in plazo.dias
        ],
    }
