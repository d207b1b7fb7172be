"""Asking for a list that is too long to wait for, writing it, and telling that it is ready."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction

from cargos.models import Usuario, autoria
from convenios.models import Reporte
from ocisys.base.avisos import avisar
from ocisys.base.reglas import ReglaIncumplida
from ocisys.base.sellado import sellar

EN_ESPERA = 3
"""Nobody keeps the worker busy with more than these at once."""


PACIENCIA = timedelta(hours=1)
"""The longest list is written in less."""


@transaction.atomic
def pedir_reporte(lista: str, *, consulta: str, formato: str, filas: int, por: Usuario) -> Reporte:
    """Leave the order; the same one, still waiting, is not asked for twice.

    Raises `ReglaIncumplida` with three already waiting.
    """
    Usuario.objects.select_for_update(of=("self",)).get(pk=por.pk)
    esperan = Reporte.objects.visibles_para(por).por_escribir()
    igual = esperan.filter(lista=lista, consulta=consulta, formato=formato).first()
    if igual is not None:
        return igual
    if esperan.count() >= EN_ESPERA:
        raise ReglaIncumplida(f"Ya tiene {EN_ESPERA} listas preparándose: espere a que terminen.")
    return Reporte.objects.create(
        lista=lista, consulta=consulta, formato=formato, filas=filas, **autoria(por)
    )


@transaction.atomic
def escribir_reporte(
    reporte: Reporte, redactar: Callable[[Reporte], bytes], *, ahora: datetime
) -> Reporte:
    """Write the file with what its reader may see now, keep it and leave a notice with its link.

    What goes wrong is written in the row, for whoever waits for it.
    """
    fila = Reporte.objects.select_related("por").get(pk=reporte.pk)
    if fila.terminado_en is not None:
        return fila
    try:
        archivo, error = sellar(redactar(fila), nombre=_nombre(fila), por=None), ""
    except ReglaIncumplida as regla:
        archivo, error = None, str(regla)
    fila.archivo, fila.error, fila.terminado_en = archivo, error[:300], ahora
    fila.save(update_fields=["archivo", "error", "terminado_en"])
    avisar(
        fila.por,
        asunto=f"No se pudo preparar: {fila}" if error else f"Lista preparada: {fila}",
        cuerpo=error or f"{fila.filas} filas. Puede bajarse hasta el {fila.hasta:%d/%m/%Y}.",
        enlace=fila.get_absolute_url(),
    )
    return fila


def dar_por_perdidos(*, ahora: datetime) -> int:
    """Say of those that a dead worker left behind that they must be asked for again."""
    viejos = Reporte.objects.por_escribir().filter(en__lt=ahora - PACIENCIA)
    return viejos.update(terminado_en=ahora, error="Se interrumpió: pídala otra vez.")


def _nombre(fila: Reporte) -> str:
    return f"{fila.lista}-{fila.en:%Y-%m-%d}-{fila.pk}.{fila.formato}"
