"""The moment of filing was written wrong: another person grants the right one, and plazos follow.

The old value stays in the act and in the audit. A term that starts with the filing is counted again
from the right moment, by the law of that moment; one that started with a subsanación keeps its
start (TUO LPAG arts. 126.1 and 131.1), and what the party owes, too.
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from cargos.models import Usuario
from ocisys.base.computo import calcular_plazo
from ocisys.base.plazos import Cuenta, PlazoInvalido, Prorroga
from ocisys.base.reglas import ReglaIncumplida
from tramite.acciones.cargo import asegurar_cargo
from tramite.acciones.comun import actuar, avisar_a, fijar_vencimiento, guardar
from tramite.acciones.plazos import calcular, suspensiones_de
from tramite.acciones.recalcular import prorroga_en, reemplazar
from tramite.estados import Estado, exigir_no_anulado
from tramite.models import Actuacion, Expediente, Pedido, Plazo

NORMA = "TUO LPAG arts. 126.1 y 131.1"


@dataclass(frozen=True)
class Corrido:
    """A term of ours that starts with the filing, and its account from the right moment."""

    plazo: Plazo
    cuenta: Cuenta


def comprobar_presentacion(expediente: Expediente, presentado_en: datetime) -> None:
    """Raise ReglaIncumplida, saying why, unless it may be said to have been filed then."""
    exigir_no_anulado(expediente.estado)
    if presentado_en > expediente.en:
        raise ReglaIncumplida(
            "No pudo presentarse después de registrarse, el "
            f"{timezone.localtime(expediente.en):%d/%m/%Y} a las "
            f"{timezone.localtime(expediente.en):%H:%M}.",
            norma=NORMA,
        )
    if presentado_en == expediente.presentado_en:
        raise ReglaIncumplida("Es el momento que ya figura: no hay qué cambiar.")


def plazos_corridos(expediente: Expediente, presentado_en: datetime) -> list[Corrido]:
    """Open terms that a filing at that moment would count again, in the order of their dates.

    Raises ReglaIncumplida when one of them cannot be computed from it.
    """
    abiertos = expediente.plazos.de_autoridad().de_fondo().abiertos()
    del_ingreso = abiertos.filter(hecho_en=expediente.presentado_en)
    return [Corrido(p, _cuenta(expediente, p, presentado_en)) for p in del_ingreso]


def _cuenta(expediente: Expediente, plazo: Plazo, presentado_en: datetime) -> Cuenta:
    procedimiento = expediente.procedimiento
    try:
        return calcular_plazo(
            plazo.regla,
            presentado_en,
            canal=expediente.canal,
            materia=procedimiento.materia if procedimiento else "general",
            suspensiones=suspensiones_de(expediente),
            prorroga=_prorroga(expediente, plazo, presentado_en),
        )
    except PlazoInvalido as error:
        raise ReglaIncumplida(f"Con esa fecha el plazo no se puede calcular. {error}") from error


def _prorroga(expediente: Expediente, plazo: Plazo, presentado_en: datetime) -> Prorroga | None:
    """The extension it has; that it was asked for in time was decided when it was granted."""
    dada = prorroga_en(list(expediente.actuaciones.order_by("en", "pk")), plazo)
    return Prorroga(dada.cantidad, timezone.localdate(presentado_en)) if dada else None


def cambiar_presentacion(pedido: Pedido, *, por: Usuario, ahora: datetime) -> Actuacion:
    """Do what a granted request says; its expediente is locked and fetched in `pedido`.

    The cargo that the party holds is sealed first, as it was given; another one, which says what
    it replaces, is sealed after. Raises ReglaIncumplida when meanwhile the register says something
    else.
    """
    expediente, momento = pedido.expediente, pedido.presentado_a
    if momento is None or expediente.presentado_en != pedido.presentado_de:
        raise ReglaIncumplida("La fecha de presentación ya no es la que se pidió cambiar.")
    comprobar_presentacion(expediente, momento)
    corridos = plazos_corridos(expediente, momento)
    asegurar_cargo(expediente.pk)
    guardar(expediente, presentado_en=momento)
    cambios = [_correr(expediente, c, por=por, ahora=ahora) for c in corridos]
    if not corridos:
        cambios = _estrenar(expediente, por=por, ahora=ahora)
    texto = f"{pedido.en_palabras}. {pedido.motivo}. {' '.join(cambios)}"
    acto = actuar(
        expediente,
        Actuacion.Clase.PRESENTACION,
        a=Estado(expediente.estado),
        texto=texto[:1000],
        documento=pedido.documento,
        por=por,
        ahora=ahora,
        antes={"presentado": _escrito(pedido.presentado_de)},
        despues={"presentado": _escrito(momento)},
        pedido=pedido.pk,
    )
    asegurar_cargo(expediente.pk)
    _avisar(expediente, por=por, ahora=ahora)
    return acto


def _correr(expediente: Expediente, corrido: Corrido, *, por: Usuario, ahora: datetime) -> str:
    """The new row of the term and what it says of the old date."""
    hecho_en = expediente.presentado_en
    antes, cuenta = corrido.plazo, corrido.cuenta
    nuevo = reemplazar(expediente, antes, cuenta, por=por, ahora=ahora, hecho_en=hecho_en)
    return (
        f"{nuevo.nombre}: vencía el {antes.vence_el:%d/%m/%Y}; ahora vence el "
        f"{nuevo.vence_el:%d/%m/%Y}."
    )


def _estrenar(expediente: Expediente, *, por: Usuario, ahora: datetime) -> list[str]:
    """The term it never had because no rule was in force at the wrong moment."""
    if not expediente.esta_por_atender or expediente.plazos.exists():
        return []
    nuevo = calcular(
        expediente.procedimiento,
        presentado_en=expediente.presentado_en,
        canal=expediente.canal,
        por=por,
        ahora=ahora,
    )
    if nuevo is None:
        return []
    nuevo.expediente = expediente
    nuevo.save(force_insert=True)
    fijar_vencimiento(expediente, nuevo.vence_el)
    return [f"{nuevo.nombre}: no se había calculado; vence el {nuevo.vence_el:%d/%m/%Y}."]


def _escrito(cuando: datetime | None) -> str:
    return f"{timezone.localtime(cuando):%d/%m/%Y %H:%M}" if cuando else ""


def _avisar(expediente: Expediente, *, por: Usuario, ahora: datetime) -> None:
    titulares = expediente.movimientos.abiertos().titulares().select_related("para")
    asunto = f"Expediente {expediente.numero}: se corrigió su fecha de presentación."
    avisar_a([m.para for m in titulares], expediente, asunto, por=por, ahora=ahora)
