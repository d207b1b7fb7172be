"""Computing a deadline and keeping its account, so that the date can always be explained."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from cargos.models import Usuario, autoria
from cargos.permisos import Permiso
from ocisys.base.computo import calcular_plazo, regla_vigente
from ocisys.base.models import Sede
from ocisys.base.plazos import Cuenta, Dia, Materia, PlazoInvalido, Prorroga, Suspension
from ocisys.base.reglas import ReglaIncumplida
from tramite.acciones.comun import actuar, bloquear, dia_de, fijar_vencimiento
from tramite.estados import POR_ATENDER, Estado, exigir
from tramite.models import Actuacion, Expediente, Plazo, Procedimiento


def calcular(
    procedimiento: Procedimiento | None,
    *,
    presentado_en: datetime,
    canal: str,
    por: Usuario,
    ahora: datetime,
    sede: Sede | None = None,
    suspensiones: Sequence[Suspension] = (),
    prorroga: Prorroga | None = None,
) -> Plazo | None:
    """The deadline of a filing, not saved yet; None if the procedure has no rule that applies.

    A term that cannot be computed (no rule in force that day) never stops a registration: the desk
    may not refuse what is presented (TUO LPAG art. 124.1). An extension that is not allowed does
    raise PlazoInvalido.
    """
    if procedimiento is None or not procedimiento.regla_plazo:
        return None
    try:
        cuenta = calcular_plazo(
            procedimiento.regla_plazo,
            presentado_en,
            sede=sede,
            canal=canal,
            materia=procedimiento.materia,
            suspensiones=suspensiones,
            prorroga=prorroga,
        )
    except PlazoInvalido:
        if prorroga is not None:
            raise
        return None
    return Plazo(
        obligado=cuenta.regla.obligado, **campos_de(cuenta, presentado_en), **autoria(por, ahora)
    )


def por_que_no_hay(expediente: Expediente) -> str:
    """Why an expediente whose procedure has a term got no due date, as a sentence.

    "" when the procedure gives none. When the term can be computed with what is loaded today, it
    says so: whoever loaded the rule recalculates.
    """
    procedimiento = expediente.procedimiento
    if procedimiento is None or not procedimiento.regla_plazo:
        return ""
    try:
        cuenta = calcular_plazo(
            procedimiento.regla_plazo,
            expediente.presentado_en,
            sede=expediente.sede,
            canal=expediente.canal,
            materia=procedimiento.materia,
        )
    except PlazoInvalido as error:
        return f"El procedimiento tiene plazo, pero no se pudo calcular. {error}"
    return (
        "Cuando se registró no se pudo calcular el plazo; con las reglas cargadas hoy vencería el "
        f"{cuenta.vence_el:%d/%m/%Y}. Pida a la administración que recalcule los plazos."
    )


def calcular_de(
    codigo: str,
    expediente: Expediente,
    *,
    desde: datetime,
    por: Usuario,
    ahora: datetime,
    distancia: int = 0,
    canal: str | None = None,
    **mas: Any,
) -> Plazo | None:
    """Save and return the deadline of rule `codigo` counted from `desde`; None without the rule.

    `distancia`: days of the término de la distancia, for what a party owes. `canal`: by where it
    was filed, when the fact is the filing. `mas`: other fields of the deadline.
    """
    procedimiento = expediente.procedimiento if canal else None
    try:
        cuenta = calcular_plazo(
            codigo,
            desde,
            distancia=distancia,
            canal=canal,
            materia=procedimiento.materia if procedimiento else Materia.GENERAL,
            sede=expediente.sede,
        )
        obligado = regla_vigente(codigo, dia_de(desde)).obligado
    except PlazoInvalido:
        return None
    return Plazo.objects.create(
        expediente=expediente,
        obligado=obligado,
        distancia=distancia,
        **campos_de(cuenta, desde),
        **mas,
        **autoria(por, ahora),
    )


def campos_de(cuenta: Cuenta, hecho_en: datetime) -> dict[str, Any]:
    """Fields of the Plazo that keeps an account."""
    cita = cuenta.regla.cita
    return {
        "regla": cuenta.regla.codigo,
        "nombre": cuenta.regla.nombre,
        "extension": cuenta.regla.extension,
        "base_legal": str(cita or ""),
        "base_verificada": bool(cita and cita.verificada),
        "hecho_en": hecho_en,
        "presentado_el": cuenta.presentado_el,
        "vence_el": cuenta.vence_el,
        "explicacion": [_linea(dia) for dia in cuenta.dias],
        "avisos": list(cuenta.avisos),
    }


def _linea(dia: Dia) -> dict[str, Any]:
    return {
        "fecha": dia.fecha.isoformat(),
        "cuenta": dia.cuenta,
        "numero": dia.numero,
        "por_que": dia.por_que,
        "cita": str(dia.cita or ""),
    }


def cumplir(expediente: Expediente, *, ahora: datetime, prueba: str = "") -> None:
    """The answer meets every running deadline; late is still met, and said (art. 140.3).

    The accessory ones stay: each is met by its own act (`otros_plazos`).
    """
    corren = expediente.plazos.abiertos().filter(accesorio=False)
    corren.update(cumplido_en=ahora, prueba=prueba[:400])


def dejar_sin_efecto(
    expediente: Expediente, *, por_que: str, ahora: datetime, todos: bool = True
) -> None:
    """Running deadlines stop: there is nothing left to answer. Not `todos`: the accessory stay."""
    corren = expediente.plazos.abiertos()
    corren = corren if todos else corren.filter(accesorio=False)
    corren.update(sin_efecto_en=ahora, sin_efecto_por=por_que[:300])


def recalcular(
    expediente: Expediente,
    *,
    desde: datetime,
    por: Usuario,
    ahora: datetime,
    suspensiones: Sequence[Suspension] = (),
    prorroga: Prorroga | None = None,
) -> Plazo | None:
    """A new row for the deadline of a locked expediente, replacing the last one; it says why.

    The fact is `desde`: the filing, or the subsanación when there was one.
    """
    anterior = (
        expediente.plazos.de_autoridad()
        .de_fondo()
        .filter(reemplazado_por=None)
        .order_by("-pk")
        .first()
    )
    nuevo = calcular(
        expediente.procedimiento,
        presentado_en=desde,
        canal=expediente.canal,
        por=por,
        ahora=ahora,
        sede=expediente.sede,
        suspensiones=suspensiones,
        prorroga=prorroga,
    )
    if nuevo is None:
        return None
    nuevo.expediente, nuevo.reemplaza = expediente, anterior
    nuevo.prorrogado = prorroga is not None or bool(anterior and anterior.prorrogado)
    if anterior is not None and anterior.esta_abierto:
        anterior.sin_efecto_en = ahora
        anterior.sin_efecto_por = f"Reemplazado: ahora vence el {nuevo.vence_el:%d/%m/%Y}"
        anterior.save(update_fields=["sin_efecto_en", "sin_efecto_por"])
    nuevo.save(force_insert=True)
    fijar_vencimiento(expediente, nuevo.vence_el)
    return nuevo


@transaction.atomic
def prorrogar(
    expediente: Expediente,
    *,
    dias: int,
    motivo: str,
    solicitada_el: date,
    por: Usuario,
    ahora: datetime,
    version: int | None = None,
) -> Plazo:
    """Grant the only extension of the running deadline, by express decision (art. 136.2–3).

    Raises ReglaIncumplida when no deadline runs, it was extended before, it was asked for after
    the term ended, or the rule does not admit that many days.
    """
    expediente = bloquear(expediente, version=version)
    actual = comprobar_prorrogar(expediente)
    por = por.actuando_con(Permiso.EXPEDIENTE_ANULAR)
    nuevo = recalcular(
        expediente,
        desde=actual.hecho_en,
        por=por,
        ahora=ahora,
        suspensiones=suspensiones_de(expediente),
        prorroga=Prorroga(dias, solicitada_el),
    )
    if nuevo is None:
        raise ReglaIncumplida("El procedimiento ya no tiene regla de plazo: no hay qué prorrogar.")
    actuar(
        expediente,
        Actuacion.Clase.PRORROGA,
        a=Estado(expediente.estado),
        texto=f"{dias} día{'' if dias == 1 else 's'} más, vence el {nuevo.vence_el:%d/%m/%Y}. "
        f"{motivo}"[:1000],
        por=por,
        ahora=ahora,
        dias=dias,
        vence_el=nuevo.vence_el.isoformat(),
    )
    return nuevo


def comprobar_prorrogar(expediente: Expediente, *, solicitada_el: date | None = None) -> Plazo:
    """The running deadline that may be extended; raises ReglaIncumplida, saying why, if none may.

    `solicitada_el`: the day on which it is asked for, which must not be past the due date.
    """
    exigir(expediente.estado, POR_ATENDER - {Estado.OBSERVADO})
    actual = expediente.plazos.nuestros().de_fondo().abiertos().order_by("-pk").first()
    if actual is None:
        raise ReglaIncumplida("No hay un plazo que corra: no hay qué prorrogar.")
    if actual.prorrogado:
        raise ReglaIncumplida(
            "El plazo ya se prorrogó: la ley admite una sola prórroga.", norma="TUO LPAG art. 136.2"
        )
    if solicitada_el is not None and solicitada_el > actual.vence_el:
        raise ReglaIncumplida(
            f"El plazo venció el {actual.vence_el:%d/%m/%Y}: la prórroga se pide antes.",
            norma="TUO LPAG art. 136.2",
        )
    return actual


def maximo_de_prorroga(plazo: Plazo) -> int:
    """How many days its rule lets it be extended; raises ReglaIncumplida when it does not."""
    regla = regla_vigente(plazo.regla, plazo.presentado_el)
    if not regla.prorroga_max:
        raise ReglaIncumplida(f"«{plazo.nombre}» no admite prórroga.", norma=plazo.base_legal)
    return regla.prorroga_max


def suspensiones_de(expediente: Expediente) -> list[Suspension]:
    """Spans in which the clock stood still by law: each espera that suspends, until its retoma."""
    return suspensiones_en(expediente.actuaciones.order_by("en", "pk"))


def suspensiones_en(actos: Iterable[Actuacion]) -> list[Suspension]:
    """The same from the acts themselves, in their order.

    A suspension ends with whatever takes the expediente out of the wait. The one still open lasts
    what the law allows at most: until then nobody is late, and after it our clock runs again.
    """
    spans: list[Suspension] = []
    abierta: Actuacion | None = None
    for acto in actos:
        if abierta is not None and acto.estado_despues != Estado.EN_ESPERA:
            spans.append(_suspension(abierta, dia_de(acto.en)))
            abierta = None
        if acto.clase == Actuacion.Clase.ESPERA and acto.datos.get("suspende"):
            abierta = acto
    if abierta is not None:
        spans.append(_suspension(abierta, dia_de(abierta.en) + _SIN_FIN))
    return spans


def _suspension(espera: Actuacion, hasta: date) -> Suspension:
    tope = espera.datos.get("tope_habiles", TOPE)
    return Suspension(dia_de(espera.en), hasta, espera.texto, tope_habiles=tope)


TOPE, TOPE_COLABORACION = 30, 7
"""Working days that a suspension may last at most: an errand of the party (TUO LPAG art. 136.4);
help of another entity, the term of art. 132.3 (art. 76.3)."""

_SIN_FIN = timedelta(days=120)
"""Longer than any cap."""
