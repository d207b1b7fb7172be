"""Parts of the dashboard about what is not signed yet, and what waits for somebody's word.

The way of an agreement to its signature, step by step; and the queue of what waits for an opinion,
a signature or a review, the oldest first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

from django.db.models import Count, Max, OuterRef, Subquery, Sum
from django.urls import reverse

from cargos.models import Usuario
from convenios.estados import Etapa
from convenios.forms.filtros import FiltroTablero
from convenios.models import Convenio, FotoConvenio, TransicionEtapa
from convenios.models.convenios import ConvenioQuerySet
from convenios.models.foto import FotoConvenioQuerySet
from convenios.tablero_partes import enlace_a

ESPERAN = 6
PASOS = (
    Etapa.IDEA,
    Etapa.EN_FORMULACION,
    Etapa.EN_OPINION_TECNICA,
    Etapa.EN_OPINION_PRESUPUESTAL,
    Etapa.EN_OPINION_LEGAL,
    Etapa.EN_CONFORMIDAD,
    Etapa.LISTO_PARA_FIRMA,
)
CON_PALABRA_AJENA = PASOS[2:]
"""From here on somebody's opinion or signature is what it waits for."""


@dataclass(frozen=True)
class Paso:
    """A stage before the signature, how many convenios stand in it; width from 0 to 100."""

    rotulo: str
    n: int
    enlace: str
    ancho: float


@dataclass(frozen=True)
class Espera:
    """What waits for an opinion, a signature or a review, and since when."""

    que: str
    codigo: str
    denominacion: str
    desde: date
    dias: int
    enlace: str


@dataclass(frozen=True)
class Camino:
    """The way to the signature, and the queue; `total` counts the whole queue."""

    pasos: Sequence[Paso]
    por_firmar: int
    esperan: Sequence[Espera]
    total: int


def camino(
    filtro: FiltroTablero, usuario: Usuario, del_dia: FotoConvenioQuerySet, por_revisar: int
) -> Camino:
    """Both, with the dashboard's filters; `por_revisar` convenios have something to validate."""
    dia = filtro.dia
    visibles = Convenio.objects.visibles_para(usuario).filter(filtro.condicion())
    sin_firma = visibles.por_firmar(dia)
    conteos = dict(sin_firma.order_by().values_list("etapa_al").annotate(n=Count("pk")))
    firmados = visibles.filter(fecha_suscripcion__range=(dia.replace(month=1, day=1), dia))
    cola = sorted(
        chain(_por_opinar(sin_firma, dia), _por_revisar(filtro, del_dia)),
        key=lambda e: (e.desde, e.codigo),
    )
    return Camino(
        pasos=_pasos(filtro, conteos, firmados.count()),
        por_firmar=sum(conteos.values()),
        esperan=cola[:ESPERAN],
        total=sum(conteos.get(e.value, 0) for e in CON_PALABRA_AJENA) + por_revisar,
    )


def _pasos(filtro: FiltroTablero, conteos: dict[str, int], firmados: int) -> list[Paso]:
    anio = str(filtro.dia.year)
    filas = [(e.label, conteos.get(e.value, 0), {"etapa": e.value}) for e in PASOS]
    filas.append((f"Suscritos en {anio}", firmados, {"firma": anio}))
    mayor = max(n for _, n, _ in filas) or 1
    lista = reverse("convenios:lista")
    return [
        Paso(rotulo, n, f"{lista}?{filtro.enlace(**mas)}", round(n * 100 / mayor, 1))
        for rotulo, n, mas in filas
    ]


def _por_opinar(sin_firma: ConvenioQuerySet, dia: date) -> list[Espera]:
    pasos = TransicionEtapa.objects.filter(convenio=OuterRef("pk"), fecha__lte=dia)
    ultimo = pasos.order_by().values("convenio").annotate(m=Max("fecha")).values("m")
    filas = (
        sin_firma.filter(etapa_al__in=[e.value for e in CON_PALABRA_AJENA])
        .annotate(llego=Subquery(ultimo))
        .exclude(llego=None)
        .order_by("llego", "codigo")[:ESPERAN]
    )
    return [
        Espera(
            Etapa(c.etapa_al).label,
            c.codigo,
            c.denominacion,
            c.llego,
            (dia - c.llego).days,
            c.get_absolute_url(),
        )
        for c in filas
    ]


def _por_revisar(filtro: FiltroTablero, del_dia: FotoConvenioQuerySet) -> list[Espera]:
    esperan = del_dia.exclude(por_validar_desde=None).order_by("por_validar_desde", "convenio_id")
    pks = list(esperan.values_list("pk", flat=True)[:ESPERAN])
    filas: Any = FotoConvenio.objects.filter(pk__in=pks).select_related("convenio")
    return [
        Espera(
            f"{f.cuantas} por validar",
            f.convenio.codigo,
            f.convenio.denominacion,
            f.por_validar_desde,
            (f.dia - f.por_validar_desde).days,
            enlace_a(filtro, lado="sector", convenio=f.convenio.codigo, situacion="por_validar"),
        )
        for f in filas.annotate(cuantas=Sum("cargas__por_validar"))
    ]
