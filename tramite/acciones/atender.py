"""The answer: what was done about it, with the document that says so when there is one."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from cargos.models import Usuario, autoria
from tramite.acciones.cola import adelantados, explicar
from tramite.acciones.comun import (
    actuar,
    bloquear,
    en_calidad,
    exigir_poder,
    guardar,
    titular,
)
from tramite.acciones.plazos import cumplir
from tramite.estados import POR_ATENDER, Estado, exigir, verificar
from tramite.models import Actuacion, Documento, Expediente, Movimiento, TipoDocumento


@transaction.atomic
def atender(
    expediente: Expediente,
    *,
    texto: str,
    por: Usuario,
    ahora: datetime,
    tipo: TipoDocumento | None = None,
    numero: str = "",
    fecha: date | None = None,
    folios: int = 1,
    orden_motivo: str = "",
    version: int | None = None,
) -> Actuacion:
    """Answer the expediente; running deadlines are met now, late or not (TUO LPAG art. 140.3).

    With `tipo` the answer is a document of the office, numbered in the ministry's own system. The
    expediente stays with who answers until it is sent on or filed. `orden_motivo`: why it goes
    before like cases that came in first. Raises ReglaIncumplida when there are some and it is not
    said, and when it is answered already, does not move, or is in other hands.
    """
    expediente = bloquear(expediente, version=version)
    movimiento = comprobar_atender(expediente, titular(expediente), por=por)
    por = en_calidad(por, movimiento)
    anteriores = adelantados(expediente, movimiento)
    explicar(expediente, anteriores, motivo=orden_motivo, por=por, ahora=ahora)
    if movimiento.recibido_en is None:
        movimiento.recibido_en, movimiento.recibido_por = ahora, por
    if movimiento.atendido_en is None:
        movimiento.atendido_en = ahora
    movimiento.vence = None
    movimiento.save(update_fields=["recibido_en", "recibido_por", "atendido_en", "vence"])
    documento = None
    if tipo is not None:
        documento = agregar_documento(
            expediente,
            tipo=tipo,
            numero=numero,
            fecha=fecha,
            folios=folios,
            asunto=texto,
            por=por,
            ahora=ahora,
        )
    cumplir(expediente, ahora=ahora, prueba=str(documento or texto))
    return actuar(
        expediente,
        Actuacion.Clase.ATENCION,
        a=Estado.ATENDIDO,
        texto=texto,
        por=por,
        ahora=ahora,
        documento=documento,
    )


def comprobar_atender(
    expediente: Expediente, actual: Movimiento | None, *, por: Usuario
) -> Movimiento:
    """`actual` if `por` may answer the expediente; raises ReglaIncumplida saying why not."""
    exigir(expediente.estado, POR_ATENDER)
    verificar(expediente.estado, Estado.ATENDIDO)
    return exigir_poder(actual, por=por)


def agregar_documento(
    expediente: Expediente,
    *,
    tipo: TipoDocumento,
    numero: str,
    fecha: date | None,
    folios: int,
    asunto: str,
    por: Usuario,
    ahora: datetime,
    sentido: Documento.Sentido = Documento.Sentido.EMITIDO,
) -> Documento:
    """Add a document at the end of a locked expediente; folios run on (TUO LPAG art. 152)."""
    ultimo = expediente.documentos.aggregate(orden=Max("orden"))["orden"] or 0
    documento = Documento.objects.create(
        expediente=expediente,
        orden=ultimo + 1,
        sentido=sentido,
        tipo=tipo,
        numero=numero,
        fecha=fecha,
        asunto=asunto,
        folios=folios,
        folio_desde=expediente.folios + 1,
        **autoria(por, ahora),
    )
    referencias = f"{expediente.referencias} {numero}".strip()
    guardar(expediente, folios=expediente.folios + folios, referencias=referencias)
    return documento
