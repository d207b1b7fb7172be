"""Stages of a convenio and states of an ocurrencia, with their transitions as data.

Buttons, acciones and tests read the same tables. Everything here is pure: no query, no clock.
"""

from django.db.models import TextChoices

from ocisys.base.reglas import ReglaIncumplida


class TransicionInvalida(ReglaIncumplida):
    """The stage or state asked for cannot follow the present one."""


class Etapa(TextChoices):
    """Where a convenio stands in its paperwork; changed only by `acciones.etapa.cambiar_etapa`.

    It is one of three axes: vigencia comes from the dates, cumplimiento from the evidence.
    """

    IDEA = "idea", "Idea"
    EN_FORMULACION = "en_formulacion", "En formulación"
    EN_OPINION_TECNICA = "en_opinion_tecnica", "En opinión técnica"
    EN_OPINION_PRESUPUESTAL = "en_opinion_presupuestal", "En opinión presupuestal"
    EN_OPINION_LEGAL = "en_opinion_legal", "En opinión legal"
    EN_CONFORMIDAD = "en_conformidad", "En conformidad de APCI o RR. EE."
    LISTO_PARA_FIRMA = "listo_para_firma", "Listo para firma"
    SUSCRITO = "suscrito", "Suscrito"
    EN_PERFECCIONAMIENTO = "en_perfeccionamiento", "En perfeccionamiento"
    EN_EJECUCION = "en_ejecucion", "En ejecución"
    SUSPENDIDO = "suspendido", "Suspendido"
    EN_CIERRE = "en_cierre", "En cierre"
    CERRADO = "cerrado", "Cerrado"
    RESUELTO = "resuelto", "Resuelto"
    DESESTIMADO = "desestimado", "Desestimado"


INICIALES = frozenset({Etapa.IDEA, Etapa.EN_FORMULACION, Etapa.SUSCRITO})
"""Stages in which a convenio may be recorded; «suscrito» is for one that arrives already signed."""

ANTES_DE_FIRMA = frozenset(
    {
        Etapa.IDEA,
        Etapa.EN_FORMULACION,
        Etapa.EN_OPINION_TECNICA,
        Etapa.EN_OPINION_PRESUPUESTAL,
        Etapa.EN_OPINION_LEGAL,
        Etapa.EN_CONFORMIDAD,
        Etapa.LISTO_PARA_FIRMA,
    }
)
TERMINALES = frozenset({Etapa.CERRADO, Etapa.RESUELTO, Etapa.DESESTIMADO})
FIRMADOS = frozenset(Etapa) - ANTES_DE_FIRMA - {Etapa.DESESTIMADO}
VIVOS = FIRMADOS - TERMINALES
"""Signed and not ended: the ones whose commitments and renewal we answer for."""

CON_MOTIVO = frozenset({Etapa.DESESTIMADO, Etapa.RESUELTO, Etapa.SUSPENDIDO})
"""Entering these needs a written reason (for «resuelto», which of the four causes)."""


def _etapa(*siguientes: Etapa, desiste: bool = False) -> frozenset[Etapa]:
    vuelta = {Etapa.EN_FORMULACION, Etapa.DESESTIMADO} if desiste else set()
    return frozenset({*siguientes, *vuelta})


TRANSICIONES: dict[Etapa, frozenset[Etapa]] = {
    Etapa.IDEA: frozenset({Etapa.EN_FORMULACION, Etapa.DESESTIMADO}),
    Etapa.EN_FORMULACION: frozenset({Etapa.EN_OPINION_TECNICA, Etapa.DESESTIMADO}),
    # An opinion that observes sends the text back to be drafted again.
    Etapa.EN_OPINION_TECNICA: _etapa(Etapa.EN_OPINION_PRESUPUESTAL, desiste=True),
    Etapa.EN_OPINION_PRESUPUESTAL: _etapa(Etapa.EN_OPINION_LEGAL, desiste=True),
    Etapa.EN_OPINION_LEGAL: _etapa(Etapa.EN_CONFORMIDAD, Etapa.LISTO_PARA_FIRMA, desiste=True),
    Etapa.EN_CONFORMIDAD: _etapa(Etapa.LISTO_PARA_FIRMA, desiste=True),
    Etapa.LISTO_PARA_FIRMA: _etapa(Etapa.SUSCRITO, desiste=True),
    Etapa.SUSCRITO: _etapa(Etapa.EN_PERFECCIONAMIENTO, Etapa.EN_EJECUCION, Etapa.RESUELTO),
    Etapa.EN_PERFECCIONAMIENTO: _etapa(Etapa.EN_EJECUCION, Etapa.RESUELTO),
    Etapa.EN_EJECUCION: _etapa(Etapa.EN_CIERRE, Etapa.SUSPENDIDO, Etapa.RESUELTO),
    Etapa.SUSPENDIDO: _etapa(Etapa.EN_EJECUCION, Etapa.EN_CIERRE, Etapa.RESUELTO),
    Etapa.EN_CIERRE: _etapa(Etapa.CERRADO, Etapa.EN_EJECUCION),
    Etapa.CERRADO: frozenset(),
    Etapa.RESUELTO: frozenset(),
    Etapa.DESESTIMADO: frozenset(),
}


def verificar_etapa(de: str, a: str) -> None:
    """Raise `TransicionInvalida` unless a convenio may go from stage `de` to stage `a`."""
    if Etapa(a) not in TRANSICIONES[Etapa(de)]:
        raise TransicionInvalida(
            f"Un convenio en «{Etapa(de).label}» no puede pasar a «{Etapa(a).label}»."
        )


class EstadoOcurrencia(TextChoices):
    """What has been done about one due date of a commitment."""

    PENDIENTE = "pendiente", "Pendiente"
    EN_PROCESO = "en_proceso", "En proceso"
    REPORTADO = "reportado", "Reportado"
    OBSERVADO = "observado", "Observado"
    CUMPLIDO = "cumplido", "Cumplido"
    CUMPLIDO_PARCIAL = "cumplido_parcial", "Cumplido en parte"
    INCUMPLIDO = "incumplido", "Incumplido"
    EXONERADO = "exonerado", "Exonerado"
    SIN_EFECTO = "dejado_sin_efecto", "Dejado sin efecto"


_E = EstadoOcurrencia
PLENOS = frozenset({_E.CUMPLIDO})
"""Fulfilled, and someone other than the reporter validated it."""
PARCIALES = frozenset({_E.REPORTADO, _E.CUMPLIDO_PARCIAL})
"""Earn part of their advance: reported but not validated, or validated in part."""
EXCLUIDOS = frozenset({_E.EXONERADO, _E.SIN_EFECTO})
"""Never due: a norm or an adenda released us."""
ABIERTOS = frozenset({_E.PENDIENTE, _E.EN_PROCESO, _E.REPORTADO, _E.OBSERVADO})
"""Still somebody's work."""
SIN_REPORTE = frozenset({_E.PENDIENTE, _E.EN_PROCESO})
"""Nobody has reported anything: these, when future, follow a change of the recurrence."""

TRANSICIONES_OCURRENCIA: dict[EstadoOcurrencia, frozenset[EstadoOcurrencia]] = {
    _E.PENDIENTE: frozenset({_E.EN_PROCESO, _E.REPORTADO, _E.INCUMPLIDO, *EXCLUIDOS}),
    _E.EN_PROCESO: frozenset({_E.EN_PROCESO, _E.REPORTADO, _E.INCUMPLIDO, *EXCLUIDOS}),
    _E.REPORTADO: frozenset({_E.OBSERVADO, _E.CUMPLIDO, _E.CUMPLIDO_PARCIAL}),
    _E.OBSERVADO: frozenset({_E.REPORTADO, _E.INCUMPLIDO, *EXCLUIDOS}),
    # What was missing may still be done; the first verdict stays in the history.
    _E.CUMPLIDO_PARCIAL: frozenset({_E.REPORTADO, *EXCLUIDOS}),
    _E.INCUMPLIDO: frozenset({_E.REPORTADO, *EXCLUIDOS}),
    _E.CUMPLIDO: frozenset(),
    _E.EXONERADO: frozenset(),
    _E.SIN_EFECTO: frozenset(),
}


def verificar_ocurrencia(de: str, a: str) -> None:
    """Raise `TransicionInvalida` unless an ocurrencia may go from state `de` to state `a`."""
    if EstadoOcurrencia(a) not in TRANSICIONES_OCURRENCIA[EstadoOcurrencia(de)]:
        raise TransicionInvalida(
            f"Una obligación en «{_E(de).label}» no puede pasar a «{_E(a).label}»."
        )
