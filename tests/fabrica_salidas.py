"""Keyword builders of outgoing documents, done by the real acciones."""

from datetime import date, datetime
from itertools import count
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from django.utils import timezone

from cargos.models import Usuario
from ocisys.base.firma.certificado import Certificado, abrir
from ocisys.base.firma.confianza import Confianza
from tests import fabrica_tramite as fabrica
from tests.fabrica_firma import CLAVE, Autoridad
from tramite import acciones
from tramite.models import Expediente, Plantilla, Salida, Serie

_n = count(1)
_CUERPO = "Es grato dirigirme a usted.\n\nAl respecto, se opina favorablemente.\n\nAtentamente."


def plantilla(codigo: str = "oficio-respuesta") -> Plantilla:
    fabrica.catalogos()
    return Plantilla.objects.get(codigo=codigo)


def pedido(*, por: Usuario) -> Expediente:
    """A request for an opinion, with post 068."""
    return fabrica.expediente(
        por=por,
        pase_a="068",
        asunto="Solicita opinión sobre el proyecto «Ñawpaq»",
        documento_numero="CARTA 77-2026",
        remitente=fabrica.remitente(nombre="Asociación Áncash", domicilio="Jr. Lima 1"),
        procedimiento=fabrica.procedimiento("informe"),
    )


def url(nombre: str, salida: Salida) -> str:
    """The address of an act on an outgoing document."""
    return reverse(f"tramite:{nombre}", args=[salida.pk])


def p12(titular: str = "Jefa de prueba", **campos: Any) -> SimpleUploadedFile:
    """A key of a test authority, as it is uploaded; its password is `CLAVE`."""
    return SimpleUploadedFile("firma.p12", Autoridad().persona(titular, **campos))


def serie(codigo: str = "oficio", **campos: Any) -> Serie:
    """The office numbers that kind by itself since 2020: `D000001-2026-MIMP-OCI`."""
    datos = {
        "tipo": fabrica.tipo(codigo),
        "unidad": "OCI",
        "entidad": "MIMP",
        "prefijo": "D",
        "vigencia": DateRange(date(2020, 1, 1), None),
        "decision": "Memorándum de prueba",
    } | campos
    return Serie.objects.create(**datos)


def salida(
    expediente: Expediente,
    *,
    por: Usuario,
    vistos: tuple[str, ...] = (),
    ahora: datetime | None = None,
    modelo: str = "oficio-respuesta",
    **campos: Any,
) -> Salida:
    """A draft; `vistos` are the posts whose V.º B.º it needs."""
    n = next(_n)
    texto = acciones.Texto(
        destinatario=campos.pop("destinatario", "Agencia Peruana de Cooperación Internacional"),
        asunto=campos.pop("asunto", f"Respuesta de prueba {n}"),
        cuerpo=campos.pop("cuerpo", _CUERPO),
        direccion=campos.pop("direccion", "mesa@entidad.example"),
    )
    return acciones.redactar(
        expediente,
        clave=uuid4(),
        plantilla=plantilla(modelo),
        texto=texto,
        firmante=fabrica.posicion("067"),
        visadores=[fabrica.posicion(nro) for nro in vistos],
        por=por,
        ahora=ahora or timezone.now(),
        **campos,
    )


def lista_para_firmar(expediente: Expediente, *, por: Usuario, **campos: Any) -> Salida:
    return acciones.enviar(salida(expediente, por=por, **campos), por=por, ahora=timezone.now())


def certificado(titular: str = "Jefa de prueba") -> Certificado:
    """A key of a test authority, opened without configured roots."""
    p12 = Autoridad().persona(titular)
    return abrir(p12, CLAVE, confianza=Confianza(), en=timezone.now())


def firmada(expediente: Expediente, *, por: Usuario, jefatura: Usuario, **campos: Any) -> Salida:
    """Drafted by `por` and signed by `jefatura`."""
    return acciones.firmar_salida(
        lista_para_firmar(expediente, por=por, **campos),
        certificado=certificado(),
        por=jefatura,
        ahora=timezone.now(),
    )


def firmada_con(
    expediente: Expediente, numero: str, *, por: Usuario, jefatura: Usuario, **campos: Any
) -> Salida:
    """Signed with a number of the ministry's own system."""
    return acciones.firmar_salida(
        lista_para_firmar(expediente, por=por, **campos),
        certificado=certificado(),
        por=jefatura,
        ahora=timezone.now(),
        numero=numero,
    )
