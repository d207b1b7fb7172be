"""What may become of an appointment, as data. Pure."""

from django.db.models import TextChoices

from ocisys.base.reglas import ReglaIncumplida


class EstadoCita(TextChoices):
    PEDIDA = "pedida", "Pedida"
    CONFIRMADA = "confirmada", "Confirmada"
    REALIZADA = "realizada", "Realizada"
    NO_ASISTIO = "no_asistio", "No asistió"
    CANCELADA = "cancelada", "Cancelada"
    REPROGRAMADA = "reprogramada", "Reprogramada"


E = EstadoCita

TRANSICIONES: dict[EstadoCita, frozenset[EstadoCita]] = {
    E.PEDIDA: frozenset(E) - {E.PEDIDA},
    E.CONFIRMADA: frozenset(E) - {E.PEDIDA, E.CONFIRMADA},
    E.REALIZADA: frozenset(),
    E.NO_ASISTIO: frozenset(),
    E.CANCELADA: frozenset(),
    E.REPROGRAMADA: frozenset(),
}

VIVAS = frozenset(e for e, siguientes in TRANSICIONES.items() if siguientes)
"""Still to be held: they take the time of whoever attends."""

TERMINADAS = frozenset(E) - VIVAS

CAIDAS = frozenset({E.CANCELADA, E.REPROGRAMADA})
"""Never held at that hour: the agenda of the day leaves them out."""

SOLO_DESPUES = frozenset({E.REALIZADA, E.NO_ASISTIO})
"""What can be said of it only once its hour has come."""


class CitaInvalida(ReglaIncumplida):
    """The state of the appointment does not admit that act."""


def verificar(actual: str, nuevo: EstadoCita) -> None:
    """Raise CitaInvalida unless `actual` → `nuevo` is in the table."""
    if nuevo not in TRANSICIONES[EstadoCita(actual)]:
        raise CitaInvalida(
            f"La cita ya está «{EstadoCita(actual).label.lower()}» y no admite ese cambio."
        )
