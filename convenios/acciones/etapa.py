"""Changing the stage of a convenio, with the requirements of §4.3 checked after the lock."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from cargos.models import Usuario, autoria
from convenios.captacion import aritmetica
from convenios.estados import ABIERTOS, CON_MOTIVO, Etapa, verificar_etapa
from convenios.models import (
    MARCOS,
    Convenio,
    Documento,
    Materia,
    Ocurrencia,
    RegistroApci,
    TipoHito,
    TransicionEtapa,
    conformidad_apci,
)
from convenios.models.clasificacion import Vocabulario
from convenios.models.tipos import TipoInstrumento
from convenios.validaciones import Falla, Hechos, Nivel, evaluar, sin_resolver
from ocisys.base.reglas import ReglaIncumplida


@transaction.atomic
def cambiar_etapa(
    convenio: Convenio,
    *,
    a: str,
    por: Usuario,
    hoy: date,
    fecha: date | None = None,
    motivo: str = "",
    dispensas: Mapping[str, str] | None = None,
) -> TransicionEtapa:
    """Move a convenio to stage `a`, leaving who, when and which requirements were waived and why.

    `fecha` is the day of the fact (of the signature, when it is signed). Raises
    `TransicionInvalida` if the stage cannot follow, `ReglaIncumplida` with the first requirement
    that is neither met nor waived, or if a reason is missing.
    """
    convenio = Convenio.objects.select_for_update(of=("self",)).get(pk=convenio.pk)
    verificar_etapa(convenio.etapa, a)
    if Etapa(a) in CON_MOTIVO and not motivo.strip():
        raise ReglaIncumplida(f"Para pasar a «{Etapa(a).label}» diga por qué.")
    campos = _datar_firma(convenio, a, fecha)
    fallas = requisitos(convenio, a)
    dispensas = {k: v.strip() for k, v in (dispensas or {}).items() if v.strip()}
    if pendientes := sin_resolver(fallas, dispensas):
        raise ReglaIncumplida(pendientes[0].frase, norma=pendientes[0].norma)
    de, convenio.etapa = convenio.etapa, a
    convenio.save(update_fields=["etapa", "modificado_en", *campos])
    return TransicionEtapa.objects.create(
        convenio=convenio,
        de=de,
        a=a,
        fecha=fecha or hoy,
        motivo=motivo.strip(),
        dispensas={f.codigo: dispensas[f.codigo] for f in fallas if f.codigo in dispensas},
        advertencias=[f.frase for f in fallas if f.nivel == Nivel.ADVIERTE],
        **autoria(por),
    )


def _datar_firma(convenio: Convenio, a: str, fecha: date | None) -> list[str]:
    """Signing dates the convenio, and starts its term when it runs from the signature."""
    if a != Etapa.SUSCRITO:
        return []
    convenio.fecha_suscripcion = convenio.fecha_suscripcion or fecha
    if convenio.fecha_suscripcion is None:
        raise ReglaIncumplida("Diga en qué fecha se suscribió.")
    por_firma = convenio.regla_inicio == Convenio.ReglaInicio.SUSCRIPCION
    if por_firma and convenio.inicio_vigencia is None:
        convenio.inicio_vigencia = convenio.fecha_suscripcion
    return ["fecha_suscripcion", "inicio_vigencia"]


def requisitos(convenio: Convenio, a: str) -> tuple[Falla, ...]:
    """What the convenio does not meet today to enter stage `a`."""
    return evaluar(hechos_de(convenio), Etapa(a))


def hechos_de(convenio: Convenio) -> Hechos:
    """The facts that the rules look at; as many queries for ten parties as for two."""
    partes = list(convenio.partes.select_related("organizacion").prefetch_related("firmas"))
    firmas = [f for p in partes for f in p.firmas.all()]
    contrapartes = [p.organizacion for p in partes if p.lado == "contraparte"]
    hitos = set(convenio.hitos.values_list("tipo", flat=True))
    return Hechos(
        lados=frozenset(p.lado for p in partes),
        roles=frozenset(r for p in partes for r in p.roles),
        es_especifico=convenio.tipo == TipoInstrumento.ESPECIFICO,
        suscripcion=convenio.fecha_suscripcion,
        inicio=convenio.inicio_vigencia,
        fin=convenio.fin_inicial,
        plazo_consta=convenio.plazo != "no_consta",
        sin_fin=convenio.sin_fin,
        nota_fechas=convenio.nota_fechas,
        clausula_separacion=convenio.clausula_separacion,
        contraparte_publica_peruana=any(
            o.clase == "entidad" and o.pais == "PER" for o in contrapartes
        ),
        contraparte_registrable=convenio.requiere_conformidad_apci
        or any(o.clase == "ongd" for o in contrapartes),
        exige_conformidad_desde=conformidad_apci()["desde"],
        tiene_conformidad=TipoHito.CONFORMIDAD_APCI in hitos,
        compromisos=convenio.compromisos.count(),
        sin_compromisos=convenio.sin_compromisos,
        requiere_perfeccionamiento=convenio.requiere_perfeccionamiento,
        entro_en_vigor=TipoHito.VIGOR in hitos,
        tiene_firmado=convenio.documentos.filter(clase=Documento.Clase.FIRMADO).exists(),
        tiene_clausula_separacion=convenio.clausulas.filter(materia=Materia.SEPARACION).exists(),
        partes_sin_firma=tuple(str(p) for p in partes if not p.firmas.all()),
        ultima_firma=max((f.fecha for f in firmas if f.fecha), default=None),
        reparos_de_dinero=aritmetica(convenio, _dia(convenio)),
        registros_vencidos=_registros_vencidos([o.pk for o in contrapartes], _dia(convenio)),
        falta_plan_operaciones=convenio.requiere_plan_operaciones
        and TipoHito.PLAN_OPERACIONES not in hitos,
        pendientes=Ocurrencia.objects.filter(
            compromiso__convenio=convenio, estado__in=sorted(ABIERTOS)
        ).count(),
        tiene_acta_cierre=TipoHito.CIERRE in hitos,
        **_clasificacion(convenio),
        **_del_marco(convenio),
    )


def _clasificacion(convenio: Convenio) -> dict[str, Any]:
    filas = list(convenio.clasificaciones.values_list("vocabulario", "porcentaje"))
    vocabularios = [v for v, _ in filas]
    return {
        "crs_suma": sum((p for v, p in filas if v == Vocabulario.CRS and p), Decimal(0)),
        "metas_ods": vocabularios.count(Vocabulario.ODS),
        "temas_pncti": vocabularios.count(Vocabulario.PNCTI),
    }


def _registros_vencidos(organizaciones: list[int], dia: date) -> tuple[str, ...]:
    """The registers of the counterparts that had already ended on `dia`, each in words."""
    ultimos = (
        RegistroApci.objects.filter(organizacion__in=organizaciones)
        .select_related("organizacion")
        .ultimo_por_organizacion()
    )
    return tuple(
        f"{r.organizacion} ({r}, hasta el {r.hasta:%d/%m/%Y})"
        if r.hasta is not None and r.hasta < dia
        else f"{r.organizacion} ({r}, {r.get_estado_display().lower()})"
        for r in ultimos
        if (r.hasta is not None and r.hasta < dia) or r.dado_de_baja
    )


def _dia(convenio: Convenio) -> date:
    """The day on which its facts are looked at: of the signature, else of its record."""
    return convenio.fecha_suscripcion or convenio.registrado_en.date()


def _del_marco(convenio: Convenio) -> dict[str, Any]:
    if convenio.padre_id is None:
        return {}
    marco = Convenio.objects.get(pk=convenio.padre_id)
    return {
        "marco_admisible": marco.tipo in MARCOS,
        "marco_inicio": marco.inicio_vigencia,
        "marco_fin": marco.fin_al(_dia(convenio)),
    }
