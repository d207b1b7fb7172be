"""The signature: number, code, sealed bytes and document of the expediente, all or nothing.

One transaction each: whoever dies in the middle gives the number back, so there is no number
without its document, and no document without its number. The order of locks is always outgoing
document, expediente, counter.
"""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from cargos.models import Designacion, Usuario, autoria
from ocisys.base.firma.agente import agente, con_sello
from ocisys.base.firma.certificado import Certificado
from ocisys.base.firma.confianza import confianza
from ocisys.base.firma.respuestas import FirmaRechazada, PdfIlegible, Veredicto
from ocisys.base.numeros import tomar_numero
from ocisys.base.reglas import ReglaIncumplida
from ocisys.base.sellado import sellar
from tramite.acciones.atender import agregar_documento, atender
from tramite.acciones.comun import actuar, bloquear, dia_de
from tramite.acciones.plazos import calcular_de
from tramite.acciones.salidas import anotar, bloquear_salida, cambiar, exigir_firmante
from tramite.emitidos import paginas_de, salida_pdf
from tramite.estados import POR_ATENDER, Estado
from tramite.estados_salida import EstadoSalida, exigir, verificar
from tramite.models import Actuacion, Anexo, Documento, Expediente, PasoSalida, Salida, Serie
from tramite.models.plazo import NOTIFICAR

# Crockford's alphabet: no letter that is read as a digit.
ALFABETO = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LARGO_CVD = 16
MOTIVO = "Soy el autor del documento"
LUGAR = "Lima"


@transaction.atomic
def firmar_salida(
    salida: Salida,
    *,
    certificado: Certificado,
    por: Usuario,
    ahora: datetime,
    numero: str = "",
    version: int | None = None,
) -> Salida:
    """Number it, sign it and add it to the expediente.

    `certificado` is used and forgotten; `numero` is the one of the ministry's system, for the kinds
    that the office does not number itself. Raises ReglaIncumplida when it is not one's to sign, or
    its state or its number do not allow it.
    """
    from ocisys.base.firma.firmar import firmar  # heavy

    salida = bloquear_salida(salida, version=version)
    verificar(salida.estado, EstadoSalida.FIRMADO)
    exigir_firmante(salida, por)
    _exigir_suyo(certificado.dni, por)
    expediente = bloquear(salida.expediente)
    original = _original_de(salida)
    if original is None:
        original = _emitir(salida, numero=numero, por=por, ahora=ahora)
    firmado = firmar(original, certificado, motivo=MOTIVO, lugar=LUGAR, en=ahora)
    firma = {
        "titular": certificado.titular,
        "emisor": certificado.emisor,
        "veredicto": Veredicto.VALIDA if certificado.comprobado else Veredicto.SIN_COMPROBAR,
    }
    return _incorporar(salida, expediente, firmado, firma, por=por, ahora=ahora)


@transaction.atomic
def preparar_firma(
    salida: Salida, *, por: Usuario, ahora: datetime, numero: str = "", version: int | None = None
) -> Salida:
    """Number it and freeze its bytes, to be signed with the State's tool outside of here.

    The number is inside the bytes that are signed, so it is issued now; if the signature never
    comes, the document is annulled and keeps it.
    """
    salida = bloquear_salida(salida, version=version)
    verificar(salida.estado, EstadoSalida.PARA_FIRMA)
    exigir_firmante(salida, por)
    bloquear(salida.expediente)
    _emitir(salida, numero=numero, por=por, ahora=ahora)
    cambiar(salida, estado=EstadoSalida.PARA_FIRMA)
    anotar(salida, PasoSalida.Clase.PREPARACION, por=por, ahora=ahora)
    return salida


@transaction.atomic
def recibir_firmado(
    salida: Salida,
    *,
    fichero: UploadedFile,
    por: Usuario,
    ahora: datetime,
    version: int | None = None,
) -> Salida:
    """Take back what was signed outside: the same bytes plus one good signature, or refuse it.

    Raises FirmaRechazada (a ReglaIncumplida) with the reason.
    """
    from ocisys.base.firma.firmar import exigir_solo_una_firma  # heavy

    salida = bloquear_salida(salida, version=version)
    exigir(salida.estado, {EstadoSalida.PARA_FIRMA})
    exigir_firmante(salida, por)
    expediente = bloquear(salida.expediente)
    fichero.seek(0)
    firmado = fichero.read()
    exigir_solo_una_firma(_original_de(salida) or b"", firmado)
    firma = _examinar(firmado, por, ahora)
    return _incorporar(salida, expediente, firmado, firma, por=por, ahora=ahora)


def _exigir_suyo(dni: str, por: Usuario) -> None:
    """Raise FirmaRechazada when the certificate names another person: the sheet says who signed.

    Nothing is said of a certificate without DNI, nor of a person whose DNI is not recorded.
    """
    persona = por.persona_o_nada
    propio = persona.dni if persona else ""
    if dni and propio and dni != propio:
        raise FirmaRechazada("Ese certificado es de otra persona: su DNI no es el de usted.")


def _examinar(firmado: bytes, por: Usuario, ahora: datetime) -> dict[str, str]:
    """What its last signature says; raises FirmaRechazada if it is worth nothing, or is not of
    `por`."""
    from ocisys.base.firma import verificar as firmas  # heavy

    try:
        firma = firmas.verificar(firmado, confianza=confianza(), en=ahora)[-1]
    except (PdfIlegible, IndexError) as error:
        raise FirmaRechazada("La firma del archivo no se puede leer.") from error
    if firma.veredicto not in (Veredicto.VALIDA, Veredicto.SIN_COMPROBAR):
        raise FirmaRechazada(f"{firma.veredicto.label}. {firma.explicacion}")
    _exigir_suyo(firma.dni, por)
    return {"titular": firma.titular, "emisor": firma.emisor, "veredicto": firma.veredicto}


def _original_de(salida: Salida) -> bytes | None:
    """The frozen bytes of a document that has its number already."""
    if salida.original is None:
        return None
    with salida.original.fichero.open("rb") as abierto:
        return bytes(abierto.read())


def _emitir(salida: Salida, *, numero: str, por: Usuario, ahora: datetime) -> bytes:
    """Give it number and code and seal its bytes; `salida` keeps the new values."""
    from ocisys.base.firma.firmar import preparar  # heavy

    campos = _numerar(salida, numero, ahora) | {
        "cvd": "".join(secrets.choice(ALFABETO) for _ in range(LARGO_CVD)),
        "emitido_en": ahora,
    }
    for campo, valor in campos.items():
        setattr(salida, campo, valor)
    original = preparar(salida_pdf(salida, en=ahora, firma=_como(salida, por)))
    salida.original = sellar(original, nombre=f"{salida}.pdf", por=por)
    cambiar(salida, **campos, original=salida.original)
    return original


def _numerar(salida: Salida, numero: str, ahora: datetime) -> dict[str, object]:
    if not salida.plantilla.se_numera:
        return {}
    dia = dia_de(ahora)
    serie = Serie.objects.de(salida.tipo, dia)
    if serie is None:
        return {"numero": _externo(salida, numero)}
    if numero:
        raise ReglaIncumplida(
            f"La oficina numera aquí este tipo de documento: {salida.tipo}. No escriba un número."
        )
    correlativo = tomar_numero(serie.clave, dia.year)
    return {
        "serie": serie.clave,
        "anio": dia.year,
        "correlativo": correlativo,
        "numero": serie.numerar(dia.year, correlativo),
    }


def _externo(salida: Salida, numero: str) -> str:
    if not numero:
        raise ReglaIncumplida(
            "Escriba el número que le dio el sistema del ministerio: la oficina no ha dispuesto "
            f"una serie propia para «{salida.tipo}»."
        )
    if Salida.objects.filter(tipo=salida.tipo, numero__iexact=numero).exists():
        raise ReglaIncumplida(f"Ya hay otro documento {salida.tipo} N.º {numero}.")
    return numero


def _como(salida: Salida, por: Usuario) -> Designacion:
    """The designación under which the person signs: that of the post that signs."""
    return next(d for d in por.designaciones_hoy if d.posicion_id == salida.firmante_id)


def _incorporar(
    salida: Salida,
    expediente: Expediente,
    firmado: bytes,
    firma: Mapping[str, str],
    *,
    por: Usuario,
    ahora: datetime,
) -> Salida:
    """Seal the signed bytes and make them a document of the expediente.

    The agent's seal, when the office has one, goes over the signature (DS 029-2021-PCM art. 37).
    """
    firmado = con_sello(firmado, agente(ahora), lugar=LUGAR, en=ahora)
    documento = _documento(salida, expediente, paginas_de(firmado), por=por, ahora=ahora)
    archivo = sellar(firmado, nombre=f"{salida}.pdf", por=por)
    anexo = Anexo.objects.create(
        documento=documento, archivo=archivo, titulo=archivo.nombre_original, **autoria(por, ahora)
    )
    cambiar(
        salida,
        estado=EstadoSalida.FIRMADO,
        documento=documento,
        anexo=anexo,
        firmado_en=ahora,
        firma=dict(firma),
    )
    anotar(salida, PasoSalida.Clase.FIRMA, texto=firma["titular"], por=por, ahora=ahora)
    if salida.plantilla.se_notifica:
        calcular_de(NOTIFICAR, expediente, desde=ahora, por=por, ahora=ahora, documento=documento)
    return salida


def _documento(
    salida: Salida, expediente: Expediente, folios: int, *, por: Usuario, ahora: datetime
) -> Documento:
    """Its row in the expediente; the answer also attends it (and meets its deadlines)."""
    campos: dict[str, Any] = {
        "tipo": salida.tipo,
        "numero": salida.numero,
        "fecha": dia_de(ahora),
        "folios": folios,
    }
    if salida.atiende and expediente.estado in POR_ATENDER:
        acto = atender(
            expediente,
            texto=salida.asunto,
            orden_motivo="su respuesta se firmó antes",
            por=por,
            ahora=ahora,
            **campos,
        )
        assert acto.documento is not None
        return acto.documento
    documento = agregar_documento(expediente, asunto=salida.asunto, por=por, ahora=ahora, **campos)
    actuar(
        expediente,
        Actuacion.Clase.EMISION,
        a=Estado(expediente.estado),
        texto=f"{salida}: {salida.asunto}"[:1000],
        documento=documento,
        por=por,
        ahora=ahora,
    )
    return documento
