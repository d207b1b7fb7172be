"""An expediente as JSON: what is given to another system and what is taken from one.

The names of the fields are those of the State's platform where it has one (CUO, CUD), and ours
where it has none. What comes from outside is never trusted: each field is checked as if typed.
"""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from tramite.models import CodigosExternos, Expediente

FORMATO = "ocisys/expediente/1"
LIMITE = 1024 * 1024


class JsonRechazado(Exception):
    """The file is not one that can be imported; `str()` says why, for the person."""


def expediente_en_datos(e: Expediente) -> dict[str, Any]:
    """All that identifies the case, with its external codes; no file and no personal key."""
    codigos = CodigosExternos.objects.filter(expediente=e).first() or CodigosExternos()
    return {
        "formato": FORMATO,
        "entidad": settings.OCISYS_RUC,
        "unidad": "OCI",
        "numero": e.numero,
        "cuo": codigos.cuo,
        "cuo_referencia": codigos.cuo_referencia,
        "cud": codigos.cud,
        "numero_sgd": codigos.numero_sgd,
        "entidad_remitente": codigos.entidad or e.remitente.ruc,
        "unidad_remitente": codigos.unidad,
        "remitente": e.remitente_nombre,
        "tipo_documento": e.tipo_documento.codigo_pide or e.tipo_documento.codigo,
        "documento_numero": e.documento_numero,
        "asunto": e.asunto,
        "folios": e.folios,
        "presentado": timezone.localtime(e.presentado_en).isoformat(timespec="seconds"),
        "canal": e.canal,
        "procedimiento": e.procedimiento.codigo if e.procedimiento else "",
        "estado": e.estado,
        "vence": f"{e.vence_el:%Y-%m-%d}" if e.vence_el else None,
    }


@dataclass(frozen=True)
class Entrante:
    """A case of another entity, read and checked, not registered yet."""

    cuo: str
    cuo_referencia: str
    cud: str
    numero_sgd: str
    entidad: str
    unidad: str
    remitente: str
    tipo_documento: str
    documento_numero: str
    documento_fecha: date | None
    asunto: str
    folios: int


_TEXTOS = {
    "cuo": 40,
    "cuo_referencia": 40,
    "cud": 40,
    "numero_sgd": 60,
    "remitente": 200,
    "tipo_documento": 30,
    "documento_numero": 80,
    "asunto": 1000,
}


def leer(contenido: bytes) -> Entrante:
    """What a JSON of `FORMATO` says. Raises JsonRechazado naming the field that is wrong."""
    if len(contenido) > LIMITE:
        raise JsonRechazado("El archivo pesa más de 1 MB: eso no es un expediente en JSON.")
    try:
        datos = json.loads(contenido.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise JsonRechazado("El archivo no es JSON.") from error
    if not isinstance(datos, dict) or datos.get("formato") != FORMATO:
        raise JsonRechazado(f"El archivo no dice ser «{FORMATO}».")
    textos = {campo: _texto(datos, campo, largo) for campo, largo in _TEXTOS.items()}
    for campo in ("cuo", "remitente", "asunto"):
        if not textos[campo]:
            raise JsonRechazado(f"Falta «{campo}».")
    entidad = _texto(datos, "entidad_remitente", 11)
    if entidad and not (len(entidad) == 11 and entidad.isascii() and entidad.isdigit()):
        raise JsonRechazado("«entidad_remitente» es el RUC de quien envía: 11 dígitos.")
    return Entrante(
        **textos,
        entidad=entidad,
        unidad=_texto(datos, "unidad_remitente", 120),
        documento_fecha=_fecha(datos),
        folios=_folios(datos),
    )


def _texto(datos: dict[str, Any], campo: str, largo: int) -> str:
    valor = datos.get(campo) or ""
    if not isinstance(valor, str) or len(valor) > largo or not _se_guarda(valor):
        raise JsonRechazado(f"«{campo}» debe ser un texto de hasta {largo} caracteres.")
    return " ".join(valor.split())


def _se_guarda(texto: str) -> bool:
    """PostgreSQL keeps neither a null character nor half of a surrogate pair."""
    return "\x00" not in texto and not any("\ud800" <= c <= "\udfff" for c in texto)


def _fecha(datos: dict[str, Any]) -> date | None:
    valor = datos.get("documento_fecha")
    if not valor:
        return None
    try:
        return datetime.strptime(str(valor), "%Y-%m-%d").date()  # noqa: DTZ007 - a day, not a moment
    except ValueError as error:
        raise JsonRechazado("«documento_fecha» se escribe 2026-11-29.") from error


def _folios(datos: dict[str, Any]) -> int:
    valor = datos.get("folios", 1)
    if not isinstance(valor, int) or isinstance(valor, bool) or not 1 <= valor <= 100_000:
        raise JsonRechazado("«folios» es un número de 1 a 100000.")
    return valor
