"""What is done with a need of the Sector, from its register to its end."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db import transaction

from cargos.models import Usuario
from convenios.acciones import pasos
from convenios.models import Convenio, CriteriosPrioridad, Demanda, PasoDemanda
from convenios.models.demanda import (
    CON_MOTIVO,
    SE_EDITA,
    TRANSICIONES_DEMANDA,
    EstadoDemanda,
)
from convenios.prioridad import prioridad_de
from ocisys.base.reglas import ReglaIncumplida

SERIE = "demanda"
E = EstadoDemanda


@transaction.atomic
def registrar_demanda(demanda: Demanda, *, por: Usuario, hoy: date) -> Demanda:
    """Give the next code of the year to a need."""
    return pasos.registrar(demanda, siglas="DEM", serie=SERIE, por=por, hoy=hoy)


@transaction.atomic
def corregir_demanda(demanda: Demanda) -> Demanda:
    """Save another text of a need. Raises `ReglaIncumplida` once it was formulated."""
    actual = pasos.bloquear(demanda)
    if actual.estado not in SE_EDITA:
        raise ReglaIncumplida(
            f"Está {actual.get_estado_display().lower()}: lo formulado no se reescribe. "
            "Para cambiarla, devuélvala a priorizada."
        )
    demanda.save()
    return demanda


@transaction.atomic
def priorizar(
    demanda: Demanda, *, puntajes: Mapping[str, int], fecha: date, por: Usuario, nota: str
) -> PasoDemanda:
    """Give it its priority by the criteria in force on `fecha`. Raises `ReglaIncumplida` if it is
    no longer being prepared, or if nobody says why."""
    fila = pasos.bloquear(demanda)
    _puede_pasar(fila, E.PRIORIZADA, fecha)
    if not nota.strip():
        raise ReglaIncumplida("Diga por qué: el puntaje solo no se explica.")
    fila.prioridad = prioridad_de(puntajes, CriteriosPrioridad.objects.en_vigor(fecha).criterios)
    return pasos.pasar(
        fila,
        E.PRIORIZADA,
        fecha=fecha,
        por=por,
        nota=nota,
        cambia=["prioridad"],
        prioridad=fila.prioridad,
        puntajes=dict(puntajes),
    )


@transaction.atomic
def mover_demanda(
    demanda: Demanda, *, a: str, fecha: date, por: Usuario, nota: str = "", documento: str = ""
) -> PasoDemanda:
    """Pass a need to another state. Raises `ReglaIncumplida` if it cannot follow, if something that
    the next state needs is missing, or if it ends without a reason."""
    fila, hacia = pasos.bloquear(demanda), E(a)
    if hacia == E.PRIORIZADA and fila.estado != E.FORMULADA:
        raise ReglaIncumplida("Para priorizarla se puntúa cada criterio.")
    if hacia == E.FINANCIADA:
        raise ReglaIncumplida("Para darla por financiada diga cuánto.")
    _puede_pasar(fila, hacia, fecha)
    if hacia in CON_MOTIVO and not nota.strip():
        raise ReglaIncumplida("Diga por qué: la unidad que la pidió lo preguntará.")
    if hacia == E.FORMULADA and (faltas := fila.le_falta):
        raise ReglaIncumplida(f"Antes de formularla falta decir: {', '.join(faltas)}.")
    return pasos.pasar(fila, hacia, fecha=fecha, por=por, nota=nota, documento=documento)


@transaction.atomic
def financiar(
    demanda: Demanda,
    *,
    fecha: date,
    por: Usuario,
    financiado: Decimal | None = None,
    convenio: Convenio | None = None,
    nota: str = "",
    documento: str = "",
) -> PasoDemanda:
    """Somebody pays for it: how much of what was asked, in its own currency. What comes later from
    another source is added. Raises `ReglaIncumplida` if it was not presented, or for an amount that
    it did not ask for."""
    fila = pasos.bloquear(demanda)
    if fila.estado != E.FINANCIADA:
        _puede_pasar(fila, E.FINANCIADA, fecha)
    _cuadra(fila, financiado)
    if financiado is not None:
        fila.financiado = (fila.financiado or Decimal(0)) + financiado
    fila.convenio = fila.convenio or convenio
    return pasos.pasar(
        fila,
        E.FINANCIADA,
        fecha=fecha,
        por=por,
        nota=nota,
        documento=documento,
        cambia=["financiado", "convenio"],
        financiado=financiado,
    )


def _cuadra(fila: Demanda, financiado: Decimal | None) -> None:
    if fila.monto is None and financiado is not None:
        raise ReglaIncumplida("No pedía dinero: no lleva monto financiado.")
    if fila.monto is None:
        return
    if financiado is None or financiado <= 0:
        raise ReglaIncumplida(f"Diga cuánto de lo pedido queda financiado, en {fila.moneda}.")
    if financiado + (fila.financiado or 0) > fila.monto:
        raise ReglaIncumplida(f"Pasa de lo que se pidió: {fila.moneda} {fila.monto:,.2f}.")


def _puede_pasar(fila: Demanda, hacia: EstadoDemanda, fecha: date) -> None:
    de = E(fila.estado)
    siguientes = [e for e in E if e in TRANSICIONES_DEMANDA[de]]
    if hacia not in siguientes:
        termina = "Ahí termina: si vuelve, es otra demanda."
        raise pasos.no_sigue(de, hacia, siguientes, si_termina=termina)
    pasos.verificar_fecha(fila, fecha)
