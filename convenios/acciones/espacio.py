"""Spaces of concertation, and who represents the Sector in them and before whom."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from cargos.models import Usuario, atribuir
from convenios.models import EspacioConcertacion, RepresentacionInstitucional
from ocisys.base.reglas import ReglaIncumplida

TITULAR = RepresentacionInstitucional.Caracter.TITULAR


@transaction.atomic
def registrar_espacio(espacio: EspacioConcertacion, *, por: Usuario) -> EspacioConcertacion:
    """Record a space."""
    atribuir(espacio, por)
    espacio.save(force_insert=True)
    return espacio


@transaction.atomic
def designar_representante(
    representacion: RepresentacionInstitucional, *, por: Usuario
) -> RepresentacionInstitucional:
    """Record who represents the Sector before whom. Raises `ReglaIncumplida` if that space has
    another titular in those days, or does not exist any more when it begins."""
    espacio = representacion.espacio
    if espacio is not None:
        # Locked: of two at once, the second sees the first.
        espacio = EspacioConcertacion.objects.select_for_update(of=("self",)).get(pk=espacio.pk)
        if not espacio.existe(representacion.desde):
            raise ReglaIncumplida(
                "Ese día el espacio no existe: revise desde cuándo y hasta cuándo."
            )
        otro = _titular_a_la_vez(representacion)
        if representacion.caracter == TITULAR and otro is not None:
            raise ReglaIncumplida(
                f"El titular es el cargo {otro.posicion} desde el {otro.desde:%d/%m/%Y}: "
                "termine antes esa representación."
            )
    atribuir(representacion, por)
    representacion.save(force_insert=True)
    return representacion


def _titular_a_la_vez(nueva: RepresentacionInstitucional) -> RepresentacionInstitucional | None:
    filas = RepresentacionInstitucional.objects.filter(espacio=nueva.espacio, caracter=TITULAR)
    filas = filas.exclude(hasta__lt=nueva.desde)
    if nueva.hasta is not None:
        filas = filas.filter(desde__lte=nueva.hasta)
    return filas.select_related("posicion").first()


@transaction.atomic
def terminar_representacion(
    representacion: RepresentacionInstitucional, *, hasta: date, motivo: str, por: Usuario
) -> RepresentacionInstitucional:
    """End a representation on its last day. Raises `ReglaIncumplida` if it had ended by then, or
    before it began."""
    filas = RepresentacionInstitucional.objects.select_for_update(of=("self",))
    fila = filas.get(pk=representacion.pk)
    if fila.terminada_en is not None:
        raise ReglaIncumplida(f"Ya terminó, el {fila.hasta:%d/%m/%Y}.")
    if fila.hasta is not None and hasta >= fila.hasta:
        raise ReglaIncumplida(f"Termina antes por sí sola, el {fila.hasta:%d/%m/%Y}.")
    if hasta < fila.desde:
        raise ReglaIncumplida(f"Empezó después, el {fila.desde:%d/%m/%Y}.")
    fila.hasta, fila.fin_motivo = hasta, motivo
    fila.terminada_por, fila.terminada_en = por, timezone.now()
    fila.save(update_fields=["hasta", "fin_motivo", "terminada_por", "terminada_en"])
    return fila
