"""Due dates of trámite for the calendar feed: what one has in hand, and what one promised."""

from datetime import date

from cargos.calendario import Fecha, registrar
from cargos.models import Usuario
from tramite.bandeja import Pestana, movimientos_de
from tramite.models import Acceso, Promesa

MAXIMO = 500
"""A calendar programme reads no more; the nearest ones."""


def vencimientos_de(usuario: Usuario, hoy: date) -> list[Fecha]:
    """Each open expediente in the person's hands that has a date, by its number alone.

    The feed leaves the house: neither subject nor sender goes in it, and of a restricted one not
    even the number.
    """
    filas = movimientos_de(usuario, Pestana.EN_MI_PODER, hoy).filter(
        vence__isnull=False, expediente__acceso=Acceso.OFICINA
    )
    return [
        Fecha(
            f"expediente-{m.expediente.numero}",
            m.vence,
            f"Vence el expediente {m.expediente.numero}"
            + (f": {m.proveido.nombre.lower()}" if m.proveido else ""),
            m.expediente.get_absolute_url(),
            m.en,
        )
        for m in filas.select_related("expediente", "proveido").order_by("vence", "pk")[:MAXIMO]
        if m.vence
    ]


def promesas_de(usuario: Usuario, hoy: date) -> list[Fecha]:
    """What the documents drafted from the person's posts promised, by their number alone."""
    filas = Promesa.objects.visibles_para(usuario).pendientes().para_lista()
    filas = filas.filter(
        obligado=Promesa.Obligado.NOSOTROS,
        salida__expediente__acceso=Acceso.OFICINA,
        salida__por_posicion__in=[d.posicion_id for d in usuario.designaciones_hoy],
    )
    return [
        Fecha(
            f"promesa-{p.pk}",
            p.vence_el,
            f"Vence lo prometido en {p.salida}",
            p.salida.get_absolute_url(),
            p.en,
        )
        for p in filas[:MAXIMO]
        if p.vence_el
    ]


def declarar_fechas() -> None:
    """Called once by `TramiteConfig.ready`."""
    registrar("expedientes", vencimientos_de)
    registrar("promesas", promesas_de)
