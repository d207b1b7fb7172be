"""One act on several expedientes: what can be done is done, what cannot stays and says why."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from cargos.models import Usuario, autoria
from ocisys.base.reglas import ReglaIncumplida
from tramite.acciones.anular import anular, comprobar_anular
from tramite.acciones.archivar import archivar, comprobar_archivar, comprobar_reabrir, reabrir
from tramite.acciones.atender import atender, comprobar_atender
from tramite.acciones.comun import es_suyo
from tramite.acciones.esperar import comprobar_esperar, esperar
from tramite.acciones.mover import (
    NADA_QUE_RECIBIR,
    comprobar_derivar,
    comprobar_devolver,
    comprobar_retirar,
    derivar,
    devolver,
    recibir,
    retirar,
)
from tramite.acciones.rectificar import comprobar_rectificar, rectificar
from tramite.acciones.relacionar import (
    acumular,
    comprobar_acumular,
    comprobar_relacionar,
    relacionar,
)
from tramite.models import ActoEnLote, Expediente, Lote, Movimiento, Procedimiento
from tramite.posibles import PERMISO_DE


@dataclass(frozen=True)
class Renglon:
    """An expediente of the batch; `razon` is why it stays, "" when it changes."""

    expediente: Expediente
    razon: str = ""
    norma: str = ""


@dataclass(frozen=True)
class Revision:
    """What a bulk act would do, row by row."""

    renglones: tuple[Renglon, ...]

    @property
    def cambian(self) -> list[Renglon]:
        return [r for r in self.renglones if not r.razon]

    @property
    def quedan(self) -> list[Renglon]:
        return [r for r in self.renglones if r.razon]


def revisar_lote(filas: Iterable[Expediente], acto: ActoEnLote, *, por: Usuario) -> Revision:
    """Ask of each row, without writing, the very rules that its acción asks. One query."""
    filas = list(filas)
    abiertos: dict[int, list[Movimiento]] = {fila.pk: [] for fila in filas}
    de_ellas = Movimiento.objects.visibles_para(por).abiertos().filter(expediente__in=filas)
    for movimiento in de_ellas.select_related("para__cargo", "por_posicion"):
        abiertos[movimiento.expediente_id].append(movimiento)
    return Revision(tuple(_renglon(fila, abiertos[fila.pk], acto, por) for fila in filas))


def hacer_en_lote(
    filas: Iterable[Expediente],
    acto: ActoEnLote,
    *,
    clave: UUID,
    versiones: Mapping[str, int],
    por: Usuario,
    ahora: datetime,
    **campos: Any,
) -> tuple[Lote, bool]:
    """Do the act on each row and return `(lote, True)`; for a repeated `clave`, the first, False.

    All or nothing if the machine stops, row by row if a rule refuses: one movement for each
    expediente. `versiones` are those on screen, by number. Rows are locked in the same order by
    everyone, so two batches that cross wait for each other instead of failing.
    """
    try:
        with transaction.atomic():
            lote = _hacer(filas, acto, clave, versiones, por=por, ahora=ahora, **campos)
            return lote, True
    except IntegrityError:
        primero = Lote.objects.visibles_para(por).filter(clave=clave).first()
        if primero is None:
            raise
        return primero, False


def _hacer(
    filas: Iterable[Expediente],
    acto: ActoEnLote,
    clave: UUID,
    versiones: Mapping[str, int],
    *,
    por: Usuario,
    ahora: datetime,
    **campos: Any,
) -> Lote:
    if previo := Lote.objects.visibles_para(por).filter(clave=clave).first():
        return previo
    accion = _ACCIONES[acto]
    filas = sorted(filas, key=lambda f: f.pk)
    if principal := campos.get("con"):
        # It is locked with each row: out of turn, two batches that cross would wait in a ring.
        todas = Expediente.objects.filter(pk__in={f.pk for f in filas} | {principal.pk})
        list(todas.order_by("pk").select_for_update(of=("self",)).values("pk"))
    cambian: list[str] = []
    quedan: list[dict[str, str]] = []
    for fila in filas:
        version = versiones.get(fila.numero)
        try:
            accion(fila, version=version, por=por, ahora=ahora, **campos)
        except ReglaIncumplida as regla:
            razon = {"numero": fila.numero, "razon": str(regla), "norma": regla.norma}
            quedan.append(razon)
        else:
            cambian.append(fila.numero)
    return Lote.objects.create(
        clave=clave, acto=acto, cambian=cambian, quedan=quedan, **autoria(por, ahora)
    )


def _recibir(fila: Expediente, *, version: int | None, por: Usuario, ahora: datetime) -> None:
    """Receiving is the same whatever happened meanwhile: nobody else can receive for that post."""
    recibir(fila, por=por, ahora=ahora)


def _atender(fila: Expediente, *, texto: str, **campos: Any) -> None:
    """One decision for all: what is answered together is the reason of the order."""
    atender(fila, texto=texto, orden_motivo=f"atención en lote, {texto}", **campos)


def _clasificar(fila: Expediente, *, procedimiento: Procedimiento, **campos: Any) -> None:
    """The same procedure for all; sender and subject stay as each one has them."""
    rectificar(
        fila, procedimiento=procedimiento, remitente=fila.remitente, asunto=fila.asunto, **campos
    )


def _esperar(fila: Expediente, **campos: Any) -> None:
    """Our clock runs on: whether the law stops it is decided for each one by the jefatura."""
    esperar(fila, suspende=False, **campos)


def _relacionar(fila: Expediente, *, con: Expediente, version: int | None, **campos: Any) -> None:
    """A link does not depend on what happened to the expediente meanwhile."""
    relacionar(fila, con, **campos)


def _acumular(fila: Expediente, *, con: Expediente, **campos: Any) -> None:
    """All to the same principal, by the same resolution (TUO LPAG art. 149)."""
    acumular(fila, con, **campos)


_ACCIONES: dict[ActoEnLote, Callable[..., Any]] = {
    ActoEnLote.RECIBIR: _recibir,
    ActoEnLote.DERIVAR: derivar,
    ActoEnLote.ATENDER: _atender,
    ActoEnLote.ARCHIVAR: archivar,
    ActoEnLote.DEVOLVER: devolver,
    ActoEnLote.ESPERAR: _esperar,
    ActoEnLote.REABRIR: reabrir,
    ActoEnLote.CLASIFICAR: _clasificar,
    ActoEnLote.RETIRAR: retirar,
    ActoEnLote.RELACIONAR: _relacionar,
    ActoEnLote.ACUMULAR: _acumular,
    ActoEnLote.ANULAR: anular,
}


def _renglon(
    fila: Expediente, abiertos: list[Movimiento], acto: ActoEnLote, por: Usuario
) -> Renglon:
    if not por.puede(PERMISO_DE[acto]):
        return Renglon(fila, "Su cargo no hace este acto.")
    try:
        if acto is ActoEnLote.RECIBIR:
            _comprobar_recibir(abiertos, por)
        else:
            titular = next((m for m in abiertos if m.es_titular), None)
            _COMPROBAR[acto](fila, titular, por=por)
    except ReglaIncumplida as regla:
        return Renglon(fila, str(regla), regla.norma)
    return Renglon(fila)


def _comprobar_recibir(abiertos: list[Movimiento], por: Usuario) -> None:
    if not any(m.recibido_en is None and es_suyo(m, por) for m in abiertos):
        raise ReglaIncumplida(NADA_QUE_RECIBIR)


_COMPROBAR: dict[ActoEnLote, Callable[..., object]] = {
    ActoEnLote.DERIVAR: comprobar_derivar,
    ActoEnLote.ATENDER: comprobar_atender,
    ActoEnLote.ARCHIVAR: comprobar_archivar,
    ActoEnLote.DEVOLVER: comprobar_devolver,
    ActoEnLote.ESPERAR: comprobar_esperar,
    ActoEnLote.REABRIR: comprobar_reabrir,
    ActoEnLote.CLASIFICAR: comprobar_rectificar,
    ActoEnLote.RETIRAR: comprobar_retirar,
    ActoEnLote.RELACIONAR: comprobar_relacionar,
    ActoEnLote.ACUMULAR: comprobar_acumular,
    ActoEnLote.ANULAR: comprobar_anular,
}
