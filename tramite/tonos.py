"""The tono of each state and the light of a due date, for chips (docs/diseno.md)."""

from dataclasses import dataclass
from datetime import date

from ocisys.base.models import Correo
from tramite.estados import Estado
from tramite.estados_cita import EstadoCita
from tramite.estados_opinion import Cumple, EstadoOpinion
from tramite.estados_salida import EstadoSalida
from tramite.plazos import frase, semaforo

TONO_DE_SALIDA: dict[str, str] = {
    EstadoSalida.BORRADOR: "neutro",
    EstadoSalida.EN_REVISION: "espera",
    EstadoSalida.OBSERVADO: "atencion",
    EstadoSalida.VISADO: "info",
    EstadoSalida.PARA_FIRMA: "info",
    EstadoSalida.FIRMADO: "bien",
    EstadoSalida.EN_DESPACHO: "espera",
    EstadoSalida.NOTIFICADO: "bien",
    EstadoSalida.DEVUELTO: "atencion",
    EstadoSalida.ACUSADO: "hecho",
    EstadoSalida.ANULADO: "peligro",
}

TONO_DE_CITA: dict[str, str] = {
    EstadoCita.PEDIDA: "espera",
    EstadoCita.CONFIRMADA: "bien",
    EstadoCita.REALIZADA: "hecho",
    EstadoCita.NO_ASISTIO: "atencion",
    EstadoCita.CANCELADA: "neutro",
    EstadoCita.REPROGRAMADA: "neutro",
}

TONO_DE_PEDIDO: dict[str, str] = {
    "Por decidir": "espera",
    "Concedido": "bien",
    "Denegado": "neutro",
}

TONO_DE_CORREO: dict[str, str] = {
    Correo.PENDIENTE: "espera",
    Correo.ENVIADO: "bien",
    Correo.FALLIDO: "peligro",
}

TONO_DE_ESTADO: dict[str, str] = {
    Estado.REGISTRADO: "info",
    Estado.OBSERVADO: "atencion",
    Estado.SUBSANADO: "info",
    Estado.EN_TRAMITE: "info",
    Estado.EN_ESPERA: "espera",
    Estado.PARA_FIRMA: "info",
    Estado.ATENDIDO: "hecho",
    Estado.DESPACHADO: "hecho",
    Estado.ANULADO: "peligro",
    Estado.REABIERTO: "atencion",
}


TONO_DE_OPINION: dict[str, str] = {
    EstadoOpinion.SOLICITADA: "info",
    EstadoOpinion.DEVUELTA: "neutro",
    EstadoOpinion.EN_EVALUACION: "info",
    EstadoOpinion.ESPERA_REQUISITO: "espera",
    EstadoOpinion.CONSULTA_INTERNA: "espera",
    EstadoOpinion.INFORME: "info",
    EstadoOpinion.VISADA: "info",
    EstadoOpinion.FIRMADA: "bien",
    EstadoOpinion.REMITIDA: "bien",
    EstadoOpinion.ACUSADA: "hecho",
    EstadoOpinion.RESULTADO: "hecho",
    Cumple.PENDIENTE: "neutro",
    Cumple.SI: "bien",
    Cumple.NO: "peligro",
    Cumple.NO_APLICA: "neutro",
}


@dataclass(frozen=True)
class Luz:
    """A deadline ready to be drawn as a chip."""

    frase: str
    tono: str
    icono: str


def luz(vence_el: date | None, hoy: date, cumplido_el: date | None = None) -> Luz:
    """`{% luz e.vence_el hoy as plazo %}`: words, tono and icon of a due date on `hoy`."""
    color = semaforo(vence_el, hoy, cumplido_el)
    dicho = frase(vence_el, hoy, cumplido_el)
    return Luz(dicho[:1].upper() + dicho[1:], color.tono, color.icono)
