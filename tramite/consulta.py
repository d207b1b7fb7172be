"""What the public may know of an expediente: a list written here, never the row itself.

Whoever holds the cargo has its number and its key. Nothing a person typed is ever shown: the steps
are sentences of this module chosen by the kind of act. A restricted expediente is answered exactly
like one that does not exist.
"""

import hmac
from base64 import b32encode
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from uuid import UUID

from django.utils import timezone

from tramite.estados import POR_ATENDER, Estado
from tramite.models import Acceso, Actuacion, Expediente

_DE_BASE32 = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHJKMNPQRSTVWXYZ")
_PARECIDAS = str.maketrans("OIL", "011")
NADIE = UUID(int=0)

EN_PALABRAS: dict[Estado, str] = {
    Estado.REGISTRADO: "La oficina recibió su documento y lo está clasificando.",
    Estado.OBSERVADO: "Falta algo en lo que presentó. Comuníquese con la oficina para completarlo.",
    Estado.SUBSANADO: "La oficina recibió lo que faltaba y sigue con su trámite.",
    Estado.NO_PRESENTADO: "No se completó lo que faltaba: se tiene por no presentado.",
    Estado.EN_TRAMITE: "La oficina está trabajando en su trámite.",
    Estado.EN_ESPERA: "La oficina espera algo de usted o de otra entidad para continuar.",
    Estado.PARA_FIRMA: "La respuesta está lista y espera su firma.",
    Estado.ATENDIDO: "La oficina ya respondió; la respuesta se está enviando.",
    Estado.DESPACHADO: "La respuesta ya salió de la oficina.",
    Estado.CERRADO: "El trámite terminó.",
    Estado.ARCHIVADO: "El trámite terminó y está archivado.",
    Estado.TRANSFERIDO: "El trámite terminó y está en el archivo central.",
    Estado.PERMANENTE: "El trámite terminó y está en el archivo central.",
    Estado.ELIMINADO: "El trámite terminó.",
    Estado.ACUMULADO: "Se resuelve junto con otro trámite relacionado.",
    Estado.REENCAUZADO: "Se envió a la entidad a la que le corresponde.",
    Estado.ABANDONADO: "El trámite se declaró en abandono.",
    Estado.DESISTIDO: "El trámite terminó porque usted desistió.",
    Estado.ANULADO: "El registro se anuló. Comuníquese con la oficina.",
    Estado.REABIERTO: "La oficina volvió a abrir su trámite.",
}

_PASOS: dict[str, str] = {
    Actuacion.Clase.OBSERVACION: "Se pidió completar lo que faltaba.",
    Actuacion.Clase.SUBSANACION: "Se recibió lo que faltaba.",
    Actuacion.Clase.NO_PRESENTADO: "Se tuvo por no presentado.",
    Actuacion.Clase.ESPERA: "Quedó en espera de un tercero.",
    Actuacion.Clase.RETOMA: "Se retomó.",
    Actuacion.Clase.PRORROGA: "Se amplió el plazo.",
    Actuacion.Clase.ANEXO: "Se agregó un documento.",
    Actuacion.Clase.ATENCION: "Se respondió.",
    Actuacion.Clase.DESPACHO: "La respuesta salió de la oficina.",
    Actuacion.Clase.CIERRE: "El trámite terminó.",
    Actuacion.Clase.ARCHIVO: "El trámite terminó.",
    Actuacion.Clase.REAPERTURA: "Se volvió a abrir.",
    Actuacion.Clase.ACUMULACION: "Se juntó con otro trámite relacionado.",
    Actuacion.Clase.ANULACION: "El registro se anuló.",
}


@dataclass(frozen=True)
class Paso:
    el: date
    que: str


@dataclass(frozen=True)
class Consulta:
    """All that the public page shows of an expediente."""

    numero: str
    presentado_el: date
    situacion: str
    responder_hasta: date | None
    responde: str
    """Who must answer by then, in words; "" without that day."""
    pasos: list[Paso]


def clave_de_consulta(expediente: Expediente) -> str:
    """The key printed on the cargo: `7K2M-9XQ4`, forty bits from the secret of its registration.

    It needs no column and survives a change of SECRET_KEY: the secret is `clave_registro`, random
    and never rewritten.
    """
    return _clave(expediente.clave_registro)


def _clave(secreto: UUID) -> str:
    digerido = sha256(b"consulta publica:" + secreto.bytes).digest()[:5]
    letras = b32encode(digerido).decode().translate(_DE_BASE32)
    return f"{letras[:4]}-{letras[4:]}"


def leer_codigo(texto: str) -> str:
    """What was typed, in capital letters, without separators and with look-alikes undone."""
    return "".join(c for c in texto.upper() if c.isascii() and c.isalnum()).translate(_PARECIDAS)


def consultar(numero: str, clave: str) -> Consulta | None:
    """The public state of that expediente, or None: wrong number, wrong key or restricted alike.

    The three make the same query and the same comparison; the steps are asked only afterwards.
    """
    fila = Expediente.objects.filter(numero=numero).first()
    secreto = fila.clave_registro if fila else NADIE
    acierta = hmac.compare_digest(leer_codigo(_clave(secreto)), leer_codigo(clave)[:64])
    if fila is None or not acierta or fila.acceso != Acceso.OFICINA:
        return None
    hasta = fila.vence_el if fila.estado in POR_ATENDER else None
    return Consulta(
        fila.numero,
        fila.presentado_el,
        EN_PALABRAS[Estado(fila.estado)],
        hasta,
        _quien_responde(fila) if hasta else "",
        [Paso(fila.presentado_el, "La oficina recibió su documento."), *_pasos(fila)],
    )


def _quien_responde(fila: Expediente) -> str:
    """A complaint is owed by the superior of whoever is complained of (TUO LPAG art. 158.2)."""
    corre = fila.plazos.abiertos().de_fondo().del_superior()
    return (
        "El superior jerárquico debe resolverla" if corre.exists() else "La oficina debe responder"
    )


def _pasos(fila: Expediente) -> list[Paso]:
    """What happened after, by day; two acts of a kind on the same day are told once."""
    actos = fila.actuaciones.filter(clase__in=_PASOS).order_by("en", "pk")
    dichos = [
        Paso(timezone.localdate(en), _PASOS[clase])
        for clase, en in actos.values_list("clase", "en")
    ]
    return list(dict.fromkeys(dichos))
