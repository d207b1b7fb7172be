"""Keeping the instruments that the State took on, their dated facts, and who confirms a date."""

from collections.abc import Iterable
from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet

from cargos.models import Usuario, autoria
from convenios.acciones import hito as hitos
from convenios.acciones.ocurrencia import mover_fecha
from convenios.models import (
    ConfirmacionFecha,
    Convenio,
    HitoInstrumento,
    InstrumentoInternacional,
    Ocurrencia,
)
from ocisys.base.reglas import ReglaIncumplida
from ocisys.base.sellado import sellar


@transaction.atomic
def guardar_instrumento(
    instrumento: InstrumentoInternacional, convenios: Iterable[Convenio], *, por: Usuario, hoy: date
) -> InstrumentoInternacional:
    """Save its ficha and the agreements that put it into practice.

    Those that this person may not know of stay as they were: she never saw them to unlink them.
    """
    instrumento.verificado_el = hoy
    instrumento.save()
    visibles = Convenio.objects.visibles_para(por).values("pk")
    ocultos = instrumento.convenios.exclude(pk__in=visibles)
    instrumento.convenios.set([*convenios, *ocultos])
    return instrumento


@transaction.atomic
def anotar_hito(hito: HitoInstrumento, *, por: Usuario) -> HitoInstrumento:
    """Record a dated fact with its source (`hito.anotar`)."""
    _tomar(hito)
    hitos.anotar(hito, _rivales(hito), por=por)
    return hito


@transaction.atomic
def elegir_hito(hito: HitoInstrumento, *, motivo: str, por: Usuario, hoy: date) -> HitoInstrumento:
    """Prefer this date over those of other sources (`hito.elegir`)."""
    _tomar(hito)
    hitos.elegir(hito, _rivales(hito), motivo=motivo, por=por, hoy=hoy)
    return hito


def _tomar(hito: HitoInstrumento) -> None:
    filas = InstrumentoInternacional.objects.select_for_update(of=("self",))
    filas.get(pk=hito.instrumento_id)


def _rivales(hito: HitoInstrumento) -> QuerySet[HitoInstrumento]:
    mismas = HitoInstrumento.objects.filter(instrumento=hito.instrumento_id, tipo=hito.tipo)
    return mismas.exclude(pk=hito.pk)


@transaction.atomic
def confirmar_fecha(
    ocurrencia: Ocurrencia,
    *,
    fecha: date,
    organismo: str,
    documento: str,
    por: Usuario,
    hoy: date,
    enlace: str = "",
    archivo: UploadedFile | None = None,
) -> ConfirmacionFecha:
    """The body itself says when: if it is another day, the obligation moves there from today.

    Raises `ReglaIncumplida` for what comes from an agreement, `TransicionInvalida` for what is
    closed or waits for a review.
    """
    if ocurrencia.compromiso.instrumento_id is None:
        raise ReglaIncumplida("La fecha de un convenio la dice su texto: no la confirma nadie.")
    if fecha != ocurrencia.fecha_exigible:
        motivo = f"{organismo} la fijó"
        ocurrencia = mover_fecha(
            ocurrencia, a=fecha, sustento=documento, motivo=motivo, por=por, hoy=hoy
        )
    return ConfirmacionFecha.objects.create(
        ocurrencia=ocurrencia,
        fecha=fecha,
        organismo=organismo,
        documento=documento,
        enlace=enlace,
        archivo=sellar(archivo, por=por) if archivo else None,
        **autoria(por),
    )
