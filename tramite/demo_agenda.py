"""The agenda of the demonstration office: invented appointments and attentions, real acciones."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from cargos.models import Posicion, Usuario
from ocisys.base.computo import calendario_de
from tramite.acciones import Acordado, anotar_atencion, concertar, pasar_cita, reprogramar
from tramite.estados_cita import EstadoCita
from tramite.models import Atencion, Cita, Expediente, Remitente

SECRETARIA = "071"


@dataclass(frozen=True)
class _Prevista:
    """Working days from today (0 is today or the next one), hour, minutes, with whom, who."""

    dias: int
    hora: time
    minutos: int
    con: str
    asunto: str
    asisten: tuple[str, ...]
    lugar: str = Cita.Lugar.OFICINA
    donde: str = ""
    confirmada: bool = True


CITAS = (
    _Prevista(-4, time(9, 30), 60, "", "Revisar el informe semestral (ficticio)", ("067", "068")),
    _Prevista(
        -3, time(11), 30, "Zósimo Pariona Lapa (ficticio)", "Consulta sobre becas (ficticio)",
        ("070",),
    ),
    _Prevista(
        -2, time(15), 60, "", "Mesa de donantes, reunión preparatoria (ficticio)", ("067",),
        Cita.Lugar.FUERA, "Sede de la agencia, San Isidro (ficticio)",
    ),
    _Prevista(
        -1, time(10), 30, "Yésica Cconislla Ayala (ficticio)", "Pide orientación (ficticio)",
        ("069",),
    ),
    _Prevista(0, time(9), 45, "", "Visita de la nueva representante (ficticio)", ("067",)),
    _Prevista(
        0, time(11, 30), 30, "Programa Nacional (ficticio)", "Matriz de demanda 2027 (ficticio)",
        ("067", "068"), Cita.Lugar.VIRTUAL, "https://reunion.example/oci-demanda", False,
    ),
    _Prevista(1, time(15), 60, "", "Negociación de la adenda (ficticio)", ("067", "068")),
    _Prevista(
        2, time(10), 30, "Empresa textil interesada (ficticio)", "Propuesta de aporte (ficticio)",
        ("069",), Cita.Lugar.OFICINA, "Sala 2 (ficticio)", False,
    ),
    _Prevista(
        3, time(9, 30), 90, "", "Comité de seguimiento del proyecto (ficticio)", ("067", "070"),
        Cita.Lugar.VIRTUAL, "https://reunion.example/oci-comite",
    ),
    _Prevista(
        5, time(11), 30, "Despacho Viceministerial (ficticio)", "Ayuda memoria (ficticio)", ("067",)
    ),
)  # fmt: skip
MOVIDA, CANCELADA, SIN_VENIR = 6, 7, 3
"""Places in CITAS of the one that is moved a day later, the one cancelled, the no-show."""

# Days ago, how, whom, DNI, matter, answer, minutes.
ATENCIONES: tuple[tuple[int, str, str, str, str, str, int], ...] = (
    (6, "ventanilla", "Zósimo Pariona Lapa (ficticio)", "40000001",
     "Dónde presentar su solicitud (ficticio)", "En esta mesa, con copia del DNI", 6),
    (5, "telefono", "Secretaria de la Embajada (ficticio)", "",
     "Horario de la mesa de partes (ficticio)", "De lunes a viernes, de 8:30 a 16:30", 2),
    (3, "saliente", "Programa Nacional (ficticio)", "",
     "Confirmar asistentes a la reunión (ficticio)", "Confirman tres personas", 4),
    (2, "ventanilla", "Yésica Cconislla Ayala (ficticio)", "40000002",
     "Requisitos de la opinión (ficticio)", "Se le entregó la lista de requisitos", 12),
    (1, "saliente", "Asociación civil (ficticio)", "",
     "Pedir el anexo que falta (ficticio)", "No contestaron", 1),
)  # fmt: skip


def poblar(hoy: date, personas: dict[str, Usuario]) -> None:
    """Only once: two weeks of appointments, the past ones with their result, and attentions."""
    if Cita.objects.exists():
        return
    dias = _dias(hoy)
    hechas = [_concertar(n, p, dias, personas) for n, p in enumerate(CITAS)]
    _mover(hechas[MOVIDA], dias, personas)
    quien: dict[str, Any] = {"por": personas[SECRETARIA], "ahora": timezone.now()}
    cancelada = EstadoCita.CANCELADA
    pasar_cita(hechas[CANCELADA], cancelada, texto="Piden otra fecha (ficticio)", **quien)
    for n, cita in enumerate(hechas[:4]):
        a = EstadoCita.NO_ASISTIO if n == SIN_VENIR else EstadoCita.REALIZADA
        despues: dict[str, Any] = {"por": personas[SECRETARIA], "ahora": cita.termina}
        texto = "No llegó ni avisó" if n == SIN_VENIR else "Se acordó lo pedido"
        pasar_cita(cita, a, texto=f"{texto} (ficticio)", **despues)
    _atenciones(hoy, personas[SECRETARIA])


def _dias(hoy: date) -> dict[int, date]:
    """Working days by their distance from today; 0 is today, or the next one that is worked."""
    calendario = calendario_de(settings.OCISYS_SEDE, hoy - timedelta(days=20), hoy + timedelta(30))
    antes = [d for n in range(1, 20) if calendario.es_habil(d := hoy - timedelta(days=n))]
    desde_hoy = [d for n in range(30) if calendario.es_habil(d := hoy + timedelta(days=n))]
    return dict(enumerate(desde_hoy)) | {-n: d for n, d in enumerate(antes, 1)}


def _concertar(
    n: int, prevista: _Prevista, dias: dict[int, date], personas: dict[str, Usuario]
) -> Cita:
    inicia = timezone.make_aware(datetime.combine(dias[prevista.dias], prevista.hora))
    entidades = Remitente.objects.filter(clase=Remitente.Clase.ENTIDAD).order_by("pk")
    entidad = None if prevista.con else entidades[n]
    acordado = Acordado(
        con=prevista.con or str(entidad)[:160],
        remitente=entidad,
        asunto=prevista.asunto,
        inicia=inicia,
        termina=inicia + timedelta(minutes=prevista.minutos),
        asisten=tuple(Posicion.objects.filter(nro_orden__in=prevista.asisten)),
        lugar=prevista.lugar,
        donde=prevista.donde,
        expediente=Expediente.objects.filter(acceso="grupo").order_by("-pk").first()
        if n == len(CITAS) - 1
        else None,
    )
    antes = min(inicia, timezone.now()) - timedelta(days=2)
    return concertar(
        acordado, confirmada=prevista.confirmada, por=personas[SECRETARIA], ahora=antes
    )


def _mover(cita: Cita, dias: dict[int, date], personas: dict[str, Usuario]) -> None:
    """To the same hour of another day."""
    inicia = timezone.make_aware(datetime.combine(dias[2], CITAS[MOVIDA].hora))
    acordado = Acordado(
        con=cita.con,
        remitente=cita.remitente,
        asunto=cita.asunto,
        inicia=inicia,
        termina=inicia + (cita.termina - cita.inicia),
        asisten=tuple(a.posicion for a in cita.asistentes.select_related("posicion")),
    )
    reprogramar(
        cita,
        acordado,
        motivo="La contraparte pidió un día más (ficticio)",
        por=personas[SECRETARIA],
        ahora=timezone.now(),
    )


def _atenciones(hoy: date, secretaria: Usuario) -> None:
    for hace, medio, quien, dni, asunto, respuesta, minutos in ATENCIONES:
        ahora = timezone.make_aware(datetime.combine(hoy - timedelta(days=hace), time(10, 15)))
        sin_respuesta = hace == ATENCIONES[-1][0]
        anotar_atencion(
            medio=Atencion.Medio(medio),
            quien=quien,
            dni=dni,
            asunto=asunto,
            respuesta=respuesta,
            minutos=minutos,
            volver_en=ahora + timedelta(days=3) if sin_respuesta else None,
            por=secretaria,
            ahora=ahora,
        )
