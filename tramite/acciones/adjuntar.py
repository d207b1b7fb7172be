"""Files and later papers of an expediente that exists already."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from cargos.models import Usuario, autoria
from ocisys.base.derivados import encargar
from ocisys.base.models import Archivo
from ocisys.base.sellado import sellar
from tramite.acciones.atender import agregar_documento
from tramite.acciones.comun import actuar, avisar_a, bloquear
from tramite.estados import ABIERTOS, Estado, exigir, exigir_no_anulado
from tramite.models import (
    Actuacion,
    Anexo,
    DecisionDuplicado,
    Documento,
    Expediente,
    PiezaAnexa,
    TipoDocumento,
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


@transaction.atomic
def agregar(
    expediente: Expediente,
    *,
    tipo: TipoDocumento,
    asunto: str,
    por: Usuario,
    ahora: datetime,
    numero: str = "",
    fecha: date | None = None,
    folios: int = 1,
    copia_de: Documento | None = None,
    version: int | None = None,
) -> Documento:
    """Add a paper that continues an open case, instead of opening a double file (art. 150).

    Its folios follow the last ones and whoever has the expediente is told. With `copia_de` it is
    kept that somebody saw both and said that they are the same. Raises ReglaIncumplida when the
    expediente is not open.
    """
    expediente = bloquear(expediente, version=version)
    exigir(expediente.estado, ABIERTOS)
    documento = agregar_documento(
        expediente,
        tipo=tipo,
        numero=numero,
        fecha=fecha,
        folios=folios,
        asunto=asunto,
        sentido=Documento.Sentido.RECIBIDO,
        por=por,
        ahora=ahora,
    )
    actuar(
        expediente,
        Actuacion.Clase.ANEXO,
        a=Estado(expediente.estado),
        texto=asunto,
        documento=documento,
        por=por,
        ahora=ahora,
    )
    if copia_de is not None:
        DecisionDuplicado.objects.create(
            documento=documento,
            parecido_a=copia_de,
            decision=DecisionDuplicado.Decision.COPIA,
            **autoria(por, ahora),
        )
    titulares = [
        m.para for m in expediente.movimientos.abiertos().titulares().select_related("para")
    ]
    asunto_aviso = f"Expediente {expediente.numero}: llegó otro documento."
    avisar_a(titulares, expediente, asunto_aviso, por=por, ahora=ahora)
    return documento
