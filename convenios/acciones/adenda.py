"""Recording an adenda, and carrying what it says to the obligations, line by line.

The adenda never edits its convenio nor a commitment: each accepted line leaves a new row that
supersedes the old one from the date of the adenda, so that any past day reads as it was.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from cargos.models import Usuario, atribuir, autoria
from convenios.acciones.compromiso import registrar_compromiso
from convenios.acciones.ocurrencia import exonerar
from convenios.estados import SIN_REPORTE
from convenios.models import (
    Adenda,
    Compromiso,
    Convenio,
    ImpactoAdenda,
    ReglaRecurrencia,
    TipoHito,
)
from convenios.plazos import Recurrencia, vencimientos
from ocisys.base.reglas import ReglaIncumplida

Accion = ImpactoAdenda.Accion
Estado = ImpactoAdenda.Estado

DEL_COMPROMISO = (
    "titulo",
    "texto_literal",
    "clausula_id",
    "obligado_id",
    "exigibilidad",
    "condicion",
    "clase",
    "criticidad",
    "peso",
    "responsable_id",
    "entregable",
    "medio_verificacion",
)
DE_LA_REGLA = ("base", "cada_meses", "cantidad", "fin", "ajuste")


@transaction.atomic
def agregar_adenda(adenda: Adenda, *, por: Usuario) -> Adenda:
    """Record a signed adenda, numbered after the last; the convenio's own row is not touched.

    Outside its term it needs its reason; after the expiry it is «extemporánea» and needs also the
    opinion of OGAJ as a hito. One that moves the end leaves a proposal for each series that ended
    before.
    """
    convenio = Convenio.objects.select_for_update(of=("self",)).get(pk=adenda.convenio_id)
    if not convenio.es_firmado:
        raise ReglaIncumplida("Sólo un convenio suscrito puede tener adendas.")
    if reparo := fuera_de_vigencia(convenio, adenda.fecha, adenda.extemporanea_razon):
        raise ReglaIncumplida(reparo)
    ultimo = convenio.adendas.aggregate(n=Max("numero"))["n"] or 0
    adenda.numero = ultimo + 1
    atribuir(adenda, por)
    adenda.save()
    if adenda.nueva_fecha_fin is not None:
        _proponer_extensiones(convenio, adenda, adenda.nueva_fecha_fin, por)
    return adenda


def _fin_al(convenio: Convenio, fecha: date, sin: Adenda | None) -> date | None:
    """The last day in force as known on `fecha`, leaving out what the adenda `sin` moved."""
    if sin is None:
        return convenio.fin_al(fecha)
    otras = convenio.adendas.exclude(pk=sin.pk).filter(fecha__lte=fecha)
    ultima = otras.exclude(nueva_fecha_fin=None).order_by("-fecha", "-numero").first()
    return ultima.nueva_fecha_fin if ultima else convenio.fin_inicial


def fuera_de_vigencia(
    convenio: Convenio, fecha: date, razon: str, *, sin: Adenda | None = None
) -> str:
    """Why an adenda of `fecha` cannot be recorded with that reason, or ""; asks the database.

    Nothing excuses one older than what it amends. `sin`: the adenda being corrected.
    """
    if convenio.fecha_suscripcion is not None and fecha < convenio.fecha_suscripcion:
        return f"El convenio se suscribió el {convenio.fecha_suscripcion:%d/%m/%Y}, después de eso."
    inicio, fin = convenio.inicio_vigencia, _fin_al(convenio, fecha, sin)
    if inicio is not None and fecha < inicio and not razon.strip():
        return (
            f"El convenio rige desde el {inicio:%d/%m/%Y}: diga por qué la adenda se firmó antes."
        )
    if fin is None or fecha <= fin:
        return ""
    if not razon.strip():
        return (
            f"El convenio venció el {fin:%d/%m/%Y}: la adenda es extemporánea y debe decir por qué."
        )
    opino = convenio.hitos.filter(
        tipo=TipoHito.OPINION_OGAJ, fecha__gt=fin, fecha__lte=fecha
    ).exists()
    if not opino:
        return "Una adenda extemporánea lleva la opinión de OGAJ: anótela antes como hito."
    return ""


def _proponer_extensiones(
    convenio: Convenio, adenda: Adenda, nuevo_fin: date, por: Usuario
) -> None:
    """A line to decide for each series that has some date more before the new end."""
    del_convenio = Compromiso.objects.filter(convenio=convenio)
    series = del_convenio.vigentes_antes(adenda).filter(regla__cada_meses__gt=0)
    for compromiso in series.select_related("regla"):
        regla = compromiso.regla
        ultima = compromiso.ocurrencias.aggregate(f=Max("fecha_legal"))["f"]
        termina = regla.fin or (ultima if regla.cantidad else None)
        if termina is not None and _cabe_otra(regla, termina, nuevo_fin):
            despues = retrato(compromiso) | {"cantidad": None, "fin": nuevo_fin.isoformat()}
            proponer_impacto(
                adenda, accion=Accion.PRORROGA, compromiso=compromiso, despues=despues, por=por
            )


def _cabe_otra(regla: ReglaRecurrencia, tras: date, hasta: date) -> bool:
    """Whether the series, had it no end of its own, has a date after `tras` and up to `hasta`."""
    sin_final = Recurrencia(regla.base, regla.cada_meses)
    fechas = vencimientos(sin_final, horizonte=hasta, es_habil=lambda _: True)
    return any(v.fecha_legal > tras for v in fechas)


def retrato(compromiso: Compromiso, regla: ReglaRecurrencia | None = None) -> dict[str, Any]:
    """The commitment as plain data: its fields and those of its rule, dates in ISO form."""
    regla = regla or getattr(compromiso, "regla", None)
    datos = {c: getattr(compromiso, c) for c in DEL_COMPROMISO}
    datos |= {c: getattr(regla, c, None) for c in DE_LA_REGLA}
    return {c: v.isoformat() if isinstance(v, date) else v for c, v in datos.items()}


def de_retrato(
    convenio: Convenio, datos: Mapping[str, Any]
) -> tuple[Compromiso, ReglaRecurrencia | None]:
    """Unsaved rows that say what a portrait says."""
    compromiso = Compromiso(convenio=convenio, **{c: datos[c] for c in DEL_COMPROMISO})
    if not datos["base"]:
        return compromiso, None
    fechas = {c: datos[c] and date.fromisoformat(datos[c]) for c in ("base", "fin")}
    resto = {c: datos[c] for c in ("cada_meses", "cantidad", "ajuste")}
    return compromiso, ReglaRecurrencia(**fechas, **resto)


@transaction.atomic
def proponer_impacto(
    adenda: Adenda,
    *,
    accion: str,
    por: Usuario,
    compromiso: Compromiso | None = None,
    despues: Mapping[str, Any] | None = None,
    cita: str = "",
) -> ImpactoAdenda:
    """Leave a line to be decided: what the adenda does to one commitment (or the one it adds).

    Raises `ReglaIncumplida` if there is already a line about it, if it was not in force when the
    adenda was signed, or if nothing would change.
    """
    Convenio.objects.select_for_update(of=("self",)).get(pk=adenda.convenio_id)
    if compromiso is not None:
        if adenda.impactos.exclude(estado=Estado.DESCARTADO).filter(compromiso=compromiso).exists():
            raise ReglaIncumplida("Ya hay una línea sobre ese compromiso: decídala primero.")
        if not Compromiso.objects.vigentes_antes(adenda).filter(pk=compromiso.pk).exists():
            raise ReglaIncumplida("Ese compromiso no regía cuando se firmó la adenda.")
    antes = retrato(compromiso) if compromiso else {}
    if accion != Accion.TERMINA and antes == despues:
        raise ReglaIncumplida("La línea no cambia nada del compromiso.")
    return ImpactoAdenda.objects.create(
        adenda=adenda,
        compromiso=compromiso,
        accion=accion,
        antes=antes,
        despues=dict(despues or {}),
        cita=cita.strip(),
        **autoria(por),
    )


@transaction.atomic
def descartar_impacto(impacto: ImpactoAdenda, *, por: Usuario) -> ImpactoAdenda:
    """Set a line aside: the adenda does not say that. The line stays, decided."""
    return _decidir(_tomar(impacto), Estado.DESCARTADO, por)


@transaction.atomic
def aceptar_impacto(impacto: ImpactoAdenda, *, por: Usuario, hoy: date) -> ImpactoAdenda:
    """Make the line count from the date of its adenda.

    What was due by then, and what was already reported, stays in the old row. Raises
    `ReglaIncumplida` if it was decided before, or if the commitment changed since the proposal.
    """
    impacto = _tomar(impacto)
    adenda, viejo = impacto.adenda, impacto.compromiso
    desde = adenda.fecha
    if viejo is not None:
        if retrato(viejo) != impacto.antes:
            raise ReglaIncumplida(
                "El compromiso cambió después de proponer esta línea: descártela y propóngala de "
                "nuevo."
            )
        desde = _cerrar_anterior(impacto, viejo, por)
    if impacto.accion != Accion.TERMINA:
        compromiso, regla = de_retrato(adenda.convenio, impacto.despues)
        compromiso.adenda, compromiso.es_ficticio = adenda, adenda.es_ficticia
        impacto.nuevo = registrar_compromiso(
            compromiso,
            regla,
            hoy=hoy,
            despues_de=desde,
            sin=_fechas_vivas(viejo),
            unidades=viejo.unidades.all() if viejo else (),
        )
    return _decidir(impacto, Estado.ACEPTADO, por)


def _cerrar_anterior(impacto: ImpactoAdenda, viejo: Compromiso, por: Usuario) -> date:
    """Leave without effect what the old row still had ahead; returns from when the new one counts.

    An extension touches nothing of the old series: the new row begins after its last date.
    """
    adenda = impacto.adenda
    if impacto.accion == Accion.PRORROGA:
        ultima: date | None = viejo.ocurrencias.aggregate(f=Max("fecha_legal"))["f"]
        return max(ultima or adenda.fecha, adenda.fecha)
    cita = f", {impacto.cita}" if impacto.cita else ""
    sustento = f"{adenda} del {adenda.fecha:%d/%m/%Y}{cita}"[:200]
    por_venir = viejo.ocurrencias.filter(
        fecha_legal__gt=adenda.fecha, estado__in=sorted(SIN_REPORTE)
    )
    for ocurrencia in por_venir:
        # From the adenda's date; an act recorded later shows that it was still being worked on.
        dia = max(adenda.fecha, ocurrencia.cambiada_el or adenda.fecha)
        exonerar(ocurrencia, sustento=sustento, por=por, hoy=dia, sin_efecto=True)
    return adenda.fecha


def _fechas_vivas(viejo: Compromiso | None) -> frozenset[date]:
    """Legal dates of the old row that somebody already reported: they are not asked for twice."""
    if viejo is None:
        return frozenset()
    vivas = viejo.ocurrencias.exclude(estado__in=[*SIN_REPORTE, "dejado_sin_efecto"])
    return frozenset(vivas.values_list("fecha_legal", flat=True))


def _tomar(impacto: ImpactoAdenda) -> ImpactoAdenda:
    fila = (
        ImpactoAdenda.objects.select_for_update(of=("self",))
        .select_related("adenda__convenio", "compromiso")
        .get(pk=impacto.pk)
    )
    if not fila.esta_por_decidir:
        raise ReglaIncumplida(f"Esa línea ya fue {fila.get_estado_display().lower()}.")
    return fila


def _decidir(impacto: ImpactoAdenda, estado: str, por: Usuario) -> ImpactoAdenda:
    impacto.estado, impacto.decidido_por, impacto.decidido_en = estado, por, timezone.now()
    impacto.save()
    return impacto
