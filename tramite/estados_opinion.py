"""States of a sectoral opinion and of what it weighs: pure data.

The state is never chosen by a person: it is what the facts say (`estado_segun`). The observation of
the expediente, the questions to other units and the document that carries the opinion each have
their own machine, and a second copy of them here could only disagree.
"""

from dataclasses import dataclass

from django.db.models import TextChoices

from ocisys.base.reglas import ReglaIncumplida
from tramite.estados_salida import EstadoSalida


class TipoOpinion(TextChoices):
    """What the opinion is asked for (MOF 067-09 and 068-04)."""

    ONGD = "ongd", "ONGD: inscripción o renovación"
    ENIEX = "eniex", "ENIEX: inscripción o renovación"
    IPREDA = "ipreda", "IPREDA: inscripción o renovación"
    IGV = "igv", "Devolución de IGV e IPM"
    DONACION = "donacion", "Donación"
    EXPERTO = "experto", "Experto o voluntario: adscripción o prórroga"
    CONFORMIDAD = "conformidad", "Conformidad previa de APCI"
    OTRO = "otro", "Otra opinión técnica"


class SentidoOpinion(TextChoices):
    """What the office concludes."""

    FAVORABLE = "favorable", "Favorable"
    RECOMENDACIONES = "recomendaciones", "Favorable con recomendaciones"
    DESFAVORABLE = "desfavorable", "Desfavorable"
    NO_COMPETE = "no_compete", "No es competencia de la oficina"


class Cumple(TextChoices):
    """How a requisite was found."""

    PENDIENTE = "pendiente", "Sin revisar"
    SI = "si", "Cumple"
    NO = "no", "Falta"
    NO_APLICA = "no_aplica", "No aplica"


class EstadoOpinion(TextChoices):
    """Where an opinion stands, from the request to what APCI did with it."""

    SOLICITADA = "solicitada", "Solicitada"
    DEVUELTA = "devuelta", "Devuelta sin informe"
    EN_EVALUACION = "en_evaluacion", "En evaluación"
    ESPERA_REQUISITO = "espera_requisito", "Espera un requisito"
    CONSULTA_INTERNA = "consulta_interna", "En consulta interna"
    INFORME = "informe", "Informe en borrador"
    VISADA = "visada", "Visada"
    FIRMADA = "firmada", "Firmada"
    REMITIDA = "remitida", "Remitida"
    ACUSADA = "acusada", "Con acuse"
    RESULTADO = "resultado", "Con resultado en APCI"


E, S = EstadoOpinion, EstadoSalida

TRAS_EL_DOCUMENTO: dict[EstadoSalida, EstadoOpinion] = {
    S.BORRADOR: E.INFORME,
    S.EN_REVISION: E.INFORME,
    S.OBSERVADO: E.INFORME,
    S.VISADO: E.VISADA,
    S.PARA_FIRMA: E.VISADA,
    S.FIRMADO: E.FIRMADA,
    S.EN_DESPACHO: E.REMITIDA,
    S.NOTIFICADO: E.REMITIDA,
    S.DEVUELTO: E.REMITIDA,
    S.ACUSADO: E.ACUSADA,
}
"""Once there is a document, the opinion stands where the document stands."""

EVALUABLES = frozenset({E.SOLICITADA, E.EN_EVALUACION, E.ESPERA_REQUISITO, E.CONSULTA_INTERNA})
"""Still being weighed: its requisites, data, questions and sense may change."""

EMITIDAS = frozenset({E.FIRMADA, E.REMITIDA, E.ACUSADA, E.RESULTADO})
"""The office has spoken; before that it is an opinion before a decision (TUO Ley 27806 17.1)."""

CERRADAS = EMITIDAS | {E.DEVUELTA}


@dataclass(frozen=True)
class Hechos:
    """All that decides the state of an opinion."""

    devuelta: bool = False
    resultado: bool = False
    documento: str = ""
    observada: bool = False
    consultas_pendientes: bool = False
    evaluandose: bool = False


def estado_segun(hechos: Hechos) -> EstadoOpinion:
    """The state that the facts give. An annulled document is as if there were none."""
    if hechos.devuelta:
        return E.DEVUELTA
    if hechos.documento and hechos.documento != S.ANULADO:
        estado = TRAS_EL_DOCUMENTO[S(hechos.documento)]
        return E.RESULTADO if hechos.resultado and estado in EMITIDAS else estado
    if hechos.observada:
        return E.ESPERA_REQUISITO
    if hechos.consultas_pendientes:
        return E.CONSULTA_INTERNA
    return E.EN_EVALUACION if hechos.evaluandose else E.SOLICITADA


class OpinionInvalida(ReglaIncumplida):
    """The state of the opinion does not admit that act."""


def exigir(actual: str, admitidos: frozenset[EstadoOpinion]) -> None:
    """Raise OpinionInvalida unless the state is one of `admitidos`."""
    if actual not in admitidos:
        raise OpinionInvalida(
            f"Eso no se puede hacer: la opinión está «{EstadoOpinion(actual).label.lower()}»."
        )
