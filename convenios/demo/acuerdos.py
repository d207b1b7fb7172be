"""What the invented meetings agreed: kept, reported, overdue and still to come."""

from collections.abc import Mapping
from datetime import date, timedelta

from cargos.models import Posicion, Usuario
from convenios.acciones import ocurrencia as acciones
from convenios.acciones.acta import acordar
from convenios.models import AcuerdoReunion, EstadoReunion, Evidencia, Ocurrencia, Reunion

# point, what, days after the meeting, whether somebody outside does it, where it ends
ACUERDOS = (
    (2, "Enviar el cuadro de avances (ficticio)", 20, False, "cumplido"),
    (3, "Proponer la fecha de la próxima sesión (ficticio)", 35, True, "reportado"),
    (2, "Remitir la lista de puntos focales (ficticio)", 30, False, "pendiente"),
)

ABIERTO = timedelta(days=45)
"""What fell due before that was kept."""


def acuerdos(hoy: date, personas: Mapping[str, Usuario]) -> None:
    """One or two in each meeting held where somebody attended, by the real acts."""
    cargos = {p.nro_orden: p for p in Posicion.objects.all()}
    realizadas = Reunion.objects.filter(estado=EstadoReunion.REALIZADA).exclude(intervencion="")
    for i, reunion in enumerate(realizadas.order_by("fecha", "pk")):
        for j in range(1 + i % 2):
            punto, texto, dias, ajeno, fin = ACUERDOS[(i + j) % len(ACUERDOS)]
            cargo = str(reunion.por_posicion)
            acuerdo = acordar(
                AcuerdoReunion(
                    reunion=reunion,
                    punto=punto if reunion.agenda else None,
                    texto=texto,
                    posicion=None if ajeno else cargos[cargo],
                    externo="Secretaría ficticia" if ajeno else "",
                    plazo=reunion.fecha + timedelta(days=dias),
                ),
                por=personas[cargo],
                hoy=reunion.fecha,
            )
            _seguir(acuerdo, fin, hoy, personas[cargo], personas)


def _seguir(
    acuerdo: AcuerdoReunion, fin: str, hoy: date, por: Usuario, personas: Mapping[str, Usuario]
) -> None:
    """Report it and have somebody else validate it, if that is where it ends and its day came."""
    o = Ocurrencia.objects.get(compromiso__acuerdo=acuerdo)
    dia = o.fecha_exigible - timedelta(days=3)
    if o.fecha_exigible < hoy - ABIERTO:
        fin = "cumplido"
    if fin == "pendiente" or dia > hoy:
        return
    acciones.reportar(
        o,
        avance=100,
        narrativa="Se cumplió (ficticio).",
        evidencias=[Evidencia(descripcion="Correo ficticio de la demostración")],
        por=por,
        hoy=dia,
        cumplida_el=dia,
    )
    if fin == "cumplido":
        revisa = personas["068" if por == personas["067"] else "067"]
        acciones.validar(o, por=revisa, hoy=min(dia + timedelta(days=2), hoy))
