"""What a company promises and gives, with its acta (069-03)."""

from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from cargos.models import Usuario, atribuir
from convenios.acciones.anular import dejar_anulada
from convenios.models import Donacion
from ocisys.base.reglas import ReglaIncumplida
from ocisys.base.sellado import sellar


@transaction.atomic
def prometer_donacion(donacion: Donacion, *, por: Usuario) -> Donacion:
    """Record what was promised."""
    atribuir(donacion, por)
    donacion.save(force_insert=True)
    return donacion


@transaction.atomic
def recibir_donacion(
    donacion: Donacion,
    *,
    recibido_el: date,
    acta: str,
    por: Usuario,
    archivo: UploadedFile | None = None,
) -> Donacion:
    """Record that it arrived, with its acta. Raises `ReglaIncumplida` if it had, if it was annulled
    or if it had not been promised by then."""
    fila = _por_recibir(donacion)
    if recibido_el < fila.prometido_el:
        raise ReglaIncumplida(f"Se prometió después, el {fila.prometido_el:%d/%m/%Y}.")
    fila.recibido_el, fila.acta = recibido_el, acta
    fila.acta_archivo = sellar(archivo, por=por) if archivo else None
    fila.save(update_fields=["recibido_el", "acta", "acta_archivo"])
    return fila


@transaction.atomic
def anular_donacion(donacion: Donacion, *, motivo: str, por: Usuario) -> Donacion:
    """What will not arrive, or was recorded by mistake; it stays in sight. Raises `ReglaIncumplida`
    once it was received."""
    return dejar_anulada(_por_recibir(donacion), motivo=motivo, por=por)


def _por_recibir(donacion: Donacion) -> Donacion:
    fila = Donacion.objects.select_for_update(of=("self",)).get(pk=donacion.pk)
    if fila.anulado_en is not None:
        raise ReglaIncumplida("Esa donación está anulada.")
    if fila.recibido_el is not None:
        raise ReglaIncumplida(f"Ya se recibió, el {fila.recibido_el:%d/%m/%Y}.")
    return fila
