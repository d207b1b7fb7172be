"""What the pages of a need, an offer and a gestión read; queries do not grow with their rows."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from cargos.models import Usuario
from convenios.emparejador import Pesos, Puntaje, procede, puntuar
from convenios.models import (
    Capacitacion,
    Convenio,
    Convocatoria,
    CriteriosPrioridad,
    Demanda,
    Gestion,
    PasoDemanda,
)
from convenios.models.demanda import ABIERTAS, SE_EDITA, TRANSICIONES_DEMANDA, EstadoDemanda
from convenios.models.emparejamiento import Decision, necesidad_de, oferta_de
from convenios.models.gestion import EtapaGestion, etapas_siguientes
from convenios.oferta_y_demanda import (
    demandas_para,
    ofertas_comparables,
    ofertas_para,
    pesos_al,
    sugerir_ofertas,
)
from convenios.que_moveria import Traspaso, efectos, que_moveria

E = EstadoDemanda
CERCANAS = 2


def ficha_demanda(demanda: Demanda, usuario: Usuario, hoy: date) -> dict[str, Any]:
    """The need with its steps, what may be done with it, and the agreement that pays for it if this
    person may know of it."""
    pasos = list(demanda.pasos.select_related("por__persona"))
    estado = E(demanda.estado)
    siguientes = TRANSICIONES_DEMANDA[estado]
    lleva = Demanda.objects.editables_para(usuario).filter(pk=demanda.pk).exists()
    return {
        "d": demanda,
        "pasos": pasos,
        "puntajes": _puntajes(pasos),
        "decisiones": demanda.emparejamientos.vigentes().para_lista(),
        "sugerencias": ofertas_para(demanda, pesos_al(hoy), hoy) if estado in ABIERTAS else [],
        "gestiones": demanda.gestiones.para_lista().order_by("-pk"),
        "puede_gestionar": lleva and estado in ABIERTAS,
        "convenio": Convenio.objects.visibles_para(usuario).filter(pk=demanda.convenio_id).first(),
        "puede_editar": lleva and estado in SE_EDITA,
        "puede_priorizar": lleva and E.PRIORIZADA in siguientes,
        "puede_financiar": lleva and E.FINANCIADA in siguientes,
        "puede_mover": lleva and bool(siguientes),
    }


def ficha_convocatoria(fila: Convocatoria, usuario: Usuario, hoy: date) -> dict[str, Any]:
    """The offer with what was decided of it and the needs that it answers."""
    lleva = Convocatoria.objects.editables_para(usuario).filter(pk=fila.pk).exists()
    viva = fila.esta_viva(hoy)
    return {
        "c": fila,
        "estado": fila.estado_al(hoy),
        "dias": (fila.cierra_el - hoy).days if fila.cierra_el else None,
        "viva": viva,
        "decisiones": fila.emparejamientos.vigentes().para_lista(),
        "sugerencias": demandas_para(fila, pesos_al(hoy), hoy) if viva else [],
        "capacitacion": Capacitacion.objects.filter(convocatoria=fila).first(),
        "puede_editar": lleva and fila.anulado_en is None,
    }


def ficha_par(d: Demanda, c: Convocatoria, usuario: Usuario, hoy: date) -> dict[str, Any]:
    """A need and an offer compared on `hoy`, with what was decided of them."""
    n, o, pesos = necesidad_de(d), oferta_de(c), pesos_al(hoy)
    puntaje = puntuar(n, o, pesos, hoy)
    decisiones = list(d.emparejamientos.filter(convocatoria=c).para_lista())
    lleva = Demanda.objects.editables_para(usuario).filter(pk=d.pk).exists()
    propuesto = bool(decisiones) and decisiones[0].decision == Decision.PROPUESTO
    return {
        "d": d,
        "c": c,
        "estado": c.estado_al(hoy),
        "puntaje": puntaje,
        "efectos": efectos(puntaje),
        "vecinas": _vecinas(d, c, puntaje, pesos, hoy),
        "pesos": pesos,
        "procede": procede(n, o),
        "decisiones": decisiones,
        "puede_decidir": lleva,
        "puede_gestionar": lleva and propuesto and d.estado in ABIERTAS,
    }


@dataclass(frozen=True)
class Vecina:
    """Another offer for the same need, how well it answers, and what would turn the order."""

    oferta: Convocatoria | Demanda
    puntaje: Puntaje
    va_antes: bool
    cambio: Traspaso | None


def _vecinas(
    d: Demanda, c: Convocatoria, puntaje: Puntaje, pesos: Pesos, hoy: date
) -> list[Vecina]:
    """The offers nearest to this one in the order for that need, before and after; one query."""
    otras = [o for o in ofertas_comparables(hoy) if o.pk != c.pk]
    filas = sugerir_ofertas(d, otras, pesos, hoy)
    antes = [s for s in filas if s.puntaje.total > puntaje.total][-CERCANAS:]
    despues = [s for s in filas if s.puntaje.total <= puntaje.total][:CERCANAS]
    return [
        *(Vecina(s.fila, s.puntaje, True, que_moveria(s.puntaje, puntaje)) for s in antes),
        *(Vecina(s.fila, s.puntaje, False, que_moveria(puntaje, s.puntaje)) for s in despues),
    ]


def ficha_gestion(fila: Gestion, usuario: Usuario, hoy: date) -> dict[str, Any]:
    """The gestión with its steps, and the agreement it ended in if this person may know of it."""
    lleva = Gestion.objects.editables_para(usuario).filter(pk=fila.pk).exists()
    siguientes = etapas_siguientes(EtapaGestion(fila.etapa))
    return {
        "g": fila,
        "pasos": fila.pasos.select_related("por__persona"),
        "atrasada": fila.esta_atrasada(hoy),
        "convenio": Convenio.objects.visibles_para(usuario).filter(pk=fila.convenio_id).first(),
        "puede_avanzar": lleva and bool(siguientes),
        "puede_ganar": lleva and EtapaGestion.GANADA in siguientes,
    }


def _puntajes(pasos: list[PasoDemanda]) -> list[tuple[str, int, int]]:
    """Question, weight and score of each criterion of the last time it was prioritised, by the
    criteria of that day."""
    ultimo = next((p for p in reversed(pasos) if p.prioridad is not None), None)
    if ultimo is None:
        return []
    return [
        (c.pregunta, c.peso, ultimo.puntajes[c.clave])
        for c in CriteriosPrioridad.objects.en_vigor(ultimo.fecha, hasta=ultimo.en).criterios
        if c.clave in ultimo.puntajes
    ]
