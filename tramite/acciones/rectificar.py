"""Correcting what the desk wrote of a filing, or classifying it: the whole earlier value is kept.

Number, moment of filing and channel are never corrected (TUO LPAG arts. 126.1 and 157.1), nor the
documents already in the file: what changes is how the register names and treats the case.
"""

from datetime import datetime
from typing import Any

from django.db import transaction

from cargos.models import Usuario
from cargos.permisos import Permiso
from ocisys.base.reglas import ReglaIncumplida
from tramite.acciones.comun import actuar, bloquear, fijar_vencimiento
from tramite.acciones.plazos import dejar_sin_efecto, recalcular, suspensiones_de
from tramite.acciones.remitentes import asegurar
from tramite.estados import POR_ATENDER, Estado, exigir_no_anulado
from tramite.models import (
    Acceso,
    Actuacion,
    Expediente,
    Movimiento,
    Palabra,
    Procedimiento,
    Remitente,
)

DATOS = ("representante", "urgencia", "sede")
"""Other fields of the register that may be corrected."""

NOMBRES = {"urgencia": "urgente porque"}


@transaction.atomic
def rectificar(
    expediente: Expediente,
    *,
    procedimiento: Procedimiento | None,
    remitente: Remitente,
    asunto: str,
    motivo: str = "",
    por: Usuario,
    ahora: datetime,
    version: int | None = None,
    **datos: Any,
) -> Actuacion:
    """Give the register those values; another procedure brings its duties and its deadline, and
    another sede its calendar.

    `datos` are those of `DATOS`. Classifying what had no procedure needs no reason. Raises
    ReglaIncumplida when nothing changes, a reason is missing, or the expediente is annulled.
    """
    expediente = bloquear(expediente, version=version)
    comprobar_rectificar(expediente, por=por)
    por = por.actuando_con(Permiso.EXPEDIENTE_REGISTRAR)
    remitente = asegurar(remitente)
    nuevos = {"procedimiento": procedimiento, "remitente": remitente, "asunto": asunto, **datos}
    cambios = {c: v for c, v in nuevos.items() if getattr(expediente, c) != v}
    if not cambios:
        raise ReglaIncumplida("No cambió nada: corrija algo antes de guardar.")
    clasifica = expediente.procedimiento_id is None and set(cambios) == {"procedimiento"}
    if not motivo and not clasifica:
        raise ReglaIncumplida("Diga por qué se corrige: queda en la hoja de ruta.")
    antes = {campo: str(getattr(expediente, campo) or "") for campo in cambios}
    texto = _en_palabras(expediente, cambios, motivo)
    acto = actuar(
        expediente,
        Actuacion.Clase.RECTIFICACION,
        a=Estado(expediente.estado),
        texto=texto,
        por=por,
        ahora=ahora,
        antes=antes,
        despues={campo: str(valor or "") for campo, valor in cambios.items()},
    )
    _escribir(expediente, cambios)
    if cambios.keys() & {"procedimiento", "sede"}:
        _otro_plazo(expediente, por=por, ahora=ahora)
    return acto


def comprobar_rectificar(
    expediente: Expediente, actual: Movimiento | None = None, *, por: Usuario
) -> None:
    """Raise TransicionInvalida if it is annulled; anything else may be corrected."""
    exigir_no_anulado(expediente.estado)


def _en_palabras(expediente: Expediente, cambios: dict[str, Any], motivo: str) -> str:
    """What changed, from what to what; the act keeps the whole values besides."""
    renglones = []
    for campo, valor in cambios.items():
        nombre = NOMBRES.get(campo, campo)
        antes = str(getattr(expediente, campo) or "") or "sin dato"
        renglones.append(f"{nombre}: de «{antes[:140]}» a «{str(valor or 'sin dato')[:140]}»")
    return "; ".join([*renglones, *([f"motivo: {motivo}"] if motivo else [])])[:1000]


def _escribir(expediente: Expediente, cambios: dict[str, Any]) -> None:
    """Write them and what is derived from them; the row is locked and its version advanced."""
    campos = list(cambios)
    for campo, valor in cambios.items():
        setattr(expediente, campo, valor)
    if "remitente" in cambios:
        expediente.remitente_nombre = expediente.remitente.nombre
        campos.append("remitente_nombre")
    if "procedimiento" in cambios:
        nuevo = expediente.procedimiento
        expediente.funciones_mof = list(nuevo.funciones_mof) if nuevo else []
        campos.append("funciones_mof")
    expediente.save(update_fields=campos)
    if expediente.acceso == Acceso.OFICINA and cambios.keys() & {"asunto", "remitente"}:
        Palabra.objects.aprender(expediente.asunto, expediente.remitente_nombre)


def _otro_plazo(expediente: Expediente, *, por: Usuario, ahora: datetime) -> None:
    """The term of the new procedure, counted from the same fact; none if it gives none.

    While it is observed no clock of ours runs, and once answered none does: nothing is computed.
    """
    if expediente.estado not in POR_ATENDER or expediente.estado == Estado.OBSERVADO:
        return
    ultimo = expediente.plazos.de_autoridad().de_fondo().order_by("-pk").first()
    nuevo = recalcular(
        expediente,
        desde=ultimo.hecho_en if ultimo else expediente.presentado_en,
        por=por,
        ahora=ahora,
        suspensiones=suspensiones_de(expediente),
    )
    if nuevo is None:
        dejar_sin_efecto(
            expediente, por_que="El procedimiento que le toca no da plazo", ahora=ahora
        )
        fijar_vencimiento(expediente, None)
