"""Deciding on a need and an offer that were compared."""

from datetime import date

from django.db import transaction

from cargos.models import Posicion, Usuario, autoria
from convenios.emparejador import procede, puntuar
from convenios.models import Convocatoria, Demanda, Emparejamiento, ParametroEmparejamiento
from convenios.models.demanda import ABIERTAS
from convenios.models.emparejamiento import Decision, necesidad_de, oferta_de
from ocisys.base.reglas import ReglaIncumplida


@transaction.atomic
def decidir(
    demanda: Demanda,
    convocatoria: Convocatoria,
    *,
    decision: str,
    por: Usuario,
    hoy: date,
    motivo: str = "",
    responsable: Posicion | None = None,
    limite_el: date | None = None,
) -> Emparejamiento:
    """Propose a need for an offer, or discard it, keeping the comparison of today. Raises
    `ReglaIncumplida` if either is over, if it is not asked of that kind of source, or without what
    the decision needs."""
    demanda = Demanda.objects.select_for_update(of=("self",)).get(pk=demanda.pk)
    convocatoria = Convocatoria.objects.select_related("organizacion").get(pk=convocatoria.pk)
    n, o = necesidad_de(demanda), oferta_de(convocatoria)
    if decision == Decision.PROPUESTO:
        _se_puede_proponer(demanda, convocatoria, hoy)
        if not procede(n, o):
            raise ReglaIncumplida(
                f"Se pide a «{demanda.get_destino_display().lower()}» y esta oferta no lo es."
            )
        if responsable is None or limite_el is None:
            raise ReglaIncumplida("Diga quién lo lleva y hasta cuándo.")
        if limite_el < hoy or (convocatoria.cierra_el and limite_el > convocatoria.cierra_el):
            raise ReglaIncumplida("La fecha límite va de hoy al cierre de la convocatoria.")
    elif not motivo.strip():
        raise ReglaIncumplida("Diga por qué se descarta: evita volver a proponerlo.")
    puntaje = puntuar(n, o, ParametroEmparejamiento.objects.en_vigor(hoy), hoy)
    return Emparejamiento.objects.create(
        demanda=demanda,
        convocatoria=convocatoria,
        decision=decision,
        fecha=hoy,
        motivo=motivo.strip(),
        puntaje=puntaje.total,
        componentes=puntaje.en_datos,
        responsable=responsable if decision == Decision.PROPUESTO else None,
        limite_el=limite_el if decision == Decision.PROPUESTO else None,
        **autoria(por),
    )


def _se_puede_proponer(demanda: Demanda, convocatoria: Convocatoria, hoy: date) -> None:
    if demanda.estado not in ABIERTAS:
        raise ReglaIncumplida(f"{demanda.codigo} está {demanda.get_estado_display().lower()}.")
    if not convocatoria.esta_viva(hoy):
        raise ReglaIncumplida(
            f"{convocatoria.codigo} está {convocatoria.estado_al(hoy).palabra.lower()}."
        )
