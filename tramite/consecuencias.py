"""What granting a request would move, told before it is decided."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from ocisys.base.plazos import Prorroga
from ocisys.base.reglas import ReglaIncumplida
from tramite.acciones.plazos import calcular, comprobar_prorrogar, suspensiones_de
from tramite.acciones.presentacion import plazos_corridos
from tramite.models import Pedido


@dataclass(frozen=True)
class Corrimiento:
    """A due date before and after; equal when it does not move."""

    nombre: str
    de: date
    a: date

    @property
    def se_mueve(self) -> bool:
        return self.de != self.a


@dataclass(frozen=True)
class Consecuencias:
    """The due dates that would be counted again, or why it can no longer be granted."""

    plazos: list[Corrimiento]
    impide: str = ""


def consecuencias(pedido: Pedido) -> Consecuencias:
    """Of a request that nobody has decided; changes nothing."""
    try:
        return Consecuencias(_plazos(pedido))
    except ReglaIncumplida as error:
        return Consecuencias([], str(error))


def _plazos(pedido: Pedido) -> list[Corrimiento]:
    expediente = pedido.expediente
    if pedido.clase == Pedido.Clase.PRESENTACION and pedido.presentado_a:
        corridos = plazos_corridos(expediente, pedido.presentado_a)
        return [Corrimiento(c.plazo.nombre, c.plazo.vence_el, c.cuenta.vence_el) for c in corridos]
    if pedido.clase != Pedido.Clase.PRORROGA:
        return []
    actual = comprobar_prorrogar(expediente)
    nuevo = calcular(
        expediente.procedimiento,
        presentado_en=actual.hecho_en,
        canal=expediente.canal,
        por=pedido.por,
        ahora=pedido.en,
        suspensiones=suspensiones_de(expediente),
        prorroga=Prorroga(pedido.datos["dias"], timezone.localdate(pedido.en)),
    )
    return [Corrimiento(actual.nombre, actual.vence_el, nuevo.vence_el)] if nuevo else []
