"""Taking the photographs of a day: only the missing ones, all with the same pure functions.

Exact for any day, past ones included. A convenio whose figures changed lost its fotos by trigger
(`models.caducidad`), so that reading the dashboard after an act takes one or two again; a new day,
or a past one never asked for, takes them all once.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, Exists, Max, OuterRef, Q

from convenios.cifras import Parametros, Sumas
from convenios.estados import ABIERTOS, EstadoOcurrencia
from convenios.models import Convenio, FotoCarga, FotoConvenio, Lado, Ocurrencia, Seguimiento
from convenios.models.convenios import ConvenioQuerySet
from convenios.models.foto import campos_de, huella, nombres_de_columnas
from convenios.models.ocurrencias import OcurrenciaQuerySet
from convenios.situacion import SituacionConvenio, situaciones

LOTE = 2_000
DIAS_GUARDADOS = 31
"""Days of fotos that the nightly job keeps: the variation looks thirty days back."""


def sin_foto(dia: date, p: Parametros) -> ConvenioQuerySet:
    """Convenios without a foto of `dia` taken with the settings `p`."""
    fotos = FotoConvenio.objects.filter(convenio=OuterRef("pk"), dia=dia, huella=huella(p))
    return Convenio.objects.filter(~Exists(fotos))


def asegurar(dia: date, p: Parametros) -> int:
    """Take the missing fotos of `dia`; returns how many. One query when none is missing."""
    if not sin_foto(dia, p).exists():
        return 0
    with transaction.atomic():
        # The lock makes whoever changes one of these wait, and then drop what we took.
        pks = list(
            sin_foto(dia, p)
            .select_for_update(of=("self",))
            .order_by("pk")
            .values_list("pk", flat=True)
        )
        for i in range(0, len(pks), LOTE):
            _tomar(pks[i : i + LOTE], dia, p)
        if len(pks) > LOTE // 4:
            # A whole new day: planned as an empty table it would be read row by row.
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE convenios_fotoconvenio, convenios_fotocarga")
    return len(pks)


def preparar(hoy: date, p: Parametros) -> int:
    """What the nightly job does: have today and tomorrow ready, forget the days gone by."""
    ayer_lejano, manana = hoy - timedelta(days=DIAS_GUARDADOS), hoy + timedelta(days=1)
    viejas = FotoConvenio.objects.exclude(dia__range=(ayer_lejano, manana))
    FotoCarga.objects.filter(foto__in=viejas).delete()
    viejas.delete()
    return asegurar(hoy, p) + asegurar(manana, p)


@transaction.atomic
def _tomar(pks: Sequence[int], dia: date, p: Parametros) -> None:
    convenios = Convenio.objects.filter(pk__in=pks)
    en_curso = set(convenios.en_curso(dia).values_list("pk", flat=True))
    ocurrencias = Ocurrencia.objects.filter(
        compromiso__convenio__in=pks, compromiso__obligado__lado=Lado.SECTOR
    ).al(dia)
    esperan = _por_validar_desde(ocurrencias, dia)
    tarde = ocurrencias.exigibles(dia).cumplidas_tarde().contar_por_convenio()
    vistas = situaciones(
        convenios.con_fin(dia).con_decision(dia).order_by("pk"), al=dia, p=p, solo_propio=True
    )
    fotos = FotoConvenio.objects.bulk_create(
        [
            _foto(
                v,
                p,
                en_curso=v.convenio.pk in en_curso,
                tarde=tarde.get(v.convenio.pk, 0),
                por_validar_desde=esperan.get(v.convenio.pk),
            )
            for v in vistas
        ],
        update_conflicts=True,
        unique_fields=["dia", "convenio"],
        update_fields=nombres_de_columnas(),
    )
    _tomar_cargas({f.convenio_id: f.pk for f in fotos}, ocurrencias, dia, p)


def _por_validar_desde(ocurrencias: OcurrenciaQuerySet, dia: date) -> dict[int, date]:
    """Per convenio, the day of the oldest report of ours that waited for a review on `dia`."""
    reportes = (
        ocurrencias.por_validar()
        .filter(seguimientos__tipo=Seguimiento.Tipo.REPORTE, seguimientos__fecha__lte=dia)
        .order_by()
        .values_list("compromiso__convenio", "pk")
        .annotate(desde=Max("seguimientos__fecha"))
    )
    desde: dict[int, date] = {}
    for convenio, _, fecha in reportes:
        desde[convenio] = min(fecha, desde.get(convenio, fecha))
    return desde


def _foto(v: SituacionConvenio, p: Parametros, **contado: Any) -> FotoConvenio:
    ajenas: Sumas = v.ajenas
    return FotoConvenio(
        dia=v.al,
        convenio=v.convenio,
        huella=huella(p),
        color=v.semaforo.color.value,
        vigencia=v.vigencia.value,
        fin=v.convenio.termina_el,
        limite=v.convenio.decidir_antes_de,
        sin_decision=v.sin_decision,
        ajenas_exigibles=ajenas.exigibles,
        ajenas_pesos=ajenas.pesos,
        ajenas_logro=ajenas.logro,
        **campos_de(v.propias),
        **contado,
    )


def _tomar_cargas(
    fotos: dict[int, int], ocurrencias: OcurrenciaQuerySet, dia: date, p: Parametros
) -> None:
    proxima = Q(fecha_exigible__range=(dia, dia + timedelta(days=p.dias_proximos)))
    filas = (
        ocurrencias.sin_cumplir()
        .order_by()
        .values_list("compromiso__convenio", "compromiso__responsable")
        .annotate(
            vencidas=Count("pk", filter=Q(fecha_exigible__lt=dia)),
            proximas=Count("pk", filter=proxima),
            por_validar=Count("pk", filter=Q(estado_al=EstadoOcurrencia.REPORTADO)),
            abiertas=Count("pk", filter=Q(estado_al__in=sorted(ABIERTOS))),
        )
    )
    FotoCarga.objects.filter(foto__in=list(fotos.values())).delete()
    FotoCarga.objects.bulk_create(
        FotoCarga(
            foto_id=fotos[convenio],
            cargo_id=cargo,
            vencidas=vencidas,
            proximas=proximas,
            por_validar=por_validar,
            abiertas=abiertas,
        )
        for convenio, cargo, vencidas, proximas, por_validar, abiertas in filas
    )
