"""A version of the strategy from draft to approval, and which agreements serve each line."""

from collections.abc import Iterable
from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max

from cargos.models import Usuario, atribuir, autoria
from convenios.models import Convenio, ConvenioEnLinea, Estrategia, LineaEstrategica
from ocisys.base.models import Norma
from ocisys.base.reglas import ReglaIncumplida
from ocisys.base.sellado import sellar

YA_APROBADA = "Esta versión ya se aprobó: lo que cambia va en otra versión."


@transaction.atomic
def proyectar_estrategia(estrategia: Estrategia, *, por: Usuario) -> Estrategia:
    """Begin the next version with the lines of the last one approved. Raises `ReglaIncumplida` if
    another draft is still open."""
    versiones = Estrategia.objects.select_for_update(of=("self",)).order_by("-version")
    ultima = next(iter(versiones), None)
    if ultima is not None and ultima.es_proyecto:
        raise ReglaIncumplida(f"La versión {ultima.version} sigue en proyecto: apruébela antes.")
    atribuir(estrategia, por)
    estrategia.version = ultima.version + 1 if ultima else 1
    estrategia.save(force_insert=True)
    for linea in ultima.lineas.all() if ultima else ():
        LineaEstrategica.objects.create(
            estrategia=estrategia,
            numero=linea.numero,
            objetivo=linea.objetivo,
            meta_anual=linea.meta_anual,
            indicadores=linea.indicadores,
            viene_de=linea,
        )
    return estrategia


def _tomar_proyecto(pk: int) -> Estrategia:
    fila = Estrategia.objects.select_for_update(of=("self",)).get(pk=pk)
    if not fila.es_proyecto:
        raise ReglaIncumplida(YA_APROBADA)
    return fila


@transaction.atomic
def guardar_linea(linea: LineaEstrategica) -> LineaEstrategica:
    """Add a line to a draft, or save another text of it. Raises `ReglaIncumplida` once approved."""
    estrategia = _tomar_proyecto(linea.estrategia_id)
    if linea.pk is None:
        linea.numero = (estrategia.lineas.aggregate(n=Max("numero"))["n"] or 0) + 1
    linea.save()
    return linea


@transaction.atomic
def quitar_linea(linea: LineaEstrategica) -> None:
    """Take a line out of a draft; it stays in the audit table. Raises `ReglaIncumplida` once
    approved."""
    estrategia = _tomar_proyecto(linea.estrategia_id)
    linea.delete()
    for numero, fila in enumerate(estrategia.lineas.order_by("numero"), start=1):
        if fila.numero != numero:
            fila.numero = numero
            fila.save(update_fields=["numero"])


@transaction.atomic
def aprobar_estrategia(
    estrategia: Estrategia,
    *,
    norma: Norma | None,
    documento: str,
    aprobada_el: date,
    desde: date,
    hasta: date | None,
    por: Usuario,
    archivo: UploadedFile | None = None,
) -> Estrategia:
    """Approve a draft: it rules from a day on, and what the earlier version linked goes with the
    lines that follow it. Raises `ReglaIncumplida` without lines, or if it would begin before or
    with the one it supersedes."""
    fila = _tomar_proyecto(estrategia.pk)
    if not fila.lineas.exists():
        raise ReglaIncumplida("Una estrategia sin líneas no se aprueba.")
    previa = Estrategia.objects.exclude(aprobada_el=None).order_by("-version").first()
    if previa is not None and previa.desde is not None and desde <= previa.desde:
        raise ReglaIncumplida(f"La {previa} rige desde el {previa.desde:%d/%m/%Y}: elija otro día.")
    fila.norma, fila.documento, fila.aprobada_el = norma, documento, aprobada_el
    fila.desde, fila.hasta = desde, hasta
    fila.archivo = sellar(archivo, por=por) if archivo else None
    fila.save()
    _llevar_vinculos(fila, desde, por)
    return fila


def _llevar_vinculos(estrategia: Estrategia, desde: date, por: Usuario) -> None:
    siguen = {li.viene_de_id: li for li in estrategia.lineas.exclude(viene_de=None)}
    vivos = ConvenioEnLinea.objects.filter(linea__in=siguen, retirado_el=None)
    quien = autoria(por)
    ConvenioEnLinea.objects.bulk_create(
        ConvenioEnLinea(linea=siguen[v.linea_id], convenio_id=v.convenio_id, desde=desde, **quien)
        for v in vivos
    )


@transaction.atomic
def vincular_convenios(
    linea: LineaEstrategica, convenios: Iterable[Convenio], *, por: Usuario, hoy: date
) -> int:
    """Say that those agreements serve a line; returns how many did not yet. Raises
    `ReglaIncumplida` for a draft."""
    linea = LineaEstrategica.objects.select_for_update(of=("self",)).get(pk=linea.pk)
    if linea.estrategia.es_proyecto:
        raise ReglaIncumplida("Primero se aprueba la versión; después se vinculan los convenios.")
    ya = set(linea.vinculos.filter(retirado_el=None).values_list("convenio", flat=True))
    nuevos = [c for c in convenios if c.pk not in ya]
    for convenio in nuevos:
        ConvenioEnLinea.objects.create(linea=linea, convenio=convenio, desde=hoy, **autoria(por))
    return len(nuevos)


@transaction.atomic
def retirar_vinculo(
    vinculo: ConvenioEnLinea, *, motivo: str, por: Usuario, hoy: date
) -> ConvenioEnLinea:
    """Say that an agreement serves a line no more. Raises `ReglaIncumplida` if it was said."""
    filas = ConvenioEnLinea.objects.select_for_update(of=("self",))
    fila = filas.select_related("linea", "convenio").get(pk=vinculo.pk)
    if fila.retirado_el is not None:
        raise ReglaIncumplida(f"Ya se retiró, el {fila.retirado_el:%d/%m/%Y}.")
    fila.retirado_el, fila.retirado_por, fila.retirado_motivo = max(hoy, fila.desde), por, motivo
    fila.save(update_fields=["retirado_el", "retirado_por", "retirado_motivo"])
    return fila
