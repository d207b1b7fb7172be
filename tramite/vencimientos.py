"""Dates of trámite for the calendar feed: what one has in hand, promised, or will attend."""

from datetime import date

from django.utils import timezone

from cargos.calendario import Fecha, registrar
from cargos.models import Usuario
from tramite.bandeja import Pestana, movimientos_de
from tramite.models import Acceso, Cita, Promesa, Remitente

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


def citas_de(usuario: Usuario, hoy: date) -> list[Fecha]:
    """The appointments still to be held that the person's posts attend.

    The name of an entity goes in it, that of a person does not; of what may not be read, or treats
    of something restricted, only that the time is taken.
    """
    puestos = [d.posicion_id for d in usuario.designaciones_hoy]
    filas = Cita.objects.ocupaciones_para(usuario).vivas().del_periodo(hoy, None)
    filas = filas.de_puestos(puestos).select_related("expediente", "remitente", "convenio")
    return [
        Fecha(
            f"cita-{c.pk}",
            timezone.localdate(c.inicia),
            _titulo(c),
            c.get_absolute_url(),
            c.en,
            inicia=c.inicia,
            termina=c.termina,
        )
        for c in filas.order_by("inicia", "pk")[:MAXIMO]
    ]


def _titulo(cita: Cita) -> str:
    if not getattr(cita, "se_ve", False) or cita.esta_reservada:
        return "Ocupado"
    entidad = cita.remitente is not None and cita.remitente.clase == Remitente.Clase.ENTIDAD
    return f"Cita con {cita.con}" if entidad else "Cita"


def declarar_fechas() -> None:
    """Called once by `TramiteConfig.ready`."""
    registrar("expedientes", vencimientos_de)
    registrar("promesas", promesas_de)
    registrar("citas", citas_de)
