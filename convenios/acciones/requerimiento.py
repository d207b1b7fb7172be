"""Asking something of another unit, reminding it, and recording what it answered."""

from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from cargos.models import Usuario, atribuir
from convenios.models import PasoRequerimiento, Requerimiento
from ocisys.base.numeros import tomar_codigo
from ocisys.base.reglas import ReglaIncumplida
from ocisys.base.sellado import sellar

SERIE = "requerimiento"
Tipo = PasoRequerimiento.Tipo


@transaction.atomic
def requerir(requerimiento: Requerimiento, *, por: Usuario) -> Requerimiento:
    """Record what was asked, with the next code of the year in which it was sent."""
    atribuir(requerimiento, por)
    requerimiento.codigo = tomar_codigo("REQ", SERIE, requerimiento.enviado_el.year)
    requerimiento.save(force_insert=True)
    return requerimiento


@transaction.atomic
def anotar_paso(
    paso: PasoRequerimiento,
    *,
    requerimiento: Requerimiento,
    por: Usuario,
    archivo: UploadedFile | None = None,
) -> PasoRequerimiento:
    """Record a reminder or an answer. Raises `ReglaIncumplida` if it was answered in full, annulled
    or asked later than that day."""
    requerimiento = _abierto(requerimiento)
    if paso.fecha < requerimiento.enviado_el:
        raise ReglaIncumplida(f"Se pidió después, el {requerimiento.enviado_el:%d/%m/%Y}.")
    paso.requerimiento = requerimiento
    paso.archivo = sellar(archivo, por=por) if archivo else None
    atribuir(paso, por)
    paso.save(force_insert=True)
    return paso


@transaction.atomic
def anular_requerimiento(
    requerimiento: Requerimiento, *, motivo: str, por: Usuario, hoy: date
) -> None:
    """Withdraw what was asked; it stays in sight. Raises `ReglaIncumplida` once it was answered."""
    requerimiento = _abierto(requerimiento)
    requerimiento.anulado_el, requerimiento.anulado_por = hoy, por
    requerimiento.motivo_anulacion = motivo
    requerimiento.save(update_fields=["anulado_el", "anulado_por", "motivo_anulacion"])


def _abierto(requerimiento: Requerimiento) -> Requerimiento:
    fila = Requerimiento.objects.select_for_update(of=("self",)).get(pk=requerimiento.pk)
    if fila.anulado_el is not None:
        raise ReglaIncumplida(f"{fila.codigo} está anulado.")
    if fila.pasos.filter(tipo=Tipo.RESPUESTA).exists():
        raise ReglaIncumplida(f"{fila.codigo} ya fue respondido por completo.")
    return fila
