"""The state of an opinion follows the facts of its expediente, its questions and its document."""

from datetime import datetime

from django.db.models import F

from cargos.models import Usuario, autoria
from ocisys.base.reglas import ReglaIncumplida
from tramite.estados import Estado
from tramite.estados_opinion import EVALUABLES, Hechos, estado_segun, exigir
from tramite.models import Expediente, Opinion, PasoOpinion, Salida

PLANTILLA = "opinion-sectorial"
"""Code of the template whose document is the opinion itself."""


def bloquear_opinion(opinion: Opinion, *, version: int | None = None) -> Opinion:
    """The same opinion, locked and as it is now; raises ReglaIncumplida if it is not `version`."""
    filas = Opinion.objects.select_for_update(of=("self",)).select_related("expediente")
    actual = filas.get(pk=opinion.pk)
    if version is not None and actual.version != version:
        raise ReglaIncumplida(
            "Mientras usted escribía, otra persona actuó sobre esta opinión. "
            "Vuelva a abrirla y decida con lo que hay ahora."
        )
    return actual


def cambiar_opinion(opinion: Opinion, **cambios: object) -> None:
    """Write `cambios` on a locked row and advance its version."""
    for campo, valor in cambios.items():
        setattr(opinion, campo, valor)
    opinion.version = F("version") + 1
    opinion.save(update_fields=[*cambios, "version"])
    opinion.refresh_from_db(fields=["version"])


def seguir(
    expediente: Expediente, que: str, *, por: Usuario, ahora: datetime, texto: str = ""
) -> None:
    """Take the opinion of an expediente, if it has one, to the state that the facts give.

    Leaves a step with what happened. To be called within the transaction of the act.
    """
    opinion = Opinion.objects.select_for_update(of=("self",)).filter(expediente=expediente).first()
    if opinion is None:
        return
    estado = estado_segun(_hechos(opinion))
    if estado != opinion.estado:
        cambiar_opinion(opinion, estado=estado)
    PasoOpinion.objects.create(
        opinion=opinion,
        que=que,
        texto=texto[:1000],
        estado_despues=estado,
        **autoria(por, ahora),
    )


def _hechos(opinion: Opinion) -> Hechos:
    suya = Salida.objects.filter(opinion=opinion).values_list("estado", flat=True).first()
    expediente = Expediente.objects.filter(pk=opinion.expediente_id)
    return Hechos(
        devuelta=bool(opinion.devuelta_por),
        resultado=bool(opinion.resultado),
        documento=suya or "",
        observada=expediente.filter(estado=Estado.OBSERVADO).exists(),
        consultas_pendientes=opinion.consultas.pendientes().exists(),
        evaluandose=opinion.evaluada_en is not None,
    )


def tomar_documento(salida: Salida) -> None:
    """Make a new draft the document of the opinion, if it was written from its template.

    Raises ReglaIncumplida when there is no opinion, it is not concluded, or it has its document.
    """
    if salida.plantilla.codigo != PLANTILLA:
        return
    opinion = (
        Opinion.objects.select_for_update(of=("self",))
        .filter(expediente=salida.expediente_id)
        .first()
    )
    if opinion is None:
        raise ReglaIncumplida("Este expediente no tiene una opinión abierta: ábrala primero.")
    exigir(opinion.estado, EVALUABLES)
    if not opinion.sentido:
        raise ReglaIncumplida("Antes de redactarla, concluya la opinión: sentido y fundamentos.")
    cambiar_opinion(opinion, salida=salida)


def seguir_documento(
    salida: Salida, que: str, *, por: Usuario, ahora: datetime, texto: str = ""
) -> None:
    """Something happened to a document: if it is the one of an opinion, the opinion follows."""
    if salida.plantilla.codigo == PLANTILLA:
        seguir(salida.expediente, que, texto=texto, por=por, ahora=ahora)
