"""Keyword builders of trámite: expedientes registered, moved and answered as the office does."""

from datetime import date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from django.core.management import call_command
from django.utils import timezone

from cargos.models import Posicion, Usuario
from ocisys.base.models import ReglaPlazo
from ocisys.base.numeros import numero_con_control
from tramite import acciones
from tramite.acciones import Ingreso
from tramite.acciones.comun import fijar_vencimiento
from tramite.models import Expediente, Procedimiento, Remitente, TipoDocumento

_n = count(1)


def catalogos() -> None:
    """Kinds of document, procedures, proveídos and the legal rules; cheap when they are there."""
    if not TipoDocumento.objects.exists():
        call_command("cargar_tramite", verbosity=0, stdout=_Nada())
    if not ReglaPlazo.objects.exists():
        call_command("cargar_normas", verbosity=0, stdout=_Nada())


class _Nada:
    def write(self, texto: str) -> None:
        """Swallow what a command tells."""


def posicion(nro: str) -> Posicion:
    return Posicion.objects.get(nro_orden=nro)


def tipo(codigo: str = "oficio") -> TipoDocumento:
    catalogos()
    return TipoDocumento.objects.get(codigo=codigo)


def procedimiento(codigo: str = "informe") -> Procedimiento:
    catalogos()
    return Procedimiento.objects.get(codigo=codigo)


def remitente(**campos: Any) -> Remitente:
    n = next(_n)
    nombre = campos.pop("nombre", f"Entidad de prueba {n}")
    datos = {"clase": "entidad", "nombre": nombre, "nombre_busqueda": nombre.lower()} | campos
    return Remitente.objects.create(**datos)


def expediente(
    *,
    por: Usuario,
    pase_a: str = "",
    ahora: datetime | None = None,
    lectores: tuple[str, ...] = (),
    **campos: Any,
) -> Expediente:
    """Registered by `por`; with `pase_a` ("068") it goes straight to that post's tray."""
    ahora = ahora or timezone.now()
    datos: dict[str, Any] = {
        "clave": uuid4(),
        "destinatario": posicion("067"),
        "asunto": f"Asunto de prueba {next(_n)}",
        "presentado_en": ahora,
        "canal": "fisico",
        "pase_a": posicion(pase_a) if pase_a else None,
        "lectores": tuple(posicion(nro) for nro in lectores),
    } | campos
    datos.setdefault("remitente", None)
    datos["remitente"] = datos["remitente"] or remitente()
    datos.setdefault("tipo", tipo())
    return acciones.registrar(Ingreso(**datos), por=por, ahora=ahora)[0]


def vence(fila: Expediente, dia: date | None) -> None:
    """Give it another due date, in the register and in the tray of who has it."""
    fila.refresh_from_db()
    fijar_vencimiento(fila, dia)


def archivado(*, por: Usuario, jefatura: Usuario, **campos: Any) -> Expediente:
    """Registered, answered by the jefatura and filed."""
    fila = expediente(por=por, **campos)
    ahora = timezone.now()
    acciones.atender(fila, texto="Se respondió.", por=jefatura, ahora=ahora)
    acciones.archivar(fila, texto="Archivador 1", por=jefatura, ahora=ahora + timedelta(minutes=1))
    fila.refresh_from_db()
    return fila


def formulario(**campos: Any) -> dict[str, Any]:
    """What the browser posts from the registration screen, valid by default."""
    return {
        "clave": str(uuid4()),
        "remitente": "Agencia Peruana de Cooperación Internacional",
        "remitente_clase": "entidad",
        "tipo": str(tipo().pk),
        "documento_numero": "",
        "folios": "3",
        "asunto": "Solicita opinión sobre un proyecto de cooperación",
        "destinatario": str(posicion("067").pk),
        "canal": "fisico",
        "seguir": "1",
    } | campos


def numero_libre() -> str:
    """A well-formed number that no expediente has."""
    return numero_con_control(1999, 999_999)
