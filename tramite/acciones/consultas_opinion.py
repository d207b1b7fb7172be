"""What is asked of other units and entities for an opinion, and what they answered, or did not."""

from datetime import date, datetime

from django.db import transaction

from cargos.models import Usuario, autoria
from ocisys.base.computo import calcular_plazo
from ocisys.base.plazos import PlazoInvalido
from ocisys.base.reglas import ReglaIncumplida
from tramite.acciones.comun import dia_de
from tramite.acciones.otros_plazos import avisar_colaboracion
from tramite.acciones.seguir_opinion import bloquear_opinion, cambiar_opinion, seguir
from tramite.estados_opinion import EVALUABLES, exigir
from tramite.models import ConsultaOpinion, Opinion

CONSULTAR, CONSULTAR_FUERA = "DOC_INT", "DOC_EXT"
"""Rules: days of another unit, and of another entity, to answer (TUO LPAG art. 168.1)."""


@transaction.atomic
def consultar(
    opinion: Opinion,
    *,
    unidad: str,
    pregunta: str,
    por: Usuario,
    ahora: datetime,
    otra_entidad: bool = False,
    version: int | None = None,
) -> ConsultaOpinion:
    """Ask another unit or entity; it has the days of TUO LPAG art. 168.1.

    When it is another entity the party must be told that it was asked (art. 76.4).
    """
    opinion = bloquear_opinion(opinion, version=version)
    exigir(opinion.estado, EVALUABLES)
    try:
        cuenta = calcular_plazo(CONSULTAR_FUERA if otra_entidad else CONSULTAR, ahora)
        plazo = {"vence_el": cuenta.vence_el, "base_legal": str(cuenta.regla.cita or "")}
    except PlazoInvalido:
        plazo = {}
    consulta = ConsultaOpinion.objects.create(
        opinion=opinion,
        unidad=unidad,
        pregunta=pregunta,
        otra_entidad=otra_entidad,
        **plazo,
        **autoria(por, ahora),
    )
    if otra_entidad:
        avisar_colaboracion(opinion.expediente, por=por, ahora=ahora)
    cambiar_opinion(opinion, evaluada_en=opinion.evaluada_en or ahora)
    seguir(
        opinion.expediente, f"Se consultó a {unidad}"[:160], texto=pregunta, por=por, ahora=ahora
    )
    return consulta


@transaction.atomic
def anotar_respuesta(
    consulta: ConsultaOpinion,
    *,
    respuesta: str,
    el: date,
    por: Usuario,
    ahora: datetime,
    documento: str = "",
    version: int | None = None,
) -> ConsultaOpinion:
    """Write down what the unit answered. Raises ReglaIncumplida when it answered already."""
    opinion = bloquear_opinion(consulta.opinion, version=version)
    consulta = ConsultaOpinion.objects.select_for_update().get(pk=consulta.pk)
    if consulta.respondida_el is not None:
        raise ReglaIncumplida("Esa consulta ya tiene respuesta.")
    if not dia_de(consulta.en) <= el <= dia_de(ahora):
        raise ReglaIncumplida(f"La fecha va de la consulta ({dia_de(consulta.en):%d/%m/%Y}) a hoy.")
    consulta.respondida_el, consulta.respuesta, consulta.documento = el, respuesta, documento
    consulta.save(update_fields=["respondida_el", "respuesta", "documento"])
    cambiar_opinion(opinion)
    que = f"Respondió {consulta.unidad}"[:160]
    seguir(opinion.expediente, que, texto=respuesta[:1000], por=por, ahora=ahora)
    return consulta


@transaction.atomic
def prescindir(
    consulta: ConsultaOpinion,
    *,
    por_que: str,
    por: Usuario,
    ahora: datetime,
    citada_para: date | None = None,
    version: int | None = None,
) -> ConsultaOpinion:
    """Its days passed: go on without it, or call the one asked to say it on one day (art. 174.1).

    What comes late may still be noted (art. 174.3). Raises ReglaIncumplida before the term ends, or
    when it was answered or passed over already.
    """
    opinion = bloquear_opinion(consulta.opinion, version=version)
    exigir(opinion.estado, EVALUABLES)
    consulta = ConsultaOpinion.objects.select_for_update().get(pk=consulta.pk)
    if consulta.respondida_el or consulta.omitida_en:
        raise ReglaIncumplida("De esa consulta ya no se espera nada.")
    if consulta.vence_el is not None and dia_de(ahora) <= consulta.vence_el:
        raise ReglaIncumplida(
            f"Puede responder hasta el {consulta.vence_el:%d/%m/%Y}: todavía no cabe seguir sin "
            "ella.",
            norma="TUO LPAG art. 174.1",
        )
    if citada_para is not None and citada_para < dia_de(ahora):
        raise ReglaIncumplida("La sesión es para un día que ya pasó.")
    consulta.omitida_en, consulta.omitida_por_que = ahora, por_que
    consulta.citada_para = citada_para
    consulta.save(update_fields=["omitida_en", "omitida_por_que", "citada_para"])
    cambiar_opinion(opinion)
    que = f"Se sigue sin {consulta.unidad}"
    if citada_para is not None:
        que = f"Se cita a {consulta.unidad} para el {citada_para:%d/%m/%Y}"
    seguir(opinion.expediente, que[:160], texto=por_que, por=por, ahora=ahora)
    return consulta
