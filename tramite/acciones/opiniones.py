"""The record of a sectoral opinion: opening it, weighing it, concluding it.

Each act locks expediente first and opinion after, as everything that touches both does.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from cargos.models import Usuario, autoria
from convenios.models import Organizacion
from ocisys.base.computo import calcular_plazo
from ocisys.base.plazos import PlazoInvalido
from ocisys.base.reglas import ReglaIncumplida
from tramite.acciones.comun import bloquear, dia_de, fijar_vencimiento
from tramite.acciones.otros_plazos import a_mediodia
from tramite.acciones.plazos import calcular_de, dejar_sin_efecto
from tramite.acciones.seguir_opinion import bloquear_opinion, cambiar_opinion, seguir
from tramite.estados import ABIERTOS
from tramite.estados import exigir as exigir_expediente
from tramite.estados_opinion import EMITIDAS, EVALUABLES, Cumple, EstadoOpinion, exigir
from tramite.models import (
    CuestionOpinion,
    Expediente,
    Opinion,
    Procedimiento,
    RequisitoOpinion,
)

DEVOLVER = "DEVOLVER"
"""Rule: days to return a defective request without an opinion (TUO LPAG art. 172.3)."""

DEVOLVER_IGV = "IGV_6M"
"""Rule: months from the purchase to ask for the refund of IGV and IPM (DS 036-94-EF art. 6)."""


@transaction.atomic
def abrir_opinion(
    expediente: Expediente,
    *,
    tipo: str,
    pide: str,
    solicitante: str,
    organizacion: Organizacion | None,
    obligatoria: bool,
    vinculante: bool,
    cuestiones: Sequence[str],
    requisitos: Sequence[str],
    por: Usuario,
    ahora: datetime,
) -> Opinion:
    """Open the record on an open expediente; the requisites of the catalogue come with their norm.

    Raises ReglaIncumplida when the expediente is closed, it has an opinion already, or nothing is
    asked.
    """
    expediente = bloquear(expediente)
    exigir_expediente(expediente.estado, ABIERTOS)
    if not cuestiones:
        raise ReglaIncumplida(
            "Diga sobre qué se opina: la solicitud precisa las cuestiones.",
            norma="TUO LPAG art. 172.1",
        )
    procedimiento = procedimiento_de(tipo, expediente.presentado_el)
    try:
        with transaction.atomic():
            opinion = Opinion.objects.create(
                expediente=expediente,
                tipo=tipo,
                procedimiento=procedimiento,
                pide=pide,
                solicitante=solicitante,
                organizacion=organizacion,
                obligatoria=obligatoria,
                vinculante=vinculante,
                **autoria(por, ahora),
            )
    except IntegrityError as error:
        raise ReglaIncumplida("Este expediente ya tiene su opinión abierta.") from error
    CuestionOpinion.objects.bulk_create(
        CuestionOpinion(opinion=opinion, orden=n, texto=t) for n, t in enumerate(cuestiones, 1)
    )
    RequisitoOpinion.objects.bulk_create(_requisitos(opinion, requisitos))
    seguir(expediente, "Se abrió la opinión", por=por, ahora=ahora)
    opinion.refresh_from_db()
    return opinion


def procedimiento_de(tipo: str, dia: date) -> Procedimiento | None:
    """The row of the catalogue for that kind of opinion on `dia`; one confirmed goes first."""
    filas = Procedimiento.objects.de_opinion().filter(tipo_opinion=tipo)
    rigen = [
        p
        for p in filas
        if (p.vigente_desde is None or p.vigente_desde <= dia)
        and (p.vigente_hasta is None or dia <= p.vigente_hasta)
    ]
    return min(rigen, key=lambda p: (not p.activo, p.orden), default=None)


def _requisitos(opinion: Opinion, textos: Iterable[str]) -> list[RequisitoOpinion]:
    """Those chosen; the ones of the catalogue keep their norm and whether it was read."""
    p = opinion.procedimiento
    del_catalogo = {r.texto: r for r in p.requisitos.all()} if p else {}
    filas = []
    for n, texto in enumerate(dict.fromkeys(textos), 1):
        r = del_catalogo.get(texto)
        filas.append(
            RequisitoOpinion(
                opinion=opinion,
                orden=n,
                texto=texto,
                base=r.base if r else "",
                confirmado=bool(r and r.verificado),
            )
        )
    return filas


@transaction.atomic
def corregir_datos(
    opinion: Opinion, *, por: Usuario, ahora: datetime, version: int | None = None, **datos: Any
) -> Opinion:
    """Write down who it is about and what the intervention is."""
    opinion = bloquear_opinion(opinion, version=version)
    exigir(opinion.estado, EVALUABLES | {EstadoOpinion.INFORME})
    cambiar_opinion(opinion, evaluada_en=opinion.evaluada_en or ahora, **datos)
    seguir(opinion.expediente, "Se anotaron los datos", por=por, ahora=ahora)
    if "comprada_el" in datos:
        _plazo_de_la_devolucion(opinion, por=por, ahora=ahora)
    return opinion


def _plazo_de_la_devolucion(opinion: Opinion, *, por: Usuario, ahora: datetime) -> None:
    """The months that the organisation has to ask for its IGV, from the purchase; none without.

    Another date of purchase leaves the one that ran without effect.
    """
    expediente, compra = opinion.expediente, opinion.comprada_el
    corre = expediente.plazos.abiertos().filter(regla=DEVOLVER_IGV).first()
    if corre is not None:
        if dia_de(corre.hecho_en) == compra:
            return
        corre.sin_efecto_en, corre.sin_efecto_por = ahora, "La fecha de la compra es otra"
        corre.save(update_fields=["sin_efecto_en", "sin_efecto_por"])
    if compra is not None:
        calcular_de(
            DEVOLVER_IGV,
            expediente,
            desde=a_mediodia(compra),
            por=por,
            ahora=ahora,
            accesorio=True,
            a_quien=opinion.solicitante,
            reemplaza=corre,
        )


@transaction.atomic
def revisar_requisitos(
    opinion: Opinion,
    *,
    revision: Mapping[int, tuple[str, str, str]],
    por: Usuario,
    ahora: datetime,
    version: int | None = None,
) -> Opinion:
    """Say of each requisite (by key) whether it is met, on which folio, and what was noticed."""
    opinion = bloquear_opinion(opinion, version=version)
    exigir(opinion.estado, EVALUABLES)
    filas = list(opinion.requisitos.filter(pk__in=revision))
    for fila in filas:
        fila.cumple, fila.folio, fila.observacion = revision[fila.pk]
    RequisitoOpinion.objects.bulk_update(filas, ["cumple", "folio", "observacion"])
    cambiar_opinion(opinion, evaluada_en=opinion.evaluada_en or ahora)
    faltan = "; ".join(f.texto for f in filas if f.cumple == Cumple.NO)
    texto = f"Falta: {faltan}" if faltan else ""
    seguir(opinion.expediente, "Se revisaron los requisitos", texto=texto, por=por, ahora=ahora)
    return opinion


@transaction.atomic
def concluir(
    opinion: Opinion,
    *,
    sentido: str,
    fundamentos: Mapping[int, str],
    por: Usuario,
    ahora: datetime,
    vigencia: str = "",
    version: int | None = None,
) -> Opinion:
    """The sense, and the grounds of each question (by key).

    Raises ReglaIncumplida when a question is left without grounds.
    """
    opinion = bloquear_opinion(opinion, version=version)
    exigir(opinion.estado, EVALUABLES | {EstadoOpinion.INFORME})
    filas = list(opinion.cuestiones.all())
    for fila in filas:
        fila.fundamento = fundamentos.get(fila.pk, fila.fundamento).strip()
    if any(not f.fundamento for f in filas):
        raise ReglaIncumplida("Cada cuestión se responde con su fundamento.")
    CuestionOpinion.objects.bulk_update(filas, ["fundamento"])
    cambiar_opinion(
        opinion, sentido=sentido, vigencia=vigencia, evaluada_en=opinion.evaluada_en or ahora
    )
    que = f"Sentido: {opinion.get_sentido_display()}"
    seguir(opinion.expediente, que, por=por, ahora=ahora)
    return opinion


@transaction.atomic
def devolver_sin_informe(
    opinion: Opinion, *, motivo: str, por: Usuario, ahora: datetime, version: int | None = None
) -> Opinion:
    """Return a request that does not say what it asks, or that is not needed.

    Raises ReglaIncumplida after the days that the law gives for it.
    """
    expediente = bloquear(opinion.expediente)
    opinion = bloquear_opinion(opinion, version=version)
    exigir(opinion.estado, EVALUABLES)
    limite = devolver_hasta(expediente)
    if limite is not None and dia_de(ahora) > limite:
        raise ReglaIncumplida(
            f"Sólo se devolvía sin informe hasta el {limite:%d/%m/%Y}: ahora se opina.",
            norma="TUO LPAG art. 172.3",
        )
    cambiar_opinion(opinion, devuelta_por=motivo)
    por_que = "Se devolvió sin informe (TUO LPAG art. 172.3)"
    dejar_sin_efecto(expediente, por_que=por_que, ahora=ahora)
    fijar_vencimiento(expediente, None)
    seguir(expediente, "Se devolvió sin informe", texto=motivo, por=por, ahora=ahora)
    return opinion


def devolver_hasta(expediente: Expediente) -> date | None:
    """Last day to return it without an opinion; None if no rule says so."""
    try:
        return calcular_plazo(DEVOLVER, expediente.presentado_en, canal=expediente.canal).vence_el
    except PlazoInvalido:
        return None


@transaction.atomic
def anotar_resultado(
    opinion: Opinion,
    *,
    resultado: str,
    el: date,
    por: Usuario,
    ahora: datetime,
    version: int | None = None,
) -> Opinion:
    """What APCI did with it in the end. Raises ReglaIncumplida before it was issued."""
    opinion = bloquear_opinion(opinion, version=version)
    exigir(opinion.estado, EMITIDAS)
    if el > dia_de(ahora):
        raise ReglaIncumplida("La fecha es posterior a hoy.")
    cambiar_opinion(opinion, resultado=resultado, resultado_el=el)
    seguir(opinion.expediente, "Resultado en APCI", texto=resultado, por=por, ahora=ahora)
    return opinion
