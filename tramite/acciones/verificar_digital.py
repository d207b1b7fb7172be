"""The scan was seen against the paper: its pages, its folios, that it can be read."""

from datetime import datetime

from django.db import transaction

from cargos.models import Usuario, autoria
from ocisys.base.lectura import Ilegible
from ocisys.base.reglas import ReglaIncumplida
from ocisys.base.tachar import cuantas_paginas
from tramite.acciones.comun import actuar, bloquear
from tramite.estados import Estado, exigir_no_anulado
from tramite.models import Actuacion, Anexo, VerificacionDigital


@transaction.atomic
def verificar_digital(
    anexo: Anexo, *, por: Usuario, ahora: datetime, nota: str = ""
) -> VerificacionDigital:
    """Leave that the file agrees with its paper; once a file.

    Raises ReglaIncumplida when it was verified already, it cannot be opened, or the expediente is
    annulled.
    """
    expediente = bloquear(anexo.documento.expediente)
    exigir_no_anulado(expediente.estado)
    if VerificacionDigital.objects.filter(anexo=anexo).exists():
        raise ReglaIncumplida("Ese archivo ya está verificado.")
    paginas = _paginas(anexo)
    hecha = VerificacionDigital.objects.create(
        anexo=anexo, paginas=paginas, nota=nota, **autoria(por, ahora)
    )
    folios = anexo.documento.folios
    cuantas = f", {_de_a(paginas, 'página')} y {_de_a(folios, 'folio')}" if paginas else ""
    actuar(
        expediente,
        Actuacion.Clase.VERIFICACION,
        a=Estado(expediente.estado),
        texto=f"«{anexo}» se cotejó con el documento{cuantas}{f': {nota}' if nota else ''}"[:1000],
        por=por,
        ahora=ahora,
        documento=anexo.documento,
    )
    return hecha


def _paginas(anexo: Anexo) -> int | None:
    """Pages of the file, None if it has none (a spreadsheet)."""
    try:
        with anexo.archivo.fichero.open("rb") as abierto:
            return cuantas_paginas(abierto, anexo.archivo.tipo) or None
    except (Ilegible, FileNotFoundError) as error:
        raise ReglaIncumplida(
            "El archivo no se puede abrir: no cabe darlo por verificado. Digitalícelo otra vez."
        ) from error


def _de_a(n: int, cosa: str) -> str:
    """`(8, "folio")` → «8 folios»."""
    return f"{n} {cosa}" if n == 1 else f"{n} {cosa}s"
