"""Due dates of agreements, and meetings, for the calendar feed of whoever answers for them."""

from datetime import date

from cargos.calendario import Fecha, registrar
from cargos.models import Usuario
from convenios.estados import SIN_REPORTE, EstadoOcurrencia, Etapa
from convenios.models import (
    Convenio,
    Convocatoria,
    EstadoReunion,
    Lado,
    Ocurrencia,
    ParametroCumplimiento,
    Reunion,
)
from convenios.models.convenios import en_curso
from convenios.models.ocurrencias import OcurrenciaQuerySet
from convenios.models.tipos import Acceso

MAXIMO = 500
"""A calendar programme reads no more; the nearest ones."""


def obligaciones_de(usuario: Usuario, hoy: date) -> list[Fecha]:
    """What the posts of the person owe and nobody reported, by its numbers alone.

    The feed leaves the house: it says neither what is owed nor to whom, and of a reserved agreement
    not even the code.
    """
    filas = _sin_reportar(usuario).filter(
        en_curso(hoy, "compromiso__convenio__"), compromiso__obligado__lado=Lado.SECTOR
    )
    filas = filas.exclude(compromiso__convenio__nivel_acceso=Acceso.RESERVADO)
    return _en_fechas(filas.select_related("compromiso__convenio"))


def internacionales_de(usuario: Usuario, hoy: date) -> list[Fecha]:
    """The same, of the international instruments that are followed."""
    filas = _sin_reportar(usuario).internacionales(hoy)
    return _en_fechas(filas.select_related("compromiso__instrumento"))


def acuerdos_de(usuario: Usuario, hoy: date) -> list[Fecha]:
    """The same, of what meetings agreed."""
    filas = _sin_reportar(usuario).de_acuerdos()
    return _en_fechas(filas.select_related("compromiso__acuerdo"))


def _sin_reportar(usuario: Usuario) -> OcurrenciaQuerySet:
    posiciones = [d.posicion_id for d in usuario.designaciones_hoy]
    filas: OcurrenciaQuerySet = Ocurrencia.objects.filter(
        compromiso__responsable__in=posiciones,
        estado__in=sorted({*SIN_REPORTE, EstadoOcurrencia.OBSERVADO}),
    )
    return filas


def _en_fechas(filas: OcurrenciaQuerySet) -> list[Fecha]:
    return [
        Fecha(
            f"obligacion-{o.pk}",
            o.fecha_exigible,
            f"Vence la obligación n.º {o.nro} del compromiso {o.compromiso.numero} de "
            f"{o.compromiso.origen.codigo}",
            o.get_absolute_url(),
            o.compromiso.origen.registrado_en,
        )
        for o in filas[:MAXIMO]
    ]


def decisiones_de(usuario: Usuario, hoy: date) -> list[Fecha]:
    """The notice dates of the agreements that her posts coordinate and nobody decided on."""
    posiciones = [d.posicion_id for d in usuario.designaciones_hoy]
    p = ParametroCumplimiento.objects.en_vigor(hoy)
    filas = (
        Convenio.objects.en_curso(hoy)
        .filter(coordinador__in=posiciones)
        .exclude(nivel_acceso=Acceso.RESERVADO)
        .exclude(etapa=Etapa.SUSPENDIDO)
        .con_fin(hoy)
        .con_decision(hoy)
        .sin_decision(hoy, p)
    )
    return [
        Fecha(
            f"decision-{c.codigo}",
            c.decidir_antes_de,
            f"Decidir la renovación de {c.codigo}",
            f"{c.get_absolute_url()}decidir/",
            c.registrado_en,
        )
        for c in filas[:MAXIMO]
        if c.decidir_antes_de
    ]


def cierres_de(usuario: Usuario, hoy: date) -> list[Fecha]:
    """The closing days of the offers that her posts follow."""
    posiciones = [d.posicion_id for d in usuario.designaciones_hoy]
    filas = Convocatoria.objects.vivas(hoy).filter(responsable__in=posiciones)
    return [
        Fecha(f"convocatoria-{c.pk}", c.cierra_el, f"Cierra {c.codigo}", c.get_absolute_url(), c.en)
        for c in filas.exclude(cierra_el=None)[:MAXIMO]
        if c.cierra_el
    ]


def reuniones_de(usuario: Usuario, hoy: date) -> list[Fecha]:
    """The meetings convened that call one of her posts, by code and hours: neither what about nor
    with whom leaves the house. One without an hour takes the whole day."""
    posiciones = [d.posicion_id for d in usuario.designaciones_hoy]
    filas = Reunion.objects.filter(
        estado=EstadoReunion.CONVOCADA, fecha__gte=hoy, participantes__posicion__in=posiciones
    )
    return [
        Fecha(
            f"reunion-{r.codigo}",
            r.fecha,
            f"Reunión {r.codigo}",
            r.get_absolute_url(),
            r.en,
            inicia=r.inicia,
            termina=r.termina,
        )
        for r in filas.distinct().order_by("fecha", "pk")[:MAXIMO]
    ]


def declarar_fechas() -> None:
    """Called once by `ConveniosConfig.ready`."""
    registrar("obligaciones", obligaciones_de)
    registrar("internacionales", internacionales_de)
    registrar("decisiones", decisiones_de)
    registrar("convocatorias", cierres_de)
    registrar("acuerdos", acuerdos_de)
    registrar("reuniones", reuniones_de)
