"""Results of an agreement, how they are measured, and what was measured."""

from typing import TypeVar

from django.db import transaction

from cargos.models import Usuario, atribuir, autoria
from convenios.models import ConformidadMedicion, Convenio, Indicador, Medicion, Resultado
from ocisys.base.reglas import ReglaIncumplida

Fila = TypeVar("Fila", Resultado, Indicador)

YA_MEDIDO = (
    "Ya hay mediciones con estos datos: lo que significan no se cambia. Anúlelo diciendo por qué y "
    "registre otro."
)


@transaction.atomic
def guardar_resultado(resultado: Resultado, *, por: Usuario) -> Resultado:
    """Record a result, or correct it while nothing was measured; each version stays in the audit.

    Raises `ReglaIncumplida` once something was measured, or if it was annulled.
    """
    Convenio.objects.select_for_update(of=("self",)).get(pk=resultado.convenio_id)
    if resultado.pk and Medicion.objects.filter(indicador__resultado=resultado).exists():
        raise ReglaIncumplida(YA_MEDIDO)
    return _guardar(resultado, por)


@transaction.atomic
def guardar_indicador(indicador: Indicador, *, por: Usuario) -> Indicador:
    """Record an indicator, or correct it while nothing was measured; as `guardar_resultado`."""
    Resultado.objects.select_for_update(of=("self",)).get(pk=indicador.resultado_id)
    if indicador.pk and indicador.mediciones.exists():
        raise ReglaIncumplida(YA_MEDIDO)
    return _guardar(indicador, por)


def _guardar(fila: Fila, por: Usuario) -> Fila:
    if fila.anulado_en is not None:
        raise ReglaIncumplida("Fue anulado: registre otro.")
    atribuir(fila, por)
    fila.save()
    return fila


@transaction.atomic
def medir(medicion: Medicion, *, por: Usuario) -> Medicion:
    """Record what an indicator was in a period.

    Raises `ReglaIncumplida` if that period was measured already (it is corrected instead), if the
    indicator was annulled.
    """
    indicador = _tomar(medicion.indicador)
    mismas = indicador.mediciones.sin_corregir()
    if mismas.filter(hasta=medicion.hasta).exists():
        raise ReglaIncumplida("Ese periodo ya está medido: corrija aquella medición.")
    return _dejar(medicion, por)


@transaction.atomic
def corregir(anterior: Medicion, nueva: Medicion, *, motivo: str, por: Usuario) -> Medicion:
    """Say again, and why, what a measurement said wrongly; the first one stays, corrected.

    Raises `ReglaIncumplida` if it was corrected before, or if the new period is that of another.
    """
    indicador = _tomar(anterior.indicador)
    if indicador.mediciones.filter(corrige=anterior).exists():
        raise ReglaIncumplida("Ya fue corregida: corrija la última.")
    otras = indicador.mediciones.sin_corregir().exclude(pk=anterior.pk)
    if otras.filter(hasta=nueva.hasta).exists():
        raise ReglaIncumplida("Ese periodo es de otra medición.")
    nueva.indicador, nueva.corrige, nueva.motivo = indicador, anterior, motivo.strip()
    return _dejar(nueva, por)


@transaction.atomic
def dar_conformidad(medicion: Medicion, *, por: Usuario) -> ConformidadMedicion:
    """Agree with what somebody else measured. Raises `ReglaIncumplida` for one's own, one that was
    corrected, or one that somebody had agreed with."""
    _tomar(medicion.indicador)
    if medicion.por_id == por.pk:
        raise ReglaIncumplida("La conformidad la da otra persona, no quien anotó la medición.")
    if Medicion.objects.filter(corrige=medicion).exists():
        raise ReglaIncumplida("Esa medición fue corregida: la conformidad es sobre la última.")
    if ConformidadMedicion.objects.filter(medicion=medicion).exists():
        raise ReglaIncumplida("Ya tiene conformidad.")
    return ConformidadMedicion.objects.create(medicion=medicion, **autoria(por))


def _tomar(indicador: Indicador) -> Indicador:
    """The indicator locked, so that two people do not measure the same period at once."""
    fila = Indicador.objects.select_for_update(of=("self",)).get(pk=indicador.pk)
    if fila.anulado_en is not None or Resultado.objects.get(pk=fila.resultado_id).anulado_en:
        raise ReglaIncumplida("El indicador fue anulado: ya no se mide.")
    return fila


def _dejar(medicion: Medicion, por: Usuario) -> Medicion:
    atribuir(medicion, por)
    medicion.save(force_insert=True)
    return medicion
