"""A later paper of a case that is open, and whether it is a second copy of one that is there."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from cargos.models import Usuario, autoria
from tramite.acciones.atender import agregar_documento
from tramite.acciones.comun import actuar, anotar, avisar_a, bloquear
from tramite.acciones.escaneo import asignar
from tramite.acciones.observar import subsanar
from tramite.estados import ABIERTOS, Estado, exigir, exigir_no_anulado
from tramite.models import (
    Actuacion,
    DecisionDuplicado,
    Documento,
    Escaneo,
    Expediente,
    RequisitoObservado,
    TipoDocumento,
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
    escaneo: Escaneo | None = None,
    cumplidos: Collection[RequisitoObservado] = (),
    version: int | None = None,
) -> Documento:
    """Add a paper that continues an open case, instead of opening a double file (art. 150).

    Its folios follow the last ones and whoever has the expediente is told. With `copia_de` it is
    kept that somebody saw both and said that they are the same. `escaneo` becomes its first file;
    `cumplidos` are the requisites that it cures. Raises ReglaIncumplida when the expediente is not
    open.
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
    if escaneo is not None:
        asignar(escaneo, documento, por=por, ahora=ahora)
    if cumplidos:
        subsanar(expediente, cumplidos=cumplidos, por=por, ahora=ahora)
    titulares = [
        m.para for m in expediente.movimientos.abiertos().titulares().select_related("para")
    ]
    asunto_aviso = f"Expediente {expediente.numero}: llegó otro documento."
    avisar_a(titulares, expediente, asunto_aviso, por=por, ahora=ahora)
    return documento


@transaction.atomic
def corregir_decision(
    decision: DecisionDuplicado,
    *,
    motivo: str,
    por: Usuario,
    ahora: datetime,
    version: int | None = None,
) -> DecisionDuplicado:
    """Say the opposite of what was decided about two look-alikes; what was said before stays.

    Raises ReglaIncumplida when its expediente is annulled or no longer as it was on screen.
    """
    expediente = bloquear(decision.documento.expediente, version=version)
    exigir_no_anulado(expediente.estado)
    nueva = DecisionDuplicado.objects.create(
        documento=decision.documento,
        parecido_a=decision.parecido_a,
        decision=decision.contraria,
        **autoria(por, ahora),
    )
    anotar(
        expediente,
        Actuacion.Clase.RECTIFICACION,
        f"{nueva.en_palabras}. {motivo}",
        documento=decision.documento,
        por=por,
        ahora=ahora,
        antes={"comparación": decision.en_palabras},
        despues={"comparación": nueva.en_palabras},
    )
    return nueva
