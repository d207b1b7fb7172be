"""Sending a signed document by the interoperability platform, and learning what came of it."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from cargos.models import Usuario, autoria
from ocisys.base.reglas import ReglaIncumplida
from tramite.acciones.comun import dia_de
from tramite.acciones.despachar import anotar_entrega, despachar
from tramite.estados_pide import ABIERTOS, EstadoPide
from tramite.estados_salida import Entrega, Medio
from tramite.models import CodigosExternos, EnvioPide, Salida
from tramite.pide import Mensaje, PideCaida, plataforma


@transaction.atomic
def despachar_por_pide(
    salida: Salida, *, destino: str, por: Usuario, ahora: datetime, version: int | None = None
) -> EnvioPide:
    """Put it at the other entity's disposal; it stays «en despacho» until that desk accepts.

    Raises ReglaIncumplida when the platform does not answer: nothing is left half done.
    """
    despacho = despachar(
        salida, medio=Medio.PIDE, direccion=destino, por=por, ahora=ahora, version=version
    )
    salida = despacho.salida
    try:
        cuo = plataforma().pedir_cuo()
        respuesta = plataforma().enviar(cuo, _mensaje(salida, cuo, destino).datos())
    except PideCaida as error:
        raise ReglaIncumplida(
            "La plataforma de interoperabilidad no responde: el documento no se envió. "
            "Inténtelo después o despáchelo por otro medio."
        ) from error
    return EnvioPide.objects.create(
        despacho=despacho, destino=destino, cuo=cuo, estado=respuesta.estado, **autoria(por, ahora)
    )


def _mensaje(salida: Salida, cuo: str, destino: str) -> Mensaje:
    codigos = CodigosExternos.objects.filter(expediente=salida.expediente_id).first()
    anexo, documento = salida.anexo, salida.documento
    return Mensaje(
        ruc_remitente=settings.OCISYS_RUC,
        ruc_destino=destino,
        cuo=cuo,
        cuo_referencia=codigos.cuo if codigos else "",
        unidad="OCI",
        tipo_documento=salida.tipo.codigo_pide or salida.tipo.codigo,
        numero=salida.numero,
        fecha=f"{dia_de(salida.firmado_en):%Y-%m-%d}" if salida.firmado_en else "",
        destinatario=salida.destinatario,
        destinatario_cargo=salida.destinatario_cargo,
        asunto=salida.asunto,
        folios=documento.folios if documento else 1,
        anexos=0,
        sha256=anexo.archivo.sha256 if anexo else "",
    )


@transaction.atomic
def consultar_pide(envio: EnvioPide, *, por: Usuario, ahora: datetime) -> EnvioPide:
    """Ask the platform; an acceptance is the acknowledgement, an observation is a return.

    Raises ReglaIncumplida when it does not answer, or an acceptance brings no number.
    """
    envio = (
        EnvioPide.objects.select_for_update(of=("self",))
        .select_related("despacho")
        .get(pk=envio.pk)
    )
    if envio.estado not in ABIERTOS:
        return envio
    try:
        respuesta = plataforma().consultar(envio.cuo)
    except PideCaida as error:
        raise ReglaIncumplida("La plataforma no responde: vuelva a consultar después.") from error
    if respuesta.estado == EstadoPide.RECIBIDO and not respuesta.registro:
        raise ReglaIncumplida("La plataforma dice que se aceptó, pero no con qué número.")
    envio.estado, envio.registro = respuesta.estado, respuesta.registro[:60]
    envio.observacion, envio.consultado_en = respuesta.observacion[:400], ahora
    envio.save(update_fields=["estado", "registro", "observacion", "consultado_en"])
    entrega = {EstadoPide.RECIBIDO: Entrega.ACUSE, EstadoPide.OBSERVADO: Entrega.DEVUELTO}
    if respuesta.estado in entrega:
        anotar_entrega(
            envio.despacho.salida,
            entrega=entrega[respuesta.estado],
            el=dia_de(ahora),
            quien=f"Registro {envio.registro}" if envio.registro else "",
            texto=envio.observacion,
            por=por,
            ahora=ahora,
        )
    return envio
