"""Files of a document that exists already."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from cargos.models import Usuario, autoria
from ocisys.base.derivados import encargar
from ocisys.base.models import Archivo
from ocisys.base.sellado import sellar
from tramite.estados import exigir_no_anulado
from tramite.models import (
    Anexo,
    Documento,
    PiezaAnexa,
)


@transaction.atomic
def adjuntar(
    documento: Documento,
    *,
    ficheros: Sequence[UploadedFile],
    por: Usuario,
    ahora: datetime,
    pieza: PiezaAnexa | None = None,
) -> list[Anexo]:
    """Seal the files of a document, or of one of its annexes, in the order given.

    A filed expediente takes them too.

    Their text is read afterwards by the queue. Raises ArchivoRechazado (a ReglaIncumplida) for a
    file that is not received, and then none of them is kept; TransicionInvalida for an annulled
    expediente.
    """
    anexos = []
    for fichero in ficheros:
        archivo = sellar(fichero, por=por)
        encargar(archivo)
        anexos.append(unir(documento, archivo, quien=autoria(por, ahora), pieza=pieza))
    return anexos


def unir(
    documento: Documento,
    archivo: Archivo,
    *,
    quien: Mapping[str, Any],
    pieza: PiezaAnexa | None = None,
) -> Anexo:
    """Make a sealed file an annex of a document; `quien` are the fields of an `Acto`.

    Raises TransicionInvalida for an annulled expediente.
    """
    exigir_no_anulado(documento.expediente.estado)
    return Anexo.objects.create(
        documento=documento,
        archivo=archivo,
        titulo=archivo.nombre_original,
        pieza=pieza,
        **quien,
    )
